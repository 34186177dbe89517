"""A file (TOML) with a rule for classing areas into a rule; a broken file is refused.

Limits: 512 KiB, 20 levels of 30 criteria, 60 figures and 60 questions; unknown keys, ids
used twice, names that nothing defines and bounds that cross are refused with key path.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.domain.area_rules import (
    FORMAT,
    AreaRule,
    Criterion,
    Figure,
    Level,
    LevelRole,
    Measure,
    Measured,
    MeasureKind,
    OfLevel,
    Question,
    Ticked,
)
from desktop.domain.plan_checks import check_twice
from desktop.domain.plan_lines import with_lines
from desktop.domain.plan_reading import Findings, PlanProblem, Table, read_toml

MOST_LEVELS = 20
MOST_CRITERIA = 30
MOST_INPUTS = 60
MOST_MEASURES = 10


class CriterionKind(StrEnum):
    """How the file says what kind of criterion it is."""

    COUNT = "count"
    RATIO = "ratio"
    ANY_OF = "any_of"
    TICKED = "ticked"
    OF_LEVEL = "of_level"


class Known(StrEnum):
    """Whether a lower bound is said by the source, or left open for the officer."""

    KNOWN = "known"
    UNKNOWN = "unknown"


class Numbers(StrEnum):
    """Whether a figure may have decimals."""

    WHOLE = "whole"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class AreaRuleReading:
    """A rule, or what keeps it from being one."""

    rule: AreaRule | None
    problems: tuple[PlanProblem, ...] = ()


def parse_area_rule(content: bytes) -> AreaRuleReading:
    """The rule that a file holds. Never raises: whatever is wrong is among the problems."""
    data, unread = read_toml(content)
    if unread:
        return AreaRuleReading(None, unread)
    findings = Findings()
    top = Table(data, path="", findings=findings)
    rule = _rule(top)
    top.close()
    if not findings.stopping:
        _check_names(rule, Table({}, path="", findings=findings))
    problems = with_lines(findings.found, content.decode("utf-8-sig"))
    return AreaRuleReading(None if findings.stopping else rule, problems)


def _rule(top: Table) -> AreaRule:
    if (form := top.whole("format", required=True)) is not None and form != FORMAT:
        top.note("format_unknown", "format", known=str(FORMAT))
    rule = AreaRule(
        id=top.id(),
        version=top.whole("version", required=True) or 0,
        title=top.text("title", limit=600, required=True),
        source=top.text("source", limit=1000, required=True),
        valid_from=_day(top, "valid_from", (1, 1)),
        valid_to=_day(top, "valid_to", (12, 31)),
        notes=top.texts("notes", limit=1000),
        figures=tuple(_figure(one) for one in top.tables("figures", most=MOST_INPUTS)),
        questions=tuple(_question(one) for one in top.tables("questions", most=MOST_INPUTS)),
        levels=tuple(_level(one) for one in top.tables("levels", most=MOST_LEVELS)),
    )
    if not rule.levels:
        top.note("missing", "levels")
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        top.note("days_reversed", "valid_to")
    return rule


def _day(top: Table, key: str, of_year: tuple[int, int]) -> date | None:
    """A date; a bare year stands for its first or last day."""
    day = top.day(key)
    return date(day, *of_year) if isinstance(day, int) else day


def _figure(one: Table) -> Figure:
    numbers = one.choice("numbers", Numbers, default=Numbers.WHOLE)
    return Figure(
        id=one.id(),
        label=one.text("label", limit=600, required=True),
        unit=one.text("unit", limit=40, required=True),
        whole=numbers is Numbers.WHOLE,
    )


def _question(one: Table) -> Question:
    return Question(id=one.id(), label=one.text("label", limit=600, required=True))


def _level(one: Table) -> Level:
    level = Level(
        id=one.id(),
        label=one.text("label", required=True),
        role=one.choice("role", LevelRole, default=LevelRole.KEY),
        at_least=one.whole("at_least") or 0,
        rank=one.whole("rank"),
        criteria=tuple(_criteria(one)),
    )
    if (level.criteria or level.at_least) and not 0 < level.at_least <= len(level.criteria):
        one.note("at_least_range", "at_least", count=str(len(level.criteria)))
    if level.criteria and level.role is LevelRole.OTHER:
        one.note("other_has_criteria", "criteria")
    return level


def _criteria(level: Table) -> Iterator[Criterion]:
    for one in level.tables("criteria", most=MOST_CRITERIA):
        name = one.id()
        mark = one.text("mark", limit=20, required=True)
        label = one.text("label", limit=1000, required=True)
        if (rule := _criterion_rule(one)) is not None:
            yield Criterion(name, mark, label, rule)


def _criterion_rule(one: Table) -> Measured | Ticked | OfLevel | None:
    if not one.has("kind"):
        one.note("missing", "kind")
    kind = one.choice("kind", CriterionKind, default=CriterionKind.TICKED)
    match kind:
        case CriterionKind.TICKED:
            return Ticked(one.id("question"))
        case CriterionKind.OF_LEVEL:
            return _of_level(one)
        case CriterionKind.ANY_OF:
            tables = one.tables("measures", most=MOST_MEASURES)
            measures = tuple(_alternative(each) for each in tables)
            if len(measures) < 2:
                one.note("two_measures", "measures")
            return Measured(measures)
        case CriterionKind.COUNT | CriterionKind.RATIO:
            return Measured((_measure(one, MeasureKind(kind.value)),))


def _of_level(one: Table) -> OfLevel:
    level, question = one.id("level"), one.id("question")
    least = one.whole("at_least", required=True)
    if least == 0:
        one.note("bound_not_positive", "at_least")
    return OfLevel(level, least or 1, question)


def _alternative(one: Table) -> Measure:
    return _measure(one, one.choice("kind", MeasureKind, default=MeasureKind.COUNT))


def _measure(one: Table, kind: MeasureKind) -> Measure:
    known = one.choice("bound", Known, default=Known.KNOWN)
    lower = one.number("lower", required=known is Known.KNOWN)
    upper = one.number("upper")
    if known is Known.UNKNOWN and one.has("lower"):
        one.note("bound_said", "lower")
    # A bound of nothing would be reached by nothing happening.
    if lower == 0 or upper == 0:
        one.note("bound_not_positive", "lower" if lower == 0 else "upper")
    if lower is not None and upper is not None and upper <= lower:
        one.note("bounds_crossed", "upper")
    return Measure(one.id("figure"), kind, lower, upper)


def _check_names(rule: AreaRule, top: Table) -> None:
    """Ids are used once, every name is defined in the same file, roles stand once."""
    check_twice((one.id for one in rule.figures), "figures", top)
    check_twice((one.id for one in rule.questions), "questions", top)
    check_twice((one.id for one in rule.levels), "levels", top)
    for role in (LevelRole.OTHER, LevelRole.DRUG_FREE):
        if sum(level.role is role for level in rule.levels) > 1:
            top.note("role_twice", "levels", role=role)
    if rule.computed and all(level.role is not LevelRole.OTHER for level in rule.levels):
        top.note("other_missing", "levels")
    for index, level in enumerate(rule.levels):
        path = f"levels[{index}].criteria"
        check_twice((one.id for one in level.criteria), path, top)
        for place, criterion in enumerate(level.criteria):
            _check_criterion(rule, index, criterion, f"{path}[{place}]", top)


def _check_criterion(
    rule: AreaRule, index: int, criterion: Criterion, path: str, top: Table
) -> None:
    match criterion.rule:
        case Measured(measures):
            for place, measure in enumerate(measures):
                if rule.figure(measure.figure) is None:
                    inner = f"{path}.measures[{place}]" if len(measures) > 1 else path
                    top.note("name_unknown", f"{inner}.figure", id=measure.figure)
            check_twice((one.figure for one in measures), f"{path}.measures", top)
        case Ticked(question):
            _check_question(rule, question, path, top)
        case OfLevel(level, least, question):
            _check_question(rule, question, path, top)
            # Levels look downwards only, so that no two of them wait for each other.
            below = {one.id: one for one in rule.levels[index + 1 :]}
            if level not in below:
                top.note("level_not_below", f"{path}.level", id=level)
            elif least > len(below[level].criteria):
                count = str(len(below[level].criteria))
                top.note("at_least_range", f"{path}.at_least", count=count)


def _check_question(rule: AreaRule, question: str, path: str, top: Table) -> None:
    if rule.question(question) is None:
        top.note("name_unknown", f"{path}.question", id=question)
