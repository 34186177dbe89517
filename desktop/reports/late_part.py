"""Slips that came after their period was closed: "số bổ sung", with real dates and months."""

from collections.abc import Iterator
from datetime import date

from desktop.domain.sessions import OutreachSession
from desktop.reports.administrative import amount, number_text
from desktop.reports.figures import Figures, period_text


def late_lines(f: Figures) -> Iterator[str]:
    """Each late slip in a line; none of them enters the figures of this period."""
    late = f.snapshot.late
    if not late:
        return
    yield f.say("outreach.late", count=amount(len(late)))
    yield from (_line(f, session) for session in late)
    counting = [session for session in late if session.counts]
    in_year = sum(session.held_on >= _year_start(f) for session in counting)
    if in_year and in_year == len(late):
        yield f.say("outreach.late_cumulative")
    elif in_year:
        yield f.say("outreach.late_cumulative_part", count=amount(in_year))


def _line(f: Figures, session: OutreachSession) -> str:
    groups = ", ".join(f.name(group) for group in session.group_ids)
    return f.say(
        "outreach.late_line",
        day=f.day_words(session.held_on),
        month=period_text(f.month_holding(session.held_on), f.form),
        groups=groups or f.say("appendix.sessions.commune_wide"),
        attendance=_attendance(f, session),
    )


def _attendance(f: Figures, session: OutreachSession) -> str:
    if not session.counts:
        return f.say("outreach.late_not_counting")
    if session.attendance is None:
        return f.say("outreach.late_attendance_missing")
    return f.say("outreach.late_attendance", count=number_text(session.attendance))


def _year_start(f: Figures) -> date:
    """The first day of the reporting year, from which the figures so far are counted."""
    whole = f.snapshot.cumulative
    return date.max if whole is None else date.fromisoformat(whole.period.partition("..")[0])
