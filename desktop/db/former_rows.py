"""The rows of several communes, joined into those of one.

Rows keep their UUIDs and their columns; only what points at an entry of the editable lists is
turned to the joined lists, and the groups say from which commune they came.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.db.rows import Row, StoredValue, TableShape
from desktop.domain.merging import former_name, summed, summed_whole
from desktop.domain.plan_facts import CountEntry, EntryState
from desktop.domain.text import fold, identity_key

if TYPE_CHECKING:
    from desktop.db.store import Store

CARRIED = (
    "residential_groups",
    "lineage_events",
    "sessions",
    "session_groups",
    "session_labels",
    "not_held",
    "models",
    "model_groups",
    "model_statuses",
    "model_activities",
    "conversion_milestones",
    "inspections",
)
"""What goes over row by row, in an order in which no row points at one not yet there."""

_CHOSEN = ("plan_choices", "plan_files", "plan_additions", "plan_targets", "allocated_rows")
_CHOSEN_FORMS = ("own_forms",)
_SUMMED = ("monthly_counts", "count_openings", "population_years", "plan_baselines")
_READ = ("list_entries", *CARRIED, *_CHOSEN, *_CHOSEN_FORMS, *_SUMMED, "settings", "superiors")

Tables = dict[str, list[Row]]
_STATES = {one.value: one for one in EntryState}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerRows:
    """The rows of one commune; ``commune_wide_counts``: there, activity without groups counts."""

    commune: str
    tables: Mapping[str, Sequence[Row]]
    commune_wide_counts: bool = False
    first_month: str | None = None

    def of(self, table: str) -> Sequence[Row]:
        """The rows of a table, those in the trash too."""
        return self.tables[table]

    def living(self, table: str) -> list[Row]:
        """The rows of a table that were not deleted."""
        return [row for row in self.of(table) if row.get("deleted_at") is None]


def former_rows(
    store: "Store", *, commune: str, commune_wide_counts: bool, first_month: str | None
) -> FormerRows:
    """Everything that a store gives to a merger."""
    return FormerRows(
        commune=commune,
        tables={table: rows_of(store, table) for table in _READ},
        commune_wide_counts=commune_wide_counts,
        first_month=first_month,
    )


def rows_of(store: "Store", table: str) -> list[Row]:
    """Every row of a table, in the order of entry."""
    with store.typed_errors():
        shape = TableShape.read(store.connection, table)
        return shape.rows(store.connection, f"ORDER BY {', '.join(shape.key_columns)}")


def collisions(formers: Sequence[FormerRows]) -> dict[str, int]:
    """How many identities of a table stand in more than one folder; empty when none does."""
    found: dict[str, int] = {}
    for table in CARRIED:
        seen: set[StoredValue] = set()
        twice = 0
        for former in formers:
            own = {row["id"] for row in former.of(table) if "id" in row}
            twice += len(own & seen)
            seen |= own
        if twice:
            found[table] = twice
    return found


def joined(
    formers: Sequence[FormerRows],
    *,
    valid_from: date,
    decision: str,
    new_id: Callable[[], str],
) -> Tables:
    """The rows of the new commune; those of settings, profile and superior are not among them."""
    lists = _JoinedLists(new_id)
    tables: Tables = {"list_entries": lists.rows, **{table: [] for table in CARRIED}}
    place = 0
    for former in formers:
        own = _carried_over(former, lists.take(former))
        own["lineage_events"] += _came_over(former, valid_from, decision, new_id)
        for row in own["sessions"]:
            row["created_order"] = int(row["created_order"] or 0) + place
        place = max((int(row["created_order"] or 0) for row in own["sessions"]), default=place)
        for table in CARRIED:
            tables[table] += own[table]
    tables["monthly_counts"] = _monthly_counts(formers)
    tables["count_openings"] = _openings(formers)
    tables["population_years"] = _populations(formers)
    tables["plan_baselines"] = _baselines(formers)
    for table in (*_CHOSEN, *_CHOSEN_FORMS):
        tables[table] = chosen(formers, table)[0]
    return tables


class _JoinedLists:
    """The editable lists, joined by identity; entries that mean different things stay two."""

    def __init__(self, new_id: Callable[[], str]) -> None:
        self.rows: list[Row] = []
        self._new_id = new_id
        self._known: dict[tuple[StoredValue, StoredValue], Row] = {}
        self._ids: set[StoredValue] = set()

    def take(self, former: FormerRows) -> dict[StoredValue, StoredValue]:
        """Join a commune's entries; the new identity of each of them."""
        given = sorted(former.of("list_entries"), key=lambda row: int(row["position"] or 0))
        return {row["id"]: self._entry(row, former.commune) for row in given}

    def _entry(self, row: Row, commune: str) -> StoredValue:
        if row["deleted_at"] is not None:
            return self._add(row)
        known = self._known.get((row["list"], row["identity"]))
        if known is not None and row["drug_prevention"] != known["drug_prevention"]:
            # Which sessions count hangs on it: what one commune decided must not bind another.
            label = _came_from(row["label"], commune)
            named = {"label": label, "identity": identity_key(label), "folded": fold(label)}
            row = {**row, **named}
            known = self._known.get((row["list"], row["identity"]))
        if known is None:
            return self._add(row)
        known["hidden"] = min(int(known["hidden"] or 0), int(row["hidden"] or 0))
        known["sensitive"] = max(int(known["sensitive"] or 0), int(row["sensitive"] or 0))
        return known["id"]

    def _add(self, row: Row) -> StoredValue:
        own = {**row, "position": len(self.rows) + 1}
        if own["id"] in self._ids:
            own["id"] = self._new_id()
        self._ids.add(own["id"])
        self.rows.append(own)
        if own["deleted_at"] is None:
            self._known[own["list"], own["identity"]] = own
        return own["id"]


def _carried_over(former: FormerRows, entries: Mapping[StoredValue, StoredValue]) -> Tables:
    """What goes over of one commune, row by row."""
    own = {
        table: [_carried(table, row, former, entries) for row in former.of(table)]
        for table in CARRIED
    }
    if former.commune_wide_counts:
        _credit_own_groups(own)
    return own


def _carried(
    table: str, row: Row, former: FormerRows, entries: Mapping[StoredValue, StoredValue]
) -> Row:
    """One row as it stands in the new folder."""
    turned = {
        name: entries.get(value, value)
        for name, value in row.items()
        if name in {"format_id", "lead_body_id", "kind_id", "entry_id"}
    }
    own = {**row, **turned}
    if table == "residential_groups":
        own["former_commune"] = former_name(str(row["former_commune"] or ""), former.commune)
    if table in {"sessions", "models"} and row["commune_wide"]:
        # From now on "the whole commune" is another one.
        own["note"] = f"{row['note'] or ''!s} (toàn {former.commune} cũ)".strip()
    if table == "conversion_milestones":
        own["title"] = _came_from(row["title"], former.commune)
    return own


def _credit_own_groups(own: Tables) -> None:
    """Activity of a whole former commune that counted there counts for its groups alone."""
    linked = {row["session_id"] for row in own["session_groups"]}
    groups = [row for row in own["residential_groups"] if row["deleted_at"] is None]
    for session in own["sessions"]:
        if session["id"] in linked or not session["commune_wide"]:
            continue
        active = [row["id"] for row in groups if _active(row, str(session["held_on"]))]
        if active:
            session["commune_wide"] = 0
            own["session_groups"] += [
                {"session_id": session["id"], "group_id": one} for one in active
            ]


def _came_from(name: StoredValue, commune: str) -> str:
    return f"{name!s} ({commune} cũ)"


def _active(group: Row, day: str) -> bool:
    first, until = group["active_from"], group["active_until"]
    return (first is None or str(first) <= day) and (until is None or day < str(until))


def _came_over(
    former: FormerRows, valid_from: date, decision: str, new_id: Callable[[], str]
) -> Iterator[Row]:
    """An event in the life of every group that lives on: from then on it is told "(… cũ)"."""
    for row in former.living("residential_groups"):
        if row["active_until"] is None or str(row["active_until"]) > valid_from.isoformat():
            commune = former_name(str(row["former_commune"] or ""), former.commune)
            yield {
                "id": new_id(),
                "group_id": row["id"],
                "kind": "renamed",
                "on_date": valid_from.isoformat(),
                "other_id": None,
                "old_name": row["name"],
                "new_name": _came_from(row["name"], commune),
                "decision": decision,
                "deleted_at": None,
            }


def _monthly_counts(formers: Sequence[FormerRows]) -> list[Row]:
    found = count_entries(formers)
    return [
        {"category": category, "month": month, "state": entry.state.value, "value": entry.value}
        for (category, month), entries in sorted(found.items())
        if (entry := summed(entries)) is not None
    ]


def count_entries(
    formers: Sequence[FormerRows],
) -> dict[tuple[str, str], list[CountEntry | None]]:
    """Each figure that somebody entered, with every commune's own, None where it is blank."""
    found: dict[tuple[str, str], list[CountEntry | None]] = {}
    for index, former in enumerate(formers):
        for row in former.of("monthly_counts"):
            key = (str(row["category"]), str(row["month"]))
            entries = found.setdefault(key, [None] * len(formers))
            entries[index] = CountEntry(int(row["value"] or 0), _STATES[str(row["state"])])
    return found


def _openings(formers: Sequence[FormerRows]) -> list[Row]:
    """Opening totals stand for the time before the first month: summed where that is the same."""
    if len({former.first_month for former in formers}) > 1:
        return []
    return [
        {"category": key[0], "value": value}
        for key, value in _sums(formers, "count_openings", ("category",), "value")
    ]


def _populations(formers: Sequence[FormerRows]) -> list[Row]:
    counted: dict[StoredValue, list[str]] = {}
    for former in formers:
        for row in former.of("population_years"):
            counted.setdefault(row["year"], []).append(str(row["counted_on"] or ""))
    return [
        {"year": key[0], "population": value, "counted_on": max(counted[key[0]]) or None}
        for key, value in _sums(formers, "population_years", ("year",), "population")
    ]


def _baselines(formers: Sequence[FormerRows]) -> list[Row]:
    return [
        {"plan_id": key[0], "baseline": key[1], "value": value}
        for key, value in _sums(formers, "plan_baselines", ("plan_id", "baseline"), "value")
    ]


def _sums(
    formers: Sequence[FormerRows], table: str, keys: Sequence[str], column: str
) -> Iterator[tuple[tuple[StoredValue, ...], int]]:
    """The sums of a table's column that every commune has, by key."""
    own = [
        {tuple(row[name] for name in keys): int(row[column] or 0) for row in former.of(table)}
        for former in formers
    ]
    for key in sorted({key for rows in own for key in rows}, key=str):
        total = summed_whole([rows.get(key) for rows in own])
        if total is not None:
            yield key, total


def chosen(formers: Sequence[FormerRows], table: str) -> tuple[list[Row], bool]:
    """What a committee chose for itself: it goes over where all chose the same, as (rows, agreed).

    Where they differ, the first one's choice of plans and its additions hold; numbers and forms
    stay out, since nobody can tell whose they should be.
    """
    own = [_comparable(former.living(table)) for former in formers]
    agreed = all(one == own[0] for one in own)
    if agreed or table in {"plan_choices", "plan_additions"}:
        return list(formers[0].living(table)), agreed
    if table == "plan_files":
        known: dict[StoredValue, Row] = {}
        for former in formers:
            for row in former.of(table):
                known.setdefault(row["plan_id"], row)
        return list(known.values()), agreed
    return [], agreed


def _comparable(rows: Iterable[Row]) -> list[str]:
    hidden = {"id", "added_at"}
    return sorted(
        repr(sorted((name, value) for name, value in row.items() if name not in hidden))
        for row in rows
    )


def settings_of(former: FormerRows) -> dict[str, str]:
    """The settings of a commune, by name."""
    return {str(row["name"]): str(row["value"]) for row in former.of("settings")}


def superior_in_force(former: FormerRows) -> Row | None:
    """The superior that a commune is connected with; its keys are public ones."""
    held = [row for row in former.of("superiors") if row["retired_at"] is None]
    return held[-1] if held else None


def living_count(store: "Store", table: str) -> int:
    """How many rows of a table were not deleted."""
    return sum(row.get("deleted_at") is None for row in rows_of(store, table))
