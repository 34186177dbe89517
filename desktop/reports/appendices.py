"""The appendices II–V of the monthly report, as far as sessions and models fill them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from desktop.domain.commune import DutyCalendar
from desktop.domain.counting import Cell, CellState
from desktop.domain.models import LIVE_STATUSES
from desktop.domain.sessions import OutreachSession
from desktop.domain.snapshot import ModelLine
from desktop.reports.administrative import amount, bound, number_text, slash_date, table_date
from desktop.reports.figures import Figures
from desktop.reports.forms import Form
from desktop.reports.tree import Align, Appendix, Block, Column, Orientation, Paragraph, Table

_ISO_DAY = len("2026-10-14")
_USUAL_NAME = 24
"""Letters of a group's name that the usual width holds in one line or two."""


def month_appendices(f: Figures, common: Form) -> tuple[Appendix, ...]:
    """II sessions, III models, IV groups by months, V groups without a session or model."""
    number = f.frame.number_text[0].lower() + f.frame.number_text[1:]
    note = bound(
        common.text("appendix_note").format(
            number=number, date=f.frame.date_text, issuer=f.frame.issuing_name
        )
    )
    wide = Orientation.LANDSCAPE
    parts: tuple[tuple[str, str, tuple[Block, ...], Orientation], ...] = (
        ("II", f.say("appendix.sessions.title"), _sessions(f), wide),
        ("III", f.say("appendix.models.title"), _models(f), wide),
        ("IV", f.say("appendix.matrix.title", year=f.period.year), _matrix(f), wide),
        ("V", f.say("appendix.gaps.title"), _gaps(f), Orientation.PORTRAIT),
    )
    nothing = (Paragraph.of(common.text("nothing_arose")),)
    return tuple(
        Appendix(number, title[:1].upper() + title[1:], note, blocks or nothing, orientation)
        for number, title, blocks, orientation in parts
    )


def _column(
    f: Figures, key: str, width: float, align: Align = Align.LEFT, *, summed: bool = False
) -> Column:
    return Column(f.say(f"appendix.{key}"), width, align, summed=summed)


def _lead_columns(f: Figures, width: float) -> tuple[Column, Column]:
    """The running number and the group, alike in every appendix."""
    title = f.unit[:1].upper() + f.unit[1:]
    longest = max((len(f.name(line.id)) for line in f.snapshot.groups), default=0)
    # Long names get more room, at most twice the usual.
    wider = min(width * 2, width + max(0, longest - _USUAL_NAME) * 0.8)
    return _column(f, "sessions.number", 10, Align.CENTRE), Column(title, wider)


def _sessions(f: Figures) -> tuple[Block, ...]:
    sessions = f.counting_sessions
    if not sessions:
        return ()
    number, group = _lead_columns(f, 38)
    columns = (
        number,
        _column(f, "sessions.date", 22, Align.CENTRE),
        group,
        _column(f, "sessions.format", 36),
        _column(f, "sessions.topic", 42),
        _column(f, "sessions.audience", 28),
        _column(f, "sessions.lead", 28),
        _column(f, "sessions.partners", 30),
        # One row a session: a joint session is not counted twice.
        _column(f, "sessions.attendance", 20, Align.RIGHT, summed=True),
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


def _models(f: Figures) -> tuple[Block, ...]:
    if not f.models:
        return ()
    number, group = _lead_columns(f, 44)
    columns = (
        number,
        group,
        _column(f, "models.name", 54),
        _column(f, "models.kind", 42),
        _column(f, "models.founded", 24, Align.CENTRE),
        _column(f, "models.members", 20, Align.RIGHT),
        _column(f, "models.status", 36),
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
    over = f.say("appendix.matrix.months")
    number, group = _lead_columns(f, 48)
    columns = (
        number,
        group,
        *(Column(m.rpartition("-")[2], 13.5, Align.CENTRE, over) for m in f.snapshot.matrix_months),
        _column(f, "matrix.met", 19, Align.CENTRE),
    )
    lines = tuple(
        (
            str(place),
            bound(f.name(row.group_id)),
            *(_cell_text(f, cell) for cell in row.cells),
            _ratio(row.cells),
        )
        for place, row in enumerate(rows, start=1)
    )
    by_month = list(zip(*(row.cells for row in rows), strict=True))
    everything = tuple(cell for row in rows for cell in row.cells)
    total = (
        "",
        f.say("appendix.matrix.total"),
        *(_ratio(cells) for cells in by_month),
        _ratio(everything),
    )
    legend = f.say("appendix.matrix.legend", calendar=_calendar(f))
    return Table(columns, lines, total), Paragraph.of(legend, small=True)


def _calendar(f: Figures) -> str:
    day = f.snapshot.start_day
    if f.snapshot.duty_calendar is DutyCalendar.CALENDAR or day == 1:
        return f.say("appendix.matrix.calendar")
    return f.say("appendix.matrix.reporting", day=f"{day:02d}", last=f"{day - 1:02d}")


def _cell_text(f: Figures, cell: Cell) -> str:
    if cell.state is CellState.MET:
        return number_text(cell.count)
    return "" if cell.state is CellState.TO_COME else f.say(f"appendix.matrix.{cell.state}")


def _ratio(cells: tuple[Cell, ...]) -> str:
    """Met / due among cells; empty where nothing was due."""
    states = Counter(cell.state for cell in cells)
    due = states[CellState.MET] + states[CellState.MISSING] + states[CellState.NIL]
    return f"{states[CellState.MET]}/{due}" if due else ""


def _gaps(f: Figures) -> tuple[Block, ...]:
    missing, lacking = set(f.missing), set(f.snapshot.upkeep.lacking)
    groups = sorted(missing | lacking, key=lambda g: f.order.get(g, 0))
    if not groups:
        return ()
    number, group = _lead_columns(f, 48)
    columns = (
        number,
        group,
        _column(f, "gaps.session", 28, Align.CENTRE),
        _column(f, "gaps.model", 24, Align.CENTRE),
        _column(f, "gaps.session_reason", 52),
    )
    due = {g for month in f.snapshot.duty for g in month.due}
    active = set(f.snapshot.upkeep.active)
    rows = tuple(
        (
            str(place),
            bound(f.name(g)),
            f.say(f"appendix.gaps.{_session_state(f, g, g in due)}"),
            f.say(f"appendix.gaps.{_model_state(f, g, g in active)}"),
            "; ".join(_reasons(f, g)),
        )
        for place, g in enumerate(groups, start=1)
    )
    return (Table(columns, rows),)


def _session_state(f: Figures, group: str, due: bool) -> str:  # noqa: FBT001  a fact of the row
    if group in f.missing:
        return "stated" if group in f.reasons else "missing"
    return "held" if due else "not_due"


def _model_state(f: Figures, group: str, active: bool) -> str:  # noqa: FBT001  a fact of the row
    if group in f.snapshot.upkeep.lacking:
        return "lacking"
    return "kept" if active else "not_due"


def _reasons(f: Figures, group: str) -> Iterator[str]:
    """Why: the reason stated, or that none was; of a model that is not kept up, its state."""
    if group in f.missing:
        reason = f.reasons.get(group, "").strip()
        key = "reason" if reason else "no_reason"
        yield f.say(f"appendix.gaps.{key}", reason=reason)
    if group in f.snapshot.upkeep.lacking:
        for model in f.snapshot.models:
            if group in model.group_ids and model.status not in LIVE_STATUSES:
                state = f.say(f"status.{model.status}")
                yield f.say("appendix.gaps.model_state", name=model.name, status=state)
