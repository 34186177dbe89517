"""Codes that prove paper and file to hold the same figures, made from a snapshot's bytes.

The code of the whole is 20 digits of the SHA-256 of the canonical bytes; each block of figures
has a short one of its own, so that typing the codes of a slip names what differs. Digits stand in
groups of four with a check digit each: a mistyped or misplaced group is told as such, and never
taken for a difference. Bytes that were stored give the same codes in every later version.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from desktop.domain.canonical import MalformedError, parse, to_bytes
from desktop.domain.snapshot import Snapshot, snapshot_bytes

_GROUP = 4
_GROUPS = 5
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
"""The table of H. M. Damm: every wrong digit and every two neighbours that changed places show."""

_SEPARATORS = re.compile(r"[\s\u00a0\u2010-\u2015\u2212.,;_-]+")
_UNCHECKED = re.compile(r"[A-Za-z][0-9]{4}", re.ASCII)
_DIGIT = re.compile(r"[0-9]", re.ASCII)
_PIECE = re.compile(r"[A-Z][0-9]{0,5}|[0-9]+|.")


_BLOCK_LETTERS = "ABCDEFGHK"
_SECTION_LETTERS = "LMNPQRSTUVXY"
"""The letters of the sections of counts; a plan of more has the rest under the last one."""

_LETTERS = _BLOCK_LETTERS + _SECTION_LETTERS


class Block(StrEnum):
    """A block of figures, in the order of the slip; its letter begins its code."""

    UNIT = "unit"
    ACTIVITY = "activity"
    DUTY = "duty"
    MODELS = "models"
    OBJECTIVES = "objectives"
    COUNTS = "counts"
    EARLIER = "earlier"
    LISTS = "lists"
    OTHERS = "others"

    @property
    def letter(self) -> str:
        """The letter that begins the block's code: A for the first."""
        return _BLOCK_LETTERS[tuple(Block).index(self)]


_UNIT = (
    *("code", "commune", "committee", "superior", "valid_from", "period", "draft"),
    *("start_day", "duty_calendar", "commune_wide_counts", "first_month"),
)
_PARTS: Mapping[Block, tuple[str, ...]] = {
    Block.UNIT: _UNIT,
    Block.ACTIVITY: ("totals.activity",),
    Block.DUTY: ("totals.group_months", "duty", "other_duty"),
    Block.MODELS: ("totals.models", "totals.groups_with_model", "upkeep"),
    Block.OBJECTIVES: ("plan", "objectives"),
    Block.COUNTS: ("counts",),
    Block.EARLIER: (
        *("previous", "last_year", "cumulative", "matrix", "matrix_months"),
        *("objectives_before", "objectives_last_year", "objectives_by_month"),
    ),
    Block.LISTS: ("groups", "sessions", "models"),
}
"""What each block is made of; ``OTHERS`` is everything else that the bytes hold."""


@dataclass(frozen=True, slots=True)
class SectionCode:
    """The code of a section of counts; ``titles`` are the plan's words for it, rarely several."""

    letter: str
    titles: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class CheckCodes:
    """The code of the whole ("12344-…"), that of each block ("B1234-4") and section of counts."""

    total: str
    blocks: Mapping[Block, str]
    sections: tuple[SectionCode, ...] = ()


@dataclass(frozen=True, slots=True)
class TypedCodes:
    """Codes as they were typed; ``wrong`` are pieces that are no code or were mistyped.

    ``sections`` holds those of sections of counts by their letter. ``missing``: how many groups
    the code of the whole lacks, where those typed are whole.
    """

    total: str = ""
    blocks: Mapping[Block, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()
    missing: int = 0

    @property
    def nothing(self) -> bool:
        """Whether no code was typed at all."""
        return not (self.total or self.blocks or self.sections or self.wrong or self.missing)


def codes(snapshot: Snapshot) -> CheckCodes:
    """The codes of a snapshot by its canonical bytes."""
    return codes_of(snapshot_bytes(snapshot))


def codes_of(data: bytes) -> CheckCodes:
    """The codes of a snapshot's canonical bytes, as a closing stored them.

    Raises:
        MalformedError: the bytes are no snapshot.
    """
    content = parse(data)
    body = content.get("snapshot") if isinstance(content, dict) else None
    if not isinstance(body, dict):
        raise MalformedError("snapshot")
    rest = {key: value for key, value in body.items() if key != "totals"}
    blocks: dict[Block, str] = {}
    for block, keys in _PARTS.items():
        blocks[block] = _block_code(block, {key: _at(body, key) for key in keys})
        rest = {key: value for key, value in rest.items() if key not in keys}
    blocks[Block.OTHERS] = _block_code(Block.OTHERS, rest)
    digits = _digits(data, _GROUP * _GROUPS)
    groups = (digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))
    total = "-".join(group + _check(group, place) for place, group in enumerate(groups))
    return CheckCodes(total, blocks, tuple(_sections(body.get("counts"))))


def _sections(counts: object) -> Iterator[SectionCode]:
    """The sections of counts in the plan's order, each with a letter of its own."""
    found: dict[str, list[object]] = {}
    for line in counts if isinstance(counts, list) else []:
        if isinstance(line, dict):
            found.setdefault(str(line.get("section", "")), []).append(line)
    titles = tuple(found)
    last = len(_SECTION_LETTERS) - 1
    for place, letter in enumerate(_SECTION_LETTERS[: len(titles)]):
        own = titles[place:] if place == last else titles[place : place + 1]
        lines = [line for title in own for line in found[title]]
        yield SectionCode(letter, own, _short_code(letter, to_bytes(lines)))


def _at(body: Mapping[str, object], key: str) -> object:
    """The value at a dotted key; what an earlier format did not hold counts as empty."""
    found: object = body
    for name in key.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found or None


def _block_code(block: Block, part: Mapping[str, object]) -> str:
    held = {key: value for key, value in part.items() if value not in (None, [], 0)}
    return _short_code(block.letter, to_bytes(held))


def _short_code(letter: str, data: bytes) -> str:
    digits = _digits(data, _GROUP)
    return f"{letter}{digits}-{_check(digits, _LETTERS.index(letter))}"


def _digits(data: bytes, count: int) -> str:
    return f"{int.from_bytes(sha256(data).digest()) % 10**count:0{count}d}"


def _check(digits: str, place: int) -> str:
    """The check digit of a group; the place is part of it, so that groups cannot change places."""
    state = str(place % 10)
    for digit in digits:
        state = _DAMM[int(state)][int(digit)]
    return state


def read_codes(texts: Iterable[str]) -> TypedCodes:
    """Codes as somebody typed them, with or without blanks and hyphens, in any order."""
    digits = ""
    blocks: dict[Block, str] = {}
    sections: dict[str, str] = {}
    wrong: list[str] = []
    letters = {block.letter: block for block in Block}
    for text in _joined(texts):
        for piece in _PIECE.findall(_SEPARATORS.sub("", text).upper()):
            letter, short = piece[0], f"{piece[:-1]}-{piece[-1]}"
            if letter in _LETTERS and _is_whole(piece[1:], _LETTERS.index(letter)):
                if letter in letters:
                    blocks[letters[letter]] = short
                else:
                    sections[letter] = short
            elif piece.isascii() and piece.isdigit():
                digits += piece
            else:
                wrong.append(piece)
    groups = [digits[at : at + _GROUP + 1] for at in range(0, len(digits), _GROUP + 1)]
    lacking = _GROUPS - len(groups)
    if 0 < lacking < _GROUPS and _may_be_whole(groups):
        return TypedCodes("", blocks, sections, tuple(wrong), lacking)
    if groups and lacking:
        return TypedCodes("", blocks, sections, (*wrong, "-".join(groups)))
    wrong.extend(one for place, one in enumerate(groups) if not _is_whole(one, place))
    return TypedCodes("-".join(groups), blocks, sections, tuple(wrong))


def _joined(texts: Iterable[str]) -> Iterator[str]:
    """The texts, the check digit of a block that stands apart ("B1902 2") put to its code."""
    before = ""
    for text in texts:
        if _UNCHECKED.fullmatch(before.strip()) and _DIGIT.fullmatch(text.strip()):
            before += text
            continue
        if before:
            yield before
        before = text
    if before:
        yield before


def _may_be_whole(groups: Sequence[str]) -> bool:
    """Whether groups fit, in their order, places of the code of the whole."""
    at = 0
    for one in groups:
        at = next((place + 1 for place in range(at, _GROUPS) if _is_whole(one, place)), -1)
        if at < 0:
            return False
    return True


def _is_whole(group: str, place: int) -> bool:
    """Whether a group is four digits with the check digit of its place."""
    right = len(group) == _GROUP + 1 and group.isdecimal()
    return right and _check(group[:-1], place) == group[-1]


def differing(typed: TypedCodes, known: CheckCodes) -> tuple[Block, ...]:
    """The blocks whose typed codes are not those of the figures, in the order of the slip."""
    return tuple(
        block
        for block in Block
        if block in typed.blocks and typed.blocks[block] != known.blocks[block]
    )


def differing_sections(typed: TypedCodes, known: CheckCodes) -> tuple[str, ...]:
    """The letters of the sections of counts whose typed codes are not those of the figures."""
    right = {one.letter: one.code for one in known.sections}
    return tuple(letter for letter, code in typed.sections.items() if code != right.get(letter))


def differs(typed: Iterable[str], snapshot: Snapshot) -> tuple[Block, ...]:
    """The blocks of figures that differ from the codes typed; see ``read_codes``."""
    read, known = read_codes(typed), codes(snapshot)
    found = differing(read, known)
    if Block.COUNTS in found or not differing_sections(read, known):
        return found
    return tuple(block for block in Block if block in found or block is Block.COUNTS)
