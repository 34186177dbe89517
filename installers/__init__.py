"""What makes the files that people install."""
