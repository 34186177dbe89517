"""Bringing in an Excel list: choose, look at the rehearsal, write."""
