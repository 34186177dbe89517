"""The overview: what is to be done this month, how far it came, the year at a glance."""
