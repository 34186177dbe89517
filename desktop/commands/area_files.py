"""What the file of an assessment may hold: an example, and the ids that each rule knows."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from desktop.commands.calling import tell

if TYPE_CHECKING:
    from desktop.domain.area_rules import AreaRule
    from desktop.domain.areas import AssessmentDraft
    from desktop.domain.problems import Problem

_EXAMPLE = """on = 2026-03-01
level = "type_2"
decision = "12/QĐ-UBND"
population = 5120
note = ""
[measured]
drug_users = 24
[ticked]
key_route = true
[thresholds]
"type_2/a/drug_users" = 0.1"""


def assessment_lines() -> Iterator[str]:
    """An assessment's file, and the ids that each rule knows."""
    from desktop.actions.areas import area_rules

    yield from _EXAMPLE.splitlines()
    for rule in area_rules():
        yield ""
        yield f'rule = "{rule.id}": {rule.title}'
        yield from (f"  {line}" for line in _rule_lines(rule))


def _rule_lines(rule: "AreaRule") -> Iterator[str]:
    """The ids of a rule's levels, figures, questions and open thresholds, with their names."""
    yield "level: " + "; ".join(f"{one.id} ({one.label})" for one in rule.levels)
    if rule.figures:
        figures = (f"{one.id} ({one.label}, {one.unit})" for one in rule.figures)
        yield "[measured]: " + "; ".join(figures)
    if rule.questions:
        yield "[ticked]: " + "; ".join(f"{one.id} ({one.label})" for one in rule.questions)
    if rule.open_thresholds():
        yield "[thresholds]: " + "; ".join(one.key for one in rule.open_thresholds())


_IDS_UNKNOWN = frozenset(
    {"area_level_unknown", "area_level_missing", "area_figure_unknown", "area_question_unknown"}
)


def tell_ids(draft: "AssessmentDraft", problems: "Iterable[Problem]") -> None:
    """Where an id is unknown, the ids that the draft's rule knows."""
    from desktop.actions.areas import area_rules
    from desktop.domain.area_rules import rule_of

    rule = rule_of(area_rules(), draft.rule_id)
    if rule is not None and any(one.code in _IDS_UNKNOWN for one in problems):
        for line in _rule_lines(rule):
            tell(line)
