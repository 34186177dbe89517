"""Secrets are overwritten where they lie; the engine gets its key without a statement."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.db import engine
from desktop.db.wiping import hexadecimal, wipe
from tests.actions.locked_making import Place, first_officer

ROOT = Path(__file__).resolve().parents[2]
needs_proc = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no /proc here")


SITTER = """
import sys
from pathlib import Path
from tests.actions.locked_making import WORD, Place

desk = Place(Path(sys.argv[1])).open(WORD)
# Turned round: what is said is not what is looked for.
print(bytes(255 - one for one in desk.store.data_key).hex(), flush=True)
sys.stdin.readline()
desk.store.lock()
print("locked", flush=True)
sys.stdin.readline()
"""


def places_in_memory(process: int, wanted: bytes) -> int:
    """In how many places of a process's memory some bytes lie."""
    found = 0
    lines = Path(f"/proc/{process}/maps").read_text(encoding="utf-8").splitlines()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in lines:
            area, rights = line.split()[:2]
            if "w" not in rights:
                continue
            start, end = (int(one, 16) for one in area.split("-"))
            try:
                memory.seek(start)
                found += memory.read(end - start).count(wanted)
            except OSError:
                continue
    return found


def test_bytes_are_overwritten_and_those_of_one_letter_left_alone() -> None:
    secret = bytes(range(1, 33)) + b""
    made = bytes(bytearray(secret))
    wipe(made)
    assert made == bytes(32)
    held = bytearray(secret)
    wipe(held)
    assert held == bytearray(32)
    wipe(b"a")
    assert bytes([97]) == b"a"


def test_hexadecimal_is_that_of_everybody() -> None:
    data = bytes(range(256))
    assert hexadecimal(data) == data.hex().encode()


@pytest.mark.parametrize("hidden", [False, True], ids=["call", "script"])
def test_the_engine_opens_the_same_file_both_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, hidden: bool
) -> None:
    key = bytes(range(32))
    made = engine.connect(tmp_path / "a.db", key)
    made.execute("CREATE TABLE kept (id)")
    made.close()
    if hidden:
        monkeypatch.setattr(engine, "_by_call", lambda _connection, _said: False)
    again = engine.connect(tmp_path / "a.db", key)
    assert again.execute("SELECT name FROM sqlite_master").fetchall() == [("kept",)]
    again.close()


@needs_proc
def test_after_a_lock_the_key_is_in_no_place_of_memory(tmp_path: Path) -> None:
    Place(tmp_path / "data").make(first_officer()).close()
    sitter = subprocess.Popen(
        [sys.executable, "-c", SITTER, str(tmp_path / "data")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert sitter.stdin is not None
    assert sitter.stdout is not None
    try:
        key = bytes(255 - one for one in bytes.fromhex(sitter.stdout.readline()))
        forms = (key, key.hex().encode(), key.hex().upper().encode())
        assert sum(places_in_memory(sitter.pid, one) for one in forms) > 0
        sitter.stdin.write("\n")
        sitter.stdin.flush()
        assert sitter.stdout.readline() == "locked\n"
        assert [places_in_memory(sitter.pid, one) for one in forms] == [0, 0, 0]
    finally:
        sitter.kill()
        sitter.communicate()
