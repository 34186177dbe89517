"""What every test stands on: no test touches the folders of whoever runs it."""

import os
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
