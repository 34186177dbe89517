"""What every consolidated paper is made of: the totals, the frame, the words, the fixed parts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from desktop.domain.consolidated import Sum, UnitLine
from desktop.domain.consolidated_objectives import ObjectiveTotal
from desktop.domain.consolidated_period import ConsolidatedPeriod
from desktop.domain.expected_units import ExpectedUnit, UnitId
from desktop.domain.objective_results import ObjectiveState, percent_of
from desktop.domain.periods import Period
from desktop.domain.plans import ObjectiveKind, Reduce
from desktop.domain.text import nfc
from desktop.reports import frame as framing
from desktop.reports.administrative import (
    NBSP,
    amount,
    bound,
    decimal_number,
    decimal_percent,
    long_date,
    number_text,
    slash_date,
)
from desktop.reports.figures import period_text
from desktop.reports.forms import Form
from desktop.reports.frame import PaperFrame
from desktop.reports.tree import (
    Align,
    Appendix,
    Block,
    Column,
    Document,
    Metadata,
    Orientation,
)

SHARED = "consolidated"
TABLES = "consolidated-tables"
_NAMES_LIMIT = 12
_NAMES_LENGTH = 450
_USUAL_NAME = 26
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


@dataclass(frozen=True)
class Gathered:
    """A consolidated period with the words and look-ups that its papers need."""

    one: ConsolidatedPeriod
    frame: PaperFrame
    form: Form

    @property
    def period(self) -> Period:
        """The period reported."""
        return self.one.period

    @cached_property
    def fields(self) -> dict[str, str]:
        """The fields that every sentence may use."""
        issuer = nfc(self.frame.issuing_name)
        return {
            "period": period_text(self.period, self.form),
            "first": long_date(self.period.start),
            "last": long_date(self.period.last_day),
            "first_short": slash_date(self.period.start),
            "last_short": slash_date(self.period.last_day),
            "issuer": issuer,
            "issuer_start": issuer[:1].upper() + issuer[1:],
            "plan": self.plan,
            "plan_start": self.plan[:1].upper() + self.plan[1:],
            "year": str(self.period.last_day.year),
        }

    @property
    def plan(self) -> str:
        """The plan by its symbol, else by its title; what the profile says where there is none."""
        pack = self.one.pack
        if pack is None:
            return nfc(self.frame.plan_reference)
        return bound(
            self.form.text("text.plan_named").format(symbol=pack.symbol)
            if pack.symbol
            else nfc(pack.title)
        )

    def say(self, key: str, **fields: object) -> str:
        """A text of the form with its fields filled."""
        return self.form.say(key, **{**self.fields, **fields})

    @cached_property
    def lines(self) -> dict[UnitId, UnitLine]:
        """The units by identity."""
        return {line.unit.unit: line for line in self.one.totals.lines}

    def name(self, unit: UnitId) -> str:
        """A unit's name."""
        line = self.lines.get(unit)
        return bound(nfc(line.unit.name)) if line else unit.code

    def state(self, line: UnitLine) -> str:
        """Where a unit's figures come from, or why there are none."""
        waits = line.unit in self.one.waiting
        if not line.sent:
            return self.say("state.waiting" if waits else "state.not_sent")
        if self.one.lacks_months(line):
            count = len(self.one.composed[line.unit.unit])
            return self.say("state.composed_part", count=amount(count))
        if line.unit in self.one.returned:
            return self.say("state.returned")
        if self.one.is_composed(line):
            return self.say("state.composed")
        return self.say("state.sent" if line.expected else "state.unlisted")


def gathered(one: ConsolidatedPeriod, frame: PaperFrame, *names: str) -> Gathered:
    """The totals with the words of some forms; later ones stand before earlier ones."""
    forms = frame.forms
    texts = dict(forms.named("papers").texts)
    for name in (SHARED, TABLES, *names):
        texts |= forms.named(name).texts
    return Gathered(one, frame, Form(names[-1] if names else SHARED, texts))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidatedContent:
    """What is particular to a consolidated paper; ``subject`` are its lines below the kind.

    ``draft``: it is marked DỰ THẢO.
    """

    blocks: tuple[Block, ...]
    title: str
    kind: str
    subject: tuple[str, ...]
    symbol: str = ""
    about: str = ""
    addressees: tuple[str, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    orientation: Orientation = Orientation.PORTRAIT
    draft: bool = False


def consolidated_paper(g: Gathered, content: ConsolidatedContent) -> Document:
    """The paper: head, title, blocks, recipients and signature."""
    frame, common = g.frame, framing.common_form(g.frame)
    if content.symbol:
        frame = replace(frame, symbol=content.symbol)
    addressed = replace(frame, salutations=content.addressees)
    # Who keeps the copy is the committee, whatever the symbol of the paper.
    found = framing.recipients(g.frame, common)
    if not content.addressees:
        above = common.text("as_above").casefold()
        kept = tuple(line for line in found.lines if above not in line.casefold())
        found = replace(found, lines=kept)
    return Document(
        metadata=Metadata(
            title=content.title.replace(NBSP, " "),
            author=nfc(frame.issuing_name),
            subject=g.say("file_subject").replace(NBSP, " "),
        ),
        letterhead=replace(framing.letterhead(frame, common), about=content.about),
        kind=content.kind,
        subject=content.subject,
        salutation=framing.salutation(addressed, common) if content.addressees else (),
        blocks=content.blocks,
        recipients=found,
        signature=framing.signature(frame, common),
        appendices=content.appendices,
        draft=common.text("draft") if content.draft else "",
        orientation=content.orientation,
    )


def appendix(
    g: Gathered, key: str, blocks: tuple[Block, ...], orientation: Orientation
) -> Appendix:
    """An appendix that waits for its number."""
    number = g.frame.number_text
    note = g.say("appendix_note", number=number[0].lower() + number[1:], date=g.frame.date_text)
    return Appendix("", g.say(f"appendix.{key}"), note, blocks, orientation)


def numbered(appendices: Sequence[Appendix]) -> tuple[Appendix, ...]:
    """The appendices with Roman numbers, where there are two or more."""
    if len(appendices) < 2:
        return tuple(appendices)
    return tuple(replace(one, number=_ROMAN[place]) for place, one in enumerate(appendices))


def column(
    g: Gathered,
    key: str,
    width: float,
    align: Align = Align.CENTRE,
    *,
    over: str = "",
    summed: bool = False,
) -> Column:
    """A column with its heading from the form."""
    return Column(g.say(f"column.{key}"), width, align, over, summed=summed)


def unit_column(g: Gathered, width: float) -> Column:
    """The column of units; long names get more room, at most twice the usual."""
    longest = max((len(line.unit.name) for line in g.one.totals.lines), default=0)
    wider = min(width * 2, width + max(0, longest - _USUAL_NAME) * 0.8)
    return column(g, "unit", wider, Align.LEFT)


def names_fit(names: Sequence[str]) -> bool:
    """Whether units can be named in a sentence; more stand in an appendix."""
    return len(names) <= _NAMES_LIMIT and sum(map(len, names)) <= _NAMES_LENGTH


def names_of(units: Sequence[ExpectedUnit]) -> list[str]:
    """The names of units."""
    return [bound(nfc(unit.name)) for unit in units]


def sum_text(g: Gathered, one: Sum, sent: int) -> str:
    """A sum in a cell: a dash where nobody gave a figure, marked where some did not."""
    if one.value is None:
        return g.say("cell.unknown" if not sent else "cell.missing")
    number = number_text(one.value)
    return number if one.units >= sent else g.say("cell.part", number=number)


def ratio_parts(g: Gathered, numerator: int | None, denominator: int | None) -> tuple[str, str]:
    """n/N and its percentage in two cells; 0/0 has none and reads that nothing arose."""
    if numerator is None or denominator is None:
        return g.say("cell.unknown"), g.say("cell.unknown")
    percent = percent_of(numerator, denominator)
    if percent is None:
        return g.say("cell.nothing"), g.say("cell.unknown")
    return f"{number_text(numerator)}/{number_text(denominator)}", decimal_percent(percent)


def ratio_text(g: Gathered, numerator: int, denominator: int) -> str:
    """n/N with its percentage beside it."""
    parts, percent = ratio_parts(g, numerator, denominator)
    return f"{parts}{NBSP}({percent})" if denominator else parts


_SILENT = frozenset({ObjectiveState.NOT_ENTERED, ObjectiveState.NOT_APPLICABLE})


def has_figure(total: ObjectiveTotal) -> bool:
    """Whether an objective has a figure to show, finally judged or not."""
    return total.numerator is not None and (total.given > 0 or total.state not in _SILENT)


def objective_text(g: Gathered, total: ObjectiveTotal) -> str:
    """ "36/40 (90%) đơn vị", "1.234 người", or the state while there is no figure."""
    if not has_figure(total) or total.numerator is None:
        return g.say(f"verdict.{total.state}")
    if total.denominator is None:
        return f"{number_text(total.numerator)}{NBSP}{total.unit}".strip()
    if not total.denominator:
        return g.say("cell.nothing")
    if is_fall(g, total):
        key = "cell.rise" if total.numerator < 0 else "cell.fall"
        return g.say(key, share=ratio_text(g, abs(total.numerator), total.denominator))
    share = ratio_text(g, total.numerator, total.denominator)
    return g.say("cell.units", share=share) if total.counts_units else share


def is_fall(g: Gathered, total: ObjectiveTotal) -> bool:
    """Whether the ratio is a fall against a baseline, and not a rate that has to fall."""
    if total.kind is not ObjectiveKind.REDUCE or g.one.pack is None:
        return False
    objective = g.one.pack.objective(total.id)
    rule = objective.rule if objective is not None else None
    return isinstance(rule, Reduce) and rule.denominator is None


def target_text(total: ObjectiveTotal) -> str:
    """The target: "100%", "900 hồ sơ"; empty where there is none."""
    if total.target is None:
        return ""
    if total.ratio:
        return decimal_percent(total.target)
    return f"{decimal_number(total.target)}{NBSP}{total.unit}".strip()


def verdict_text(g: Gathered, total: ObjectiveTotal) -> str:
    """Met, not met and so on; a count without a target is neither."""
    counted = total.kind is ObjectiveKind.COUNT and total.state is ObjectiveState.MET
    return g.say("verdict.counted" if counted else f"verdict.{total.state}")
