"""The figures behind an objective: a sum of terms over months, and what it is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.plan_expressions import Expression, FactName, Term, TermKind
from desktop.domain.plan_facts import MISSING, CountEntry, EntryState, PlanFacts, month_before
from desktop.domain.plans import CountCategory, CountKind, PlanPack

_NOTHING: Mapping[str, CountEntry] = {}
_WITHOUT_VALUE = (EntryState.MISSING, EntryState.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Part:
    """One figure that a result is made of.

    ``role`` is numerator, denominator, baseline, also or condition. ``value`` is None
    unless the state is entered or nil; ``known`` is the sum of what was entered so far;
    ``months`` are those not entered.
    """

    role: str
    kind: TermKind
    name: str
    label: str
    unit: str
    value: int | None
    state: EntryState
    sign: int = 1
    known: int = 0
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of a sum; None while something is missing or when nothing of it applies."""

    value: int | None
    state: EntryState
    parts: tuple[Part, ...]

    @property
    def known(self) -> int:
        """The sum of what was entered so far."""
        return sum(part.sign * part.known for part in self.parts)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads sums over some months of the facts; ``categories`` are the pack's counts by id.

    ``whole``: where some of the months are before tracking, these are missing and not left out.
    """

    pack: PlanPack
    facts: PlanFacts
    months: tuple[str, ...]
    categories: Mapping[str, CountCategory]
    whole: bool = False

    def figure(self, expression: Expression, role: str) -> Figure:
        """The value of a sum over the months."""
        parts = tuple([self._part(term, role) for term in expression.terms])
        return Figure(*joined(parts), parts)

    def baseline(self, name: str, role: str = "baseline") -> Figure:
        """The figure of a baseline: the committee's own value before the plan's."""
        return self.figure(Expression((Term(TermKind.BASELINE, name),)), role)

    def _part(self, term: Term, role: str) -> Part:
        match term.kind:
            case TermKind.COUNT:
                return self._count(term, role)
            case TermKind.OPENING:
                return self._opening(term, role)
            case TermKind.BASELINE:
                base = self.pack.baseline(term.name)
                typed = self.facts.baselines.get(term.name)
                value = typed if typed is not None or base is None else base.value
                label, unit = (base.label, base.unit) if base else (term.name, "")
                return _plain(term, role, value, label=label, unit=unit)
            case TermKind.FACT:
                return _plain(term, role, self.facts.computed(FactName(term.name)))
            case TermKind.NUMBER:
                return _plain(term, role, int(term.name))

    def _count(self, term: Term, role: str) -> Part:
        count = self.categories.get(term.name)
        stock = count is not None and count.kind is CountKind.STOCK
        typed = None if stock else self._typed_total(term.name)
        months = self.months[-1:] if stock else self.months
        if typed is not None:
            months = tuple(month for month in months if self.facts.tracked(month))
        entered = self.facts.counts.get(term.name, _NOTHING)
        entries = [entered.get(month) or self.facts.entry(term.name, month) for month in months]
        if self.whole and typed is None:
            entries = self._gaps(months, entries, entered)
        missing = tuple(
            [
                month
                for month, entry in zip(months, entries, strict=True)
                if entry.state is EntryState.MISSING
            ]
        )
        if typed is not None:
            entries.append(typed)
        return self._made(term, role, entries, missing)

    def _gaps(
        self,
        months: Sequence[str],
        entries: list[CountEntry],
        entered: Mapping[str, CountEntry],
    ) -> list[CountEntry]:
        """The months before tracking as missing, where others of them have figures."""
        early = [month not in entered and not self.facts.tracked(month) for month in months]
        if not any(early) or all(early):
            return entries
        return [MISSING if gap else one for gap, one in zip(early, entries, strict=True)]

    def _opening(self, term: Term, role: str) -> Part:
        """A stock as it stood before the first of the months."""
        if not self.months:
            return self._made(term, role, [], ())
        before = month_before(self.months[0])
        entry = self.facts.entry(term.name, before)
        if entry.state is EntryState.NOT_APPLICABLE:
            typed = self.facts.openings.get(term.name)
            state = EntryState.MISSING if typed is None else EntryState.ENTERED
            entry = CountEntry(typed or 0, state)
        missing = (before,) if entry.state is EntryState.MISSING else ()
        return self._made(term, role, [entry], missing)

    def _typed_total(self, category: str) -> CountEntry | None:
        """The sum typed for the months before tracking, in a span that begins in their January.

        It stands in place of what else was entered for these months.
        """
        first = self.facts.first_month
        if first is None or category not in self.facts.openings or not self.months:
            return None
        return (
            CountEntry(self.facts.openings[category])
            if self.months[0] == f"{first[:4]}-01" and self.months[0] < first <= self.months[-1]
            else None
        )

    def _made(
        self, term: Term, role: str, entries: Sequence[CountEntry], missing: tuple[str, ...]
    ) -> Part:
        count = self.categories.get(term.name)
        if len(entries) == 1:
            state, known = entries[0].state, entries[0].value
        else:
            state = _state_of([entry.state for entry in entries])
            known = sum([entry.value for entry in entries])
        return Part(
            role,
            term.kind,
            term.name,
            count.label if count else term.name,
            count.unit if count else "",
            None if state in _WITHOUT_VALUE else known,
            state,
            term.sign,
            known,
            missing,
        )


def _plain(term: Term, role: str, value: int | None, *, label: str = "", unit: str = "") -> Part:
    state = EntryState.MISSING if value is None else EntryState.ENTERED
    return Part(
        role, term.kind, term.name, label or term.name, unit, value, state, term.sign, value or 0
    )


def _state_of(states: Sequence[EntryState]) -> EntryState:
    """Missing beats all; what does not apply is left out; nothing but nil is nil."""
    applying = [state for state in states if state is not EntryState.NOT_APPLICABLE]
    if EntryState.MISSING in applying:
        return EntryState.MISSING
    if not applying:
        return EntryState.NOT_APPLICABLE
    return EntryState.ENTERED if EntryState.ENTERED in applying else EntryState.NIL


def joined(parts: Sequence[Part]) -> tuple[int | None, EntryState]:
    """The value and state of several parts together."""
    if len(parts) == 1:
        part = parts[0]
        return None if part.value is None else part.sign * part.value, part.state
    state = _state_of([part.state for part in parts])
    if state in _WITHOUT_VALUE:
        return None, state
    return sum([part.sign * (part.value or 0) for part in parts]), state
