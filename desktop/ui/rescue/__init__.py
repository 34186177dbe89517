"""The guided rescue of data that are damaged or missing."""
