"""Assessments of the area and inspections of groups written in small TOML files.

A file holds one of them at its top, or several under ``[[assessments]]``, ``[[inspections]]``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from desktop.domain.area_rules import AreaRule, rule_in_force, rule_of
from desktop.domain.areas import AssessmentDraft
from desktop.domain.inspections import InspectionDraft
from desktop.domain.plan_lines import with_lines
from desktop.domain.plan_reading import Findings, PlanProblem, Table, read_toml
from desktop.domain.text import identity_key

MOST_DRAFTS = 300
TEXT_READ = 4000

Draft = TypeVar("Draft", AssessmentDraft, InspectionDraft)


@dataclass(frozen=True, slots=True)
class DraftReading(Generic[Draft]):
    """What a file holds with the key path of each draft, or what is wrong with it."""

    drafts: tuple[Draft, ...] = ()
    places: tuple[str, ...] = ()
    problems: tuple[PlanProblem, ...] = field(default_factory=tuple)


def parse_assessments(
    content: bytes, *, rules: Sequence[AreaRule], population: Mapping[int, int]
) -> DraftReading[AssessmentDraft]:
    """The assessments of a file.

    Without ``rule`` the one in force on the day is taken, without ``population`` that of
    the day's year. A level is named by its id or by its whole name.
    """
    data, unread = read_toml(content)
    if unread:
        return DraftReading(problems=unread)
    findings = Findings()
    top = Table(data, path="", findings=findings)
    found = [
        (table.at("").rstrip("."), _assessment(table, rules, population))
        for table in _each(top, "assessments")
    ]
    return _reading(found, findings, content)


def parse_inspections(
    content: bytes, *, groups: Mapping[str, str]
) -> DraftReading[InspectionDraft]:
    """The inspections of a file; ``groups`` gives the id of each group by its name.

    Without ``group`` the whole commune was looked at.
    """
    data, unread = read_toml(content)
    if unread:
        return DraftReading(problems=unread)
    findings = Findings()
    top = Table(data, path="", findings=findings)
    keys = {identity_key(name): group_id for name, group_id in groups.items()}
    found = [
        (table.at("").rstrip("."), _inspection(table, keys)) for table in _each(top, "inspections")
    ]
    return _reading(found, findings, content)


def _reading(
    found: list[tuple[str, Draft]], findings: Findings, content: bytes
) -> DraftReading[Draft]:
    if findings.stopping:
        lined = with_lines(findings.found, content.decode("utf-8-sig"))
        return DraftReading(problems=lined)
    return DraftReading(tuple(draft for _, draft in found), tuple(place for place, _ in found))


def _each(top: Table, name: str) -> Iterator[Table]:
    """The tables of a list, or the file itself where it has none."""
    if top.has(name):
        yield from top.tables(name, most=MOST_DRAFTS)
    else:
        yield top
    top.close()


def _assessment(
    table: Table, rules: Sequence[AreaRule], population: Mapping[int, int]
) -> AssessmentDraft:
    on = table.whole_day("on", required=True)
    named = table.id("rule", required=False)
    in_force = rule_in_force(rules, on) if on is not None else None
    rule = rule_of(rules, named) if named else in_force
    people = table.whole("population")
    if people is None and on is not None:
        people = population.get(on.year)
    return AssessmentDraft(
        on=on,
        rule_id=rule.id if rule is not None else named,
        population=people,
        measured=dict(_numbers(table, "measured")),
        ticked=dict(_flags(table, "ticked")),
        thresholds=dict(_numbers(table, "thresholds")),
        level=_level(table.text("level", required=True), rule),
        decision=table.text("decision", limit=TEXT_READ),
        note=table.text("note", limit=TEXT_READ),
    )


def _level(text: str, rule: AreaRule | None) -> str:
    for level in rule.levels if rule is not None else ():
        if identity_key(level.label) == identity_key(text):
            return level.id
    return text


def _numbers(table: Table, name: str) -> Iterator[tuple[str, Decimal]]:
    inner = table.table(name)
    for key in inner.keys()[:MOST_DRAFTS] if inner is not None else ():
        if inner is not None and (value := inner.number(key)) is not None:
            yield key, value


def _flags(table: Table, name: str) -> Iterator[tuple[str, bool]]:
    inner = table.table(name)
    for key in inner.keys()[:MOST_DRAFTS] if inner is not None else ():
        if inner is not None and (value := inner.flag(key)) is not None:
            yield key, value


def _inspection(table: Table, groups: Mapping[str, str]) -> InspectionDraft:
    name = table.text("group")
    group_id = groups.get(identity_key(name)) if name else None
    if name and group_id is None:
        table.note("group_not_known", "group", group=name)
    return InspectionDraft(
        on=table.whole_day("on", required=True),
        group_id=group_id,
        findings=table.text("findings", limit=TEXT_READ, required=True),
        follow_up=table.text("follow_up", limit=TEXT_READ),
        due=_day(table, "due"),
        followed_up_on=_day(table, "followed_up_on"),
    )


def _day(table: Table, key: str) -> date | None:
    return None if table.blank(key) else table.whole_day(key)
