"""Receiving one stick after the other at the superior."""
