"""Papers from the store: what they count is what independent questions find there."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.actions.papers import (
    PAPER_KINDS,
    MonthOverError,
    NobodyToRemindError,
    PaperChoice,
    group_codes,
    line_of_code,
    needs_month,
    paper_document,
    paper_excel,
    paper_pdf,
    paper_word,
    session_code,
)
from desktop.actions.periods import period_named
from desktop.actions.post_inventory import inventory
from desktop.actions.sessions import record_session, session, sessions_of
from desktop.domain.line_codes import LineKind
from desktop.domain.sessions import SessionDraft, SessionStatus
from desktop.reports.tree import Paragraph, Table
from tests.reports.office_reading import words_of_tree


def held(day: date, *groups: str, attendance: int | None = 40) -> SessionDraft:
    """A session held for groups."""
    return SessionDraft(
        held_on=day,
        group_ids=groups,
        format="Hội nghị",
        topics=("Luật Phòng, chống ma túy",),
        attendance=attendance,
    )


@pytest.fixture
def entered(desk: Desk, groups: tuple[str, ...]) -> Desk:
    """Three groups, a joint session, one alone, one planned; the third group lacks all."""
    first, second, _third = groups
    for one in (
        held(date(2026, 9, 20), first, second, attendance=60),
        held(date(2026, 10, 5), second, attendance=None),
        replace(held(date(2026, 10, 14), first), status=SessionStatus.PLANNED),
    ):
        assert record_session(desk, one).done
    return desk


def table(desk: Desk, kind: str, period: str) -> Table:
    document = paper_document(desk, kind, period_named(desk, period))
    return next(block for block in document.blocks if isinstance(block, Table))


@pytest.mark.parametrize("kind", PAPER_KINDS)
def test_every_paper_is_written_alike_twice_in_all_three_forms(entered: Desk, kind: str) -> None:
    month = period_named(entered, "2026-10")
    choice = PaperChoice(starting=month.start)
    for write, start in ((paper_pdf, b"%PDF"), (paper_word, b"PK"), (paper_excel, b"PK")):
        data = write(entered, kind, month, choice)
        assert data.startswith(start)
        assert data == write(entered, kind, month, choice)


@pytest.mark.parametrize("kind", [kind for kind in PAPER_KINDS if kind != "reminder"])
def test_a_commune_without_anything_has_every_paper_too(desk: Desk, kind: str) -> None:
    month = period_named(desk, "2026-10")
    choice = PaperChoice(starting=month.start)
    assert paper_pdf(desk, kind, month, choice).startswith(b"%PDF")


def test_a_letter_that_reminds_nobody_is_not_made(desk: Desk) -> None:
    for write in (paper_pdf, paper_word, paper_excel):
        with pytest.raises(NobodyToRemindError, match="2026-10"):
            write(desk, "reminder", period_named(desk, "2026-10"))


def test_the_plan_of_a_month_gone_by_is_made_only_from_a_day_inside_it(entered: Desk) -> None:
    month = period_named(entered, "2026-10")
    assert month.last_day < entered.clock.today()
    with pytest.raises(MonthOverError, match="2026-10"):
        paper_pdf(entered, "month-plan", month)
    assert paper_pdf(entered, "month-plan", month, PaperChoice(starting=month.last_day))


def test_a_reminder_never_asks_for_an_answer_by_a_day_gone_by(entered: Desk) -> None:
    month = period_named(entered, "2026-10")
    assert (month.last_day, entered.clock.today()) == (date(2026, 10, 14), date(2026, 10, 20))
    assert {row[3] for row in table(entered, "reminder", "2026-10").rows} == {"23/10/2026"}
    asked = paper_document(entered, "reminder", month, PaperChoice(by=date(2026, 11, 2)))
    found = next(block for block in asked.blocks if isinstance(block, Table))
    assert {row[3] for row in found.rows} == {"02/11/2026"}
    assert {row[3] for row in table(entered, "reminder", "2026-11").rows} == {"14/11/2026"}


@pytest.mark.parametrize("kind", [kind for kind in PAPER_KINDS if needs_month(kind)])
def test_a_paper_of_a_month_is_refused_for_longer_periods(entered: Desk, kind: str) -> None:
    with pytest.raises(ValueError, match=kind):
        paper_document(entered, kind, period_named(entered, "2026-Q4"))


@pytest.mark.parametrize("period", ["2026-Q4", "2026-H2", "2026-9M", "2026"])
def test_registers_and_the_hand_over_are_made_for_any_period(entered: Desk, period: str) -> None:
    for kind in PAPER_KINDS:
        if not needs_month(kind):
            assert paper_pdf(entered, kind, period_named(entered, period))


def test_the_register_of_a_closed_month_stays_what_it_was(entered: Desk) -> None:
    month = period_named(entered, "2026-10")
    before = table(entered, "session-register", "2026-10")
    assert before.total is not None
    assert before.total[-1] == "60"
    assert close_period(entered, month, early=True).done
    closed = paper_document(entered, "session-register", month)
    assert closed.draft == ""
    assert table(entered, "session-register", "2026-10") == before


def test_the_register_holds_every_session_of_the_store(entered: Desk) -> None:
    found = sessions_of(entered, period_named(entered, "2026-10"))
    document = paper_document(entered, "session-register", period_named(entered, "2026-10"))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    days = [row[1] for block in tables for row in block.rows if row[1][-4:].isdecimal()]
    assert sorted(days) == sorted(f"{one.held_on:%d/%m/%Y}" for one in found)


def test_the_hand_over_counts_the_store(entered: Desk) -> None:
    counted = inventory(entered, period_named(entered, "2026-10"))
    assert (counted.groups, counted.groups_past) == (3, 0)
    assert (counted.held, counted.counting, counted.not_held) == (2, 2, 1)
    assert (counted.first_day, counted.last_day) == (date(2026, 9, 20), date(2026, 10, 5))
    assert counted.closed == ()
    assert close_period(entered, period_named(entered, "2026-10"), early=True).done
    assert inventory(entered, period_named(entered, "2026-10")).closed == ("2026-10",)
    assert inventory(entered, period_named(entered, "2026-09")).closed == ()


def test_the_hand_over_carries_no_clock(entered: Desk) -> None:
    words = words_of_tree(
        paper_document(entered, "post-hand-over", period_named(entered, "2026-09"))
    )
    assert not [word for word in words if "10/2026" in word or ":" in word.strip(":")]


def test_the_plan_begins_today_unless_it_is_told(entered: Desk) -> None:
    month = period_named(entered, "2026-11")
    today = paper_document(entered, "month-plan", month)
    told = paper_document(entered, "month-plan", month, PaperChoice(starting=entered.clock.today()))
    later = paper_document(entered, "month-plan", month, PaperChoice(starting=date(2026, 11, 10)))
    assert today == told != later
    days = [row[4] for row in table(entered, "month-plan", "2026-11").rows]
    assert min(days, key=lambda day: (day[3:5], day[:2])) >= "20/10/2026"


def test_a_code_leads_to_its_group_and_month(entered: Desk, groups: tuple[str, ...]) -> None:
    codes = group_codes(entered, period_named(entered, "2026-10"))
    assert codes.keys() == set(groups)
    for group, code in codes.items():
        meant = line_of_code(entered, code.lower().replace("-", " "))
        assert meant is not None
        assert (meant.kind, meant.month) == (LineKind.GROUP_MONTH, "2026-10")
        assert [one.id for one in meant.groups] == [group]


def test_a_code_leads_to_its_session_even_when_its_day_was_moved(entered: Desk) -> None:
    one = sessions_of(entered, period_named(entered, "2026-10"))[0]
    code = session_code(entered, one)
    moved = replace(SessionDraft.of(one), held_on=date(2026, 8, 20))
    for _time in range(2):
        meant = line_of_code(entered, code)
        assert meant is not None
        assert [found.id for found in meant.sessions] == [one.id]
        assert meant.sessions[0].groups == ("Tổ dân phố 1", "Tổ dân phố 2")
        assert record_session(entered, moved).done
    stored = session(entered, one.id)
    assert stored is not None
    assert stored.held_on == date(2026, 8, 20)


def test_a_mistyped_code_leads_nowhere(entered: Desk) -> None:
    code = session_code(entered, sessions_of(entered, period_named(entered, "2026-10"))[0])
    wrong = ("0" if code[-1] != "0" else "1").join((code[:-1], ""))
    assert line_of_code(entered, wrong) is None


def test_minutes_of_a_session_need_no_period_of_their_own(entered: Desk) -> None:
    one = sessions_of(entered, period_named(entered, "2026-10"))[0]
    choice = PaperChoice(session_id=one.id)
    document = paper_document(entered, "minutes", period_named(entered, "2025-01"), choice)
    text = " ".join(block.text for block in document.blocks if isinstance(block, Paragraph))
    assert "60\u00a0lượt người" in text
    assert session_code(entered, one).casefold() in words_of_tree(document)
    with pytest.raises(KeyError):
        paper_document(
            entered, "minutes", period_named(entered, "2026-10"), PaperChoice(session_id="x")
        )
