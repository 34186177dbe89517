"""The window: the only room with Qt.

``design`` holds the tokens, the theme, fonts and icons; ``widgets`` the reusable pieces;
``work`` the one worker thread that owns the store; ``shell`` the main window with the month's
path; each further package is one room of the window. A room reads and writes through
``desktop.actions`` on the worker, and learns of changes through the shell alone.
"""
