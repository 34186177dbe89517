"""Check codes of closed periods: the proof that paper and file hold the same figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.actions.desk import Desk
from desktop.actions.periods import OpenPeriodError, PeriodView, period_view
from desktop.actions.reports import paper_frame
from desktop.db import queries
from desktop.domain.check_codes import (
    Block,
    CheckCodes,
    codes_of,
    differing,
    differing_sections,
    read_codes,
)
from desktop.domain.periods import Period
from desktop.reports.stick_slip import (
    SlipFile,
    SlipLine,
    block_name,
    section_name,
    slip_lines,
    stick_slip,
)
from desktop.reports.tree import Document

__all__ = ["OpenPeriodError", "SlipLine"]


@dataclass(frozen=True, slots=True)
class CodedBlock:
    """A block of figures, or a section of counts, with its code and what the slip says of it."""

    block: Block
    letter: str
    name: str
    code: str
    lines: tuple[SlipLine, ...]


@dataclass(frozen=True, slots=True)
class CodesCompared:
    """What typed codes come to.

    ``wrong`` are mistyped pieces; ``total`` says whether the code of the whole is right, none
    where it was not typed or a digit of it is wrong; ``differing`` are the blocks and sections
    whose figures differ, ``checked`` how many of their codes were typed, ``of`` how many there
    are. ``missing``: groups that the code of the whole lacks; ``nothing``: no code was typed.
    """

    wrong: tuple[str, ...]
    total: bool | None
    differing: tuple[CodedBlock, ...]
    checked: int
    of: int = 0
    missing: int = 0
    nothing: bool = False


def period_codes(desk: Desk, period: Period) -> CheckCodes:
    """The codes of a closed period, from the bytes that its closing stored.

    Raises:
        OpenPeriodError: the period is open.
    """
    return _codes(desk, _closed(desk, period))


def coded_blocks(desk: Desk, period: Period) -> tuple[CodedBlock, ...]:
    """The blocks of figures of a closed period and its sections of counts, with their codes.

    They stand in the order of the slip; see ``period_codes``.
    """
    view = _closed(desk, period)
    known = _codes(desk, view)
    frame = paper_frame(desk, view.period)
    lines = slip_lines(view.snapshot, frame)
    found: list[CodedBlock] = []
    for block in Block:
        own = tuple(one for one in lines if one.block is block)
        name = block_name(view.snapshot, frame, block)
        found.append(CodedBlock(block, block.letter, name, known.blocks[block], own))
        for section in known.sections if block is Block.COUNTS else ():
            name = section_name(view.snapshot, frame, section)
            inner = tuple(one for one in own if one.section in section.titles)
            found.append(CodedBlock(block, section.letter, name, section.code, inner))
    return tuple(found)


def compare_codes(desk: Desk, period: Period, texts: Sequence[str]) -> CodesCompared:
    """What the codes that somebody typed say of a closed period; see ``period_codes``.

    Raises:
        OpenPeriodError: the period is open.
    """
    typed, known = read_codes(texts), period_codes(desk, period)
    letters = {block.letter for block in differing(typed, known)}
    letters.update(differing_sections(typed, known))
    right = None if typed.wrong or not typed.total else typed.total == known.total
    return CodesCompared(
        wrong=typed.wrong,
        total=right,
        differing=tuple(one for one in coded_blocks(desk, period) if one.letter in letters),
        checked=len(typed.blocks) + len(typed.sections),
        of=len(known.blocks) + len(known.sections),
        missing=typed.missing,
        nothing=typed.nothing,
    )


def stick_slip_document(desk: Desk, period: Period, *, signer_id: str | None = None) -> Document:
    """The slip that goes with the file of a closed period to the superior; where the file was
    made it says which it is.

    Raises:
        OpenPeriodError: the period is open.
    """
    view = _closed(desk, period)
    frame = paper_frame(desk, view.period, signer_id=signer_id)
    correction = view.closing.correction if view.closing is not None else 0
    return stick_slip(
        view.snapshot,
        frame,
        _codes(desk, view),
        correction=correction,
        file=_file_of(desk, view),
    )


def _file_of(desk: Desk, view: PeriodView) -> SlipFile | None:
    """The newest file of the figures that the period is closed with; none before one is made."""
    from desktop.actions.connection import own_fingerprint
    from desktop.actions.sent_periods import is_first, package_of_closing, passphrase_of

    package = package_of_closing(desk, view.closing) if view.closing is not None else None
    if package is None:
        return None
    return SlipFile(
        name=package.file_name,
        sequence=package.sequence,
        code=package.check_code,
        passphrase=passphrase_of(desk, package) or "",
        fingerprint=own_fingerprint(desk) if is_first(desk, package) else "",
        # What the entry that put the file down was hashed over: so the file itself says it.
        log_head=queries.log_head_before(desk.store, package.package_id),
    )


def _closed(desk: Desk, period: Period) -> PeriodView:
    view = period_view(desk, period)
    if view.closing is None:
        raise OpenPeriodError(period.id)
    return view


def _codes(desk: Desk, view: PeriodView) -> CheckCodes:
    closing = view.closing
    return codes_of(queries.closing_snapshot(desk.store, closing.id if closing else ""))
