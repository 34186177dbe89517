"""A disk that fails for a moment under the real window: nothing said saved is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.actions.safety import check
from tests.faults.ground import found_commune, open_commune

ROOT = Path(__file__).resolve().parents[2]


def story(tmp_path: Path, how: str) -> dict[str, str]:
    data = tmp_path / "data"
    found_commune(data).close()
    call = [sys.executable, "-m", "tests.faults.failing_window", str(data), str(tmp_path), how]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        call, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.endswith("end\n"), done.stderr[-3000:]
    return {
        word: rest
        for word, _space, rest in (
            line.replace("|", " ", 1).partition(" ") for line in done.stdout.splitlines()
        )
    }


def sessions(data: Path) -> int:
    with open_commune(data) as desk:
        found = {one.code for one in check(desk, deep=True)}
        assert found <= {"clock_behind"}  # the clock of these tests stands
        return int(desk.store.read("SELECT count(*) FROM sessions")[0][0])


def test_after_a_failing_write_the_data_are_compared_and_the_work_goes_on(tmp_path: Path) -> None:
    said = story(tmp_path, "lasting")
    assert said["saved"] == "True False True"
    assert said["same"] == "True True"
    assert "Ổ đĩa vừa gặp lỗi" in said["told"]
    assert sessions(tmp_path / "data") == 2


def test_on_a_sound_disk_nothing_of_the_kind_is_said(tmp_path: Path) -> None:
    """The control of the story above."""
    said = story(tmp_path, "never")
    assert said["saved"] == "True True True"
    assert "Ổ đĩa" not in said["told"]
    assert sessions(tmp_path / "data") == 3


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's")
