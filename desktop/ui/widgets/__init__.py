"""Reusable pieces of the window; none of them knows the store."""
