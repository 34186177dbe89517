"""Papers: first a document tree of values, then a file; takes values, never the store."""
