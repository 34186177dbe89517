"""What every installer needs: pinned parts, libraries of the lock, one moment for all files."""
