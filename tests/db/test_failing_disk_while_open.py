"""A disk that gives a page no more, while a store is open, is told from a file that is damaged."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.db.errors import StoreDamagedError
from desktop.db.layout import Layout
from desktop.db.queries import sessions
from tests.db.made import Place, put_session

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's")

READER = """
import sys
from pathlib import Path
from desktop.actions.desk import RandomIds, SystemClock
from desktop.db.errors import StoreError
from desktop.db.queries import sessions
from desktop.db.store_opening import open_store
try:
    with open_store(Path(sys.argv[1]), clock=SystemClock(), ids=RandomIds()) as store:
        print("opened")
        print(len(sessions(store)))
except StoreError as error:
    print(error.code)
"""
"""Reads what lies behind the pages that opening needs."""


@pytest.fixture
def filled(place: Place) -> Path:
    """A store of more pages than the engine has read once it is open."""
    with place.create() as store, store.writing(action="x") as write:
        for number in range(400):
            put_session(write, f"s{number:04d}", note="tuyên truyền " * 20)
    return place.folder


def read_with(folder: Path, *inject: str, told: str = os.devnull) -> list[str]:
    """What reading comes to on a disk that fails as ``inject`` says."""
    file = str(Layout(folder).store.resolve())
    call = ["strace", "-f", "-qq", "-o", told, "-P", file, "-e", "trace=pread64", *inject]
    call += [sys.executable, "-c", READER, str(folder)]
    return subprocess.run(call, check=True, capture_output=True, text=True).stdout.split()


@pytest.mark.parametrize("lasting", ["", "+"])
def test_a_page_that_the_disk_did_not_give_is_no_damage(
    filled: Path, tmp_path: Path, lasting: str
) -> None:
    told = tmp_path / "readings"
    # Control: a disk that gives all.
    assert read_with(filled, told=str(told)) == ["opened", "400"]
    readings = told.read_text().count("pread64(")
    late = f"inject=pread64:error=EIO:when={readings - 20}{lasting}"
    assert read_with(filled, "-e", late) == ["opened", "store_broken"]


def test_control_a_page_that_fails_its_check_is_damage(filled: Path, place: Place) -> None:
    store = place.open()
    file = Layout(filled).store
    data = bytearray(file.read_bytes())
    for start in range(30 * 4096, len(data), 4096):
        data[start + 700] ^= 1
    with file.open("r+b") as target:
        target.write(data)
    with pytest.raises(StoreDamagedError):
        sessions(store)
    store.close()
