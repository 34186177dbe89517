"""Files on which a person decides."""
