"""Packages of the building machine's own system."""

import os
import shutil
import subprocess


def as_root() -> tuple[str, ...]:
    """What stands before a command that only root may run."""
    alone = os.geteuid() == 0 or shutil.which("sudo") is None
    return () if alone else ("sudo",)


def install(packages: tuple[str, ...]) -> None:
    """Install Debian packages, through sudo where this is not root's session.

    Raises:
        subprocess.CalledProcessError: apt refused, or sudo did.
    """
    subprocess.run([*as_root(), "apt-get", "update", "-q"], check=True)
    quiet = ("env", "DEBIAN_FRONTEND=noninteractive")
    call = (*quiet, "apt-get", "install", "-qy", "--no-install-recommends", *packages)
    subprocess.run([*as_root(), *call], check=True)
