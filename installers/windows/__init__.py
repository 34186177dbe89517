"""The setup file and the portable folder for Windows 10, built on Debian."""
