"""The units that a superior expects, and its connection file."""
