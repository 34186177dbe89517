"""Doors with a lock: log-in, the forgotten password, the recovery sheet, locking while away."""
