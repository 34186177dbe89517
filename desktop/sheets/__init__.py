"""Reading the officers' own Excel lists into drafts and problems, and writing templates.

The words that headings and cells are recognised by are data in ``resources/sheets``.
"""
