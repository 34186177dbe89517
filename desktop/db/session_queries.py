"""Reading outreach sessions, by filters and pages, and the narrow rows that the matrix counts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.domain.sessions import NotHeldStatement, OutreachSession, SessionStatus
from desktop.domain.text import fold

if TYPE_CHECKING:
    from desktop.db.store import Store

# CROSS JOIN keeps the order of the tables: the few other topics first, then their sessions.
_WITHOUT_DRUG_TOPIC = """
  SELECT l.session_id FROM list_entries e CROSS JOIN session_labels l ON l.entry_id = e.id
  WHERE e.list = 'topic' AND e.drug_prevention = 0 AND l.role = 'topic' AND NOT EXISTS (
    SELECT 1 FROM session_labels o JOIN list_entries d ON d.id = o.entry_id
    WHERE o.session_id = l.session_id AND o.role = 'topic' AND d.drug_prevention = 1)
"""
_COUNTING = f"""s.deleted_at IS NULL AND s.status = 'held'
  AND s.held_on >= ?1 AND s.held_on < ?2 AND s.id NOT IN ({_WITHOUT_DRUG_TOPIC})"""
# The texts below are joined from our own pieces alone.
_CREDITS = f"""
SELECT l.group_id, s.held_on FROM sessions s JOIN session_groups l ON l.session_id = s.id
WHERE {_COUNTING}
UNION ALL
SELECT NULL, s.held_on FROM sessions s WHERE {_COUNTING} AND s.commune_wide = 1
  AND NOT EXISTS (SELECT 1 FROM session_groups l WHERE l.session_id = s.id)
"""  # noqa: S608
_ACTIVITY = f"""
SELECT count(*), coalesce(sum(s.attendance), 0), coalesce(sum(s.attendance IS NULL), 0)
FROM sessions s WHERE {_COUNTING}
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """Which sessions to read; what is not set does not narrow. Days: ``start`` ≤ day < ``end``."""

    start: date | None = None
    end: date | None = None
    text: str = ""
    group_id: str | None = None
    format: str | None = None
    status: SessionStatus | None = None

    def where(self) -> tuple[str, list[object]]:
        """The condition over ``sessions s`` and its parameters."""
        parts: list[tuple[str, object]] = []
        if self.start is not None:
            parts.append(("s.held_on >= ?", self.start.isoformat()))
        if self.end is not None:
            parts.append(("s.held_on < ?", self.end.isoformat()))
        if self.status is not None:
            parts.append(("s.status = ?", self.status.value))
        if self.group_id is not None:
            parts.append((_NAMES_GROUP, self.group_id))
        if self.format is not None:
            parts.append((_HAS_FORMAT, fold(self.format)))
        words = [(_HAS_WORD, word) for word in fold(self.text).split()]
        condition = " AND ".join(["s.deleted_at IS NULL", *(text for text, _ in parts)])
        values = [value for _, value in parts]
        for text, word in words:
            condition += f" AND {text}"
            values += [word, word, word]
        return condition, values


_NAMES_GROUP = "s.id IN (SELECT session_id FROM session_groups WHERE group_id = ?)"
_HAS_FORMAT = "s.format_id IN (SELECT id FROM list_entries WHERE list = 'format' AND folded = ?)"
_HAS_WORD = """(instr(s.folded, ?) OR s.format_id IN (SELECT id FROM list_entries
  WHERE list = 'format' AND instr(folded, ?)) OR s.id IN (SELECT l.session_id
  FROM session_groups l JOIN residential_groups g ON g.id = l.group_id WHERE instr(g.folded, ?)))"""


def sessions(
    store: "Store",
    *,
    start: date | None = None,
    end: date | None = None,
    text: str = "",
    group_id: str | None = None,
    format: str | None = None,  # noqa: A002 - the field's own term
    status: SessionStatus | None = None,
    limit: int | None = None,
    offset: int = 0,
    newest_first: bool = False,
) -> tuple[OutreachSession, ...]:
    """The sessions that a filter leaves, by date (then time, then order of entry), in pages."""
    chosen = SessionFilter(start, end, text, group_id, format, status)
    condition, values = chosen.where()
    down = " DESC" if newest_first else ""
    order = f"s.held_on{down}, s.start_time{down}, s.created_order{down}, s.id{down}"
    page = [-1 if limit is None else limit, offset]
    return _load(store, condition, [*values, *page], f"ORDER BY {order} LIMIT ? OFFSET ?")


def session_count(
    store: "Store",
    *,
    start: date | None = None,
    end: date | None = None,
    text: str = "",
    group_id: str | None = None,
    format: str | None = None,  # noqa: A002 - the field's own term
    status: SessionStatus | None = None,
) -> int:
    """How many sessions a filter leaves."""
    condition, values = SessionFilter(start, end, text, group_id, format, status).where()
    # The condition is made of our own pieces; what the user typed travels as parameters.
    return int(store.read(f"SELECT count(*) FROM sessions s WHERE {condition}", values)[0][0])  # noqa: S608


def session_by_id(store: "Store", session_id: str) -> OutreachSession | None:
    """One session, or none."""
    found = _load(store, "s.deleted_at IS NULL AND s.id = ?", [session_id], "")
    return found[0] if found else None


def credits(  # noqa: A001 - the domain's term
    store: "Store", start: date, end: date
) -> list[tuple[str | None, date, int]]:
    """One line for each counting session and group that it names, days ``start`` ≤ day < ``end``.

    A session counts when it was held and has a drug-prevention topic; one without any
    topic is taken as drug prevention, since the register is kept for nothing else. A
    commune-wide activity that names no group stands once, with no group.
    """
    days: dict[str, date] = {}
    rows = store.read(_CREDITS, (start.isoformat(), end.isoformat()))
    return [
        (group_id, days.get(day) or days.setdefault(day, date.fromisoformat(day)), 1)
        for group_id, day in rows
    ]


def month_activity(
    store: "Store", start: date, end: date, today: date
) -> tuple[int, int, int, int]:
    """Counting sessions, their attendance, how many lack it, and planned ones that are past."""
    held, attendance, blank = store.read(_ACTIVITY, (start.isoformat(), end.isoformat()))[0]
    past = min(end, today)
    planned = session_count(store, start=start, end=past, status=SessionStatus.PLANNED)
    return held, attendance, blank, planned


def late_sessions(store: "Store", months: Iterable[str]) -> tuple[OutreachSession, ...]:
    """The slips of closed periods that the reports of some months name, by their real date."""
    wanted = sorted(set(months))
    marks = ", ".join("?" * len(wanted))
    condition = f"s.deleted_at IS NULL AND s.reported_in IN ({marks})"
    return _load(store, condition, list(wanted), "ORDER BY s.held_on, s.start_time, s.id")


def first_session_day(store: "Store") -> date | None:
    """The day of the earliest session, or none."""
    found = store.read("SELECT min(held_on) FROM sessions WHERE deleted_at IS NULL")[0][0]
    return date.fromisoformat(found) if found else None


def next_session_order(store: "Store") -> int:
    """The number that puts the next new session behind the others of its day."""
    return int(store.read("SELECT coalesce(max(created_order), 0) + 1 FROM sessions")[0][0])


def not_held(store: "Store", months: Iterable[str] | None = None) -> tuple[NotHeldStatement, ...]:
    """The statements "không tổ chức, lý do …" of some months (ids such as 2026-10), or of all."""
    wanted = None if months is None else set(months)
    rows = store.read(
        "SELECT id, group_id, month, reason FROM not_held WHERE deleted_at IS NULL"
        " ORDER BY month, group_id"
    )
    return tuple(NotHeldStatement(*row) for row in rows if wanted is None or row[2] in wanted)


def _load(
    store: "Store", condition: str, values: list[object], tail: str
) -> tuple[OutreachSession, ...]:
    # The condition is made of our own pieces; what the user typed travels as parameters.
    picked = f"SELECT s.id FROM sessions s WHERE {condition} {tail}"  # noqa: S608
    rows = store.read(
        f"""SELECT s.id, s.held_on, s.commune_wide, s.status, s.start_time, s.place, s.format_id,
          s.lead_body_id, s.attendance, s.materials, s.note, s.reported_in
        FROM sessions s WHERE {condition} {tail}""",  # noqa: S608
        values,
    )
    links = store.read(
        f"SELECT session_id, group_id FROM session_groups WHERE session_id IN ({picked})",  # noqa: S608
        values,
    )
    labels = store.read(
        f"""SELECT session_id, role, entry_id FROM session_labels
        WHERE session_id IN ({picked}) ORDER BY session_id, role, position""",  # noqa: S608
        values,
    )
    entries = {
        row[0]: (row[1], bool(row[2]))
        for row in store.read("SELECT id, label, drug_prevention FROM list_entries")
    }
    return _assembled(
        rows, groups=_group_ids(store, links), labels=_by_role(labels), entries=entries
    )


_Entries = dict[str, tuple[str, bool]]
_Labels = dict[tuple[str, str], list[str]]


def _assembled(
    rows: list[tuple[Any, ...]], *, groups: dict[str, list[str]], labels: _Labels, entries: _Entries
) -> tuple[OutreachSession, ...]:
    days: dict[str, date] = {}
    statuses = {status.value: status for status in SessionStatus}
    blank: tuple[str, bool] = ("", True)

    def named(session_id: str, role: str) -> tuple[str, ...]:
        return tuple(entries[one][0] for one in labels.get((session_id, role), ()))

    made: list[OutreachSession] = []
    for row in rows:
        topics = labels.get((row[0], "topic"), ())
        day = days.get(row[1]) or days.setdefault(row[1], date.fromisoformat(row[1]))
        made.append(
            OutreachSession(
                id=row[0],
                held_on=day,
                group_ids=tuple(groups.get(row[0], ())),
                commune_wide=bool(row[2]),
                status=statuses[row[3]],
                start_time=row[4],
                place=row[5],
                format=entries.get(row[6], blank)[0],
                topics=tuple(entries[one][0] for one in topics),
                drug_topic=not topics or any(entries[one][1] for one in topics),
                audiences=named(row[0], "audience"),
                lead_body=entries.get(row[7], blank)[0],
                partner_bodies=named(row[0], "partner"),
                attendance=row[8],
                materials=row[9],
                note=row[10],
                reported_in=row[11],
            )
        )
    return tuple(made)


def _group_ids(store: "Store", links: list[tuple[Any, ...]]) -> dict[str, list[str]]:
    """The groups of each session, in the order in which the groups are listed."""
    order = store.read("SELECT id FROM residential_groups ORDER BY sort_key, former_commune, id")
    rank = {row[0]: place for place, row in enumerate(order)}
    found: dict[str, list[str]] = defaultdict(list)
    for session_id, group_id in links:
        found[session_id].append(group_id)
    for ids in found.values():
        if len(ids) > 1:
            ids.sort(key=rank.__getitem__)
    return found


def _by_role(labels: list[tuple[Any, ...]]) -> _Labels:
    found: _Labels = defaultdict(list)
    for session_id, role, entry_id in labels:
        found[session_id, role].append(entry_id)
    return found
