"""Plans in words: what is wrong with a plan's file, kinds, states, sums and targets."""

from decimal import Decimal

from desktop.domain.plan_expressions import Expression, FactName, Term, TermKind
from desktop.domain.plan_reading import PlanProblem
from desktop.domain.plans import (
    Allocated,
    Baseline,
    CountKind,
    Coverage,
    Direction,
    EnteredBy,
    Frequency,
    Hold,
    Objective,
    ObjectiveKind,
    PartShare,
    PlanDay,
    PlanPack,
    Reduce,
    Span,
    Upkeep,
    Zero,
)
from desktop.i18n import N_, _, format_date, format_decimal, format_number, format_percent
from desktop.wording.filling import filled

_PROBLEMS = {
    "too_big": N_("the file is larger than {limit} KiB"),
    "not_utf8": N_("the file is no UTF-8 text"),
    "not_toml": N_("the file is not written as TOML"),
    "too_many_dots": N_("this line has too many dots"),
    "too_deep": N_("lists and tables are nested too deep"),
    "unreadable": N_("the file is not there or cannot be read"),
    "missing": N_("is missing or empty"),
    "unknown_key": N_("no such key is known; check its spelling"),
    "not_text": N_("must be a text"),
    "not_number": N_("must be a number ≥ 0 (1,000,000,000 at most, four decimals at most)"),
    "not_percent": N_("must be a percentage from 0 to 100"),
    "not_whole": N_("must be a whole number"),
    "not_times": N_("must be a whole number from 1 to 31"),
    "not_day": N_("must be a date like 2026-10-14, or a year"),
    "not_whole_day": N_("must be a whole date like 2026-10-14"),
    "group_not_known": N_("“{group}” is in no list of residential groups"),
    "not_choice": N_("must be one of: {choices}"),
    "not_list": N_("must be a list"),
    "not_table": N_("must be a table"),
    "not_expression": N_(
        "must be a sum of figures like “a + b - opening(c)”; it goes wrong at character {column}"
    ),
    "too_long": N_("is longer than {limit} characters"),
    "too_many": N_("holds more than {limit} entries"),
    "id_form": N_("may hold letters without marks, digits, “-”, “_” and “.” only, 40 at most"),
    "id_twice": N_("“{id}” is used twice"),
    "name_unknown": N_("“{id}” is not defined in this plan"),
    "flow_unknown": N_("“{id}” is no count of the kind “flow” in this plan"),
    "opening_of_flow": N_(
        "“{id}” is a count of the kind “flow”: it has no figure at the beginning. opening(…) "
        "takes a count of the kind “stock”"
    ),
    "label_twice": N_("another count has the same label “{label}”"),
    "count_of_group": N_(
        "names the residential group “{group}”: only figures of the whole commune are entered"
    ),
    "looks_personal": N_(
        "looks like a person's name or number; names of people are not kept, please take it out"
    ),
    "count_means_other": N_(
        "“{id}” already stands for “{label}” ({unit}) and keeps its unit and kind; give this "
        "count another id"
    ),
    "count_label_other": N_(
        "“{id}” is “{label}” in another plan, and both share their figures; another count needs "
        "another id"
    ),
    "id_shipped": N_(
        "“{id}” is a plan that comes with the program and is not replaced; give this plan another "
        "id, like “{id}-rieng”"
    ),
    "key_twice": N_("the key “{key}” stands twice in the same table"),
    "format_unknown": N_("this version reads plans of format {known}"),
    "empty_plan": N_("the plan has neither objectives nor tasks"),
    "days_reversed": N_("the plan ends before it begins"),
    "row_width": N_('the row has {found} cells; {expected} are needed (blank cells as "")'),
    "total_differs": N_("the column adds up to {found}, not {total} as written"),
    "hold_needs": N_("to hold needs either “status”, or “numerator” and “baseline” together"),
    "rate_needs": N_("a rate needs “denominator” and “baseline_denominator” together"),
    "target_needs": N_("an allocated number needs “target”, or “table” and “column” together"),
    "reading_alone": N_("a reading stands beside another reading of the same sentence"),
}

_KINDS = {
    ObjectiveKind.FREQUENCY: N_("frequency"),
    ObjectiveKind.UPKEEP: N_("upkeep"),
    ObjectiveKind.COVERAGE: N_("coverage"),
    ObjectiveKind.ZERO: N_("none may happen"),
    ObjectiveKind.HOLD: N_("to hold"),
    ObjectiveKind.REDUCE: N_("to reduce"),
    ObjectiveKind.ALLOCATED: N_("number allocated"),
    ObjectiveKind.SHARE: N_("share inside a whole"),
    ObjectiveKind.MILESTONE: N_("milestone"),
    ObjectiveKind.REVIEW: N_("yes or no"),
    ObjectiveKind.COUNT: N_("figure without a target"),
}
_ENTERED_BY = {
    EnteredBy.COMPUTED: N_("computed from sessions and models"),
    EnteredBy.COMMUNE: N_("entered by the commune"),
    EnteredBy.SUPERIOR: N_("entered by the superior"),
}
_SPANS = {
    Span.REPORT: N_("in the report's period"),
    Span.QUARTER: N_("since the quarter began"),
    Span.HALF_YEAR: N_("since the half-year began"),
    Span.NINE_MONTHS: N_("since the nine months began"),
    Span.YEAR: N_("since the year began"),
}
_FACTS = {
    FactName.GROUPS_DUE: N_("group-months due"),
    FactName.GROUPS_MET: N_("group-months met"),
    FactName.GROUPS_ACTIVE: N_("active groups"),
    FactName.GROUPS_WITH_MODEL: N_("groups with a live model"),
    FactName.MODELS: N_("live models"),
    FactName.SESSIONS: N_("sessions held"),
    FactName.ATTENDANCE: N_("attendances"),
}
_COUNT_KINDS = {CountKind.STOCK: N_("stands at month's end"), CountKind.FLOW: N_("in the month")}


def fact_name(name: str) -> str:
    """What a figure that the program computes itself is called."""
    return _(_FACTS[FactName(name)]) if name in set(FactName) else name


def known_plan_problem(code: str) -> bool:
    """Whether a problem of a plan's file has a sentence."""
    return code in _PROBLEMS


def plan_problem_text(problem: PlanProblem) -> str:
    """What is wrong with a plan's file: line, key path, sentence."""
    sentence = filled(_(_PROBLEMS[problem.code]), problem.details)
    if problem.path:
        sentence = f"{problem.path}: {sentence}"
    if problem.line:
        return _("line {line}: {text}").format(line=problem.line, text=sentence)
    return sentence


def plan_title(pack: PlanPack) -> str:
    """A plan by symbol and title."""
    return f"{pack.symbol} – {pack.title}" if pack.symbol else pack.title


def plan_called(pack: PlanPack) -> str:
    """A plan in few words: its symbol, its title where it has none."""
    return pack.symbol or pack.title


def plan_day(day: PlanDay) -> str:
    """A day, a year, or "not known"."""
    if day is None:
        return _("not known")
    return str(day) if isinstance(day, int) else format_date(day)


def objective_kind(kind: ObjectiveKind) -> str:
    """The kind of an objective."""
    return _(_KINDS[kind])


def entered_by(who: EnteredBy) -> str:
    """Who enters the figures of an objective."""
    return _(_ENTERED_BY[who])


def span_word(span: Span) -> str:
    """The months that an objective looks at."""
    return _(_SPANS[span])


def count_kind(kind: CountKind) -> str:
    """Stock or flow."""
    return _(_COUNT_KINDS[kind])


def expression_text(expression: Expression, pack: PlanPack) -> str:
    """A sum in the words of the plan's own counts and baselines, each in quotation marks."""
    said: list[str] = []
    for term in expression.terms:
        sign = "−" if term.sign < 0 else "+"
        said += [sign, _term(term, pack)] if said or term.sign < 0 else [_term(term, pack)]
    return " ".join(said)


def _term(term: Term, pack: PlanPack) -> str:
    count, base = pack.count(term.name), pack.baseline(term.name)
    match term.kind:
        case TermKind.FACT:
            return _(_FACTS[FactName(term.name)])
        case TermKind.BASELINE:
            return _quoted(base.label if base else term.name)
        case TermKind.NUMBER:
            return format_number(int(term.name))
        case TermKind.OPENING:
            text = _("“{label}” at the beginning")
            return text.format(label=_inside(count.label if count else term.name))
        case TermKind.COUNT:
            return _quoted(count.label if count else term.name)


def _quoted(label: str) -> str:
    """A label in quotation marks; what it quotes itself stands in single ones."""
    return f"“{_inside(label)}”"


def _inside(label: str) -> str:
    return label.replace("“", "‘").replace("”", "’")


def calculation_text(objective: Objective, pack: PlanPack) -> str:
    """How an objective is computed; empty for answers."""
    rule = objective.rule
    match rule:
        case Frequency():
            return f"{_(_FACTS[FactName.GROUPS_MET])} / {_(_FACTS[FactName.GROUPS_DUE])}"
        case Upkeep():
            return f"{_(_FACTS[FactName.GROUPS_WITH_MODEL])} / {_(_FACTS[FactName.GROUPS_ACTIVE])}"
        case Coverage() | PartShare() | Reduce():
            top = expression_text(rule.numerator, pack)
            if rule.denominator is None:
                return top
            bottom = expression_text(rule.denominator, pack)
            return (
                f"{top} / {bottom}" if len(rule.denominator.terms) == 1 else f"{top} / ({bottom})"
            )
        case Zero():
            return "; ".join(expression_text(one, pack) for one in (rule.numerator, *rule.also))
        case _:
            numerator = getattr(rule, "numerator", None)
            return expression_text(numerator, pack) if numerator is not None else ""


def target_text(objective: Objective, pack: PlanPack) -> str:
    """The target of an objective in words."""
    rule = objective.rule
    match rule:
        case Frequency():
            text = _("{percent} of groups, at least {times} a month")
            return text.format(percent=format_percent(rule.target), times=rule.times)
        case Upkeep():
            return _("{percent} of groups").format(percent=format_percent(rule.target))
        case Coverage() | PartShare():
            whole = format_percent(rule.target)
            return whole if rule.target == 100 else _bounded(whole, rule.direction)
        case Zero():
            return f"0 {objective.unit}".strip()
        case Hold():
            return _hold_text(rule, pack)
        case Reduce():
            return _reduce_text(rule, pack)
        case Allocated():
            return _allocated_text(rule, objective, pack)
        case _:
            return _("no number is given") if objective.kind is ObjectiveKind.COUNT else ""


def _bounded(value: str, direction: Direction) -> str:
    text = _("at most {value}") if direction is Direction.AT_MOST else _("at least {value}")
    return text.format(value=value)


def _hold_text(rule: Hold, pack: PlanPack) -> str:
    base = pack.baseline(rule.baseline)
    if base is None:
        return _("stays as it was")
    return _bounded(baseline_value(base), rule.direction)


def _base_value(value: int | None) -> str:
    return _("not known") if value is None else format_number(value)


def baseline_value(base: Baseline) -> str:
    """The figure of a baseline with its unit, or "not known"."""
    known = base.value is not None
    return f"{_base_value(base.value)} {base.unit}" if known else _("not known")


def _reduce_text(rule: Reduce, pack: PlanPack) -> str:
    if rule.percent:
        text = _("down by {percent} against {base}")
    elif rule.direction is Direction.NOT_RISE:
        text = _("no higher than {base}")
    else:
        text = _("lower than {base}")
    bases = [pack.baseline(name) for name in (rule.baseline, rule.baseline_denominator)]
    named = " / ".join(f"[{one.label}: {_base_value(one.value)}]" for one in bases if one)
    against = named or _("the same time last year")
    return text.format(percent=format_percent(rule.percent), base=against)


def _allocated_text(rule: Allocated, objective: Objective, pack: PlanPack) -> str:
    table = pack.table(rule.table)
    said = ""
    if rule.target is not None:
        said = _bounded(f"{number_text(rule.target)} {objective.unit}".strip(), rule.direction)
    if table is None:
        return said
    by_table = _("each unit by the table “{table}”").format(table=table.title)
    return f"{said}; {by_table}" if said else by_table


def number_text(value: Decimal) -> str:
    """A number as people write it, with no decimals that are zero."""
    if value == value.to_integral_value():
        return format_number(int(value))
    decimals = -int(value.normalize().as_tuple().exponent)
    return format_decimal(value, decimals=decimals)
