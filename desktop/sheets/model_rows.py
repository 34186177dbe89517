"""A row of a list of community models."""

from desktop.domain.commune import ListName
from desktop.domain.models import ModelDraft, ModelStatus, check_model
from desktop.domain.problems import Severity
from desktop.domain.text import identity_key
from desktop.sheets.dates import DateColumn, ReadDate, read_founding
from desktop.sheets.legacy_text import sentence_case
from desktop.sheets.results import SheetRow
from desktop.sheets.row_context import Row
from desktop.sheets.vocabulary import ListKind, bare_words

_COLUMNS = {"group_ids": "groups", "founded_on": "founded", "founded_year": "founded"}


def read_model(row: Row) -> SheetRow:
    """Read one model; no founding date and no date of its status mean since always."""
    name = _name(row)
    kind = _kind(row, name)
    founded = _founded(row)
    named = row.groups_of("groups", row.context.today)
    draft = ModelDraft(
        name=name,
        kind=kind,
        group_ids=named.ids,
        commune_wide=named.commune_wide,
        founded_on=founded.day,
        founded_year=founded.year,
        decision=row.text("decision"),
        members=row.number_of("members"),
        note=row.text("note"),
        status=_status(row),
        status_since=row.date_of("status_since").day,
    )
    problems = check_model(draft, today=row.context.today, sensitive=_is_sensitive(row, kind))
    if row.context.words.denials.says_no_model(row.shown("name")):
        row.note("name", "model_said_none", {"text": row.shown("name")})
    if draft.kept_before and draft.status is not ModelStatus.ACTIVE:
        since = row.shown("status_since")
        row.note("status_since", "model_kept_before", {"text": since}, Severity.WARNING)
    row.take(problems, _COLUMNS)
    return row.done(draft)


def _name(row: Row) -> str:
    """The name; one that its font drew in capitals takes its known spelling, else readable case."""
    name = row.text("name")
    cell = row.cell("name")
    if cell is None or not cell.capitals:
        return name
    return row.context.labels.find(ListName.MODEL_KIND, name) or sentence_case(name)


def _kind(row: Row, name: str) -> str:
    """The kind as the list says; without a column for it, the kind whose name the model bears."""
    if row.has("kind"):
        return row.label("kind", ListName.MODEL_KIND)
    found = row.context.labels.find(ListName.MODEL_KIND, name)
    return row.known_label(found, ListName.MODEL_KIND) if found else ""


def _is_sensitive(row: Row, kind: str) -> bool:
    if kind in row.context.known.sensitive_kinds:
        return True
    key = identity_key(kind)
    return any(
        one.sensitive and one.list is ListName.MODEL_KIND and identity_key(one.label) == key
        for one in row.context.words.shipped
    )


def _founded(row: Row) -> ReadDate:
    cell = row.cell("founded")
    if cell is None or not row.text("founded"):
        return ReadDate()
    if bare_words(cell.text) in {"khong ro", "chua ro", "khong xac dinh", "lau nay"}:
        return ReadDate()
    read = read_founding(cell, row.context.dates.get("founded", DateColumn()))
    if read.problem:
        row.note("founded", read.problem, {"text": cell.text[:60]})
    return read


def _status(row: Row) -> ModelStatus:
    text = row.text("status")
    if not text:
        return _remarked_status(row)
    words = row.context.words.statuses[ListKind.MODELS]
    found = words.get(identity_key(text)) or words.get(bare_words(text))
    if found is None:
        row.note("status", "status_unknown", {"text": text})
        return ModelStatus.ACTIVE
    return ModelStatus(found)


def _remarked_status(row: Row) -> ModelStatus:
    """The state that the remark tells where none is entered; said, as it is an assumption."""
    remark = row.shown("note")
    found = row.context.words.denials.remarked_status(remark)
    if found is None:
        return ModelStatus.ACTIVE
    row.note("note", "status_from_note", {"text": remark[:60]}, Severity.WARNING)
    return ModelStatus(found)
