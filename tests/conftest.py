"""What every test stands on: no test touches the folders of whoever runs it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from desktop import i18n

settings.register_profile(
    "steady",
    deadline=None,  # shared machines stall; speed is measured by 'make bench'
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_MEMORY = Path("/dev/shm")  # noqa: S108  folders of random names, removed after each test
_ROOM = 4 << 30
"""Bytes that must be free in memory; containers often have less."""


def pytest_configure() -> None:
    """Thousands of stores are made in memory where there is room: no disk is waited for."""
    if "TMPDIR" in os.environ or not os.access(_MEMORY, os.W_OK):
        return
    if shutil.disk_usage(_MEMORY).free > _ROOM:
        # Processes that the tests start, workers first, go by the variable.
        os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)


@pytest.fixture(scope="session", autouse=True)
def scratch_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Scratch files of the program, and of processes it starts, go with the run."""
    place = str(tmp_path_factory.mktemp("scratch"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", place)
        patch.setattr(tempfile, "tempdir", place)
        yield


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point settings, logs and the default data folder into the test's own folder."""
    monkeypatch.setenv("SO138_SETTINGS", str(tmp_path / "own" / "window.json"))
    monkeypatch.setenv("SO138_LOGS", str(tmp_path / "own" / "logs"))
    monkeypatch.setenv("SO138_DATA", str(tmp_path / "own" / "data"))
    monkeypatch.delenv("SO138_PASSWORD", raising=False)


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """Start and end every test in the language of the product."""
    i18n.install("vi")
    yield
    i18n.install("vi")


@pytest.fixture
def english() -> None:
    """Speak the message ids themselves for one test."""
    i18n.install("en")
