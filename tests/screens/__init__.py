"""Pictures of every screen, for the eye: ``make screens``."""
