"""A row without the words that are to go: free texts, texts inside JSON and TOML, and their keys.

Codes are left alone: rows of other tables, figures and sums name each other by them.
"""

import json
import tomllib
from collections.abc import Iterator

from desktop.db import audit
from desktop.db.rows import Row, StoredValue
from desktop.domain.canonical import MalformedError, parse
from desktop.domain.erasing import Erasure
from desktop.domain.text import fold, name_keys
from desktop.domain.toml_texts import changed_texts

_NAMES = frozenset({"name", "label", "title", "unit", "unit_name"})
_MADE = frozenset({"identity", "folded", "sort_key"})
_OPAQUE = frozenset({"content", "secret", "passphrase", "receipt_secret"})
_TOML = frozenset({"own_forms", "plan_files"})
# What a plan calls its parts by: sums, links and entered figures hold on to these.
_CODES = frozenset(
    {"id", "kind", "period", "entered_by", "answered_by", "added_by", "reduced_by", "stock"}
    | {"total", "status", "baseline", "baseline_denominator", "table", "column", "direction"}
    | {"numerator", "denominator", "also", "applies_when", "parts", "whole"}
)
_CODE_COLUMNS = {
    "plan_choices": ("plan_id",),
    "plan_files": ("plan_id",),
    "plan_targets": ("objective",),
    "plan_baselines": ("baseline",),
    "plan_tasks": ("task",),
    "plan_answers": ("objective",),
    "allocated_rows": ("table_id",),
    "status_events": ("status",),
    "monthly_counts": ("category",),
    "count_openings": ("category",),
}


def clean_row(table: str, row: Row, erasure: Erasure) -> Row:
    """A row without the words: free texts, texts inside JSON, and what is made from them."""
    clean = {column: _clean_column(table, column, row, erasure) for column in row}
    return _made_anew(row, clean, erasure)


def clean_content(table: str, content: str, erasure: Erasure) -> str:
    """A form or plan of the committee's own, or an addition to one; it stays well-formed."""
    if table not in _TOML:
        return _clean_json(content, erasure, codes=_CODES)
    codes = _CODES if table == "plan_files" else frozenset()

    def change(key: str, text: str) -> str:
        return text if key in codes else erasure.cleaned_text(text)

    try:
        return changed_texts(content, change)
    except (ValueError, RecursionError):
        return erasure.cleaned(content)


def clean_value(value: object, erasure: Erasure, *, codes: frozenset[str] = frozenset()) -> object:
    """What JSON holds without the words; what stands under the keys of ``codes`` stays."""
    if isinstance(value, str):
        return erasure.cleaned(value)
    if isinstance(value, list):
        return [clean_value(one, erasure, codes=codes) for one in value]
    if isinstance(value, dict):
        return _clean_mapping(value, erasure, codes)
    return value


def codes_with(table: str, row: Row, erasure: Erasure) -> bool:
    """Whether the words stand in a code that the row is called by."""
    columns = _CODE_COLUMNS.get(table, ())
    if any(erasure.stands_in(str(row[column])) for column in columns):
        return True
    return table == "plan_additions" and _code_holds(row["content"], erasure)


def example_in(row: Row, erasure: Erasure) -> str:
    """The first place of a row where the words stand, with what is around it."""
    texts = (text for column, value in row.items() for text in texts_in(_shown(column, value)))
    return next((found for text in texts if (found := erasure.example(text))), "")


def _shown(column: str, value: StoredValue) -> object:
    """What a form or plan says, instead of the file that it stands in."""
    if column == "content" and isinstance(value, str):
        try:
            return tomllib.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def texts_in(value: object) -> Iterator[str]:
    """The texts of a value: of a column, or of what its JSON or its snapshot holds."""
    held = _parsed(value)
    if isinstance(held, str):
        yield held
    elif isinstance(held, list):
        for one in held:
            yield from texts_in(one)
    elif isinstance(held, dict):
        for key, one in held.items():
            yield key
            yield from texts_in(one)


def _parsed(value: object) -> object:
    if isinstance(value, bytes):
        try:
            return parse(value)
        except MalformedError:
            return None
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def _clean_column(table: str, column: str, row: Row, erasure: Erasure) -> StoredValue:
    value = row[column]
    if not isinstance(value, str) or column in _MADE:
        return value
    if column == "content" and table in {*_TOML, "plan_additions"}:
        return clean_content(table, value, erasure)
    if column in _OPAQUE or audit.is_clear(table, column, str(row.get("name", ""))):
        return value
    if value[:1] in {"{", "["}:
        return _clean_json(value, erasure)
    return erasure.cleaned_name(value) if column in _NAMES else erasure.cleaned(value)


def _made_anew(row: Row, clean: Row, erasure: Erasure) -> Row:
    source = next((one for one in ("name", "label") if one in row), None)
    if source is not None:
        made = name_keys(str(clean[source])) if clean[source] != row[source] else {}
        return clean | {column: key for column, key in made.items() if column in row}
    key = Erasure(fold(erasure.words), fold(erasure.replacement))
    kept = ((column, row[column]) for column in _MADE if column in row)
    return clean | {column: key.cleaned(text) for column, text in kept if isinstance(text, str)}


def _clean_json(text: str, erasure: Erasure, *, codes: frozenset[str] = frozenset()) -> str:
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return erasure.cleaned(text)
    clean = clean_value(held, erasure, codes=codes)
    return text if clean == held else json.dumps(clean, ensure_ascii=False)


def _clean_mapping(
    value: dict[str, object], erasure: Erasure, codes: frozenset[str]
) -> dict[str, object]:
    """Keys that are the officers' own words are cleaned too; the format's own names stay."""
    clean: dict[str, object] = {}
    for key, one in value.items():
        own = key if key.isascii() and key.isidentifier() else erasure.cleaned(key)
        free, number = own, 2
        while free in clean or (free != key and free in value):
            free, number = f"{own} ({number})", number + 1
        clean[free] = one if key in codes else clean_value(one, erasure, codes=codes)
    return clean


def _code_holds(content: StoredValue, erasure: Erasure) -> bool:
    held = _parsed(content)
    table = held if isinstance(held, dict) else {}
    return any(erasure.stands_in(text) for key in _CODES for text in texts_in(table.get(key)))
