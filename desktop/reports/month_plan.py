"""The plan of a month: what groups still owe, proposed days, and a calendar to print."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from desktop.domain.proposed_days import proposed_days, working_days
from desktop.domain.sessions import SessionStatus
from desktop.domain.snapshot import Snapshot
from desktop.reports.administrative import bound, long_date, share_text, table_date
from desktop.reports.figures import Figures
from desktop.reports.frame import PaperFrame
from desktop.reports.office_paper import (
    Content,
    ended,
    group_column,
    number_text,
    paper_form,
    put_together,
    say,
)
from desktop.reports.tree import (
    Align,
    Appendix,
    Block,
    Column,
    Document,
    Heading,
    Orientation,
    Paragraph,
    Table,
)

MONTH_PLAN = "month-plan"
_WEEK = 7
_DAY_HEIGHT = 58.0
"""Points of a day of the calendar, so that something can be written in."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When what is owed is to be done: planned already, or proposed."""

    planned: Mapping[str, date]
    proposed: Mapping[str, date]
    start: date
    days_left: bool


@dataclass(frozen=True)
class _Plan:
    f: Figures
    schedule: Schedule
    members: Mapping[str, str] = field(default_factory=dict)


def month_plan(
    snapshot: Snapshot, frame: PaperFrame, *, starting: date, members: Mapping[str, str]
) -> Document:
    """The plan of a month from the day ``starting`` on.

    ``members``: who of the committee looks after a group, by group id. Days are proposed for
    groups that owe a session and have none planned; the same data and day, the same plan.
    """
    f = Figures(snapshot, frame, paper_form(MONTH_PLAN, frame))
    plan = _Plan(f, schedule(f, starting=starting), members)
    note = say(
        f,
        "calendar.note",
        number=f"{number_text(f)[:1].lower()}{number_text(f)[1:]}",
        date=frame.date_text,
    )
    calendar = Appendix(
        "", say(f, "calendar.title"), note, (_calendar(plan),), Orientation.LANDSCAPE
    )
    content = Content(
        blocks=ended(tuple(_blocks(plan))), title=say(f, "title"), appendices=(calendar,)
    )
    return put_together(f, content)


def schedule(f: Figures, *, starting: date) -> Schedule:
    """Planned days of the groups, and proposed ones for those that owe a session and have none."""
    planned: dict[str, date] = {}
    for session in sorted(f.snapshot.sessions, key=lambda one: (one.held_on, one.id)):
        if session.status is SessionStatus.PLANNED:
            for group in session.group_ids:
                planned.setdefault(group, session.held_on)
    start = max(starting, f.period.start)
    days = working_days(f.period, starting=start)
    owing = [g for g in f.missing if g not in f.reasons and g not in planned]
    found = dict(zip(owing, proposed_days(len(owing), days), strict=bool(days)))
    return Schedule(planned, found, start, bool(days))


def _blocks(plan: _Plan) -> Iterator[Block]:
    f = plan.f
    yield Paragraph.of(say(f, "text.opening"))
    yield Heading(2, say(f, "text.state"))
    kept = f.snapshot.totals.groups_with_model
    if f.duty.due:
        held = share_text(f.duty.met, f.duty.due)
        models = share_text(kept.met, kept.due)
        yield Paragraph.of(say(f, "text.held", share=held, models=models))
    else:
        yield Paragraph.of(say(f, "text.nothing_due"))
    owing = _owing(f)
    yield Heading(2, say(f, "text.work"))
    # What is asked for is due by the last day, however early in the month the plan is made.
    last = long_date(f.period.last_day)
    if not owing:
        if f.duty.due:
            yield Paragraph.of(say(f, "text.none"))
        yield Paragraph.of(say(f, "text.closing", last=last))
        return
    yield _table(plan, owing)
    start = long_date(plan.schedule.start)
    if plan.schedule.proposed:
        yield Paragraph.of(say(f, "text.proposed", start=start), small=True)
    elif not plan.schedule.days_left:
        yield Paragraph.of(say(f, "text.no_days", start=start, last=last), small=True)
    yield Paragraph.of(say(f, "text.closing", last=last))


def _owing(f: Figures) -> tuple[str, ...]:
    lacking = set(f.missing) | set(f.snapshot.upkeep.lacking)
    return tuple(sorted((g for g in lacking if g in f.order), key=f.order.__getitem__))


def _table(plan: _Plan, owing: tuple[str, ...]) -> Table:
    f = plan.f
    columns: tuple[Column, ...] = (
        Column(say(f, "column.number"), 10, Align.CENTRE),
        group_column(f, 48),
        Column(say(f, "column.sessions"), 28, Align.CENTRE),
        Column(say(f, "column.model"), 20, Align.CENTRE),
        Column(say(f, "column.date"), 26, Align.CENTRE),
        Column(say(f, "column.state"), 24, Align.CENTRE),
    )
    named = any(plan.members.get(group) for group in owing)
    if named:
        columns = (*columns, Column(say(f, "column.member"), 34))
    rows = tuple(
        (*_row(plan, place, group), *((plan.members.get(group, ""),) if named else ()))
        for place, group in enumerate(owing, start=1)
    )
    return Table(columns, rows)


def _row(plan: _Plan, place: int, group: str) -> tuple[str, ...]:
    f = plan.f
    day, state = _day(plan, group)
    due = {one for month in f.snapshot.duty for one in month.due}
    session = "done" if group in due else "not_due"
    if group in f.missing:
        session = "stated" if group in f.reasons else "owed"
    model = "lacking" if group in f.snapshot.upkeep.lacking else "kept"
    return (
        str(place),
        bound(f.name(group)),
        say(f, f"cell.{session}"),
        say(f, f"cell.{model}"),
        table_date(day) if day else "",
        say(f, f"cell.{state}"),
    )


def _day(plan: _Plan, group: str) -> tuple[date | None, str]:
    if group in plan.schedule.planned:
        return plan.schedule.planned[group], "planned"
    if group in plan.schedule.proposed:
        return plan.schedule.proposed[group], "proposed"
    return None, "by_end" if plan.schedule.days_left else "soon"


def _calendar(plan: _Plan) -> Table:
    """Weeks from Monday to Sunday; days outside the month stay empty."""
    f, period = plan.f, plan.f.period
    entries = _entries(plan)
    columns = tuple(
        Column(say(f, f"calendar.day{number}"), 1, Align.LEFT) for number in range(1, _WEEK + 1)
    )
    monday = period.start - timedelta(days=period.start.weekday())
    rows: list[tuple[str, ...]] = []
    while monday < period.end:
        week = (monday + timedelta(days=step) for step in range(_WEEK))
        rows.append(tuple(_cell(f, day, entries) if day in period else "" for day in week))
        monday += timedelta(days=_WEEK)
    return Table(columns, tuple(rows), row_height=_DAY_HEIGHT)


def _cell(f: Figures, day: date, entries: Mapping[date, list[str]]) -> str:
    name = f"{day.day:02d}/{day.month:02d}"
    listed = [*entries.get(day, ())]
    if day == f.period.last_day:
        listed.append(say(f, "calendar.last"))
    return say(f, "calendar.entry", day=name, list="; ".join(listed)) if listed else name


def _entries(plan: _Plan) -> Mapping[date, list[str]]:
    """What stands in the calendar: held sessions counted, planned and proposed ones named."""
    f = plan.f
    found: dict[date, list[str]] = defaultdict(list)
    held = Counter(session.held_on for session in f.counting_sessions)
    for day, count in held.items():
        found[day].append(say(f, "calendar.held", count=count))
    planned: dict[date, list[str]] = defaultdict(list)
    for session in f.snapshot.sessions:
        if session.status is SessionStatus.PLANNED:
            planned[session.held_on].extend(session.group_ids)
    proposed: dict[date, list[str]] = defaultdict(list)
    for group, day in plan.schedule.proposed.items():
        proposed[day].append(group)
    for kind, by_day in (("planned", planned), ("proposed", proposed)):
        for day, groups in by_day.items():
            names = ", ".join(bound(f.name(group)) for group in dict.fromkeys(groups))
            found[day].append(say(f, f"calendar.{kind}", names=names or say(f, "calendar.wide")))
    return found
