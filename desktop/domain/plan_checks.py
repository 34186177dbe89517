"""What no key of a plan can tell alone: ids used once, names that something defines."""

from collections.abc import Iterable, Sequence

from desktop.domain.plan_expressions import Expression, FactName, TermKind
from desktop.domain.plan_reading import Findings, Table
from desktop.domain.plans import (
    Allocated,
    CountCategory,
    CountKind,
    Hold,
    Objective,
    PlanPack,
    Reduce,
    keyed_expressions,
)
from desktop.domain.text import identity_key


def check_twice(names: Iterable[str], key: str, one: Table) -> None:
    """Note each name that stands in a list a second time."""
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name and name in seen:
            one.note("id_twice", f"{key}[{index}]", id=name)
        seen.add(name)


def check_names(pack: PlanPack, findings: Findings) -> None:
    """Ids are used once, and every name in a sum or link is defined in the same file."""
    top = Table({}, path="", findings=findings)
    for key, ids in {
        "counts": [one.id for one in pack.counts],
        "baselines": [one.id for one in pack.baselines],
        "tables": [one.id for one in pack.tables],
        "objectives": [one.id for one in pack.objectives],
        "tasks": [one.id for one in pack.tasks],
    }.items():
        check_twice(ids, key, top)
    counts = {one.id: one for one in pack.counts}
    for index, count in enumerate(pack.counts):
        for key, names in (("added_by", count.added_by), ("reduced_by", count.reduced_by)):
            for name in names:
                if counts.get(name, count).kind is not CountKind.FLOW or name not in counts:
                    top.note("flow_unknown", f"counts[{index}].{key}", id=name)
    _check_ties(pack, top)
    _check_labels(pack.counts, top)
    for index, objective in enumerate(pack.objectives):
        _check_objective(pack, objective, f"objectives[{index}]", top)
    _check_readings(pack.objectives, top)


def _check_ties(pack: PlanPack, top: Table) -> None:
    """Parts, wholes and running totals are counts of the plan."""
    counts = {one.id for one in pack.counts}
    named = [(f"parts[{n}]", (*one.parts, *one.whole)) for n, one in enumerate(pack.parts)]
    named += [
        (f"growths[{n}]", (one.stock, one.total, *one.reduced_by))
        for n, one in enumerate(pack.growths)
    ]
    for path, names in named:
        for name in names:
            if name not in counts:
                top.note("name_unknown", path, id=name)


def _check_objective(pack: PlanPack, objective: Objective, path: str, top: Table) -> None:
    for key, expression in keyed_expressions(objective):
        _check_expression(pack, expression, f"{path}.{key}", top)
    match objective.rule:
        case Hold() | Reduce() as rule:
            names = [rule.baseline, rule.baseline_denominator if isinstance(rule, Reduce) else ""]
            for name in names:
                if name and pack.baseline(name) is None:
                    top.note("name_unknown", f"{path}.baseline", id=name)
        case Allocated() as rule if rule.table:
            table = pack.table(rule.table)
            if table is None:
                top.note("name_unknown", f"{path}.table", id=rule.table)
            elif rule.column not in {column.id for column in table.columns}:
                top.note("name_unknown", f"{path}.column", id=rule.column)
        case _:
            pass


def _check_expression(pack: PlanPack, expression: Expression, path: str, top: Table) -> None:
    facts = set(FactName)
    for term in expression.terms:
        match term.kind:
            case TermKind.COUNT:
                known = pack.count(term.name) is not None
            case TermKind.OPENING:
                count = pack.count(term.name)
                known = count is not None
                if count is not None and count.kind is CountKind.FLOW:
                    top.note("opening_of_flow", path, id=term.name)
            case TermKind.BASELINE:
                known = pack.baseline(term.name) is not None
            case TermKind.FACT:
                known = term.name in facts
            case TermKind.NUMBER:
                known = True
        if not known:
            top.note("name_unknown", path, id=term.name)


def _check_labels(counts: Sequence[CountCategory], top: Table) -> None:
    """Two counts of one label cannot be told apart on the sheet: a word of warning."""
    seen: set[str] = set()
    for index, one in enumerate(counts):
        key = identity_key(one.label)
        if key in seen:
            top.note("label_twice", f"counts[{index}].label", warning=True, label=one.label)
        seen.add(key)


def _check_readings(objectives: Sequence[Objective], top: Table) -> None:
    """One reading alone is no choice: an ambiguous sentence is shown in two at least."""
    for index, objective in enumerate(objectives):
        others = [
            one
            for one in objectives
            if one.reading and one is not objective and one.quote == objective.quote
        ]
        if objective.reading and not others:
            top.note("reading_alone", f"objectives[{index}].reading")
