"""The main window: top bar, rooms, the month's path and the status line."""
