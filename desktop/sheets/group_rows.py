"""A row of a list of residential groups."""

import re
from datetime import date

from desktop.domain.groups import GROUP_KINDS, GroupDraft, check_group, kind_of_name
from desktop.domain.text import fold, identity_key
from desktop.sheets.cells import Cell
from desktop.sheets.dates import DateColumn, read_date
from desktop.sheets.legacy_text import sentence_case
from desktop.sheets.results import SheetRow
from desktop.sheets.row_context import Row
from desktop.sheets.vocabulary import bare_words

_TELEPHONE_WITHOUT_ZERO = 9
_BARE_NUMBER = re.compile(r"^0*[1-9]\d{0,3}[A-Za-z]?$")
_REMARK = re.compile(r"\s*\([^)]*\)\s*$")
_BETWEEN_NAMES = re.compile(r"\s*[,;&]\s*|\s+(?:và|va)\s+", re.IGNORECASE)


def read_group(row: Row) -> SheetRow:
    """Read one group: its name is the whole name as written."""
    name = _name(row)
    counted_on = row.date_of("counted_on").day if row.has("counted_on") else _day_in_titles(row)
    if _names_several(row):
        row.note("name", "group_name_several", {"text": name})
    households = row.number_of("households")
    population = row.number_of("population")
    draft = GroupDraft(
        name=name,
        kind=kind_of_name(name) or _kind(row),
        active_from=row.date_of("active_from").day,
        former_commune=row.text("former_commune"),
        households=households,
        population=population,
        counted_on=counted_on if households is not None or population is not None else None,
        head_name=row.text("head_name"),
        head_telephone=_telephone(row),
        note=row.text("note"),
    )
    row.take(check_group(draft), {})
    return row.done(draft)


def _name(row: Row) -> str:
    """The name as written; a bare number takes the kind that its heading names ("Tổ dân phố" 5)."""
    name = row.text("name")
    cell = row.cell("name")
    if cell is not None and cell.capitals:
        return sentence_case(name)
    kind = _kind_of_heading(row)
    if kind and _BARE_NUMBER.match(name):
        name = f"{kind} {name.lstrip('0')}"
    return _known_name(row, name)


def _names_several(row: Row) -> bool:
    """Whether the name stands for several groups or the whole commune ("Tổ 2, 3 và 4")."""
    text = row.text("name")
    text = _REMARK.sub("", text) or text
    named = row.context.groups.read(text, row.context.today)
    told = {trouble.code for trouble in named.troubles}
    if named.commune_wide or named.every or len(named.ids) > 1 or "groups_not_named" in told:
        return True
    pieces = [piece for piece in _BETWEEN_NAMES.split(text) if piece]
    return len(pieces) > 1 and all(row.context.groups.begins_group(one) for one in pieces)


def _known_name(row: Row, name: str) -> str:
    """A short form of one known group ("TDP 1") is that group; a new name stays as written.

    So is a known name with a remark behind it ("Tổ 1 (tổ 1, 2 cũ)").
    """
    if row.has("former_commune"):
        return name
    named = row.context.groups.read(name, row.context.today)
    if _REMARK.search(name) and len(named.ids) != 1:
        named = row.context.groups.read(_REMARK.sub("", name), row.context.today)
    if len(named.ids) != 1 or named.troubles or named.every:
        return name
    known = next(group for group in row.context.known.groups if group.id == named.ids[0])
    return name if identity_key(name) == identity_key(known.name) else known.name


def _kind_of_heading(row: Row) -> str:
    """The one kind of group that the heading of the names speaks of; empty when none or several."""
    column = row.context.header.fields.get("name")
    heading = next((one.heading for one in row.context.header.columns if one.index == column), "")
    key = f" {row.context.words.key(heading)} "
    found = [kind for kind in GROUP_KINDS if f" {fold(kind)} " in key]
    if "Tổ dân phố" in found and "Tổ" in found:
        found.remove("Tổ")
    return found[0] if len(found) == 1 else ""


def _kind(row: Row) -> str:
    text = row.text("kind")
    known = next((kind for kind in GROUP_KINDS if identity_key(kind) == identity_key(text)), "")
    return known or _kind_of_heading(row)


def _day_in_titles(row: Row) -> date | None:
    """The day up to which the titles say the people were counted."""
    for title in row.context.titles:
        key = bare_words(title)
        if "tinh den" in key or "thoi diem" in key:
            read = read_date(Cell(title), DateColumn())
            if read.day is not None and read.day <= row.context.today:
                return read.day
    return None


def _telephone(row: Row) -> str:
    """The office telephone of the head; Excel drops the zero of a number typed as a number."""
    text = row.text("head_telephone")
    digits = text.isdigit() and len(text) == _TELEPHONE_WITHOUT_ZERO
    return f"0{text}" if digits and not text.startswith("0") else text
