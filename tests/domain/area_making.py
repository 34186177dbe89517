"""Assessments for tests: the shipped rules, figures written as plain numbers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from desktop.domain.area_parsing import parse_area_rule
from desktop.domain.area_proposals import CriterionResult, Proposal, propose
from desktop.domain.area_rules import AreaRule
from desktop.domain.areas import Assessment, AssessmentDraft
from desktop.paths import resource

DAY = date(2026, 3, 2)
NO = {"key_route": False, "type_2_other": False, "type_3_any": False}
NOTHING: Mapping[str, str] = {
    "drug_users": "0",
    "use_places": "0",
    "arrested": "0",
    "plants": "0",
    "plant_area": "0",
}
LOWER_A = "type_2/a/drug_users"
LOWER_PLANTS = "type_2/d/plants"


def shipped(name: str) -> AreaRule:
    """A shipped rule by its file's name."""
    rule = parse_area_rule((resource("hotspots") / f"{name}.toml").read_bytes()).rule
    assert rule is not None
    return rule


NEW = shipped("qd-28-2025")
OLD = shipped("nam-muc")
RULES = (OLD, NEW)


def draft(
    figures: Mapping[str, str] | None = None,
    *,
    population: int | None = 10_000,
    ticked: Mapping[str, bool] | None = None,
    thresholds: Mapping[str, str] | None = None,
    level: str = "type_3",
) -> AssessmentDraft:
    """A draft by the rule of 2025; figures not named are not entered."""
    return AssessmentDraft(
        on=DAY,
        rule_id=NEW.id,
        population=population,
        measured={name: Decimal(value) for name, value in (figures or {}).items()},
        ticked=ticked or {},
        thresholds={name: Decimal(value) for name, value in (thresholds or {}).items()},
        level=level,
        decision="Quyết định số 15/QĐ-UBND",
    )


def full(ticked: Mapping[str, bool] | None = None, **figures: str) -> AssessmentDraft:
    """Everything entered: nothing found but what is named, every question no but those given."""
    return draft({**NOTHING, **figures}, ticked={**NO, **(ticked or {})})


def judged(entered: AssessmentDraft, level: str, criterion: str) -> CriterionResult:
    """How one criterion stands."""
    proposal: Proposal = propose(NEW, entered)
    found = proposal.result(level)
    assert found is not None
    return next(one for one in found.criteria if one.criterion == criterion)


def assessed(on: date, level: str, rule: AreaRule = NEW, *, name: str = "") -> Assessment:
    """An assessment of a day that decided a level."""
    return replace(Assessment(name or on.isoformat(), on, rule.id), level=level)
