"""Merging communes: what becomes of them, who lacks what, and what a person must decide.

Several communes become one with a code and a valid-from of its own. The month that holds the
valid-from is the successor's, whole; the months before it stay reported by the former communes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop.domain.commune import CommuneProfile
from desktop.domain.plan_facts import NIL, NOT_APPLICABLE, CountEntry, EntryState
from desktop.domain.problems import Problem, stopping
from desktop.domain.text import identity_key


class UnsentState(StrEnum):
    """Why the superior has not got a month of a former commune."""

    NOT_CLOSED = "not_closed"
    NOT_SENT = "not_sent"
    WRITTEN = "written"
    """A file was written, and no answer to it came back: nobody here knows that it arrived."""
    HELD = "held"
    """It came, and counts at the superior only once it is verified there."""
    BY_CODE = "by_code"
    """It came, by the word of a code alone, which does not say whether it counts."""
    CORRECTED = "corrected"
    RETURNED = "returned"
    NOT_RECEIVED = "not_received"
    """The folder is lost, and the superior holds no figures of the month."""
    WAITING = "waiting"
    """The folder is lost, and a file of the month waits at the superior for a person."""


@dataclass(frozen=True, slots=True)
class UnsentMonth:
    """A month before the merger of which it is not known that it counts at the superior."""

    month: str
    state: UnsentState


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerCommune:
    """One of the communes that go in, with what it brings.

    ``source`` is its folder as the call names it; ``received``: the folder is lost and this is
    what the superior received. ``closed_after`` are months that it closed although they are the
    successor's; ``unfinished`` counts half-typed lines; ``level`` is its area's last level and
    ``level_on`` that assessment's day. ``audit_head`` is the head of its log. ``locked``: its
    folder, or the superior's that it comes from, opens with a password only.
    """

    name: str
    code: str
    valid_from: date
    source: str
    received: bool = False
    groups: int = 0
    sessions: int = 0
    models: int = 0
    statements: int = 0
    inspections: int = 0
    papers: int = 0
    closings: int = 0
    first_month: str | None = None
    unsent: tuple[UnsentMonth, ...] = ()
    closed_after: tuple[str, ...] = ()
    unfinished: int = 0
    level: str = ""
    level_on: date | None = None
    statuses: tuple[str, ...] = ()
    audit_head: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that a person must decide or look at; worded by its code."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lack:
    """A commune that did not enter some figures of a month, so that their sums stay blank."""

    commune: str
    month: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """What a merger comes to. ``month`` is the first one that the successor reports.

    ``first_month`` is the first one tracked: the latest of the former communes', since before
    it not all of them can be summed up. ``figures`` is how many monthly counts could be summed.
    ``keeper`` is the officer whose password opens the new folder; empty: it opens by itself, and
    ``open`` when that was said.
    """

    profile: CommuneProfile
    month: str
    first_month: str | None
    communes: tuple[FormerCommune, ...]
    same_names: tuple[tuple[str, tuple[str, ...]], ...] = ()
    figures: int = 0
    lacks: tuple[Lack, ...] = ()
    matters: tuple[Matter, ...] = ()
    problems: tuple[Problem, ...] = ()
    keeper: str = ""
    open: bool = False

    @property
    def unsent(self) -> bool:
        """Whether it is not known of a month of a former commune that the superior counts it."""
        return any(one.unsent for one in self.communes)

    @property
    def locked(self) -> bool:
        """Whether one of them had a password: what it kept must not lie open unasked."""
        return any(one.locked for one in self.communes)

    @property
    def possible(self) -> bool:
        """Whether nothing stands in the way."""
        return not stopping(self.problems)

    def total(self, name: str) -> int:
        """The sum over the communes of one of their numbers ("groups", "sessions" …)."""
        return sum(int(getattr(one, name)) for one in self.communes)


def former_name(already: str, commune: str) -> str:
    """What stands before "cũ" behind a group's name: where it came from, the last one last."""
    return f"{already}, {commune}" if already else commune


def summed(entries: Sequence[CountEntry | None]) -> CountEntry | None:
    """The figure of several communes together; None as long as one of them has not entered it.

    Blank is not zero. Where a figure does not apply to one of them, the others' sum is whole.
    """
    known = [one for one in entries if one is not None and one.state is not EntryState.MISSING]
    if len(known) < len(entries) or not known:
        return None
    if all(one.state is EntryState.NOT_APPLICABLE for one in known):
        return NOT_APPLICABLE
    if all(one.state is not EntryState.ENTERED for one in known):
        return NIL
    return CountEntry(sum(one.value for one in known))


def summed_whole(values: Sequence[int | None]) -> int | None:
    """The sum of totals; None as long as one of them is not known."""
    known = [one for one in values if one is not None]
    return sum(known) if known and len(known) == len(values) else None


def same_names(
    names: Iterable[tuple[str, str]],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names that groups of several communes bear; of (name of a group, its commune)."""
    found: dict[str, tuple[str, dict[str, None]]] = {}
    for name, commune in names:
        shown, communes = found.setdefault(identity_key(name), (name, {}))
        communes[commune] = None
        found[identity_key(name)] = (shown, communes)
    return tuple(
        (shown, tuple(communes)) for shown, communes in found.values() if len(communes) > 1
    )
