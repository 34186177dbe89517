"""The appendices of a periodic report: I objectives, II–V sessions and models, VI counts.

Where no plan gives objectives or counts there is neither I nor VI; the others keep their numbers.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from desktop.domain.commune import DutyCalendar
from desktop.domain.counting import Cell, CellState
from desktop.domain.periods import PeriodKind, PeriodRule, parse_period
from desktop.domain.sessions import OutreachSession
from desktop.domain.snapshot import ModelLine
from desktop.reports.administrative import amount, bound, number_text, slash_date, table_date
from desktop.reports.appendix_columns import column, lead_columns
from desktop.reports.counts_part import counts_appendix
from desktop.reports.figures import Figures
from desktop.reports.forms import Form
from desktop.reports.gaps_part import gaps
from desktop.reports.objectives_part import objectives_appendix
from desktop.reports.tree import Align, Appendix, Block, Column, Orientation, Paragraph, Table

_ISO_DAY = len("2026-10-14")
_LISTED_MONTHS = 3
"""Up to a quarter, sessions are listed one by one; of a longer period they are summed by group."""


def period_appendices(f: Figures, common: Form) -> tuple[Appendix, ...]:
    """All appendices in order; an empty one says that nothing arose."""
    number = f.frame.number_text[0].lower() + f.frame.number_text[1:]
    note = bound(
        common.text("appendix_note").format(
            number=number, date=f.frame.date_text, issuer=f.frame.issuing_name
        )
    )
    nothing = (Paragraph.of(common.text("nothing_arose")),)
    return tuple(
        Appendix(number, title[:1].upper() + title[1:], note, blocks or nothing, orientation)
        for number, title, blocks, orientation in _parts(f)
    )


def _parts(f: Figures) -> Iterator[tuple[str, str, tuple[Block, ...], Orientation]]:
    wide, upright = Orientation.LANDSCAPE, Orientation.PORTRAIT
    planned = bool(f.snapshot.objectives or f.snapshot.counts)
    if planned:
        yield "I", f.say("appendix.objectives.title"), objectives_appendix(f), wide
    elif f.period.kind is PeriodKind.AD_HOC and not f.snapshot.duty:
        said = Paragraph.of(f.say("appendix.objectives.no_month"))
        yield "I", f.say("appendix.objectives.title"), (said,), wide
    if len(f.snapshot.duty) > _LISTED_MONTHS:
        yield "II", f.say("appendix.by_group.title"), _by_group(f), upright
    else:
        yield "II", f.say("appendix.sessions.title"), _sessions(f), wide
    yield "III", f.say("appendix.models.title"), _models(f), wide
    yield "IV", f.say("appendix.matrix.title", year=f.matrix_year), _matrix(f), wide
    yield "V", f.say("appendix.gaps.title"), gaps(f), upright
    if planned:
        yield "VI", f.say("appendix.counts.title"), counts_appendix(f), upright


def _sessions(f: Figures) -> tuple[Block, ...]:
    sessions = f.counting_sessions
    if not sessions:
        return ()
    number, group = lead_columns(f, 38)
    columns = (
        number,
        column(f, "sessions.date", 22, Align.CENTRE),
        group,
        column(f, "sessions.format", 36),
        column(f, "sessions.topic", 42),
        column(f, "sessions.audience", 28),
        column(f, "sessions.lead", 28),
        column(f, "sessions.partners", 30),
        # One row a session: a joint session is not counted twice.
        column(f, "sessions.attendance", 20, Align.RIGHT, summed=True),
    )
    total = f.snapshot.totals.activity
    last = (
        "",
        "",
        f.say("appendix.sessions.total"),
        f.say("appendix.sessions.sessions", count=amount(total.sessions)),
        *("",) * 4,
        number_text(total.attendance)
        if total.attendance_known
        else f.say("appendix.sessions.attendance_missing"),
    )
    rows = tuple(_session_row(f, place, one) for place, one in enumerate(sessions, start=1))
    table = Table(columns, rows, last)
    joint = any(len(session.group_ids) > 1 for session in sessions)
    note = Paragraph.of(f.say("appendix.sessions.note"), small=True)
    return (table, note) if joint else (table,)


def _session_row(f: Figures, place: int, session: OutreachSession) -> tuple[str, ...]:
    groups = "; ".join(bound(f.name(g)) for g in session.group_ids)
    attendance = (
        f.say("appendix.sessions.attendance_missing")
        if session.attendance is None
        else number_text(session.attendance)
    )
    return (
        str(place),
        table_date(session.held_on),
        groups or f.say("appendix.sessions.commune_wide"),
        session.format,
        "; ".join(session.topics),
        "; ".join(session.audiences),
        session.lead_body,
        "; ".join(session.partner_bodies),
        attendance,
    )


def _by_group(f: Figures) -> tuple[Block, ...]:
    """The sessions of a long period summed by group; the total counts each session once."""
    if not f.counting_sessions:
        return ()
    number, group = lead_columns(f, 56)
    columns = (
        number,
        group,
        column(f, "by_group.sessions", 22, Align.CENTRE),
        column(f, "by_group.joint", 26, Align.CENTRE),
        column(f, "by_group.attendance", 26, Align.CENTRE),
        column(f, "by_group.months", 30, Align.CENTRE),
    )
    rows = [
        (str(place), bound(f.name(group)), *_group_cells(f, group))
        for place, group in enumerate(_concerned(f), start=1)
    ]
    wide = [session for session in f.counting_sessions if not session.group_ids]
    if wide:
        words = f.say("appendix.sessions.commune_wide")
        rows.append(("", words, str(len(wide)), "", _people(f, wide), ""))
    total = f.snapshot.totals.activity
    last = (
        "",
        f.say("appendix.sessions.total"),
        number_text(total.sessions),
        number_text(total.joint_sessions),
        _people(f, f.counting_sessions),
        f"{number_text(f.duty.met)}/{number_text(f.duty.due)}" if f.duty.due else "",
    )
    note = f.say("appendix.by_group.note")
    if 0 < total.attendance_missing < total.sessions:
        note = f"{note} {f.say('compare.part_words')}"
    return Table(columns, tuple(rows), last), Paragraph.of(note, small=True)


def _concerned(f: Figures) -> Iterator[str]:
    """The groups that were there in the period: due, with a session, or active at its end."""
    there = {group for month in f.snapshot.duty for group in month.due}
    there.update(group for session in f.counting_sessions for group in session.group_ids)
    there.update(f.snapshot.upkeep.active)
    return (line.id for line in f.snapshot.groups if line.id in there)


def _group_cells(f: Figures, group: str) -> tuple[str, str, str, str]:
    held = [session for session in f.counting_sessions if group in session.group_ids]
    joint = sum(len(session.group_ids) > 1 for session in held)
    due = sum(group in month.due for month in f.snapshot.duty)
    met = sum(group in month.met for month in f.snapshot.duty)
    return str(len(held)), str(joint), _people(f, held), f"{met}/{due}" if due else ""


def _people(f: Figures, held: Sequence[OutreachSession]) -> str:
    """The attendance of sessions; that none of them has any is said."""
    known = [session.attendance for session in held if session.attendance is not None]
    if held and not known:
        return f.say("appendix.sessions.attendance_missing")
    number = number_text(sum(known))
    return number if len(known) == len(held) else f.say("compare.part", number=number)


def _models(f: Figures) -> tuple[Block, ...]:
    if not f.models:
        return ()
    number, group = lead_columns(f, 44)
    columns = (
        number,
        group,
        column(f, "models.name", 54),
        column(f, "models.kind", 42),
        column(f, "models.founded", 24, Align.CENTRE),
        column(f, "models.members", 20, Align.RIGHT),
        column(f, "models.status", 36),
    )
    total = (
        "",
        f.say("appendix.models.total"),
        f.say(
            "appendix.models.models",
            count=amount(len(f.models)),
            live=amount(len(f.live_models)) if f.live_models else "0",
        ),
        *("",) * 4,
    )
    rows = tuple(_model_row(f, place, model) for place, model in enumerate(f.models, start=1))
    return (Table(columns, rows, total),)


def _model_row(f: Figures, place: int, model: ModelLine) -> tuple[str, ...]:
    groups = "; ".join(bound(f.name(g)) for g in model.group_ids)
    status = f.say(f"status.{model.status}")
    if model.since:
        since = slash_date(date.fromisoformat(model.since))
        status = f.say("status.since", status=status, date=since)
    members = (
        f.say("appendix.models.members_missing")
        if model.members is None
        else number_text(model.members)
    )
    return (
        str(place),
        groups or f.say("appendix.sessions.commune_wide"),
        bound(model.name),
        model.kind,
        _founded(f, model.founded),
        members,
        status,
    )


def _founded(f: Figures, founded: str) -> str:
    """A day, a year, or "không rõ"."""
    if not founded:
        return f.say("appendix.models.unknown")
    return table_date(date.fromisoformat(founded)) if len(founded) == _ISO_DAY else founded


def _matrix(f: Figures) -> tuple[Block, ...]:
    rows = [row for row in f.snapshot.matrix if row.group_id in f.lines]
    if not rows:
        return ()
    heading = f.say("appendix.matrix.months")
    number, group = lead_columns(f, 48)
    columns = (
        number,
        group,
        *(
            Column(m.rpartition("-")[2], 13.5, Align.CENTRE, heading)
            for m in f.snapshot.matrix_months
        ),
        column(f, "matrix.met", 19, Align.CENTRE),
    )
    over = _months_over(f)
    lines = tuple(
        (
            str(place),
            bound(f.name(row.group_id)),
            *(_cell_text(f, cell, over=done) for cell, done in zip(row.cells, over, strict=True)),
            _ratio(_due(row.cells, over)),
        )
        for place, row in enumerate(rows, start=1)
    )
    by_month = [
        cells if done else ()
        for cells, done in zip(zip(*(row.cells for row in rows), strict=True), over, strict=True)
    ]
    everything = tuple(cell for row in rows for cell in _due(row.cells, over))
    total = (
        "",
        f.say("appendix.matrix.total"),
        *(_ratio(cells) for cells in by_month),
        _ratio(everything),
    )
    legend = f.say("appendix.matrix.legend", calendar=_calendar(f))
    return Table(columns, lines, total), Paragraph.of(legend, small=True)


def _months_over(f: Figures) -> tuple[bool, ...]:
    """For each month of the matrix, whether its duty can be told on the day of the paper.

    A month that a range of days or the draft of a longer period cuts can still be met.
    """
    months = f.snapshot.matrix_months
    ad_hoc = f.period.kind is PeriodKind.AD_HOC
    if f.monthly or not (ad_hoc or f.running):
        return (True,) * len(months)
    calendar = f.snapshot.duty_calendar is DutyCalendar.CALENDAR
    rule = PeriodRule.uniform(1) if calendar else f.month_rule
    return tuple(parse_period(month, rule).last_day <= f.as_of for month in months)


def _due(cells: Sequence[Cell], over: Sequence[bool]) -> tuple[Cell, ...]:
    return tuple(cell for cell, done in zip(cells, over, strict=True) if done)


def _calendar(f: Figures) -> str:
    """The days of the months, and the month that was longer or shorter for a change of them.

    A change after the period's own months is left out: the paper says what held for it.
    """
    if f.snapshot.duty_calendar is DutyCalendar.CALENDAR:
        return f.say("appendix.matrix.calendar")
    first = f.snapshot.matrix_months[0]
    ends = [one.month.id for one in f.snapshot.duty[-1:]]
    last = ends[0] if ends else f.month_holding(f.period.last_day).id
    rules = [one for one in reversed(f.month_rule.history()) if one.changed_from <= last]
    before = [one for one in rules if one.changed_from < first]
    said = [_days_said(f, before[-1])] if before else []
    said += [_change_said(f, one) for one in rules if one.changed_from >= first]
    return " ".join(said)


def _days_said(f: Figures, rule: PeriodRule) -> str:
    day = rule.start_day(PeriodKind.MONTH)
    if day == 1:
        return f.say("appendix.matrix.calendar")
    return f.say("appendix.matrix.reporting", day=f"{day:02d}", last=f"{day - 1:02d}")


def _change_said(f: Figures, rule: PeriodRule) -> str:
    month, days = parse_period(rule.changed_from, rule), _days_said(f, rule)
    return f.say(
        "appendix.matrix.changed",
        month=number_text(month.number),
        first=table_date(month.start),
        last=table_date(month.last_day),
        calendar=days[:1].lower() + days[1:],
    )


def _cell_text(f: Figures, cell: Cell, *, over: bool) -> str:
    if cell.state is CellState.MET:
        return number_text(cell.count)
    open_still = cell.state is CellState.MISSING and not over
    return (
        ""
        if open_still or cell.state is CellState.TO_COME
        else f.say(f"appendix.matrix.{cell.state}")
    )


def _ratio(cells: Sequence[Cell]) -> str:
    """Met / due among cells; empty where nothing was due."""
    states = Counter(cell.state for cell in cells)
    due = states[CellState.MET] + states[CellState.MISSING] + states[CellState.NIL]
    return f"{states[CellState.MET]}/{due}" if due else ""
