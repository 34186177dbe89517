"""Which packages count: a pure function of the set of packages, the keys and the decisions.

The rules, for the packages of one unit:

- A package that came several times is one; the order in which packages came plays no part.
- Signed by a key that nobody accepted for the unit: a person decides.
- The chain of a unit is the installation and branch of the package that was accepted first;
  while nothing was accepted, the only one there is. What comes from another one waits.
- Accepting a package of another chain makes that chain the live one from there on, and with it
  what it was restored from: the first package of a branch names the one that stood before it in
  the backup. No month is lost by that: of the other branches stays what the decision names as
  counting when it was taken, and what ends before the accepted period, until the live branch
  reports the month itself. What they send of the accepted period or later waits, and so does what
  speaks otherwise of a month that the live branch was restored with. A restored backup of a former
  version, whose numbers begin again at 1, is judged alike, only that nothing is known to be its
  past. Of another installation (a machine that is replaced) the same period waits and all that end
  later, whatever counted.
- Accepting a package that is live already, or an older month of a branch that was live before,
  turns nothing round: it speaks of its own month alone. What comes later of that month from the
  live branch, and did not count then, waits.
- Two packages of one chain with one sequence are a fork: both wait, and all that follows one of
  them. Accepting one puts those of its period out that it was chosen from; rejecting all others
  leaves it. What comes under the sequence after that is a fork again: the accepted one counts on,
  the new waits. Those of other periods wait on, and are accepted beside it, each by itself; what
  follows the accepted one speaks for none of their periods before a person chose.
- A package that contradicts the one before it breaks the chain: it waits, and what follows it.
- A predecessor that merely has not come is an oddity. Above a fork or a break it is more: nobody
  can tell which side the package follows, so that it waits too.
- A decision of a person stands above all of this, the latest one on a package before the others.
- Where the latest one does not bear its signature, the package waits to be decided again.
- Taking a reception back gives what was before it and lets in nothing that nobody decided: what
  came after the packages taken back, or lost against one of them, waits as if they still lay
  there, unless it was accepted itself.
- In force for a period is the package that counts of the latest live chain with the highest
  sequence.
- A package of a stranger's key never changes what happens to others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.canonical import to_bytes
from desktop.domain.expected_units import ExpectedUnit, UnitId, successor_of
from desktop.domain.periods import PeriodRule, UnknownPeriodError, parse_period
from desktop.exchange.chains import Line, LineCause, Lines
from desktop.exchange.received import (
    Cause,
    Decision,
    Keys,
    Oddity,
    Received,
    Standing,
    Verdict,
)
from desktop.exchange.timeline import NOT_LIVE, Timeline

__all__ = [
    "Cause",
    "Consolidation",
    "Decision",
    "Keys",
    "Oddity",
    "Received",
    "Standing",
    "Verdict",
    "consolidate",
    "consolidation_bytes",
]


@dataclass(frozen=True, slots=True)
class Consolidation:
    """The verdict of every package, by unit, period and sequence, and what is in force."""

    verdicts: tuple[Verdict, ...]
    in_force: Mapping[tuple[UnitId, str], Received]

    def of(self, package_id: str) -> Verdict | None:
        """The verdict of a package."""
        return next((one for one in self.verdicts if one.package.package_id == package_id), None)

    @property
    def to_verify(self) -> tuple[Verdict, ...]:
        """Those that wait for a person."""
        return tuple(one for one in self.verdicts if one.standing is Standing.TO_VERIFY)


def consolidate(
    packages: Iterable[Received],
    *,
    keys: Keys,
    decisions: Sequence[Decision] = (),
    units: Sequence[ExpectedUnit] = (),
    rule: PeriodRule | None = None,
    doubted: Collection[str] = (),
    taken_back: Iterable[Received] = (),
) -> Consolidation:
    """The verdict of every package, whatever their order and however often each came.

    ``decisions`` stand in the order in which they were taken; one on a package that never came
    has no effect. ``doubted`` are the packages whose latest decision does not bear its signature;
    ``decisions`` holds only those that do. ``taken_back`` are the packages that no reception
    brings any more: they have no verdict. Without ``units`` nobody keeps a list, and every unit
    is as good as expected. ``rule`` makes the closing dates of the periods.
    """
    known = _unique(packages)
    by_unit: defaultdict[UnitId, list[Received]] = defaultdict(list)
    for one in known.values():
        by_unit[one.unit].append(one)
    away = {name: one for name, one in _unique(taken_back).items() if name not in known}
    decided = [one for one in decisions if one.package_id in known or one.package_id in away]
    ground = _Ground(known, away, keys, decided, units, rule or PeriodRule(), doubted)
    found: list[Verdict] = []
    for unit in sorted(by_unit):
        found += _Unit(unit, by_unit[unit], ground).verdicts()
    in_force = {
        (one.package.unit, one.package.period): one.package
        for one in found
        if one.standing is Standing.IN_FORCE
    }
    return Consolidation(tuple(found), in_force)


def consolidation_bytes(consolidation: Consolidation) -> bytes:
    """The canonical bytes of all verdicts, the days of reception left out: same set, same bytes."""
    return to_bytes([_plain(one) for one in consolidation.verdicts])


def _plain(verdict: Verdict) -> dict[str, object]:
    return {
        "package_id": verdict.package.package_id,
        "unit": verdict.package.unit_code,
        "valid_from": verdict.package.valid_from,
        "period": verdict.package.period,
        "standing": verdict.standing,
        "cause": verdict.cause,
        "details": verdict.details,
        "oddities": verdict.oddities,
    }


def _unique(packages: Iterable[Received]) -> dict[str, Received]:
    """Each package once, as it came first."""
    found: dict[str, Received] = {}
    for one in packages:
        earlier = found.get(one.package_id)
        found[one.package_id] = one if earlier is None else min(earlier, one)
    return found


class _Ground:
    """What the verdicts of all units read."""

    __slots__ = (
        "_ends",
        "_owners",
        "_rule",
        "accepts",
        "away",
        "by_code",
        "chosen_from",
        "doubted",
        "keys",
        "known",
        "last",
        "units",
    )

    def __init__(
        self,
        known: Mapping[str, Received],
        away: Mapping[str, Received],
        keys: Keys,
        decisions: Sequence[Decision],
        units: Sequence[ExpectedUnit],
        rule: PeriodRule,
        doubted: Collection[str],
    ) -> None:
        self.known = known
        self.doubted = doubted
        self.keys = keys
        self.units = units
        self.last = {one.package_id: one.accept for one in decisions}
        self.accepts: defaultdict[UnitId, list[Received]] = defaultdict(list)
        self.chosen_from: defaultdict[str, set[str]] = defaultdict(set)
        for one in decisions:
            if one.accept:
                package = known.get(one.package_id) or away[one.package_id]
                self.accepts[package.unit].append(package)
                self.chosen_from[one.package_id] |= one.chosen_from
        self.away: defaultdict[UnitId, list[Received]] = defaultdict(list)
        for gone in away.values():
            self.away[gone.unit].append(gone)
        self.by_code: defaultdict[str, list[ExpectedUnit]] = defaultdict(list)
        for each in units:
            self.by_code[each.code].append(each)
        self._rule = rule
        self._ends: dict[str, date] = {}
        self._owners = {key: unit for unit in sorted(keys, reverse=True) for key in keys[unit]}

    def last_day(self, period: str) -> date:
        """The closing date of a period; of a text that names none, the end of time."""
        if period not in self._ends:
            try:
                self._ends[period] = parse_period(period, self._rule).last_day
            except UnknownPeriodError:
                self._ends[period] = date.max
        return self._ends[period]

    def owner(self, signer: str) -> UnitId | None:
        """The unit that a key was accepted for."""
        return self._owners.get(signer)


@dataclass(frozen=True, slots=True)
class _Ways:
    """The live chains of a unit's packages, and their lines."""

    timeline: Timeline
    lines: Lines

    @classmethod
    def of(cls, unit: UnitId, packages: Sequence[Received], ground: _Ground) -> "_Ways":
        """The ways of packages that may tell something about one another.

        Of two acceptances under one sequence that of a package that is here holds.
        """
        names = {one.package_id for one in packages}
        accepts = [one for one in ground.accepts.get(unit, ()) if one.package_id in names]
        away = {name: one for one in packages if (name := one.package_id) not in ground.known}
        lines = Lines.of(
            packages,
            sorted(accepts, key=lambda one: one.package_id in ground.known),
            last=ground.last,
            chosen_from=ground.chosen_from,
            known={**ground.known, **away} if away else ground.known,
        )
        timeline = Timeline.of(
            packages,
            accepts,
            last=ground.last,
            chosen_from=ground.chosen_from,
            last_day=ground.last_day,
        )
        return cls(timeline, lines)

    def cause(self, one: Received) -> tuple[Cause, dict[str, str]] | None:
        """Why a package waits by its chain or its line; None where it does not."""
        if self.timeline.position(one) == NOT_LIVE:
            other = self.timeline.of_other_install(one)
            return (Cause.OTHER_INSTALL if other else Cause.OTHER_BRANCH), {}
        line = self.lines.of_package(one)
        if line.cause is LineCause.NONE:
            return None
        return Cause(line.cause.value), {"other": line.other}


class _Unit:
    """The packages of one unit on their way to verdicts."""

    def __init__(self, unit: UnitId, packages: list[Received], ground: _Ground) -> None:
        self.unit = unit
        self.ground = ground
        self.packages = sorted(packages, key=lambda one: (one.period, one.sequence, one.package_id))
        self.trusted = ground.keys.get(unit, frozenset())
        self.vetted = list(filter(self._vetted, self.packages))
        self.away = list(filter(self._vetted, ground.away.get(unit, [])))
        self.ways: dict[frozenset[str], _Ways] = {}
        self.here = self._ways(())
        same = ground.by_code.get(unit.code, [])
        self.listed = next((one for one in same if one.unit == unit), None)
        self.namesake = same[0] if same else None

    def verdicts(self) -> Iterator[Verdict]:
        """The verdict of every package, in order."""
        counted: dict[str, list[Received]] = {}
        waiting: dict[str, tuple[Cause, dict[str, str]]] = {}
        for one in self.packages:
            cause = self._cause(one)
            if cause is None:
                counted.setdefault(one.period, []).append(one)
            else:
                waiting[one.package_id] = cause
        best = {period: max(found, key=self._rank) for period, found in counted.items()}
        for one in self.packages:
            held = waiting.get(one.package_id)
            if held is None:
                yield self._counting(one, best[one.period], counted[one.period])
            else:
                out = held[0] in (Cause.SIBLING, Cause.DECIDED)
                yield Verdict(one, Standing.REJECTED if out else Standing.TO_VERIFY, *held)

    def _rank(self, one: Received) -> tuple[int, int, str]:
        return self.here.timeline.position(one), one.sequence, one.package_id

    def _counting(self, one: Received, best: Received, all_of_it: list[Received]) -> Verdict:
        odd: tuple[Oddity, ...] = ()
        if self.here.lines.of_package(one).gap:
            odd = (Oddity.GAP,)
        if len(all_of_it) > 1:
            odd += self._against_earlier(one, all_of_it)
        if one is best:
            return Verdict(one, Standing.IN_FORCE, oddities=odd)
        return Verdict(one, Standing.SUPERSEDED, details={"other": best.package_id}, oddities=odd)

    def _against_earlier(self, one: Received, others: list[Received]) -> tuple[Oddity, ...]:
        rank = self._rank(one)
        earlier = [other.correction for other in others if self._rank(other) < rank]
        same = (Oddity.SAME_CORRECTION,) if one.correction in earlier else ()
        older = any(number > one.correction for number in earlier)
        return (*same, Oddity.OLDER_CORRECTION) if older else same

    def _cause(self, one: Received) -> tuple[Cause, dict[str, str]] | None:
        """Why a package does not count; None when it does."""
        if one.package_id in self.ground.doubted:
            return Cause.DECISION_UNSIGNED, {}
        decided = self.ground.last.get(one.package_id)
        if decided is False:
            return Cause.DECIDED, {}
        trusted = decided or one.signer in self.trusted
        line = self.here.lines.of_package(one) if trusted else Line()
        lost = decided and line.cause is LineCause.FORK
        if lost or line.cause is LineCause.SIBLING:
            return Cause(line.cause.value), {"other": line.other}
        if decided:
            return None
        known = self._unit_cause(one) or self._key_cause(one)
        return known or self.here.cause(one) or self._away_cause(one)

    def _vetted(self, one: Received) -> bool:
        """Whether a package may tell something about others: a stranger's may not."""
        return one.signer in self.trusted or self.ground.last.get(one.package_id, False)

    def _ways(self, away: Sequence[Received]) -> _Ways:
        """The chains and lines of what is here, with some of what was taken back."""
        names = frozenset(one.package_id for one in away)
        if names not in self.ways:
            self.ways[names] = _Ways.of(self.unit, [*self.vetted, *away], self.ground)
        return self.ways[names]

    def _away_cause(self, one: Received) -> tuple[Cause, dict[str, str]] | None:
        """Why a package that nobody decided waits beside what was taken back."""
        away = [
            gone
            for gone in self.away
            if gone.arrival < one.arrival
            or one.package_id in self.ground.chosen_from.get(gone.package_id, ())
        ]
        found = self._ways(away).cause(one) if away else None
        if found is None:
            return None
        cause, details = found
        beside = details.get("other") in {gone.package_id for gone in away}
        if cause is Cause.SIBLING or (cause is Cause.FORK and beside):
            return Cause.FORK_TAKEN_BACK, details
        return found

    def _unit_cause(self, one: Received) -> tuple[Cause, dict[str, str]] | None:
        if not self.ground.units:
            return None
        if self.listed is None:
            if self.namesake is None:
                return Cause.UNKNOWN_UNIT, {}
            return Cause.OTHER_VALID_FROM, {"valid_from": self.namesake.valid_from.isoformat()}
        last_day = self.ground.last_day(one.period)
        if last_day < self.listed.valid_from:
            return Cause.UNIT_NOT_YET, {"valid_from": self.listed.valid_from.isoformat()}
        if self.listed.exists_on(last_day):
            return None
        heir = successor_of(self.ground.units, self.listed)
        return Cause.UNIT_ENDED, {"successor": heir.code} if heir else {}

    def _key_cause(self, one: Received) -> tuple[Cause, dict[str, str]] | None:
        if one.signer in self.trusted:
            return None
        owner = self.ground.owner(one.signer)
        if owner is None:
            return Cause.NEW_KEY, {}
        return Cause.KEY_OF_OTHER_UNIT, {"unit": owner.code}
