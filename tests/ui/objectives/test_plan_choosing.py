"""Following a plan and bringing its file in: what is asked once, refused in words, and told."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QWidget

from desktop.actions.allocations import allocation
from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.actions.plan_choice import add_plan_content
from desktop.actions.plan_settings import set_unit
from desktop.actions.plans import pack_of
from desktop.domain.periods import month_period
from desktop.ui.objectives.allocated_dialog import AllocatedDialog
from desktop.ui.objectives.plan_choosing import Chosen, PlanDialog, PlanFileChoice
from desktop.ui.objectives.room import ObjectivesRoom
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.dialogs import ConfirmDialog
from tests.ui.objectives.desks import OCTOBER
from tests.ui.overview.offices import Copies, busy_desk

OWN = """
format = 1
id = "{id}"
title = "{title}"
issuer = "Ban Chỉ đạo"
valid_from = 2020
valid_to = {until}
[[tasks]]
id = "1"
text = "Việc thứ nhất."
clause = "Mục 1"
"""
TABLE_PLAN = "hanoi-2021"


@pytest.fixture
def desk(copies: Copies, tmp_path: Path) -> Desk:
    return copies.desk(busy_desk, tmp_path / "commune", 8)


@pytest.fixture
def bring_in(
    room: ObjectivesRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], None]:
    """Brings a plan's text in as a file; the list of plans shown afterwards is left."""

    def bring(text: str) -> None:
        path = tmp_path / "plan.toml"
        path.write_text(text, encoding="utf-8")
        answers = iter([Chosen(file=True)])
        monkeypatch.setattr(PlanDialog, "ask", lambda *_args, **_words: next(answers, None))
        monkeypatch.setattr(PlanFileChoice, "ask", lambda *_args: path)
        room.board.choose_plan()

    return bring


def own(*, plan_id: str = "rieng", title: str = "Kế hoạch riêng", until: int = 2030) -> str:
    """The text of a plan of the committee's own."""
    return OWN.format(id=plan_id, title=title, until=until)


@pytest.mark.parametrize(("replace", "title"), [(True, "Kế hoạch mới"), (False, "Kế hoạch riêng")])
def test_a_plan_that_is_there_is_replaced_only_when_that_is_said(
    *,
    replace: bool,
    title: str,
    desk: Desk,
    bring_in: Callable[[str], None],
    said: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert add_plan_content(desk, own().encode()).done
    asked = list[str]()

    def answer(_parent: QWidget, *, question: str, do: str, keep: str, detail: str) -> bool:
        asked.extend((question, do, keep, detail))
        return replace

    monkeypatch.setattr(ConfirmDialog, "ask", answer)
    bring_in(own(title="Kế hoạch mới"))
    pack = pack_of(desk, "rieng")
    assert pack is not None
    assert pack.title == title
    assert asked[:3] == [
        "Thay kế hoạch “rieng” bằng tệp này?",
        "Thay kế hoạch",
        "Giữ kế hoạch đang có",
    ]
    assert said == []


def test_the_id_of_a_plan_that_comes_with_the_program_is_refused_in_words(
    desk: Desk, bring_in: Callable[[str], None], said: list[str]
) -> None:
    before = pack_of(desk, TABLE_PLAN)
    bring_in(own(plan_id=TABLE_PLAN))
    assert pack_of(desk, TABLE_PLAN) == before
    (words,) = said
    assert f"{TABLE_PLAN}-rieng" in words


def test_a_plan_whose_period_is_over_and_closed_months_are_told_when_it_is_followed(
    desk: Desk, room: ObjectivesRoom, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert add_plan_content(desk, own(until=2022).encode()).done
    assert close_period(desk, month_period(2026, 1), unanswered=True).done
    monkeypatch.setattr(PlanDialog, "ask", lambda *_args, **_words: Chosen("rieng", None))
    room.board.choose_plan()
    (words,) = said
    assert "hết thời hạn (đến năm 2022)" in words
    assert "Tháng đã chốt giữ nguyên kế hoạch lúc chốt: tháng 1/2026." in words


def test_without_the_own_row_the_board_offers_the_table(
    desk: Desk, room: ObjectivesRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert room.board.page.own_row.isHidden()
    monkeypatch.setattr(PlanDialog, "ask", lambda *_args, **_words: Chosen(TABLE_PLAN, None))
    room.board.choose_plan()
    assert not room.board.page.own_row.isHidden()
    opened = list[str]()
    monkeypatch.setattr(
        AllocatedDialog, "ask", lambda _parent, view, **_words: opened.append(view.table.id)
    )
    (button,) = cast(list[LinkButton], room.board.page.own_row.findChildren(LinkButton))
    button.click()
    pack = pack_of(desk, TABLE_PLAN)
    assert pack is not None
    assert opened == [pack.tables[0].id]
    view = allocation(desk, TABLE_PLAN, opened[0], "2026-10")
    assert view is not None
    assert set_unit(desk, TABLE_PLAN, view.table.rows[0].unit).done
    room.on_shown(OCTOBER)
    assert room.board.page.own_row.isHidden()
