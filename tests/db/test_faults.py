"""What happens when the machine is in the way. Each test has a control that behaves otherwise."""

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.db import backups, queries
from desktop.db.backups import export_backup
from desktop.db.check import check_deeply
from desktop.db.errors import DiskFullError, StoreBrokenError, StoreError
from desktop.db.layout import Layout
from tests.db.made import CountedIds, Place, SteadyClock, damage_sessions, put_session

ROOT = Path(__file__).resolve().parents[2]
WRITER = """
import sys
from pathlib import Path
from tests.db.made import CountedIds, Place, SteadyClock, put_session
place = Place(Path(sys.argv[1]), SteadyClock(), CountedIds())
store = place.open()
number = int(sys.argv[2])
while True:
    number += 1
    with store.writing(action="record_session", label="s") as write:
        put_session(write, f"s{number}", place="Nhà văn hóa " * 20)
    print(number, flush=True)
"""
LIMITED = """
import resource, sys
from pathlib import Path
from desktop.db import queries
from desktop.db.errors import StoreError
from tests.db.made import CountedIds, Place, SteadyClock, put_session
store = Place(Path(sys.argv[1]), SteadyClock(), CountedIds()).open()
if sys.argv[2] != "unlimited":
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))
done = 0
try:
    for number in range(300):
        with store.writing(action="record_session", label="s") as write:
            put_session(write, f"s{number}", note="x" * 2000)
        done += 1
    print(done, "finished")
except StoreError as error:
    print(done, error.code)
"""
AS_NOBODY = """
import os, sys
from pathlib import Path
from tempfile import TemporaryDirectory
from desktop.db.errors import StoreError
from desktop.db.store_opening import create_store, open_store
from tests.db.made import CountedIds, SteadyClock
# What is imported late is imported now: the checkout may be closed to nobody.
with TemporaryDirectory() as scratch:
    create_store(Path(scratch) / "s", clock=SteadyClock(), ids=CountedIds()).close()
    try:
        create_store(Path("/proc/none"), clock=SteadyClock(), ids=CountedIds())
    except StoreError:
        pass
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
verb = {"open": open_store, "create": create_store}[sys.argv[2]]
try:
    verb(Path(sys.argv[1]), clock=SteadyClock(), ids=CountedIds()).close()
    print("done")
except StoreError as error:
    print(error.code)
"""


def run(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.strip()


def write_until_killed(folder: Path, start: int, acknowledgements: int) -> int:
    """Kill the writer after some acknowledgements; return the last number it acknowledged."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(start)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        for _ in range(acknowledgements):
            writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        heard = writer.stdout.read().split("\n")[:-1]
        last = int(heard[-1]) if heard else start + acknowledgements
    assert writer.returncode == -signal.SIGKILL
    return last


def test_nothing_acknowledged_is_lost_when_the_program_is_killed(place: Place) -> None:
    place.create().close()
    dice, last = random.Random(138), 0
    for _ in range(20):
        last = write_until_killed(place.folder, last, dice.randrange(1, 12))
        with place.open() as opened:
            stored = {one.id for one in queries.sessions(opened)}
            assert stored >= {f"s{number}" for number in range(1, last + 1)}
            # One write more may have been committed, but not yet acknowledged.
            assert len(stored) - last in {0, 1}
            last = len(stored)
            assert queries.log_first_broken(opened) is None


def test_what_was_not_acknowledged_is_not_taken_for_stored(place: Place) -> None:
    place.create().close()
    last = write_until_killed(place.folder, 0, 5)
    with place.open() as opened:
        assert queries.session_by_id(opened, f"s{last + 100}") is None


def damage_is_reported(place: Place) -> bool:
    try:
        with place.open() as opened:
            return bool(check_deeply(opened))
    except StoreError:
        return True


def test_no_changed_byte_goes_unnoticed(place: Place, tmp_path: Path) -> None:
    with place.create() as made, made.writing(action="record_session") as write:
        for number in range(200):
            put_session(write, f"s{number}", place="Nhà văn hóa")
    whole = Layout(place.folder).store.read_bytes()
    assert not damage_is_reported(place)
    dice = random.Random(138)
    silent = []
    for number in range(200):
        position = number if number < 40 else dice.randrange(len(whole))
        copy = Place(tmp_path / f"copy{number}", SteadyClock(), CountedIds())
        shutil.copytree(place.folder, copy.folder)
        flipped = bytes([whole[position] ^ (1 << dice.randrange(8))])
        Layout(copy.folder).store.write_bytes(whole[:position] + flipped + whole[position + 1 :])
        if not damage_is_reported(copy):
            silent.append(position)
        shutil.rmtree(copy.folder)
    assert silent == []


def test_after_a_failing_page_nothing_more_is_written(place: Place) -> None:
    with place.create() as made, made.writing(action="record_session") as write:
        for number in range(400):
            put_session(write, f"s{number}", place="Nhà văn hóa")
    damage_sessions(place)
    opened = place.open()
    with pytest.raises(StoreError):
        queries.sessions(opened)
    assert opened.broken
    with pytest.raises(StoreBrokenError), opened.writing(action="late") as write:
        put_session(write, "late")
    opened.close()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a thing of Unix")
def test_a_file_that_cannot_grow_stops_the_write_and_loses_nothing(place: Place) -> None:
    place.create().close()
    size = Layout(place.folder).store.stat().st_size
    done, code = run(LIMITED, str(place.folder), str(size + 200_000)).split()
    assert code in {"disk_full", "store_broken"}
    with place.open() as opened:
        assert queries.session_count(opened) == int(done)
        assert check_deeply(opened) == ()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a thing of Unix")
def test_the_same_writes_without_a_limit_succeed(place: Place) -> None:
    place.create().close()
    assert run(LIMITED, str(place.folder), "unlimited") == "300 finished"


def mounted(folder: Path, kibibytes: int) -> bool:
    """Mount a small file system of its own, where the machine lets us."""
    if sys.platform != "linux" or os.getuid() != 0 or shutil.which("mount") is None:
        return False
    folder.mkdir()
    options = f"size={kibibytes}k"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "so138", str(folder)],
        check=False,
        capture_output=True,
    )
    return done.returncode == 0


def test_a_full_disk_is_said_nothing_is_lost_and_writing_goes_on_after(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    if not mounted(disk, 1600):
        pytest.skip("a small disk can be mounted by the system's administrator alone")
    try:
        place = Place(disk / "data", SteadyClock(), CountedIds())
        ballast = disk / "ballast"
        with place.create() as made:
            ballast.write_bytes(b"x" * 200_000)
            stored, code = 0, ""
            while not code:
                try:
                    with made.writing(action="record_session") as write:
                        put_session(write, f"s{stored}", note="x" * 2000)
                    stored += 1
                except StoreError as error:
                    code = error.code
            assert code == "disk_full"
            assert queries.session_count(made) == stored
            ballast.unlink()
            with made.writing(action="record_session") as write:
                put_session(write, "after")
        with place.open() as opened:
            assert queries.session_count(opened) == stored + 1
            assert queries.log_first_broken(opened) is None
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("checked_before", [True, False])
def test_a_backup_that_finds_no_room_leaves_nothing_and_blames_the_disk(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, checked_before: bool
) -> None:
    disk = tmp_path / "stick"
    if not mounted(disk, 200):
        pytest.skip("a small disk can be mounted by the system's administrator alone")
    if not checked_before:
        monkeypatch.setattr(backups, "_refuse_small_place", lambda store, place, copies: None)
    try:
        with place.create() as made:
            with pytest.raises(DiskFullError):
                export_backup(made, to=disk)
            assert not made.broken
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.fixture
def open_to_all(tmp_path: Path) -> Path:
    """A folder that another user can reach."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="permissions as Unix has them")
@pytest.mark.parametrize("verb", ["open", "create"])
def test_a_read_only_folder_is_said(open_to_all: Path, verb: str) -> None:
    place = Place(open_to_all / "data", SteadyClock(), CountedIds())
    place.create().close()
    for path in place.folder.iterdir():
        path.chmod(0o444)
    target = place.folder if verb == "open" else open_to_all / "locked"
    target.mkdir(exist_ok=True)
    target.chmod(0o555)
    try:
        assert run(AS_NOBODY, str(target), verb) == "folder_read_only"
    finally:
        target.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions as Unix has them")
def test_the_same_folder_opens_when_it_may_be_written(open_to_all: Path) -> None:
    place = Place(open_to_all / "data", SteadyClock(), CountedIds())
    place.create().close()
    place.folder.chmod(0o777)
    for path in place.folder.iterdir():
        path.chmod(0o666)
    assert run(AS_NOBODY, str(place.folder), "open") == "done"
