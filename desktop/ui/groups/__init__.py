"""The residential groups: a list, a form beside it, and the events of their lives."""
