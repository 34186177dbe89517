"""The shell's questions answered from a real desk, and a window opened on a real folder."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.closing import close_period
from desktop.actions.desk import Desk, RandomIds, SystemClock
from desktop.actions.groups import groups, record_groups
from desktop.actions.overview import opening_month
from desktop.actions.papers import group_codes, session_code
from desktop.actions.periods import period_named
from desktop.actions.profile import change_profile
from desktop.actions.sessions import record_session
from desktop.actions.sessions import session as session_of
from desktop.actions.setup import Sources, new_commune, open_desk
from desktop.db.errors import StoreInUseError
from desktop.domain.commune import CommuneProfile
from desktop.domain.groups import GroupDraft
from desktop.domain.periods import month_period
from desktop.domain.sessions import SessionDraft
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.office import DeskOffice, explain
from desktop.ui.opening import Opening
from desktop.ui.shell.views import DotState, StepState
from desktop.ui.start import WindowSession
from desktop.ui.told import Told

SOURCES = Sources(clock=SystemClock(), ids=RandomIds())


def commune() -> CommuneProfile:
    return CommuneProfile(
        name="Phường Hương Trà",
        code="19996",
        valid_from=date(2025, 7, 1),
        superior="Thành phố Huế",
        first_month="2026-09",
    )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = new_commune(tmp_path / "data", commune(), sources=SOURCES).value
    assert made is not None
    record_groups(made, [GroupDraft(name=f"Tổ dân phố {n}") for n in (3, 13)])
    yield made
    made.close()


def test_the_path_says_what_is_missing_and_where_it_is_done(desk: Desk) -> None:
    path = DeskOffice(desk).path(month_period(2026, 9))
    assert path.title == "Tháng 9/2026"
    keys = [step.key for step in path.steps]
    assert keys == ["enter", "confirm", "close", "print", "send", "receive"]
    assert path.steps[0].state is StepState.CURRENT
    assert path.steps[0].detail == "0/2 tổ, còn 2"
    rooms = [step.room for step in path.steps]
    assert rooms == ["sessions", "confirm", "confirm", "reports", "send", "send"]


def test_the_strip_shows_the_twelve_months_of_the_year(desk: Desk) -> None:
    dots = DeskOffice(desk).path(month_period(2026, 9)).dots
    assert [dot.month.number for dot in dots] == list(range(1, 13))
    assert {dot.state for dot in dots[:8]} == {DotState.BEFORE}
    assert dots[8].state is DotState.OPEN
    assert all(dot.sentence.startswith(f"Tháng {dot.month.number}/2026") for dot in dots)


def test_the_status_line_names_what_undo_would_take_back(desk: Desk) -> None:
    office = DeskOffice(desk)
    assert office.status().saved.startswith("Đã lưu ")
    assert office.status().undo
    undone = office.undo()
    assert "groups" in undone.kinds
    assert office.status().undo == ""
    assert office.status().redo


def test_a_step_that_undo_would_refuse_is_not_offered(desk: Desk) -> None:
    office = DeskOffice(desk)
    offered = office.status().undo
    assert close_period(desk, period_named(desk, "2026-09")).done
    refused = office.undo()
    assert offered
    assert office.status().undo == ""
    assert not refused.kinds
    assert "trước khi chốt số liệu tháng 9/2026" in refused.refusal


def test_search_finds_the_whole_number_first(desk: Desk) -> None:
    hits = DeskOffice(desk).find("to dan pho 3")
    assert [hit.title for hit in hits] == ["Tổ dân phố 3"]
    assert [hit.title for hit in DeskOffice(desk).find("3")][:2] == [
        "Tổ dân phố 3",
        "Tổ dân phố 13",
    ]


def test_search_compares_groups_by_words_and_numbers_in_full(desk: Desk) -> None:
    record_groups(desk, [GroupDraft(name=name) for name in ("Tổ dân phố 4", "Thôn 5")])
    find = DeskOffice(desk).find
    assert [hit.title for hit in find("to 4")] == ["Tổ dân phố 4"]
    assert [hit.title for hit in find("TDP 04")] == ["Tổ dân phố 4"]
    assert [hit.title for hit in find("tổ 5")] == ["Thôn 5"]
    assert [hit.title for hit in find("tổ 3")] == ["Tổ dân phố 3"]


def test_search_finds_figures_and_objectives_by_their_words(desk: Desk) -> None:
    office = DeskOffice(desk)
    office.path(month_period(2026, 10))
    hits = office.find("nguoi nghien")
    figures = [hit for hit in hits if hit.room == "counts"]
    assert figures[0].title == "Người nghiện ma túy có hồ sơ quản lý"
    assert figures[0].target == {"month": "2026-10", "category": "dependent_persons"}
    [objective] = [hit for hit in office.find("quan ly sau cai") if hit.room == "objectives"]
    assert objective.title == "Quản lý chặt chẽ người sau cai nghiện"
    assert objective.target == {"objective": "8a"}
    named = [hit.target for hit in office.find("mục tiêu 8") if hit.room == "objectives"]
    assert named == [{"objective": one} for one in ("8a", "8b", "8c")]


def test_errors_of_the_machine_have_words_and_our_own_have_none() -> None:
    assert "mở" in (explain(StoreInUseError(folder="/so")) or "")
    assert explain(OSError(28, "No space left on device")) is not None
    assert explain(ZeroDivisionError()) is None


@pytest.fixture
def session(
    qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path
) -> Iterator[WindowSession]:
    made = WindowSession(Opening(tmp_path / "data"), theme=theme, memory=WindowMemory(None))
    yield made
    made.end()
    for window in (made.window, made.doors):
        if window is not None:
            window.close()
            window.deleteLater()


def test_the_window_opens_on_the_oldest_open_month_and_lets_the_folder_go(
    desk: Desk, session: WindowSession, qtbot: QtBot, tmp_path: Path
) -> None:
    month = opening_month(desk)
    desk.close()
    session.begin()
    qtbot.waitUntil(lambda: session.window is not None)
    window = session.window
    assert window is not None
    qtbot.waitUntil(lambda: bool(window.path_bar.steps))
    assert window.windowTitle().startswith("Phường Hương Trà · Ban Chỉ đạo 138")
    assert window.current_room == "overview"
    assert month.id == "2026-09"
    session.end()
    with open_desk(tmp_path / "data", sources=SOURCES) as again:
        assert opening_month(again) == month


def test_an_empty_folder_shows_the_doors(session: WindowSession, qtbot: QtBot) -> None:
    session.begin()
    assert session.doors is not None
    assert session.doors.isVisible()
    assert session.window is None


def test_a_folder_in_use_is_told_in_words(
    desk: Desk, session: WindowSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def ask(_cls: object, _parent: object, /, *, detail: str, **_others: str) -> bool:
        told.append(detail)
        return False

    monkeypatch.setattr("desktop.ui.start.NoticeDialog.ask", classmethod(ask))
    with qtbot.waitSignal(session.finished) as sent:
        session.begin()
    assert sent.args == [3]
    assert len(told) == 1
    assert session.window is None


def test_after_a_restore_the_window_stands_on_the_restored_desk(
    desk: Desk, session: WindowSession, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.close()
    session.begin()
    qtbot.waitUntil(lambda: session.window is not None)
    before = session.window
    again: list[Desk] = []

    def restored() -> Desk:
        former = session.desk
        assert former is not None
        former.close()
        return open_desk(tmp_path / "data", sources=SOURCES)

    session.worker.call(restored, again.append)
    qtbot.waitUntil(lambda: bool(again))
    session.reopen(again[0], Told(trouble="bản sao hỏng"))
    qtbot.waitUntil(lambda: session.window is not before)
    window = session.window
    assert window is not None
    assert window.current_room == "system"
    assert window.banner.text == "bản sao hỏng"


def test_the_head_of_the_window_follows_the_office_s_name(
    desk: Desk, session: WindowSession, qtbot: QtBot
) -> None:
    desk.close()
    session.begin()
    qtbot.waitUntil(lambda: session.window is not None)
    open_now, window = session.desk, session.window
    assert open_now is not None
    assert window is not None
    renamed = replace(commune(), name="Phường Kim Long")
    assert session.context is not None
    session.context.write(lambda: change_profile(open_now, renamed), lambda _done: None)
    qtbot.waitUntil(lambda: window.top_bar.name.text().startswith("Phường Kim Long"))


def test_the_code_of_a_form_leads_to_its_groups_month(desk: Desk) -> None:
    month = month_period(2026, 9)
    code = group_codes(desk, month)
    group = next(one for one in groups(desk) if one.name == "Tổ dân phố 3")
    for typed in (code[group.id], code[group.id].lower().replace("-", " ")):
        (hit,) = DeskOffice(desk).find(typed)
        assert hit.title == "Tổ dân phố 3, Tháng 9/2026"
        assert (hit.room, hit.target) == ("sessions", {"month": "2026-09", "group": group.id})


def test_the_code_of_minutes_leads_to_its_session(desk: Desk) -> None:
    group = groups(desk)[0]
    draft = SessionDraft(held_on=date(2026, 9, 5), group_ids=(group.id,), format="Hội nghị")
    made = record_session(desk, draft).value
    assert made is not None
    stored = session_of(desk, made)
    assert stored is not None
    (hit,) = DeskOffice(desk).find(session_code(desk, stored))
    assert hit.title.endswith("05/09/2026")
    assert (hit.room, hit.target) == ("sessions", {"month": "2026-09", "session": made})


def test_a_mistyped_code_leads_nowhere(desk: Desk) -> None:
    code = next(iter(group_codes(desk, month_period(2026, 9)).values()))
    other = "A" if code[-1] != "A" else "B"
    assert DeskOffice(desk).find(code[:-1] + other) == ()


def test_papers_are_found_by_their_names(desk: Desk) -> None:
    hits = DeskOffice(desk).find("sổ theo dõi")
    assert [(hit.room, hit.target) for hit in hits] == [
        ("reports", {"paper": "session-register"}),
        ("reports", {"paper": "model-register"}),
    ]
    assert not [hit for hit in DeskOffice(desk).find("bi") if hit.room == "reports"]
