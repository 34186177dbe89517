"""The community models: a list, a form beside it, and their history."""
