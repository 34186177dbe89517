"""The month's papers: pages, paragraphs, print, save, and closing the month."""
