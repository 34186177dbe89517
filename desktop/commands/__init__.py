"""The commands behind the command-line door, one module for each part of the work.

A command opens the data folder, asks an action and prints what it returned. Whatever is heavy
is imported inside the command that needs it, so that each of them starts fast.
"""
