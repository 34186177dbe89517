"""Everything that the sheet of counts shows, read in one task on the worker."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop.actions.counts import count_sheet
from desktop.actions.desk import Desk
from desktop.actions.late import closed_spans
from desktop.actions.periods import first_month_tracked
from desktop.actions.plans import DEFAULT_PLAN, entries_of, pack_of, plan_of_month
from desktop.domain.confirmation_counts import MonthSheet, about_counts
from desktop.domain.confirmation_values import Confirmation, ConfirmationCode
from desktop.domain.count_lines import CountLine, year_to_date
from desktop.domain.periods import Period
from desktop.domain.plan_expressions import TermKind
from desktop.domain.plan_facts import CountEntry, EntryState, month_before
from desktop.domain.plans import CountCategory, CountKind, Coverage, PartShare, PlanPack
from desktop.ui.counts.words import question_text
from desktop.ui.rights import refused_at

_ASKED = frozenset(
    {
        ConfirmationCode.STOCK_BALANCE,
        ConfirmationCode.FIGURE_JUMPED,
        ConfirmationCode.PART_ABOVE_WHOLE,
    }
)
Counts = Mapping[str, Mapping[str, CountEntry]]


@dataclass(frozen=True, slots=True)
class CountRow:
    """A category with its figures: ``entry`` is the month's own, None where nobody entered it.

    ``before`` is what "như tháng trước" takes over; ``question`` what will be asked at closing;
    ``partly`` says that the sum since January lacks something besides the month itself.
    """

    category: CountCategory
    line: CountLine
    entry: CountEntry | None
    before: CountEntry | None = None
    question: str = ""
    partly: bool = False

    @property
    def is_stock(self) -> bool:
        """Whether the figure stands ("hiện có"); else it adds up over the months."""
        return self.category.kind is CountKind.STOCK

    @property
    def from_opening(self) -> bool:
        """Whether the opening total stands for the figure, which nobody entered."""
        return self.entry is None and self.line.state is EntryState.ENTERED


@dataclass(frozen=True, slots=True)
class RowSection:
    """The rows of one section of the plan."""

    title: str
    rows: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCounts:
    """The sheet of a month. ``issued`` says that the report that locks it was numbered or sent.

    ``plan`` is the symbol or title of its plan, empty without one.

    Then ``offered`` is the symbol of the plan that can be followed instead. ``objectives`` name
    the first figure that an objective counts as reached. ``refusal``: why who sits here types
    nothing in it.
    """

    month: Period
    plan: str = ""
    sections: tuple[RowSection, ...] = ()
    locked_by: str | None = None
    issued: bool = False
    openings: Mapping[str, int] = field(default_factory=dict)
    first_month: str | None = None
    offered: str = ""
    objectives: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""

    @property
    def locked(self) -> bool:
        """Whether nothing of the month can be typed: it is closed, or not by who sits here."""
        return self.locked_by is not None or bool(self.refusal)

    @property
    def rows(self) -> tuple[CountRow, ...]:
        """All rows in the plan's order."""
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def tracked(self) -> bool:
        """Whether the month is one that must be reported."""
        return self.first_month is None or self.month.id >= self.first_month


def read_month(desk: Desk, month: Period) -> MonthCounts:
    """The month as it stands; a closed one as its closing stored it."""
    sheet, pack = count_sheet(desk, month), plan_of_month(desk, month.id)
    first, issued = first_month_tracked(desk), _issued(desk, sheet.locked_by)
    bare = MonthCounts(
        month=month,
        locked_by=sheet.locked_by,
        issued=issued,
        first_month=first,
        refusal=refused_at(desk, "set_counts"),
    )
    if not sheet.plan_id:
        shipped = pack_of(desk, DEFAULT_PLAN)
        return replace(bare, offered=shipped.symbol if shipped else "")
    entries = entries_of(desk, sheet.plan_id)
    asked = (
        _questions(pack, month.id, entries.counts, entries.openings, first)
        if pack is not None and not sheet.stored
        else {}
    )
    known = {one.id: one for one in pack.counts} if pack is not None else {}
    reading = _Reading(month.id, entries.counts, asked, first, known, stored=sheet.stored)
    return replace(
        bare,
        plan=sheet.symbol or sheet.title,
        sections=tuple(
            RowSection(section.title, tuple(reading.row(line) for line in section.lines))
            for section in sheet.sections
        ),
        openings=entries.openings,
        objectives=_reached(pack) if pack is not None else {},
    )


def _issued(desk: Desk, locked_by: str | None) -> bool:
    return locked_by is not None and any(
        span.issued for span in closed_spans(desk) if span.period == locked_by
    )


def _reached(pack: PlanPack) -> dict[str, str]:
    """The first figure in the numerator of each objective that compares a part with a whole."""
    found = {}
    for objective in pack.objectives:
        if isinstance(objective.rule, Coverage | PartShare):
            names = objective.rule.numerator.names(TermKind.COUNT)
            found[objective.id] = names[0] if names else ""
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the rows of a month are made of; ``stored`` lines stand as the closing fixed them."""

    month: str
    counts: Counts
    asked: Mapping[str, str]
    first: str | None
    known: Mapping[str, CountCategory]
    stored: bool

    def row(self, line: CountLine) -> CountRow:
        """A line with what is said beside it."""
        told = self.counts.get(line.category, {})
        before = told.get(month_before(self.month))
        if (before is None or self.stored) and line.previous is not None:
            before = CountEntry(line.previous)
        entry = _fixed(line) if self.stored else told.get(self.month)
        return CountRow(
            category=self._category(line),
            line=line,
            entry=entry,
            before=before,
            question=self.asked.get(line.category, ""),
            partly=not line.cumulative_complete
            and (self.stored or entry is not None or self._lacks(line, told)),
        )

    def _category(self, line: CountLine) -> CountCategory:
        """The category as the line words it; its note is that of the plan of today."""
        known = self.known.get(line.category)
        note = known.note if known is not None else ""
        return CountCategory(
            line.category, line.label, line.unit, line.kind, line.section, note=note
        )

    def _lacks(self, line: CountLine, told: Mapping[str, CountEntry]) -> bool:
        """Whether a month before this one is missing in the sum since January."""
        first = self.first
        earlier = [one for one in year_to_date(self.month)[:-1] if first is None or one >= first]
        untold = first is not None and first > f"{self.month[:4]}-01" and line.previous is None
        return untold or any(one not in told for one in earlier)


def _fixed(line: CountLine) -> CountEntry | None:
    return None if line.state is EntryState.MISSING else CountEntry(line.value, line.state)


def _questions(
    pack: PlanPack, month: str, counts: Counts, openings: Mapping[str, int], first: str | None
) -> dict[str, str]:
    """What closing will ask about single figures of the month, by category; the same rules."""
    if first is not None and month < first:
        return {}
    sheet = MonthSheet(pack, month, counts, openings, first or month)
    reached = _reached(pack)
    found: dict[str, list[Confirmation]] = {}
    for one in about_counts(sheet):
        if one.code in _ASKED:
            details = one.details
            category = details.get("category") or reached.get(details.get("objective", ""), "")
            found.setdefault(category, []).append(one)
    return {name: " ".join(question_text(one) for one in some) for name, some in found.items()}
