"""The first screen with its doors, and the five questions of set-up."""
