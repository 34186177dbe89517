"""The office's own facts, lists, backups, log and look."""
