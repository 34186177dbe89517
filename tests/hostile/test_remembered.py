"""What a window remembers may be anything: it starts all the same."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.settings import Settings, load, save
from desktop.ui.importing.recent import recent_lists, remember_list
from desktop.ui.memory import WindowMemory
from desktop.ui.setup.answers import Answers, keep_answers, load_answers

BAD = {
    "deep": b"[" * 200_000,
    "deep object": b'{"a":' * 200_000,
    "long": b" " * 5_000_000,
    "huge number": b'{"width": ' + b"9" * 6000 + b"}",
    "infinite": b'{"width": Infinity, "scale": NaN, "row_height": 1e999}',
    "wrong kinds": b'{"width": "9", "recent": {"a": 1}, "theme": [], "step": true, "name": 5}',
    "beyond": b'{"width": -5, "scale": 100000000000000000000, "theme": "x", "step": 99}',
    "a list": b"[1, 2, 3]",
    "half a letter": b'{"recent": ["\\ud800"], "papers_folder": "\\udcff", "name": "\\ud800"}',
    "nul": b'{"recent": ["a\\u0000b"], "papers_folder": "\\u0000"}',
    "paths of a list": b'["\\u0000", "\\ud800", "../../../etc/passwd", "", 5, null]',
    "not UTF-8": b"\xff\xfe\x00\xd8",
    "empty": b"",
}

READERS: dict[str, Callable[[Path], object]] = {
    "settings": load,
    "widths": lambda path: WindowMemory(path.with_name("window.json")).widths("x", 3),
    "recent lists": recent_lists,
    "answers": load_answers,
}


@pytest.mark.parametrize("reader", sorted(READERS))
@pytest.mark.parametrize("kind", sorted(BAD))
def test_a_bad_file_costs_what_it_held_and_nothing_else(
    kind: str, reader: str, tmp_path: Path
) -> None:
    path = tmp_path / "columns.json"
    path.write_bytes(BAD[kind])
    found = READERS[reader](path)
    if isinstance(found, Settings):
        assert 640 <= found.width <= 10_000
        assert save(found, tmp_path / "again.json")
        assert load(tmp_path / "again.json") == found
    elif isinstance(found, Answers):
        assert keep_answers(tmp_path / "again.json", found)
        assert load_answers(tmp_path / "again.json") == found
    else:
        assert found in (None, ())


@pytest.mark.skipif(os.name == "nt", reason="pipes in folders are not Windows' way")
@pytest.mark.parametrize("reader", sorted(READERS))
def test_a_pipe_in_the_place_of_the_file_is_not_waited_for(reader: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "columns.json")
    assert READERS[reader](tmp_path / "columns.json") in (None, (), Settings(), Answers())


def test_the_control_a_good_file_is_read(tmp_path: Path) -> None:
    assert save(Settings(width=1500), tmp_path / "a.json")
    assert load(tmp_path / "a.json").width == 1500
    (tmp_path / "list.xlsx").write_bytes(b"")
    assert remember_list(tmp_path / "recent.json", tmp_path / "list.xlsx")
    assert recent_lists(tmp_path / "recent.json") == (tmp_path / "list.xlsx",)
