"""The room of outreach sessions: the month sheet and the list of all sessions."""
