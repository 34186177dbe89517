"""The superior's board: units × months, and what lies behind each cell."""
