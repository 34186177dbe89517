"""Input that somebody hostile, careless or unlucky may have made, for every reader."""
