"""The stick on a real exFAT: pulled out in the middle, full, names in other letters.

Where the machine can mount one; elsewhere these tests say why they do not run.
"""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.exchange.drives import drive_of
from desktop.exchange.stick import check_on_stick, write_to_stick
from desktop.exchange.stick_faults import StickFullError, StickGoneError, StickNameTakenError
from desktop.exchange.stick_files import clean, find_files, own_files
from tests.faults.ground import scratch
from tests.faults.recording import files_of
from tests.faults.stick_writer import NAME
from tests.faults.torn_exfat import Pull, cannot_mount, made_image, mounted

pytestmark = pytest.mark.skipif(bool(cannot_mount()), reason=f"no real exFAT: {cannot_mount()}")

DATA = b"SO138P\x01\x00" + random.Random(138).randbytes(1_500_000)


@pytest.fixture
def image() -> Iterator[Path]:
    with scratch() as place:
        yield made_image(place / "stick.img")


def test_written_plugged_in_again_and_checked(image: Path) -> None:
    with mounted(image) as stick:
        written = write_to_stick(stick, NAME, DATA)
    with mounted(image) as stick:
        assert check_on_stick(stick, NAME, sha256=written.sha256).size == len(DATA)
        assert write_to_stick(stick, NAME, DATA).already_there
        assert [file.path.name for file in find_files(stick).files] == [NAME]
        assert clean(own_files(stick)).removed == (stick / NAME,)
    with mounted(image) as stick:
        assert files_of(stick) == {}


@pytest.mark.parametrize("way", [Pull.with_its_driver, Pull.from_its_folder])
@pytest.mark.parametrize("share", [0.1, 0.4, 0.9])
def test_pulled_out_in_the_middle_it_is_said_to_be_gone_and_resumes(
    image: Path, way: Callable[[Pull], None], share: float
) -> None:
    pull, pulled = Pull(), list[bool]()

    def pull_out(done: int, total: int) -> None:
        if done > share * total and not pulled:
            pulled.append(True)
            way(pull)

    with mounted(image, pull=pull) as stick:
        with pytest.raises(StickGoneError):
            write_to_stick(stick, NAME, DATA, progress=pull_out)
        assert pulled
        if way is Pull.from_its_folder:
            assert list(stick.iterdir()) == []
    with mounted(image) as stick:
        assert NAME not in files_of(stick)
        write_to_stick(stick, NAME, DATA)
        assert files_of(stick) == {NAME: DATA}


def test_too_little_room_is_said_before_writing(image: Path) -> None:
    with mounted(image) as stick:
        drive = drive_of(stick)
        assert drive is not None
        (stick / "phim.mp4").write_bytes(bytes(drive.free - 2 * len(DATA)))
        with pytest.raises(StickFullError):
            write_to_stick(stick, NAME, DATA)
        assert list(files_of(stick)) == ["phim.mp4"]


def test_the_same_name_in_other_letters_is_the_same_name(image: Path) -> None:
    with mounted(image) as stick:
        (stick / NAME.lower()).write_bytes(b"another report")
        with pytest.raises(StickNameTakenError):
            write_to_stick(stick, NAME, DATA)
        assert files_of(stick) == {NAME.lower(): b"another report"}
