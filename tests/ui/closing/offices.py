"""A commune on the last days of October: figures that raise questions, and a closed September."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from desktop.actions.closing import (
    close_period,
    confirmations,
    mark_printed,
    reopen_period,
)
from desktop.actions.counts import set_counts
from desktop.actions.desk import Desk
from desktop.actions.groups import groups
from desktop.actions.late import record_late
from desktop.actions.sessions import record_session
from desktop.domain.periods import Period, month_period
from desktop.domain.plan_facts import CountEntry
from desktop.domain.sessions import SessionDraft
from tests.ui.overview.offices import OCTOBER, busy_desk

SEPTEMBER = month_period(2026, 9)
LATE_DAY = date(2026, 8, 20)


def enter(desk: Desk, month: Period, figures: Mapping[str, int]) -> None:
    """Enter counts of a month."""
    entries = {name: CountEntry(value) for name, value in figures.items()}
    assert set_counts(desk, month, entries).done


def asking_desk(folder: Path, groups_count: int = 23) -> Desk:
    """October asks three things of its counts and tells of blanks."""
    desk = busy_desk(folder, groups_count)
    for number in (6, 7, 8):
        enter(desk, month_period(2026, number), {"counselled": 4})
    enter(desk, SEPTEMBER, {"dependent_persons": 30, "counselled": 3})
    october = {
        "dependent_persons": 34,
        "dependent_added": 2,
        "dependent_removed": 0,
        "counselled": 45,
        "post_rehab_persons": 11,
        "post_rehab_managed": 12,
    }
    enter(desk, OCTOBER, october)
    assert [one for one in confirmations(desk, OCTOBER) if one.open]
    return desk


def calm_desk(folder: Path) -> Desk:
    """October has nothing to confirm; some groups still lack a session."""
    desk = busy_desk(folder, 6)
    assert not [one for one in confirmations(desk, OCTOBER) if one.open]
    return desk


def closed_september(folder: Path, groups_count: int = 23) -> Desk:
    """September is closed, printed, and nothing of it has a number."""
    desk = busy_desk(folder, groups_count)
    assert close_period(desk, SEPTEMBER, unanswered=True).done
    assert mark_printed(desk, SEPTEMBER).done
    return desk


def late_draft(desk: Desk, attendance: int = 41) -> SessionDraft:
    """A slip of 20 August, which lies in the reporting month of September."""
    return SessionDraft(
        held_on=LATE_DAY,
        group_ids=(groups(desk)[1].id,),
        format="Hội nghị",
        topics=("Luật Phòng, chống ma túy",),
        lead_body="Đoàn TN",
        attendance=attendance,
    )


def late_desk(folder: Path, groups_count: int = 23) -> Desk:
    """September is closed, and a slip of it came late into October's report."""
    desk = closed_september(folder, groups_count)
    assert record_late(desk, late_draft(desk)).done
    return desk


def correcting_desk(folder: Path, groups_count: int = 23) -> Desk:
    """A replacement report of September is being made: a session was entered since."""
    desk = closed_september(folder, groups_count)
    reason = "Tổ dân phố 2 báo thiếu một buổi"
    assert reopen_period(desk, SEPTEMBER, reason=reason, correct=True).done
    assert record_session(desk, late_draft(desk)).done
    return desk


def corrected_desk(folder: Path, groups_count: int = 23) -> Desk:
    """September is closed by its first replacement report."""
    desk = correcting_desk(folder, groups_count)
    assert close_period(desk, SEPTEMBER, unanswered=True).done
    return desk
