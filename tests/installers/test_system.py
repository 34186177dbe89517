"""Packages that a build needs are installed as root, or through sudo."""

import os
from pathlib import Path

import pytest

from installers.parts.system import as_root, install


def recorder(folder: Path, *names: str) -> Path:
    """Programs that only write down how they are called."""
    for name in names:
        path = folder / name
        path.write_text(f'#!/bin/sh\necho {name} "$@" >> "{folder}/calls"\n', encoding="ascii")
        path.chmod(0o755)
    return folder / "calls"


def test_root_needs_no_sudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert as_root() == ()


def test_others_install_through_sudo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls = recorder(tmp_path, "sudo")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    install(("nsis",))
    update, installing = calls.read_text(encoding="ascii").splitlines()
    assert update == "sudo apt-get update -q"
    assert installing.startswith("sudo env DEBIAN_FRONTEND=noninteractive apt-get install")
    assert installing.endswith(" nsis")
