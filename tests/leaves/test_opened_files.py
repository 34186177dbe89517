"""Files that a double click gives to the program, told from commands and their arguments."""

from pathlib import Path

import pytest

from desktop.app import split_files

PACKAGE = "S138_19996_202610_0001.s138"


@pytest.mark.parametrize(
    ("argv", "words", "files"),
    [
        ([], [], ()),
        ([PACKAGE], [], (PACKAGE,)),
        (["a b/Tệp của xã.S138R"], [], ("a b/Tệp của xã.S138R",)),
        ([PACKAGE, "b.s138r"], [], (PACKAGE, "b.s138r")),
        (["--data", "D.s138", PACKAGE], ["--data", "D.s138"], (PACKAGE,)),
        (["--data=D", "--lang", "en", PACKAGE], ["--data=D", "--lang", "en"], (PACKAGE,)),
        (["--officer", "Lan", PACKAGE], ["--officer", "Lan"], (PACKAGE,)),
        (["--version"], ["--version"], ()),
        (["verify", PACKAGE], ["verify", PACKAGE], ()),
        (["receive", PACKAGE, "--dry-run"], ["receive", PACKAGE, "--dry-run"], ()),
        ([PACKAGE, "--json"], [PACKAGE, "--json"], ()),
        (["list.xlsx"], ["list.xlsx"], ()),
    ],
)
def test_only_files_of_ours_at_the_end_are_opened(
    argv: list[str], words: list[str], files: tuple[str, ...]
) -> None:
    assert split_files(argv) == (words, tuple(Path(one) for one in files))
