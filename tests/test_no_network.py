"""No network: nothing in the program opens a socket, in any command and in any room."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STRACE = shutil.which("strace")


def run(way: str, *before: str) -> subprocess.CompletedProcess[str]:
    """The real program, watched, without a screen."""
    return subprocess.run(
        [*before, sys.executable, "-m", "tests.hostile.offline", way],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        timeout=300,
        cwd=ROOT,
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )


def test_no_command_opens_a_socket() -> None:
    done = run("commands")
    lines = done.stdout.splitlines()
    assert lines[-1:] == ["opened: nothing"], done.stderr
    # What was not really called was not watched either.
    assert "not called: none" in lines
    assert "wrong: none" in lines


@pytest.mark.parametrize(("way", "rooms"), [("window", 10), ("superior", 5)])
def test_no_room_of_a_window_opens_a_socket(way: str, rooms: int) -> None:
    done = run(way)
    assert done.stdout.splitlines()[-1:] == ["opened: nothing"], done.stderr
    found = re.search(r"^rooms (\d+), code 0$", done.stdout, re.MULTILINE)
    assert found is not None, done.stderr
    assert int(found[1]) >= rooms


def test_the_control_an_opened_socket_is_seen() -> None:
    done = run("leak")
    assert done.returncode == 1
    assert done.stdout.strip() == "opened: socket.__new__"


def inet_calls(way: str, log: Path) -> list[str]:
    """The calls to the system that concern the internet, whichever library makes them."""
    assert STRACE is not None
    run(way, STRACE, "-f", "-qq", "--seccomp-bpf", "-e", "trace=%network", "-o", str(log))
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if re.search(r"AF_INET|AF_PACKET|AF_BLUETOOTH", line)]


@pytest.mark.skipif(STRACE is None, reason="strace is not installed")
@pytest.mark.parametrize("way", ["commands", "window", "superior"])
def test_the_libraries_underneath_open_none_either(tmp_path: Path, way: str) -> None:
    seen = inet_calls("leak", tmp_path / "leak")
    if not seen:
        pytest.skip("this machine lets nobody look at a process")
    assert not inet_calls(way, tmp_path / way)
