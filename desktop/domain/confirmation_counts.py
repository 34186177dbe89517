"""What is asked about the counts of one month."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.confirmation_values import Confirmation, ConfirmationCode, confirmation
from desktop.domain.count_lines import asked_of_commune
from desktop.domain.objective_results import ObjectiveResult, ObjectiveState, Reason
from desktop.domain.objectives import compute
from desktop.domain.plan_expressions import Expression, TermKind
from desktop.domain.plan_facts import MISSING, CountEntry, EntryState, PlanFacts, month_before
from desktop.domain.plans import (
    CountCategory,
    CountKind,
    Coverage,
    Objective,
    PartShare,
    PlanPack,
    Span,
)

_COPIED_AT_LEAST = 3
_JUMP_FROM = 10
_JUMP_TIMES = 3
_JUMP_MONTHS = 6
_JUMP_KNOWN = 2


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """The counts as they stand around one month."""

    pack: PlanPack
    month: str
    counts: Mapping[str, Mapping[str, CountEntry]]
    openings: Mapping[str, int]
    first: str

    def known(self, category: str, month: str = "") -> int | None:
        """An entered figure, nil being 0; None where it is missing or does not apply."""
        entry = self.counts.get(category, {}).get(month or self.month, MISSING)
        return entry.value if entry.state in (EntryState.ENTERED, EntryState.NIL) else None

    def stock_before(self, category: str) -> int | None:
        """Last month's stock, or its opening total in the first month."""
        last = self.known(category, month_before(self.month))
        return self.openings.get(category) if last is None and self.month == self.first else last


def _counts_missing(sheet: MonthSheet) -> Iterator[Confirmation]:
    asked = asked_of_commune(sheet.pack)
    missing = [
        one.id
        for one in asked
        if sheet.counts.get(one.id, {}).get(sheet.month, MISSING).state is EntryState.MISSING
    ]
    if missing:
        yield confirmation(
            ConfirmationCode.COUNTS_MISSING,
            sheet.month,
            missing,
            month=sheet.month,
            number=len(missing),
            total=len(asked),
        )


def _month_copied(sheet: MonthSheet) -> Iterator[Confirmation]:
    """Every flow entered equals last month's, and at least three of them are not 0."""
    before = month_before(sheet.month)
    flows = [one.id for one in sheet.pack.counts if one.kind is CountKind.FLOW]
    entered = {one: value for one in flows if (value := sheet.known(one)) is not None}
    same = all(sheet.known(one, before) == value for one, value in entered.items())
    if same and sum(value > 0 for value in entered.values()) >= _COPIED_AT_LEAST:
        yield confirmation(
            ConfirmationCode.MONTH_COPIED,
            sheet.month,
            entered,
            month=sheet.month,
            before=before,
            number=len(entered),
        )


def _stock_balance(sheet: MonthSheet) -> Iterator[Confirmation]:
    """A stock with named flows is last month's + in − out; asked only when all are known."""
    for stock in sheet.pack.counts:
        if stock.kind is CountKind.STOCK and (stock.added_by or stock.reduced_by):
            yield from _unbalanced(sheet, stock)


def _unbalanced(sheet: MonthSheet, stock: CountCategory) -> Iterator[Confirmation]:
    value, last = sheet.known(stock.id), sheet.stock_before(stock.id)
    added = _sum(sheet, stock.added_by)
    reduced = _sum(sheet, stock.reduced_by)
    if value is None or last is None or added is None or reduced is None:
        return
    expected = last + added - reduced
    if value != expected:
        yield confirmation(
            ConfirmationCode.STOCK_BALANCE,
            f"{stock.id}@{sheet.month}",
            [value, last, added, reduced],
            **_named(stock, sheet),
            value=value,
            last=last,
            added=added,
            reduced=reduced,
            expected=expected,
        )


def _sum(sheet: MonthSheet, flows: Sequence[str]) -> int | None:
    values = [sheet.known(flow) for flow in flows]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _named(category: CountCategory, sheet: MonthSheet) -> dict[str, str]:
    return {
        "category": category.id,
        "label": category.label,
        "unit": category.unit,
        "month": sheet.month,
    }


def _part_above_whole(sheet: MonthSheet) -> Iterator[Confirmation]:
    """A part above its whole, over the objective's own months to date, else in the month alone.

    Objectives that read figures of the program itself are left out: their parts cannot exceed.
    The same two sums are asked about once, under the first objective that reads them.
    """
    asked: set[tuple[Expression, Expression]] = set()
    for objective in sheet.pack.objectives:
        rule = objective.rule
        if not isinstance(rule, Coverage | PartShare) or _reads_facts(rule):
            continue
        plain = replace(objective, applies_when=None)
        result = _judged(sheet, plain)
        if result.state is ObjectiveState.NOT_ENTERED and result.outcome.reason is Reason.NONE:
            result = _judged(sheet, replace(plain, span=Span.REPORT))
        above = result.outcome.reason is Reason.NUMERATOR_ABOVE
        if above and (rule.numerator, rule.denominator) not in asked:
            asked.add((rule.numerator, rule.denominator))
            yield _above(sheet, objective, result)


def _reads_facts(rule: Coverage | PartShare) -> bool:
    return any(sums.names(TermKind.FACT) for sums in (rule.numerator, rule.denominator))


def _judged(sheet: MonthSheet, objective: Objective) -> ObjectiveResult:
    # No day is read by sums of counts: the first one of the month stands for all three.
    day = date.fromisoformat(f"{sheet.month}-01")
    facts = PlanFacts(
        months=(sheet.month,),
        first_day=day,
        last_day=day,
        year_first_day=day,
        first_month=sheet.first or None,
        counts=sheet.counts,
        openings=sheet.openings,
    )
    return compute(sheet.pack, objective, facts)


def _above(sheet: MonthSheet, objective: Objective, result: ObjectiveResult) -> Confirmation:
    sums = {
        role: sum(
            part.sign * (part.value or 0) for part in result.outcome.parts if part.role == role
        )
        for role in ("numerator", "denominator")
    }
    return confirmation(
        ConfirmationCode.PART_ABOVE_WHOLE,
        f"{objective.id}@{sheet.month}",
        [*sums.values(), *result.months],
        objective=objective.id,
        title=objective.title,
        unit=objective.unit,
        month=sheet.month,
        since=result.months[0],
        **sums,
    )


def _figure_jumped(sheet: MonthSheet) -> Iterator[Confirmation]:
    """A figure of 10 or more, and above three times the largest of the six months before.

    At least two of those months must be known: against a single month nothing is unusual.
    """
    before = [sheet.month]
    for _each in range(_JUMP_MONTHS):
        before.append(month_before(before[-1]))
    for category in sheet.pack.counts:
        value = sheet.known(category.id)
        past = [sheet.known(category.id, month) for month in before[1:]]
        known = [figure for figure in past if figure is not None]
        if value is None or value < _JUMP_FROM or len(known) < _JUMP_KNOWN:
            continue
        largest = max(known)
        if value > _JUMP_TIMES * largest:
            yield confirmation(
                ConfirmationCode.FIGURE_JUMPED,
                f"{category.id}@{sheet.month}",
                [value, largest],
                **_named(category, sheet),
                value=value,
                largest=largest,
                number=_JUMP_MONTHS,
            )


_COUNT_RULES: tuple[Callable[[MonthSheet], Iterator[Confirmation]], ...] = (
    _counts_missing,
    _month_copied,
    _stock_balance,
    _part_above_whole,
    _figure_jumped,
)


def about_counts(sheet: MonthSheet) -> Iterator[Confirmation]:
    """All questions about a month's counts, rule by rule, each in the plan's order."""
    for rule in _COUNT_RULES:
        yield from rule(sheet)
