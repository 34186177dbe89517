"""A merger killed at many steps: the former folders are whole, and there is no half new one."""

import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from desktop.db import queries
from desktop.db.errors import StoreError
from tests.actions.merging_making import Held, Made, fingerprints, make, merged, opened
from tests.faults.ground import ROOT
from tests.faults.merging import IN_PLACE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills as Linux does")

SESSIONS = 3


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two communes with three sessions."""
    day = date(2026, 9, 1)
    make(tmp_path / "a", Made(sessions=(Held(day), Held(day, (1,)))))
    make(tmp_path / "b", Made(name="Xã B", code="20002", sessions=(Held(day),)))
    return tmp_path


def killed(place: Path, step: int, *options: str) -> int:
    """Merge in a program of its own that kills itself at a step; its steps when it came through."""
    command = [sys.executable, "-m", "tests.faults.merging", str(place), str(step), *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if step:
        assert done.returncode == -signal.SIGKILL, done.stderr
        return 0
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def whole(place: Path) -> bool:
    """Whether the new folder is not there, or there with everything."""
    new = place / "new"
    if not new.exists():
        return True
    try:
        with opened(new) as desk:
            held = len(queries.sessions(desk.store)) == SESSIONS
    except StoreError:
        return False
    return held and (new / "merged" / "ket-qua-nhap.txt").exists()


def steps_of(place: Path, *options: str) -> int:
    """How many steps a merger takes that nobody kills."""
    count = killed(place, 0, *options)
    shutil.rmtree(place / "new")
    return count


def test_a_kill_leaves_the_former_folders_and_no_half_new_one(place: Path) -> None:
    count = steps_of(place)
    assert count > 10
    before = [fingerprints(place / name) for name in ("a", "b")]
    for step in {*range(1, count, max(count // 6, 1)), count - 1, count}:
        killed(place, step)
        assert [fingerprints(place / name) for name in ("a", "b")] == before, step
        assert whole(place), step
        if (place / "new").exists():
            shutil.rmtree(place / "new")
    # What the killed ones left beside is cleared away by the next one.
    assert merged(place / "new", place / "a", place / "b").done
    assert whole(place)
    assert sorted(path.name for path in place.iterdir()) == ["a", "b", "new"]


def test_a_merger_that_builds_in_place_is_caught(place: Path) -> None:
    count = steps_of(place, IN_PLACE)
    broken = 0
    for step in (count // 2, count - 4, count - 1):
        killed(place, step, IN_PLACE)
        broken += not whole(place)
        shutil.rmtree(place / "new", ignore_errors=True)
    assert broken
