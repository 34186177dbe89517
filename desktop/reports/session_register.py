"""The register of sessions for filing and signature, by month and group."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.periods import month_of, parse_period
from desktop.domain.sessions import OutreachSession, SessionStatus
from desktop.domain.snapshot import Snapshot
from desktop.reports.administrative import amount, bound, number_text, slash_date, table_date
from desktop.reports.figures import Figures
from desktop.reports.frame import PaperFrame
from desktop.reports.office_paper import ended, group_column, paper_form, say
from desktop.reports.registers import column, first_place, group_names, month_title, register
from desktop.reports.tree import Align, Block, Document, Heading, Paragraph, Table

SESSION_REGISTER = "session-register"


def session_register(snapshot: Snapshot, frame: PaperFrame) -> Document:
    """The register of sessions: one row a session, a joint one under its first group."""
    f = Figures(snapshot, frame, paper_form(SESSION_REGISTER, frame))
    totals = snapshot.totals.activity
    key = "closing_attendance" if totals.attendance_known else "closing"
    closing = say(
        f,
        f"text.{key}",
        sessions=amount(totals.sessions),
        attendance=number_text(totals.attendance),
    )
    body = tuple(_sessions(f))
    end = Paragraph.of(closing if f.counting_sessions else say(f, "text.none"))
    return register(f, ended((*body, end)))


@dataclass(frozen=True, slots=True)
class _Month:
    """A reporting month of the register and its sessions that count."""

    id: str
    sessions: tuple[OutreachSession, ...]

    @property
    def attendance(self) -> int:
        return sum(session.attendance or 0 for session in self.sessions)

    @property
    def blank(self) -> int:
        return sum(session.attendance is None for session in self.sessions)

    @property
    def joint(self) -> int:
        return sum(len(session.group_ids) > 1 for session in self.sessions)

    @property
    def title(self) -> str:
        """ "10/2026", with the zero of months 1 and 2."""
        return month_title(self.id)


def _months(f: Figures) -> tuple[_Month, ...]:
    """The months in which sessions that count were held, in order."""
    by_month: dict[str, list[OutreachSession]] = defaultdict(list)
    for session in f.counting_sessions:
        by_month[month_of(session.held_on, f.rule).id].append(session)
    return tuple(_Month(name, tuple(by_month[name])) for name in sorted(by_month))


def _sessions(f: Figures) -> Iterator[Block]:
    months = _months(f)
    number = 0
    for month in months:
        number += 1
        yield Heading(2, _month_heading(f, month, number))
        yield _session_table(f, month)
        if month.joint:
            yield Paragraph.of(say(f, "text.joint"), small=True)
        if month.blank:
            yield Paragraph.of(say(f, "text.blank", count=amount(month.blank)), small=True)
    if len(months) > 1:
        number += 1
        yield Heading(2, say(f, "text.months", number=number))
        yield _month_totals(f, months)
    if f.counting_sessions:
        number += 1
        yield Heading(2, say(f, "text.groups", number=number))
        yield _group_totals(f)
        if any(month.joint for month in months):
            yield Paragraph.of(say(f, "text.joint_groups"), small=True)
    others = [session for session in f.snapshot.sessions if not session.counts]
    if others:
        number += 1
        yield Heading(2, say(f, "text.others", number=number))
        yield _other_table(f, others)


def _month_heading(f: Figures, month: _Month, number: int) -> str:
    span = parse_period(month.id, f.rule)
    return say(
        f,
        "text.month",
        number=number,
        month=month.title,
        year=month.id[:4],
        first_day=slash_date(max(span.start, f.period.start)),
        last_day=slash_date(min(span.last_day, f.period.last_day)),
    )


def _session_table(f: Figures, month: _Month) -> Table:
    columns = (
        column(f, "number", 10, Align.CENTRE),
        column(f, "date", 22, Align.CENTRE),
        group_column(f, 38),
        column(f, "place", 30),
        column(f, "format", 30),
        column(f, "topic", 36),
        column(f, "audience", 24),
        column(f, "lead", 24),
        column(f, "partners", 24),
        # One row a session: a joint session is not counted twice.
        column(f, "attendance", 18, Align.RIGHT, summed=True),
    )
    rows = tuple(_session_row(f, place, one) for place, one in enumerate(month.sessions, start=1))
    known = month.blank < len(month.sessions)
    total = (
        "",
        "",
        say(f, "cell.total"),
        say(f, "cell.sessions", count=amount(len(month.sessions))),
        *("",) * 5,
        number_text(month.attendance) if known else say(f, "cell.missing"),
    )
    return Table(columns, rows, total)


def _session_row(f: Figures, place: int, session: OutreachSession) -> tuple[str, ...]:
    known = session.attendance is not None
    return (
        str(place),
        table_date(session.held_on),
        group_names(f, session.group_ids),
        bound(session.place),
        session.format,
        "; ".join(session.topics),
        "; ".join(session.audiences),
        session.lead_body,
        "; ".join(session.partner_bodies),
        number_text(session.attendance or 0) if known else say(f, "cell.missing"),
    )


def _month_totals(f: Figures, months: Sequence[_Month]) -> Table:
    columns = (
        column(f, "month", 30),
        column(f, "sessions", 20, Align.RIGHT, summed=True),
        column(f, "joint_sessions", 20, Align.RIGHT, summed=True),
        column(f, "attendance", 20, Align.RIGHT, summed=True),
    )
    rows = tuple(
        (
            say(f, "cell.month", month=month.title, year=month.id[:4]),
            number_text(len(month.sessions)),
            number_text(month.joint),
            number_text(month.attendance)
            if month.blank < len(month.sessions)
            else say(f, "cell.missing"),
        )
        for month in months
    )
    totals = f.snapshot.totals.activity
    last = (
        say(f, "cell.total"),
        number_text(totals.sessions),
        number_text(totals.joint_sessions),
        number_text(totals.attendance) if totals.attendance_known else say(f, "cell.missing"),
    )
    return Table(columns, rows, last)


def _group_totals(f: Figures) -> Table:
    """What each group held; in the total a joint session is counted once."""
    own: Counter[str] = Counter()
    shared: Counter[str] = Counter()
    for session in f.counting_sessions:
        (own if len(session.group_ids) == 1 else shared).update(session.group_ids)
    wide = sum(not session.group_ids for session in f.counting_sessions)
    joint = f.snapshot.totals.activity.joint_sessions
    columns = (
        column(f, "number", 10, Align.CENTRE),
        group_column(f, 90),
        column(f, "own", 24, Align.RIGHT, summed=True),
        column(f, "shared", 24, Align.RIGHT),
        column(f, "all", 24, Align.RIGHT),
    )
    named = [g for g in f.order if own[g] or shared[g] or g in set(f.snapshot.upkeep.active)]
    rows = [
        (
            str(place),
            bound(f.name(g)),
            number_text(own[g]),
            number_text(shared[g]),
            number_text(own[g] + shared[g]),
        )
        for place, g in enumerate(named, start=1)
    ]
    if wide:
        everywhere = say(f, "cell.commune_wide_row")
        rows.append((str(len(rows) + 1), everywhere, number_text(wide), "0", number_text(wide)))
    alone = sum(own.values()) + wide
    total = (
        "",
        say(f, "cell.total"),
        number_text(alone),
        number_text(joint),
        number_text(alone + joint),
    )
    return Table(columns, tuple(rows), total)


def _other_table(f: Figures, others: Sequence[OutreachSession]) -> Table:
    columns = (
        column(f, "number", 10, Align.CENTRE),
        column(f, "date", 22, Align.CENTRE),
        group_column(f, 60),
        column(f, "format", 40),
        column(f, "topic", 60),
        column(f, "reason", 40),
    )
    ordered = sorted(others, key=lambda one: (one.held_on, first_place(f, one.group_ids), one.id))
    rows = tuple(
        (
            str(place),
            table_date(one.held_on),
            group_names(f, one.group_ids),
            one.format,
            "; ".join(one.topics),
            say(f, f"cell.{_why(one)}"),
        )
        for place, one in enumerate(ordered, start=1)
    )
    return Table(columns, rows)


def _why(session: OutreachSession) -> str:
    return "other_topic" if session.status is SessionStatus.HELD else session.status.value
