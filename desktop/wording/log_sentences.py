"""One entry of the log as a sentence: what was done, and with which things."""

from collections.abc import Iterable, Mapping

from desktop.domain.log_names import LogNames, Reopening
from desktop.i18n import N_, _, format_number
from desktop.wording.acts import undo_label
from desktop.wording.log_exchange import exchange_sentence
from desktop.wording.log_lines import Row, change_texts, rows_of, session_name
from desktop.wording.names import join_groups

__all__ = ["LogNames", "Reopening", "log_sentence", "log_text"]

# The table whose rows an entry of the log is about.
_TABLES = {
    "record_session": "sessions",
    "paste_sessions": "sessions",
    "delete_session": "sessions",
    "record_group": "residential_groups",
    "rename_group": "residential_groups",
    "split_group": "residential_groups",
    "merge_groups": "residential_groups",
    "dissolve_group": "residential_groups",
    "delete_group": "residential_groups",
    "record_model": "models",
    "delete_model": "models",
    "change_model_status": "model_statuses",
    "record_model_activity": "model_activities",
    "record_member": "committee_members",
    "delete_member": "committee_members",
    "record_signer": "signers",
    "delete_signer": "signers",
    "record_list_entry": "list_entries",
    "set_milestone": "conversion_milestones",
    "delete_milestone": "conversion_milestones",
    "record_units": "expected_units",
    "delete_unit": "expected_units",
    "add_officer": "officers",
    "rename_officer": "officers",
    "change_role": "officers",
    "officer_leaves": "officers",
    "state_not_held": "not_held",
    "withdraw_not_held": "not_held",
    "close_period": "closings",
    "set_counts": "monthly_counts",
    "copy_stocks": "monthly_counts",
    "state_nil": "monthly_counts",
    "issue_paper": "issued_papers",
    "change_paper": "issued_papers",
    "withdraw_paper": "issued_papers",
    "choose_plan": "plan_choices",
    "answer_objective": "plan_answers",
    "record_status": "status_events",
    "record_assessment": "area_assessments",
    "set_population": "population_years",
    "record_inspection": "inspections",
    "delete_inspection": "inspections",
    "answer_confirmations": "confirmation_answers",
}
# Of these everything that they touched is named.
_OF_ALL_KINDS = frozenset({"take_from_trash", "bring_back"})
_LISTS = {
    "residential_groups": "groups",
    "sessions": "sessions",
    "models": "models",
    "monthly_counts": "counts",
}
# An act that makes a new thing or changes one that is there: one of each, and several.
_MADE = {
    "record_session": (
        N_("entering a session"),
        N_("changing a session"),
        N_("entering {count} sessions"),
        N_("changing {count} sessions"),
    ),
    "record_group": (
        N_("a new residential group"),
        N_("changing a residential group"),
        N_("{count} new residential groups"),
        N_("changing {count} residential groups"),
    ),
    "record_model": (
        N_("a new model"),
        N_("changing a model"),
        N_("{count} new models"),
        N_("changing {count} models"),
    ),
    "record_member": (
        N_("a new committee member"),
        N_("changing a committee member"),
        N_("{count} new committee members"),
        N_("changing {count} committee members"),
    ),
    "record_signer": (
        N_("a new signer"),
        N_("changing a signer"),
        N_("{count} new signers"),
        N_("changing {count} signers"),
    ),
    "record_list_entry": (
        N_("a new entry of the lists"),
        N_("changing an entry of the lists"),
        N_("{count} new entries of the lists"),
        N_("changing {count} entries of the lists"),
    ),
    "set_milestone": (
        N_("a new milestone of changing the area"),
        N_("changing a milestone of changing the area"),
        N_("{count} new milestones of changing the area"),
        N_("changing {count} milestones of changing the area"),
    ),
    "record_inspection": (
        N_("entering an inspection"),
        N_("changing an inspection"),
        N_("entering {count} inspections"),
        N_("changing {count} inspections"),
    ),
}
# Groups that end go into others by these.
_LINEAGE = frozenset({"merge_groups", "split_group"})
# The things of all other tables have names that the sentence gives.
_NAMED = frozenset(
    action
    for action, table in _TABLES.items()
    if table
    not in {
        "closings",
        "monthly_counts",
        "issued_papers",
        "plan_choices",
        "plan_answers",
        "status_events",
        "area_assessments",
        "population_years",
        "confirmation_answers",
    }
)
# Of these the things are counted in words that hold the number.
_COUNTED = frozenset(
    {"record_session", "paste_sessions", "delete_session", "record_group", "record_model"}
)
_UNDONE = {"added": "removed", "removed": "added", "changed": "changed"}
_NAMES = 5


def log_text(
    action: str, details: Mapping[str, object] | None = None, known: LogNames | None = None
) -> str:
    """An entry of the log with what was changed, before and after."""
    return "; ".join((log_sentence(action, details, known), *change_texts(details or {}, known)))


def log_sentence(
    action: str, details: Mapping[str, object] | None = None, known: LogNames | None = None
) -> str:
    """What was done, with the days, months, numbers and names of what it was done to.

    Texts are not in the log: the names are those that the store knows now by the rows' ids. What
    was erased, or is gone, stands without one.
    """
    told, names = details or {}, known or LogNames()
    if action == "reopen_period":
        return _capital(_reopening_text(told, names.reopenings))
    if between := exchange_sentence(action, told, names):
        return _capital(between)
    if action in {"undo", "redo"} and (of := str(told.get("of") or "")):
        rows = _subjects(of, told)
        made = [_UNDONE.get(str(one.get("kind")), "") for one in rows] if action == "undo" else None
        act = _with_names(_act(of, told, rows, made), of, told, names)
        return _capital(f"{undo_label(action)}: {act}")
    rows = _subjects(action, told)
    return _capital(_with_names(_act(action, told, rows), action, told, names))


def _act(
    action: str,
    details: Mapping[str, object],
    rows: list[Row],
    made: list[str] | None = None,
) -> str:
    """The act itself: whether a thing was new is said where the rows tell it."""
    kinds = set(made if made is not None else [str(one.get("kind")) for one in rows])
    if action in _MADE and len(kinds) == 1 and kinds <= {"added", "changed"}:
        place = (0 if len(rows) == 1 else 2) + int(kinds == {"changed"})
        return _(_MADE[action][place]).format(count=format_number(len(rows)))
    if action == "import_list":
        return undo_label(action, _imported(details))
    if action in _OF_ALL_KINDS and str(details.get("count", "")).isdigit():
        return undo_label(action, str(details["count"]))
    return undo_label(action, _label(action, rows))


def _with_names(act: str, action: str, details: Mapping[str, object], names: LogNames) -> str:
    """The act and what it was done to, where that has names."""
    if action == "import_list" or (action in _TABLES and action not in _NAMED):
        return act
    rows = _subjects(action, details)
    heirs = _heirs(rows_of(details), names) if action in _LINEAGE else []
    found = list(dict.fromkeys(one for row in rows if (one := _name(row, names))))
    said = join_groups([one for one in found if one not in heirs], _NAMES)
    if heirs:
        said = _("{before} → {after}").format(before=said, after=join_groups(heirs, _NAMES))
    return f"{act}: {said}" if said else act


def _heirs(rows: Iterable[Row], names: LogNames) -> list[str]:
    """The names of the groups that ended ones went into."""
    ids = (
        str(one)
        for row in rows
        if row.get("table") == "lineage_events"
        for one in row.get("values", {}).get("other_id", ())
        if one
    )
    found = (names.name("residential_groups", one) for one in ids)
    return list(dict.fromkeys(one for one in found if one))


def _name(row: Row, names: LogNames) -> str:
    table, row_id = str(row.get("table", "")), str(row.get("id", ""))
    return session_name(row_id, names) if table == "sessions" else names.name(table, row_id)


def _subjects(action: str, details: Mapping[str, object]) -> list[Row]:
    table = _TABLES.get(action, "")
    rows = rows_of(details)
    if action in _OF_ALL_KINDS:
        return list(rows)
    return [one for one in rows if one.get("table") == table]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _reopening_text(details: Mapping[str, object], reopenings: Mapping[str, Reopening]) -> str:
    rows = [row for row in rows_of(details) if row.get("table") == "closings"]
    kinds = [row.get("values", {}).get("reopen_kind") or [""] for row in rows]
    action = (
        "correct_period" if any(kind[-1] == "correction" for kind in kinds) else "reopen_period"
    )
    ids = [str(row.get("id", "")) for row in rows]
    found = next((reopenings[one] for one in ids if one in reopenings), None)
    if found is None:
        return undo_label(action)
    act = undo_label(action, found.period)
    if not found.reason:
        return act
    return _("{act}, reason: {reason}").format(act=act, reason=found.reason)


def _imported(details: Mapping[str, object]) -> str:
    """The kind of list that an import brought in, by the tables that it wrote to."""
    counts = details.get("counts")
    tables = [str(row.get("table")) for row in rows_of(details)]
    tables += list(counts) if isinstance(counts, Mapping) else []
    return next((kind for table, kind in _LISTS.items() if table in tables), "")


def _label(action: str, rows: list[Row]) -> str:
    """What the rows say: the month of a closing, the number of a paper, the days of sessions."""
    values = [row.get("values", {}) for row in rows]
    if number := _paper_number(rows):
        return number
    if months := list(_told(values, ("period", "month", "from_month", "year"))):
        return months[0]
    if months := [str(row["id"]).partition("/")[2] for row in rows if _of_month(row)]:
        return months[0]
    if any(row.get("table") in {"sessions", "plan_answers"} for row in rows):
        return str(len(rows)) if len(rows) > 1 and action in _COUNTED else ""
    if days := list(_told(values, ("held_on", "on_date"))):
        return f"{len(values)}|{min(days)}"
    return str(len(rows)) if len(rows) > 1 and action in _COUNTED else ""


def _of_month(row: Row) -> bool:
    """Whether the key of a row ends in the month that it stands for, changed or not."""
    return row.get("table") == "monthly_counts" and "/" in str(row.get("id", ""))


def _paper_number(rows: list[Row]) -> str:
    """The number of a paper; its symbol is typed freely: entries of former versions say it."""
    for row in rows:
        values = row.get("values", {})
        if row.get("table") == "issued_papers" and values.get("number"):
            written = next((one for one in reversed(values["number"]) if one), 0)
            number, series = f"{int(written):02d}", values.get("series")
            return f"{number}/{series[-1]}" if series and series[-1] else number
    return ""


def _told(values: Iterable[Mapping[str, list[object]]], columns: tuple[str, ...]) -> Iterable[str]:
    """What rows say now, or said before they were taken out, in the first column that tells."""
    for row in values:
        for column in columns:
            found = next((str(one) for one in reversed(row.get(column) or []) if one), "")
            if found:
                yield found
                break
