"""Bytes that are no text: refused in a call, left out of what is stored, taken in a file's name."""

from pathlib import Path

import pytest

from desktop.actions.desk import Desk
from desktop.actions.groups import groups, record_group
from desktop.actions.safety import steps, undo
from desktop.domain.groups import GroupDraft
from desktop.domain.letters import is_text, whole
from tests.actions.conftest import desk, profile, sources
from tests.cli.conftest import Call, commune, filled, group_list, session_list, so138

__all__ = [
    "commune", "desk", "filled", "group_list", "profile", "session_list", "so138", "sources",
]  # fmt: skip

# What the system hands over for the bytes 0xff 0x80 in an argument.
HALVES = "ab\udcff\udc80c"


@pytest.mark.parametrize(
    "command",
    [
        ("area", "milestone", HALVES, "--due", "2026-12-31"),
        ("reopen", "--period", "2026-10", "--reason", HALVES),
        ("moved", "--to", HALVES),
        ("erase", HALVES),
        ("settings", HALVES),
        ("log", "--find", HALVES),
    ],
)
def test_a_call_with_bytes_that_are_no_text_is_wrong(filled: Call, command: tuple[str]) -> None:
    answer = filled(*command)
    assert answer.code == 2
    assert "Câu lệnh sai" in answer.err


def test_a_file_may_bear_such_a_name(filled: Call, tmp_path: Path) -> None:
    paper = tmp_path / "a\udcff.pdf"
    assert filled("report", "month", "--period", "2026-10", "--output", paper).code != 2
    assert filled("verify", tmp_path / HALVES).code == 2


def test_no_text_of_an_action_breaks_the_store(desk: Desk) -> None:
    made = record_group(desk, GroupDraft(name=f"Tổ {HALVES}", kind=HALVES, note=HALVES))
    assert made.done
    (stored,) = groups(desk)
    assert (stored.name, stored.kind, stored.note) == ("Tổ abc", "abc", "abc")
    assert (step := steps(desk).undo) is not None
    assert is_text(step.label)
    assert undo(desk).done


def test_whole_letters_stay_as_they_are() -> None:
    assert whole("Tổ 1 😀") == "Tổ 1 😀"
    assert whole(HALVES) == "abc"
