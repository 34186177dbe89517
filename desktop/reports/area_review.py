"""The review sheet of the area: rule, criteria with figures and thresholds, level, history.

A threshold that the rule's source does not say is said to be open, never guessed. The blank sheet
is the same paper with room for what is entered by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, Decimal

from desktop.domain.area_proposals import CriterionResult, MeasureResult, Proposal, propose
from desktop.domain.area_rules import AreaRule, LevelRole, MeasureKind, rule_of
from desktop.domain.areas import Assessment, AssessmentDraft, LevelStep
from desktop.domain.snapshot import Snapshot
from desktop.reports.administrative import bound, long_date, number_text, slash_date, table_date
from desktop.reports.figures import Figures
from desktop.reports.frame import PaperFrame
from desktop.reports.office_paper import Content, paper_form, put_together, say, unnamed
from desktop.reports.tree import Align, Blank, Block, Column, Document, Heading, Paragraph, Table

AREA_REVIEW = "area-review"
_DECIMALS = Decimal("0.0001")
_ROW_HEIGHT = 26.0
"""Points of a row that is written in by hand."""
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of changing the area: what, by when, when it was reached, and whether it is late."""

    title: str
    due: date | None
    done_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class People:
    """The population of a year and the day of counting."""

    year: int
    people: int
    counted_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaReview:
    """What the sheet is made of, as it stood on a day.

    ``rule`` is that of the assessment, without one the rule in force; ``drug_free`` whether the
    area is free of drugs (none: nobody decided) since ``since``; ``was_drug_free``: it was before.
    """

    on: date
    rule: AreaRule | None
    rules: tuple[AreaRule, ...] = ()
    assessment: Assessment | None = None
    steps: tuple[LevelStep, ...] = ()
    drug_free: bool | None = None
    since: date | None = None
    was_drug_free: bool = False
    milestones: tuple[Milestone, ...] = ()
    population: tuple[People, ...] = ()


def area_review(
    snapshot: Snapshot, frame: PaperFrame, review: AreaReview, *, blank: bool = False
) -> Document:
    """The sheet of an area; ``blank``: to be filled in by hand, also where nothing was assessed."""
    f = Figures(snapshot, frame, paper_form(AREA_REVIEW, frame))
    sheet = _Sheet(f, review, by_hand=blank or review.assessment is None, empty=blank)
    content = Content(
        blocks=tuple(sheet.blocks()),
        title=say(f, "title"),
        cosigners=(unnamed(f.form.text("compiler")),),
    )
    made = put_together(f, content)
    return made if blank else _dated(f, made, review.on)


def _dated(f: Figures, made: Document, on: date) -> Document:
    return replace(made, subject=(made.subject[0], say(f, "until", on_short=slash_date(on))))


@dataclass(frozen=True)
class _Sheet:
    """The sheet while it is made; ``by_hand``: cells are left open; ``empty``: history too."""

    f: Figures
    review: AreaReview
    by_hand: bool
    empty: bool

    def blocks(self) -> Iterator[Block]:
        """The numbered parts of the sheet."""
        parts = (
            ("rule", self._rule()),
            ("criteria", self._criteria()),
            ("result", self._result()),
            ("drug_free", self._drug_free()),
            *(
                ()
                if self.empty
                else (
                    ("steps", self._steps()),
                    ("milestones", self._milestones()),
                    ("population", self._population()),
                )
            ),
        )
        for number, (key, blocks) in enumerate(parts):
            yield Heading(1, f"{_ROMAN[number]}. {self._say(f'titles.{key}')}")
            yield from blocks

    def _say(self, key: str, **fields: object) -> str:
        return say(self.f, key, **fields)

    def _text(self, key: str, **fields: object) -> Paragraph:
        return Paragraph.of(self._say(f"text.{key}", **fields))

    def _column(self, key: str, width: float, align: Align = Align.LEFT) -> Column:
        return Column(self._say(f"column.{key}"), width, align)

    def _rule(self) -> Iterator[Block]:
        rule = self.review.rule
        if rule is None:
            yield self._text("no_rule")
            return
        said = [self._say("text.rule", title=rule.title, source=rule.source)]
        for key, day in (("valid_from", rule.valid_from), ("valid_to", rule.valid_to)):
            if day is not None:
                said.append(self._say(f"text.{key}", date=long_date(day)))
        yield Paragraph.of(" ".join(said))
        filled = self.review.assessment.thresholds if self.review.assessment else {}
        unknown = [one for one in rule.open_thresholds() if one.key not in filled]
        if unknown:
            listed = "; ".join(
                self._say(
                    "text.open_one",
                    mark=one.criterion.mark,
                    level=_inside(one.level.label),
                    unit=_unit(rule, one.measure.figure, one.measure.kind),
                )
                for one in unknown
            )
            yield self._text("open", list=listed)

    def _criteria(self) -> Iterator[Block]:
        rule, assessment = self.review.rule, self.review.assessment
        if assessment is None and not self.empty:
            yield self._text("none_assessed")
        elif assessment is not None and not self.by_hand:
            people = assessment.population
            key = "assessed_plain" if people is None else "assessed"
            said = number_text(people or 0)
            yield self._text(key, date=long_date(assessment.on), people=said)
        if rule is None:
            return
        if not rule.computed:
            yield self._text("not_computed")
            return
        if self.by_hand:
            yield Blank(self._say("label.reviewed"))
            yield Blank(self._say("label.population"))
        yield self._criteria_table(rule, self._proposal(rule))

    def _proposal(self, rule: AreaRule) -> Proposal:
        entered = self.review.assessment
        if entered is None or self.by_hand:
            return propose(rule, AssessmentDraft(None, rule.id))
        return propose(rule, entered)

    def _criteria_table(self, rule: AreaRule, proposal: Proposal) -> Table:
        columns = (
            self._column("mark", 20, Align.CENTRE),
            self._column("what", 58),
            self._column("figure", 40),
            self._column("bounds", 36),
            self._column("state", 22, Align.CENTRE),
        )
        rows: list[tuple[str, ...]] = []
        for level in rule.levels:
            found = proposal.result(level.id)
            if found is None or level.role is LevelRole.DRUG_FREE:
                continue
            count = number_text(level.at_least)
            rows.append(("", self._say("row.level", level=level.label, count=count), "", "", ""))
            rows.extend(self._criterion(rule, one) for one in found.criteria)
        return Table(columns, tuple(rows), row_height=_ROW_HEIGHT if self.by_hand else 0)

    def _criterion(self, rule: AreaRule, one: CriterionResult) -> tuple[str, ...]:
        if self.by_hand:
            return one.mark, _criterion_label(one.label), "", self._bounds_of(rule, one), ""
        state = self._say(f"state.{one.state}")
        figure = self._figure_of(rule, one)
        return one.mark, _criterion_label(one.label), figure, self._bounds_of(rule, one), state

    def _figure_of(self, rule: AreaRule, one: CriterionResult) -> str:
        if one.measures:
            several = len(one.measures) > 1
            return "; ".join(self._measured(rule, each, named=several) for each in one.measures)
        answer = {True: "yes", False: "no", None: "unanswered"}[one.ticked]
        said = self._say(f"figure.{answer}")
        if one.counted is None:
            return said
        question = rule.question(one.question)
        label = _inside(question.label) if question is not None else one.question
        count = number_text(one.counted)
        return self._say("figure.counted", count=count, question=label, answer=said)

    def _measured(self, rule: AreaRule, one: MeasureResult, *, named: bool) -> str:
        figure = rule.figure(one.figure)
        unit = figure.unit if figure is not None else ""
        label = figure.label if figure is not None else one.figure
        if one.value is None:
            return self._say("figure.missing" if named else "figure.missing_one", label=label)
        number = _decimals(one.value)
        if one.kind is MeasureKind.COUNT:
            return self._say("figure.value", number=number, unit=unit)
        if one.percent is None:
            return self._say("figure.population", number=number, unit=unit)
        percent = self._percent(one.percent)
        return self._say("figure.share", number=number, unit=unit, percent=percent)

    def _percent(self, percent: Decimal) -> str:
        """Cut after four decimals, so that it never reads as a bound that it does not reach."""
        cut = percent.quantize(_DECIMALS, ROUND_DOWN)
        return self._say("figure.under") if percent and not cut else f"{_decimals(cut)}%"

    def _bounds_of(self, rule: AreaRule, one: CriterionResult) -> str:
        if one.measures:
            return "; ".join(self._bounds(rule, each) for each in one.measures)
        if one.needed is None:
            return self._say("bounds.question")
        return self._say("bounds.counted", count=number_text(one.needed))

    def _bounds(self, rule: AreaRule, one: MeasureResult) -> str:
        unit = _unit(rule, one.figure, one.kind)
        lower, upper = (_bound(value, unit) for value in (one.lower, one.upper))
        said = self._say(f"bounds.{_bounds_key(rule, one)}", lower=lower, upper=upper)
        filled = self.review.assessment.thresholds if self.review.assessment else {}
        own = one.threshold in filled and not self.by_hand
        return self._say("bounds.filled", bounds=said) if own else said

    def _result(self) -> Iterator[Block]:
        rule, assessment = self.review.rule, self.review.assessment
        if self.by_hand or assessment is None or rule is None:
            for key in ("level", "decided", "decision"):
                yield Blank(self._say(f"label.{key}"))
            yield Blank(self._say("label.note"), 2)
            return
        proposal = self._proposal(rule)
        if rule.computed:
            yield Paragraph.of(self._proposed(rule, proposal))
        yield self._text("decided", level=_inside(_label(rule, assessment.level)))
        if proposal.level is not None and proposal.level != assessment.level:
            yield self._text("differs")
        decision = assessment.decision.strip(" .")
        key = "decision" if decision else "no_decision"
        yield self._text(key, decision=decision)
        if assessment.note.strip():
            yield self._text("note", note=assessment.note.strip())

    def _proposed(self, rule: AreaRule, proposal: Proposal) -> str:
        if proposal.level is None:
            if proposal.at_least is None:
                return self._say("text.waiting")
            return self._say("text.at_least", level=_inside(_label(rule, proposal.at_least)))
        level, found = _inside(_label(rule, proposal.level)), proposal.result(proposal.level)
        if found is None:
            return self._say("text.proposed", level=level)
        met, needed = number_text(found.met), number_text(found.needed)
        return self._say("text.proposed_reached", level=level, met=met, needed=needed)

    def _drug_free(self) -> Iterator[Block]:
        if not self.empty:
            yield Paragraph.of(self._drug_free_words())
        rule = self.review.rule
        found = next(
            (one for one in (rule.levels if rule else ()) if one.role is LevelRole.DRUG_FREE), None
        )
        if rule is None or found is None or not found.criteria:
            return
        judged = self._proposal(rule).result(found.id)
        columns = (self._column("condition", 140), self._column("answer", 36, Align.CENTRE))
        rows = tuple(
            (_criterion_label(one.label), "" if self.by_hand else self._figure_of(rule, one))
            for one in (judged.criteria if judged is not None else ())
        )
        yield self._text("conditions")
        yield Table(columns, rows, row_height=_ROW_HEIGHT if self.by_hand else 0)

    def _drug_free_words(self) -> str:
        review = self.review
        if review.drug_free is None or review.since is None:
            return self._say("text.drug_free_unknown")
        lost = "lost" if review.was_drug_free else "not"
        key = "holds" if review.drug_free else lost
        return self._say(f"text.drug_free_{key}", date=long_date(review.since))

    def _steps(self) -> Iterator[Block]:
        if not self.review.steps:
            yield self._text("steps_none")
            return
        columns = (
            self._column("since", 24, Align.CENTRE),
            self._column("level", 56),
            self._column("rule", 56),
            self._column("step", 40),
        )
        yield Table(columns, tuple(self._step(one) for one in self.review.steps))

    def _step(self, step: LevelStep) -> tuple[str, ...]:
        rule = rule_of(self.review.rules, step.rule_id)
        said = self._say(f"step.{'first' if step.from_level is None else step.direction}")
        if step.rule_changed:
            said = self._say("step.rule_changed", step=said)
        title = bound(rule.title) if rule is not None else step.rule_id
        return table_date(step.on), _label(rule, step.to_level), title, said

    def _milestones(self) -> Iterator[Block]:
        if not self.review.milestones:
            yield self._text("milestones_none")
            return
        columns = (
            self._column("milestone", 116),
            self._column("due", 30, Align.CENTRE),
            self._column("done", 30, Align.CENTRE),
        )
        yield Table(columns, tuple(self._milestone(one) for one in self.review.milestones))

    def _milestone(self, one: Milestone) -> tuple[str, ...]:
        due = table_date(one.due) if one.due else ""
        if one.done_on is not None and one.done_on <= self.review.on:
            return bound(one.title), due, table_date(one.done_on)
        return bound(one.title), due, self._say(f"milestone.{'overdue' if one.overdue else 'open'}")

    def _population(self) -> Iterator[Block]:
        if not self.review.population:
            yield self._text("population_none")
            return
        columns = (
            self._column("year", 30, Align.CENTRE),
            self._column("people", 60, Align.CENTRE),
            self._column("counted", 60, Align.CENTRE),
        )
        rows = tuple(
            (
                str(one.year),
                number_text(one.people),
                table_date(one.counted_on) if one.counted_on else "",
            )
            for one in self.review.population
        )
        yield Table(columns, rows)


def _label(rule: AreaRule | None, level: str) -> str:
    found = rule.level(level) if rule is not None else None
    return found.label if found is not None else level


def _criterion_label(label: str) -> str:
    return bound(label).replace(" %", "%")


def _inside(label: str) -> str:
    return label[:1].lower() + label[1:]


def _unit(rule: AreaRule, figure: str, kind: MeasureKind) -> str:
    found = rule.figure(figure)
    return "%" if kind is MeasureKind.RATIO or found is None else found.unit


def _bound(value: Decimal | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{_decimals(value)}%" if unit == "%" else f"{_decimals(value)}\u00a0{unit}"


def _bounds_key(rule: AreaRule, one: MeasureResult) -> str:
    if one.lower is None:
        return "unknown" if one.upper is None else "below"
    if one.upper is None:
        return "from"
    figure = rule.figure(one.figure)
    whole = figure is not None and figure.whole and one.kind is MeasureKind.COUNT
    return "exactly" if whole and one.upper == one.lower + 1 else "between"


def _decimals(value: Decimal) -> str:
    """A number with Vietnamese separators and every decimal that it has."""
    whole, _point, part = f"{value:f}".partition(".")
    part = part.rstrip("0")
    return f"{number_text(int(whole))}{',' if part else ''}{part}"
