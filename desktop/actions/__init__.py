"""The verbs: the only way from the window and the command line to the store.

A write checks its draft, runs in one transaction with its audit entry, and returns an
:class:`~desktop.actions.desk.Outcome` that says what kinds of thing were touched. A read
returns frozen values.
"""
