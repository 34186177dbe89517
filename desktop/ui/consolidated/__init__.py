"""The superior's papers over all units."""
