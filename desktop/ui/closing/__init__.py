"""Closing a month: what is confirmed before, closing itself, and corrections afterwards."""
