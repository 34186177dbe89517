"""Which packages count: a pure function of the set of packages, the keys and the decisions.

The rules, for the packages of one unit:

- A package that came several times is one; the order in which packages came plays no part.
- Signed by a key that nobody accepted for the unit: a person decides.
- The chain of a unit is the installation and branch of the package that was accepted first;
  while nothing was accepted, the only one there is. What comes from another one waits.
- Accepting a package of another chain makes that chain the live one from there on. Of the
  earlier chain waits what it sent from then on: for a branch of the same installation (a restored
  backup) all from the same sequence on, for another installation (a new machine, whose numbers
  begin again) the same period and all that end later.
- Two packages of one chain with one sequence are a fork: both wait, and all that follows one of
  them. Accepting one puts the others of its sequence out; rejecting all others leaves it.
- A package that contradicts the one before it breaks the chain: it waits, and what follows it.
- A predecessor that merely has not come is an oddity. Above a fork or a break it is more: nobody
  can tell which side the package follows, so that it waits too.
- A decision of a person stands above all of this, the latest one on a package before the others.
- Where the latest one does not bear its signature, the package waits to be decided again.
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
from desktop.exchange.chains import NOT_LIVE, Line, LineCause, Lines, Timeline
from desktop.exchange.received import (
    Cause,
    Decision,
    Keys,
    Oddity,
    Received,
    Standing,
    Verdict,
)

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
) -> Consolidation:
    """The verdict of every package, whatever their order and however often each came.

    ``decisions`` stand in the order in which they were taken; one on a package that is not there
    has no effect. ``doubted`` are the packages whose latest decision does not bear its signature;
    ``decisions`` holds only those that do. Without ``units`` nobody keeps a list, and every unit
    is as good as expected. ``rule`` makes the closing dates of the periods.
    """
    known = _unique(packages)
    by_unit: defaultdict[UnitId, list[Received]] = defaultdict(list)
    for one in known.values():
        by_unit[one.unit].append(one)
    decided = [one for one in decisions if one.package_id in known]
    ground = _Ground(known, keys, decided, units, rule or PeriodRule(), doubted)
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
        "by_code",
        "doubted",
        "keys",
        "known",
        "last",
        "units",
    )

    def __init__(
        self,
        known: Mapping[str, Received],
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
        for one in decisions:
            if one.accept:
                package = known[one.package_id]
                self.accepts[package.unit].append(package)
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


class _Unit:
    """The packages of one unit on their way to verdicts."""

    def __init__(self, unit: UnitId, packages: list[Received], ground: _Ground) -> None:
        self.unit = unit
        self.ground = ground
        self.packages = sorted(packages, key=lambda one: (one.period, one.sequence, one.package_id))
        self.trusted = ground.keys.get(unit, frozenset())
        last = ground.last
        vetted = [
            one for one in self.packages if one.signer in self.trusted or last.get(one.package_id)
        ]
        accepts = ground.accepts.get(unit, [])
        self.timeline = Timeline.of(vetted, accepts, last_day=ground.last_day)
        self.lines = Lines.of(vetted, accepts, last=last, known=ground.known)
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
        return self.timeline.position(one), one.sequence, one.package_id

    def _counting(self, one: Received, best: Received, all_of_it: list[Received]) -> Verdict:
        odd: tuple[Oddity, ...] = ()
        if self.lines.of_package(one).gap:
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
        line = self.lines.of_package(one) if trusted else Line()
        if line.cause is LineCause.SIBLING:
            return Cause.SIBLING, {"other": line.other}
        if decided:
            return None
        return self._unit_cause(one) or self._key_cause(one) or self._chain_cause(one, line)

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

    def _chain_cause(self, one: Received, line: Line) -> tuple[Cause, dict[str, str]] | None:
        if self.timeline.position(one) == NOT_LIVE:
            other = self.timeline.of_other_install(one)
            return (Cause.OTHER_INSTALL if other else Cause.OTHER_BRANCH), {}
        if line.cause is LineCause.NONE:
            return None
        return Cause(line.cause.value), {"other": line.other}
