"""Two files of one unit under one number: what tells them apart, and what a choice puts out."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.actions.desk import Desk
from desktop.actions.receiving import receive_packages
from desktop.actions.verdicts import consolidation_of
from desktop.ui.verifying.content import waiting_items
from desktop.ui.verifying.room import VerifyingRoom
from desktop.ui.widgets.dialogs import ReasonDialog
from desktop.wording.receptions import apart_words
from tests.ui.board.superiors import sealed_superior, sender_for, trusted


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A unit whose folder was copied: October came twice under one number."""
    with sealed_superior(tmp_path / "superior") as made:
        sender = sender_for(made, "19774", "Phường Kim Long")
        trusted(made, sender, tmp_path / "first")
        twin = sender.clone()
        sender.send(tmp_path / "one", "2026-10", attendance=10)
        twin.send(tmp_path / "two", "2026-10", attendance=90)
        receive_packages(made, [tmp_path / "one", tmp_path / "two"])
        yield made


def test_each_of_the_two_is_told_by_its_time_and_totals(room: VerifyingRoom) -> None:
    first, second = (one.sentence for one in waiting_items(room._found))
    assert first != second
    assert {"2 buổi, 30 lượt người", "2 buổi, 110 lượt người"} == {
        one.split("16/10/2026, ")[1].split(")")[0] for one in (first, second)
    }


def test_the_question_says_which_file_it_speaks_of_and_which_one_would_count_no_longer(
    room: VerifyingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, str]] = []
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_parent, **words: asked.append(words))
    for one in room._found:
        room.on_target({"package": one.package.package_id})
        room.accept()
    own, gone = zip(
        *(words["detail"].split("Chấp nhận thì tệp kia") for words in asked), strict=True
    )
    assert {"30 lượt" in one for one in own} == {True, False}
    for speaks, falls in zip(own, gone, strict=True):
        assert ("30 lượt" in speaks) == ("110 lượt" in falls)
    room.reject()
    assert "Chấp nhận thì tệp kia" not in asked[-1]["detail"], "leaving one out takes no other out"


def test_what_the_choice_put_out_stands_above_the_list_with_what_tells_it_apart(
    room: VerifyingRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    room._context.said.connect(lambda _tone, text: told.append(text))
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_parent, **_words: "Đã gọi chị Lan")
    accepted = room._found[0]
    room.accept()
    assert accepted.package.package_id in {
        one.package_id for one in consolidation_of(desk).in_force.values()
    }
    said = told[-1]
    counts, out = said.split("Tệp kia trùng số, cùng tháng nên không được tính: ")
    assert "được tính" in counts
    assert ("110 lượt" in counts) == ("30 lượt" in out)
    assert "nữa" not in out.split(".")[0], "it never counted"


def test_a_time_that_nobody_can_read_is_left_out(room: VerifyingRoom) -> None:
    figures = room._found[0].figures
    assert figures is not None
    plain = replace(figures, sessions=3, attendance=1200)
    assert apart_words("hôm qua", plain) == "3 buổi, 1.200 lượt người"
    assert apart_words("hôm qua", None) == ""
