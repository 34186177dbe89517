"""What an entry of the log changed, before and after, for numbers, days and codes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop.domain.log_names import LogNames
from desktop.domain.models import ModelStatus
from desktop.domain.periods import UnknownPeriodError
from desktop.domain.plan_facts import AnswerState, CountEntry, EntryState
from desktop.domain.plans import TaskState
from desktop.domain.sessions import SessionStatus
from desktop.i18n import N_, _, format_number, ngettext
from desktop.wording.counts import entry_text
from desktop.wording.filling import day_shown
from desktop.wording.issued import paper_kind
from desktop.wording.log_settings import change_text, setting_texts
from desktop.wording.months import period_name
from desktop.wording.names import joined
from desktop.wording.plan_states import answer_word, task_state
from desktop.wording.states import status_word

_COLUMNS = {
    "attendance": N_("attendance"),
    "held_on": N_("day held"),
    "status": N_("state"),
    "state": N_("state"),
    "commune_wide": N_("for the whole commune"),
    "format_id": N_("format"),
    "lead_body_id": N_("lead body"),
    "kind_id": N_("kind of model"),
    "reported_in": N_("reported in"),
    "households": N_("households"),
    "population": N_("population"),
    "counted_on": N_("day counted"),
    "active_from": N_("exists from"),
    "active_until": N_("exists until"),
    "members": N_("members"),
    "month": N_("month"),
    "value": N_("figure"),
    "target": N_("target"),
    "number": N_("number"),
    "issued_on": N_("day issued"),
    "on_date": N_("date"),
    "followed_up_on": N_("followed up on"),
    "founded_on": N_("day founded"),
    "founded_year": N_("year founded"),
    "since": N_("since"),
    "due": N_("due on"),
    "code": N_("code"),
    "hidden": N_("hidden"),
    "drug_prevention": N_("counts as drug prevention"),
    "sensitive": N_("needs care"),
    "authority": N_("signs"),
    "is_default": N_("usual signer"),
    "holds": N_("holds"),
    "level": N_("level"),
    "plan_id": N_("plan"),
    "deadline": N_("due on"),
    "valid_from": N_("valid from"),
    "valid_until": N_("valid until"),
}
_CODES = {
    ("sessions", "status"): lambda code: status_word(SessionStatus(code)),
    ("model_statuses", "status"): lambda code: status_word(ModelStatus(code)),
    ("plan_answers", "state"): lambda code: answer_word(AnswerState(code)),
    ("plan_tasks", "state"): lambda code: task_state(TaskState(code)),
    ("issued_papers", "kind"): paper_kind,
}
_FLAGS = frozenset(
    {"commune_wide", "hidden", "drug_prevention", "sensitive", "is_default", "holds"}
)
_PLAIN = frozenset({"number", "founded_year", "year", "code"})
_REFERRED = {
    "format_id": "list_entries",
    "lead_body_id": "list_entries",
    "kind_id": "list_entries",
    "group_id": "residential_groups",
}
# A figure or state that stands for its key: entering it and taking it out are changes, too.
_KEYED = {
    "count_openings": "value",
    "plan_baselines": "value",
    "plan_targets": "target",
    "plan_tasks": "state",
    "population_years": "population",
    "plan_choices": "plan_id",
    "model_statuses": "status",
    "plan_answers": "state",
}
_LINKS = {
    "session_groups": "sessions",
    "model_groups": "models",
    "member_groups": "committee_members",
}
_LABELS = {
    "topic": N_("topic"),
    "audience": N_("audience"),
    "partner": N_("partner bodies"),
}
_MOST_LINES = 36

Row = Mapping[str, Any]


def rows_of(details: Mapping[str, object]) -> Sequence[Row]:
    """The rows that an entry tells one by one."""
    changes = details.get("changes")
    return changes if isinstance(changes, list) else ()


def change_texts(details: Mapping[str, object], known: LogNames | None = None) -> tuple[str, ...]:
    """ "attendance 30 → 45": what was changed; of new lines the figures of months alone."""
    names, rows = known or LogNames(), rows_of(details)
    shown = sorted((row for row in rows if not _of_new_model(row, rows)), key=_rank)
    told = [(_subject(row, names), text) for row in shown for text in _texts(row, details, names)]
    several = len({subject for subject, _text in told if subject}) > 1
    found = [
        _("{name}: {change}").format(name=subject, change=text) if several and subject else text
        for subject, text in told
    ]
    return (*found, *_link_texts(rows, names))


def in_lines(sentence: str) -> str:
    """An entry with one change a line, as many as a screen holds; on paper all of them stand."""
    lines = sentence.split("; ")
    if len(lines) <= _MOST_LINES:
        return "\n".join(lines)
    more = len(lines) - _MOST_LINES
    said = ngettext("and {n} more change", "and {n} more changes", more)
    return "\n".join((*lines[:_MOST_LINES], said.format(n=format_number(more))))


def _rank(row: Row) -> int:
    """What was there before comes first; that nothing arose comes last."""
    if row.get("kind") != "added":
        return 0
    return 2 if "nil" in row.get("values", {}).get("state", ()) else 1


def _of_new_model(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a row is the first state of a model that the same entry made."""
    if row.get("table") != "model_statuses":
        return False
    model = row.get("values", {}).get("model_id", (None, None))[1]
    return any(one.get("id") == model and one.get("kind") == "added" for one in rows)


def _texts(row: Row, details: Mapping[str, object], names: LogNames) -> Iterator[str]:
    table, values = str(row.get("table", "")), row.get("values", {})
    if table == "settings":
        yield from setting_texts(str(row.get("id", "")), values.get("value", (None, None)))
    elif table == "monthly_counts":
        yield from _count_text(row, names)
    elif table in _KEYED and row.get("kind") != "changed":
        yield from _keyed_text(table, row, details, names)
    elif row.get("kind") == "changed" and "deleted_at" not in values:
        for column, (before, after) in values.items():
            if column in _COLUMNS:
                said = [_shown(table, column, one, names) for one in (before, after)]
                yield change_text(_(_COLUMNS[column]), *said)


def _count_text(row: Row, names: LogNames) -> Iterator[str]:
    """A month's figure; a row of the table holds what was entered, and no row that nothing was."""
    values = row.get("values", {})
    category = str(row.get("id", "")).partition("/")[0]
    states = values.get("state", ["entered", "entered"])
    # Beside a state that changed alone the figure stayed 0.
    figures = values.get("value", [0, 0])
    before, after = (_entry(state, figure) for state, figure in zip(states, figures, strict=True))
    label = names.name("count_openings", category) or _("figure")
    if before != after:
        yield change_text(label, before, after)


def _entry(state: object, figure: object) -> str:
    if state is None:
        return "—"
    return entry_text(CountEntry(int(str(figure or 0)), EntryState(str(state))))


def _keyed_text(
    table: str, row: Row, details: Mapping[str, object], names: LogNames
) -> Iterator[str]:
    column, row_id = _KEYED[table], str(row.get("id", ""))
    before, after = row.get("values", {}).get(column, (None, None))
    if table == "model_statuses" and before is None:
        before = details.get(row_id)
    said = (_shown(table, column, before, names), _shown(table, column, after, names))
    label = names.name(table, row_id) if table not in {"model_statuses", "plan_answers"} else ""
    if table == "plan_answers":
        label = _objective(row, names)
    yield change_text(label or _(_COLUMNS[column]), *said)


def _objective(row: Row, names: LogNames) -> str:
    values = row.get("values", {})
    plan, objective = (
        next((str(one) for one in values.get(column, ()) if one), "")
        for column in ("plan_id", "objective")
    )
    return names.name("plan_targets", f"{plan}/{objective}")


def _link_texts(rows: Sequence[Row], names: LogNames) -> Iterator[str]:
    """Groups and labels that came to a thing that was there, or left it."""
    born = {str(row.get("id", "")) for row in rows if row.get("kind") == "added"}
    for table in _LINKS:
        links = [row for row in rows if row.get("table") == table]
        links = [row for row in links if str(row["id"]).partition("/")[0] not in born]
        for kind, text in (("added", _("added: {names}")), ("removed", _("taken out: {names}"))):
            ids = [str(row["id"]).partition("/")[2] for row in links if row.get("kind") == kind]
            found = [name for one in ids if (name := names.name("residential_groups", one))]
            if found:
                yield text.format(names=joined(list(dict.fromkeys(found))))
    labels = [row for row in rows if row.get("table") == "session_labels"]
    labels = [row for row in labels if str(row["id"]).partition("/")[0] not in born]
    for role, word in _LABELS.items():
        of_role = [row for row in labels if f"/{role}/" in str(row["id"])]
        before, after = (
            joined([name for row in of_role if (name := _entry_name(row, side, names))])
            for side in (0, 1)
        )
        if before != after:
            yield change_text(_(word), before or "—", after or "—")


def _entry_name(row: Row, side: int, names: LogNames) -> str:
    value = row.get("values", {}).get("entry_id", (None, None))[side]
    return names.name("list_entries", str(value)) if value else ""


def _subject(row: Row, names: LogNames) -> str:
    table, row_id = str(row.get("table", "")), str(row.get("id", ""))
    if table in _KEYED and table != "model_statuses":
        return ""
    if table == "sessions" and row_id in names.sessions:
        return session_name(row_id, names)
    return names.name(table, row_id)


def session_name(row_id: str, names: LogNames) -> str:
    """A session among others: "05/10/2026, Tổ dân phố 1"; empty when it is not known."""
    found = names.sessions.get(row_id)
    return ", ".join((day_shown(found.day), *found.groups)) if found else ""


def _shown(table: str, column: str, value: object, names: LogNames) -> str:
    if value in {None, ""}:
        return "—"
    text = str(value)
    if (table, column) in _CODES:
        try:
            return _CODES[table, column](text)
        except ValueError:
            return text
    if column in _FLAGS:
        return _("yes") if text == "1" else _("no")
    if column in _REFERRED:
        return names.name(_REFERRED[column], text) or "…"
    if column == "level":
        return names.name("area_levels", text) or text
    if isinstance(value, int) and column not in _PLAIN:
        return format_number(value)
    return _day_or_month(text)


def _day_or_month(text: str) -> str:
    try:
        return period_name(text) if len(text) == len("2026-10") else day_shown(text)
    except UnknownPeriodError:
        return text
