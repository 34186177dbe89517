"""Which branch of a unit's data is live from when on, and what of the others stays beside it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from desktop.exchange.chains import Chain, Link, chain_of

NOT_LIVE = -1


class _Reach(NamedTuple):
    """How far up a line goes through a chain; ``depth`` 0 is the branch itself."""

    depth: int
    up_to: int | None


@dataclass(frozen=True, slots=True)
class Ancestry:
    """A branch with what it was restored from, as the first package of each branch names it.

    ``begins`` is the lowest number of the oldest branch whose predecessor is not here: what the
    other branches sent below it may be its ancestors or not. 0: there is none.
    """

    tip: Chain
    reaches: Mapping[Chain, _Reach]
    begins: int = 0

    @classmethod
    def of(
        cls, tip: Chain, roots: Mapping[Chain, Sequence[Link]], known: Mapping[str, Link]
    ) -> "Ancestry":
        """The line of a branch; ``roots`` are the lowest packages of every chain."""
        reaches = {tip: _Reach(0, None)}
        own, begins = tip, 0
        while True:
            named = {one.previous for one in roots[own]}
            parent = known.get(min(named)) if len(named) == 1 else None
            if parent is None or parent.install_id != tip.install_id:
                begins = roots[own][0].sequence if named != {""} else 0
                break
            own = chain_of(parent)
            if own in reaches:
                break
            reaches[own] = _Reach(len(reaches), parent.sequence)
        return cls(tip, reaches, begins)

    def holds(self, one: Link) -> bool:
        """Whether a package is of the branch, or of what it was restored from."""
        reach = self.reaches.get(chain_of(one))
        return reach is not None and (reach.up_to is None or one.sequence <= reach.up_to)

    def inherits(self, one: Link) -> bool:
        """Whether a package stood in the data already when the branch began."""
        return chain_of(one) != self.tip and self.holds(one)

    def may_hold(self, one: Link) -> bool:
        """Whether a package may be an ancestor, as far as can be told without what is lacking."""
        return one.install_id == self.tip.install_id and one.sequence < self.begins

    def follows(self, one: Link, other: Link) -> bool:
        """Whether a package comes behind another one in this line, or is that one."""
        both = self.holds(one) and self.holds(other)
        return both and self._place(one) >= self._place(other)

    def _place(self, one: Link) -> tuple[int, int]:
        return -self.reaches[chain_of(one)].depth, one.sequence


class _Turn(NamedTuple):
    """An acceptance by which a branch became live, from one of its numbers on."""

    place: int
    accepted: Link
    since: int
    line: Ancestry

    def begins(self, one: Link) -> bool:
        """Whether a package is of the branch, from where it became live on."""
        return chain_of(one) == self.line.tip and one.sequence >= self.since


class _Word(NamedTuple):
    """An acceptance for one period, of a package that stood beside the live branch or in it.

    ``line`` is that of the live branch where the package is of it.
    """

    place: int
    accepted: Link
    line: Ancestry | None

    def covers(self, one: Link, live: Ancestry) -> bool:
        """Whether it gives a package its place; ``live`` is the line of the live branch now."""
        if one.package_id == self.accepted.package_id:
            return True
        lines = (live,) if self.line is None else (self.line, live)
        same = one.period == self.accepted.period
        return same and any(line.follows(one, self.accepted) for line in lines)


@dataclass(slots=True)
class Timeline:
    """The branches that acceptances made live, in their order.

    The first holds from its beginning, a later one from the package accepted on, with what it was
    restored from. Without any acceptance, the only chain there is holds.

    An acceptance takes no month away that the accepted branch did not report itself. What the
    others had sent stays for those months: all that the branch was restored from, what the
    decision names as counting then, and what ends before the accepted period. What they send of
    that period and later waits, and so does what contradicts the inherited months.
    """

    packages: Sequence[Link]
    accepts: Sequence[Link]
    last: Mapping[str, bool]
    chosen_from: Mapping[str, Collection[str]]
    last_day: Callable[[str], date]
    chains: frozenset[Chain]
    turns: list[_Turn]
    words: list[_Word]

    @classmethod
    def of(
        cls,
        packages: Iterable[Link],
        accepts: Sequence[Link],
        *,
        last: Mapping[str, bool],
        chosen_from: Mapping[str, Collection[str]],
        last_day: Callable[[str], date],
    ) -> "Timeline":
        """The timeline of a unit's packages; ``accepts`` are those accepted, in order.

        ``last`` is the latest decision on each. ``chosen_from`` names what lay beside each one,
        and what counted, when it was accepted.
        """
        found = tuple(packages)
        chains = frozenset(map(chain_of, found))
        made = cls(found, accepts, last, chosen_from, last_day, chains, [], [])
        if accepts:
            made._walk()
        return made

    def position(self, package: Link) -> int:
        """The place of the acceptance by which a package is live, or ``NOT_LIVE``.

        A package that was accepted itself is live by that.
        """
        if not self.turns:
            return 0 if len(self.chains) == 1 else NOT_LIVE
        live = self._live(package)
        itself = self._itself(package)
        if itself == NOT_LIVE and self._unheard(package, live):
            return NOT_LIVE
        if live == NOT_LIVE:
            return itself
        line = self.turns[-1].line
        return max(live, itself, *(one.place for one in self.words if one.covers(package, line)))

    def of_other_install(self, package: Link) -> bool:
        """Whether a package that is not live comes from another installation than what is."""
        own = chain_of(package)
        live = [turn.line.tip for turn in self.turns if turn.line.tip != own][-1:]
        others = live or [chain for chain in self.chains if chain != own]
        return any(chain.install_id != own.install_id for chain in others)

    def _walk(self) -> None:
        """Take the acceptances in their order: some make a branch live, some speak of a month."""
        roots = _roots(self.packages)
        known = {one.package_id: one for one in self.packages}
        for place, one in enumerate(self.accepts):
            if self._turns(one):
                line = Ancestry.of(chain_of(one), roots, known)
                since = one.sequence if self.turns else 0
                self.turns.append(_Turn(place, one, since, line))
            elif self.last.get(one.package_id) is True:
                line = self.turns[-1].line
                self.words.append(_Word(place, one, line if line.holds(one) else None))

    def _turns(self, one: Link) -> bool:
        """Whether accepting a package makes its branch the live one.

        Not where the live branch holds it, nor where a branch that was live before only gives a
        month that is older than what was accepted since.
        """
        if not self.turns:
            return True
        turn = self.turns[-1]
        if turn.line.holds(one):
            return False
        known = any(chain_of(one) in earlier.line.reaches for earlier in self.turns)
        return not known or self._later(turn.accepted, one)

    def _live(self, package: Link) -> int:
        """The place of the acceptance that made a package live or let it stay."""
        for at in range(len(self.turns) - 1, -1, -1):
            turn = self.turns[at]
            if turn.begins(package):
                return turn.place
            if turn.line.holds(package):
                return self._inherited(package, at)
            if self._stays(turn, package):
                continue
            return NOT_LIVE
        return NOT_LIVE

    def _inherited(self, package: Link, at: int) -> int:
        """The place of what lies below a live branch: never below that of what it follows there.

        What was not live before comes in with the branch, save where another package of its month
        was accepted by itself.
        """
        line, turns = self.turns[at].line, self.turns[: at + 1]
        own = [turn.place for turn in turns if turn.begins(package)]
        if not own and self._other_accepted(package, line):
            return NOT_LIVE
        first = next(turn.place for turn in turns if turn.line.holds(package))
        above = [turn.place for turn in turns if line.follows(package, turn.accepted)]
        return max([*(own or [first]), *above])

    def _other_accepted(self, package: Link, line: Ancestry) -> bool:
        return any(
            self.last.get(one.package_id) is True
            and one.period == package.period
            and not line.holds(one)
            for one in self.accepts
        )

    def _stays(self, turn: _Turn, package: Link) -> bool:
        """Whether a package of another branch stays in force beside the one that became live."""
        if turn.line.may_hold(package) or self._named(turn.accepted, package):
            return True
        return not self._later(turn.accepted, package) and not self._contradicts(turn, package)

    def _later(self, accepted: Link, package: Link) -> bool:
        """Whether a package reports the accepted period, or one that ends later."""
        if package.period == accepted.period:
            return True
        return self.last_day(package.period) > self.last_day(accepted.period)

    def _contradicts(self, turn: _Turn, package: Link) -> bool:
        """Whether a package speaks of a month that the live branch inherited otherwise."""
        if package.install_id != turn.accepted.install_id:
            return False
        return any(
            one.period == package.period and turn.line.inherits(one) for one in self.packages
        )

    def _named(self, accepted: Link, package: Link) -> bool:
        return package.package_id in self.chosen_from.get(accepted.package_id, ())

    def _unheard(self, package: Link, live: int) -> bool:
        """Whether another package of its month was accepted beside the live branch without it."""
        return any(
            word.line is None
            and word.place > live
            and word.accepted.period == package.period
            and chain_of(word.accepted) != chain_of(package)
            and not self._named(word.accepted, package)
            for word in self.words
        )

    def _itself(self, package: Link) -> int:
        """The place of the latest acceptance of just this package."""
        places = (
            place for place, one in enumerate(self.accepts) if one.package_id == package.package_id
        )
        return max(places, default=NOT_LIVE)


def _roots(packages: Iterable[Link]) -> Mapping[Chain, Sequence[Link]]:
    """The packages of the lowest number of every chain."""
    found: dict[Chain, list[Link]] = {}
    for one in packages:
        lowest = found.setdefault(chain_of(one), [one])
        if one.sequence < lowest[0].sequence:
            found[chain_of(one)] = [one]
        elif one.sequence == lowest[0].sequence and one is not lowest[0]:
            lowest.append(one)
    return found
