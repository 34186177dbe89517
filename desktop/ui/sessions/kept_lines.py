"""Half-typed lines to and from the plain texts in which the store keeps them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop.actions.unfinished import UnfinishedLine
from desktop.domain.sessions import SessionDraft, SessionStatus
from desktop.ui.sessions.lines import (
    CELLS,
    NEW,
    Cell,
    Register,
    SheetLine,
    read_line,
    texts_of,
)

_DETAILS = ("start_time", "place", "materials")
_OPEN = "open"
_LISTS = ("audiences", "partner_bodies")


def cells_of(line: SheetLine) -> dict[str, str]:
    """The texts of a line, its details and proposals, by plain names."""
    cells = {cell.name.lower(): line.texts[cell] for cell in CELLS if line.texts[cell]}
    if line.stored is not None and line.stored.id:
        cells["session"] = line.stored.id
    if line.base != (line.stored or NEW):
        cells["details"] = json.dumps(_details(line.base), ensure_ascii=False, sort_keys=True)
    if line.offers:
        offers = {cell.name.lower(): word for cell, word in line.offers.items()}
        cells["offers"] = json.dumps(offers, ensure_ascii=False, sort_keys=True)
    return cells


def with_open_cell(cells: Mapping[str, str], cell: Cell, text: str) -> dict[str, str]:
    """The kept texts with that of a cell still being typed."""
    return {**cells, cell.name.lower(): text, _OPEN: cell.name.lower()}


def was_open(kept: UnfinishedLine) -> bool:
    """Whether a cell was still being typed when the line was kept: its text may be a half one."""
    return _OPEN in kept.cells


def key_of(kept: UnfinishedLine) -> str:
    """The key that the line has on the sheet."""
    return kept.cells.get("session", kept.id)


def kept_line(kept: UnfinishedLine, stored: SessionDraft | None) -> SheetLine:
    """The line as it was typed; ``stored`` is the session that it changes."""
    cells = kept.cells
    texts = tuple(cells.get(cell.name.lower(), "") for cell in CELLS)
    base = stored or NEW
    return SheetLine(
        key=stored.id if stored is not None and stored.id else kept.id,
        texts=texts,
        base=replace(base, **_read_details(cells.get("details", ""))),
        stored=stored,
        offers=_read_offers(cells.get("offers", "")),
        left=True,
        kept=True,
    )


def with_kept(
    lines: Sequence[SheetLine], kept: Sequence[UnfinishedLine], register: Register
) -> tuple[tuple[SheetLine, ...], tuple[str, ...]]:
    """The month's lines with the half-typed ones, and the kept ones that serve no more.

    A kept line serves no more when the store says the same: it was written, and the end of the
    program came before it was forgotten. The half-typed state of a session that is no longer
    there comes back as a new line.
    """
    shown = list(lines)
    done: list[str] = []
    for one in kept:
        place = next(
            (n for n, line in enumerate(shown) if line.key == one.cells.get("session")), None
        )
        line = kept_line(one, shown[place].stored if place is not None else None)
        if _written(line, shown, register):
            done.append(one.id)
        elif place is not None:
            shown[place] = line
        else:
            shown.append(line)
    return tuple(shown), tuple(done)


def _written(line: SheetLine, lines: Sequence[SheetLine], register: Register) -> bool:
    draft = read_line(line, register).draft
    if line.stored is not None:
        return draft == line.stored and line.texts == texts_of(line.stored, register)
    return any(one.stored and replace(one.stored, id=None) == draft for one in lines)


def _details(draft: SessionDraft) -> dict[str, Any]:
    plain: dict[str, Any] = {name: getattr(draft, name) for name in _DETAILS}
    lists: dict[str, Any] = {name: list(getattr(draft, name)) for name in _LISTS}
    return {**plain, **lists, "status": draft.status.value}


def _read_details(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text) if text else {}
    plain = {name: found[name] for name in _DETAILS if name in found}
    lists = {name: tuple(found[name]) for name in _LISTS if name in found}
    status = {"status": SessionStatus(found["status"])} if "status" in found else {}
    return {**plain, **lists, **status}


def _read_offers(text: str) -> Mapping[Cell, str]:
    found: dict[str, str] = json.loads(text) if text else {}
    return {Cell[name.upper()]: word for name, word in found.items()}
