"""What is wrong with a cell of the sheet, in a sentence."""

from collections.abc import Sequence
from datetime import date

from desktop.domain.periods import Period, PeriodRule, month_of, parse_period
from desktop.domain.problems import Problem
from desktop.i18n import N_, _, format_date
from desktop.wording import month_title, period_dates, period_name, problem_text

_SENTENCES = {
    "day_not_understood": N_("“{text}” is no day. Write the day alone, such as 20, or 20/9."),
    "number_not_understood": N_("Write the number in figures, such as 45. Blank: not yet known."),
    "group_unknown": N_(
        "“{name}” is no group of the list. Write a number or a name, or press Alt+↓ to tick."
    ),
    "group_ambiguous": N_("“{name}” can be several: {names}. Write the whole name."),
    "date_missing": N_("The day is missing."),
    "group_missing": N_("The group is missing."),
}
_LACKS = {"date_missing": N_("day"), "group_missing": N_("residential group")}


def sentence(problem: Problem, period: Period, rule: PeriodRule | None = None) -> str:
    """One problem of a cell, worded for the tooltip."""
    if problem.code == "other_month":
        day = date.fromisoformat(problem.details["date"])
        return _(
            "{day} does not lie in {month} ({dates}); it goes into the sheet of {other}."
        ).format(
            day=format_date(day),
            month=period_name(period.id),
            dates=period_dates(period),
            other=period_name(month_of(day, rule).id),
        )
    if problem.code == "period_closed":
        return closed_sentence(parse_period(problem.details["period"]))
    known = _SENTENCES.get(problem.code)
    if known is None or ("{name}" in known and "name" not in problem.details):
        return problem_text(problem)
    return _(known).format(**problem.details)


def closed_sentence(period: Period) -> str:
    """Why the cells of a closed month are locked, and what opens them."""
    return _("{month} is closed. Take the closing back in the step “Closing” to change it.").format(
        month=month_title(period)
    )


def lacking(problems: Sequence[Problem], period: Period) -> str:
    """Why a line is not saved yet, in one short sentence."""
    stops = [problem for problem in problems if problem.stops]
    words = [_(_LACKS[problem.code]) for problem in stops if problem.code in _LACKS]
    if words and len(words) == len(stops):
        return _("Not saved yet, missing: {what}.").format(what=", ".join(words))
    return _("Not saved yet: {why}").format(why=sentence(stops[0], period)) if stops else ""
