"""The package for Debian 12 and 13: ``python -m installers.debian`` builds it into ``dist``."""
