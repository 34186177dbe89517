"""The chains of one unit, and where a line of packages splits."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol


class Chain(NamedTuple):
    """Packages of one installation and branch follow one another."""

    install_id: str
    branch_id: str


class Link(Protocol):
    """What a chain reads of a package."""

    @property
    def package_id(self) -> str:
        """Its identity."""

    @property
    def install_id(self) -> str:
        """The installation that made it."""

    @property
    def branch_id(self) -> str:
        """The branch of the installation's data."""

    @property
    def sequence(self) -> int:
        """Its number in the chain, from 1."""

    @property
    def previous(self) -> str:
        """The identity of the sender's package before it; empty for the first."""

    @property
    def period(self) -> str:
        """The period that it reports."""


def chain_of(package: Link) -> Chain:
    """The chain that a package belongs to."""
    return Chain(package.install_id, package.branch_id)


class LineCause(StrEnum):
    """Where a package's line of predecessors is not whole."""

    NONE = ""
    FORK = "fork"
    AFTER_FORK = "after_fork"
    """A package between it and a fork has not come: nobody can tell which side it follows."""
    BROKEN_CHAIN = "broken_chain"
    SIBLING = "sibling"
    """Another package of the same sequence and period was accepted; this one lay beside it then."""


class Line(NamedTuple):
    """A package's place in its line; ``other`` is the package that it conflicts with.

    ``follows`` is what those that follow it inherit; ``gap``: its predecessor has not come.
    """

    cause: LineCause = LineCause.NONE
    other: str = ""
    gap: bool = False
    follows: LineCause = LineCause.NONE


_AT_A_FORK = (LineCause.FORK, LineCause.AFTER_FORK)
_WHOLE = Line()
_GAP = Line(gap=True)


@dataclass(frozen=True, slots=True)
class Lines:
    """The place of every package of a unit in its line."""

    lines: Mapping[str, Line]

    @classmethod
    def of(
        cls,
        packages: Iterable[Link],
        accepts: Sequence[Link],
        *,
        last: Mapping[str, bool],
        chosen_from: Mapping[str, Collection[str]],
        known: Mapping[str, Link],
    ) -> "Lines":
        """The lines of a unit's packages; ``last`` is the latest decision on each.

        ``chosen_from`` names the packages that lay beside each one when it was accepted.
        """
        chains: defaultdict[Chain, defaultdict[int, list[Link]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for one in packages:
            chains[chain_of(one)][one.sequence].append(one)
        order = {one.package_id: place for place, one in enumerate(accepts)}
        found: dict[str, Line] = {}
        for by_sequence in chains.values():
            _Walk(by_sequence, order, last, chosen_from, known, found).walk()
            _Months(by_sequence, order, last, chosen_from, found).settle()
        return cls(found)

    def of_package(self, package: Link) -> Line:
        """The place of a package; of one that takes no part, a whole line."""
        return self.lines.get(package.package_id, _WHOLE)


@dataclass(slots=True)
class _Walk:
    """One chain, walked from its lowest sequence up."""

    by_sequence: Mapping[int, list[Link]]
    order: Mapping[str, int]
    last: Mapping[str, bool]
    chosen_from: Mapping[str, Collection[str]]
    known: Mapping[str, Link]
    found: dict[str, Line]
    split: tuple[LineCause, str] = (LineCause.NONE, "")
    """The latest place below where the line split, and a package of it."""

    def walk(self) -> None:
        """Find the place of every package of the chain."""
        for sequence in sorted(self.by_sequence):
            group = self.by_sequence[sequence]
            lines = [(one, self._behind(one)) for one in group]
            if len(group) > 1:
                self._contested(lines)
                continue
            (one, line) = lines[0]
            if line.cause is LineCause.BROKEN_CHAIN:
                self.split = line.cause, one.package_id
            if self._accepted(one):
                line = _GAP if line.gap else _WHOLE
            self.found[one.package_id] = line

    def _accepted(self, one: Link) -> bool:
        return self.last.get(one.package_id) is True

    def _rival(self, one: Link, line: Line) -> bool:
        """Whether a package of a contested sequence may be the one that goes on."""
        left_behind = line.cause in _AT_A_FORK and not line.gap
        return self.last.get(one.package_id, not left_behind)

    def _behind(self, one: Link) -> Line:
        """What a package inherits from the one before it."""
        before = self.by_sequence.get(one.sequence - 1)
        if before is not None:
            if all(one.previous != other.package_id for other in before):
                return _broken(before[0].package_id)
            inherited = self.found[one.previous].follows
            return Line(inherited, one.previous, follows=inherited) if inherited else _WHOLE
        earlier = self.known.get(one.previous)
        if earlier is not None and not _may_precede(earlier, one):
            return _broken(one.previous)
        cause, other = self.split
        if cause is not LineCause.NONE:
            if cause is LineCause.FORK:
                cause = LineCause.AFTER_FORK
            return Line(cause, other, gap=True, follows=cause)
        lacking = earlier is None and (one.sequence > 1 or one.previous)
        return _GAP if lacking else _WHOLE

    def _contested(self, lines: list[tuple[Link, Line]]) -> None:
        """Several packages of one sequence: at most one of each period goes on.

        What follows a side that a decision left behind is no rival of what follows the other. An
        acceptance puts out what it chose from of its own period; a package that came since is a
        fork again. Of another period each is accepted by itself: two PCs with copies of one data
        folder may both have reported truly.
        """
        accepted = [one for one, _line in lines if self._accepted(one)]
        accepted.sort(key=lambda one: self.order[one.package_id])
        held = {one.period: one for one in accepted}
        rivals = [one.package_id for one, line in lines if self._rival(one, line)]
        for one, line in lines:
            if held.get(one.period) is one:
                found = _GAP if line.gap else _WHOLE
            elif held and self._rival(one, line):
                found = self._beaten(one, held)
            elif not held and rivals == [one.package_id]:
                found = line
            else:
                other = next(each for each, _line in lines if each is not one)
                found = Line(LineCause.FORK, other.package_id, follows=LineCause.FORK)
            self.found[one.package_id] = found
        self.split = LineCause.FORK, min(one.package_id for one, _line in lines)

    def _beaten(self, one: Link, held: Mapping[str, Link]) -> Line:
        """The line of a package beside the accepted ones of its sequence, by their periods."""
        same = held.get(one.period)
        other = same or max(held.values(), key=lambda each: self.order[each.package_id])
        beaten = same is not None and one.package_id in self.chosen_from.get(same.package_id, ())
        cause = LineCause.SIBLING if beaten else LineCause.FORK
        return Line(cause, other.package_id, follows=LineCause.FORK)


@dataclass(slots=True)
class _Months:
    """One chain that split: no side speaks for a month that another side reports too, unasked.

    An acceptance for one month says nothing of another one. Of two packages of a period of which
    neither stands above the other, the one that a person accepted last counts; the other is out
    where the decision knew it. While nobody chose, what counts only because of a decision below
    it waits beside what waits, and beside what counted before it.
    """

    by_sequence: Mapping[int, list[Link]]
    order: Mapping[str, int]
    last: Mapping[str, bool]
    chosen_from: Mapping[str, Collection[str]]
    found: dict[str, Line]

    def settle(self) -> None:
        """Find the packages that others of their period stand against."""
        by_period: defaultdict[str, list[Link]] = defaultdict(list)
        for sequence in sorted(self.by_sequence):
            for one in self.by_sequence[sequence]:
                by_period[one.period].append(one)
        if len(by_period) == sum(map(len, self.by_sequence.values())):
            return
        out = self._out()
        changed: dict[str, Line] = {}
        for same in by_period.values():
            for one in same:
                others = [
                    each for each in same if each is not one and apart(one, each, self.by_sequence)
                ]
                line = self._against(one, [each for each in others if each.package_id not in out])
                if line is not None:
                    changed[one.package_id] = line
        self.found.update(changed)

    def _out(self) -> set[str]:
        """What is no rival: rejected, beaten for its month at its number, and what follows that."""
        out: set[str] = set()
        for sequence in sorted(self.by_sequence):
            group = self.by_sequence[sequence]
            held = {each.period for each in group if self._accepted(each)}
            for one in group:
                left = self.last.get(one.package_id) is False or one.previous in out
                left = left or (len(group) > 1 and one.period in held)
                beaten = self.found[one.package_id].cause is LineCause.SIBLING
                if beaten or (left and not self._accepted(one)):
                    out.add(one.package_id)
        return out

    def _against(self, one: Link, others: Sequence[Link]) -> Line | None:
        line, accepted = self.found[one.package_id], self._accepted(one)
        for other in others:
            knew = one.package_id in self.chosen_from.get(other.package_id, ())
            if self._accepted(other) and knew and not (accepted and self._later(one, other)):
                return Line(LineCause.SIBLING, other.package_id, gap=line.gap, follows=line.follows)
        if accepted or line.cause is not LineCause.NONE:
            return None
        for other in others:
            waits = self.found[other.package_id].cause in _AT_A_FORK
            counts = self.found[other.package_id].cause is LineCause.NONE
            if waits or self._accepted(other) or (counts and other.sequence < one.sequence):
                return Line(LineCause.FORK, other.package_id, gap=line.gap)
        return None

    def _accepted(self, one: Link) -> bool:
        return self.last.get(one.package_id) is True

    def _later(self, one: Link, other: Link) -> bool:
        return self.order[one.package_id] > self.order[other.package_id]


def apart(one: Link, other: Link, by_sequence: Mapping[int, Sequence[Link]]) -> bool:
    """Whether neither of two packages of a chain stands above the other.

    Across a number of which no package came nobody can tell, and they do not.
    """
    low, before = sorted((one, other), key=lambda each: each.sequence)
    while before.sequence > low.sequence:
        group = by_sequence.get(before.sequence - 1, ())
        found = next((each for each in group if each.package_id == before.previous), None)
        if found is None:
            return bool(group)
        before = found
    return before.package_id != low.package_id


def _may_precede(earlier: Link, one: Link) -> bool:
    """Whether a branch begins behind a package, or one of a key not accepted yet stands before."""
    if earlier.install_id != one.install_id:
        return False
    return chain_of(earlier) != chain_of(one) or earlier.sequence == one.sequence - 1


def _broken(other: str) -> Line:
    return Line(LineCause.BROKEN_CHAIN, other, follows=LineCause.BROKEN_CHAIN)
