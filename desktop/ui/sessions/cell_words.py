"""What is wrong with a cell of the sheet, in a sentence."""

from collections.abc import Sequence
from datetime import date

from desktop.actions.late import ClosedSpan
from desktop.domain.official_days import official_time
from desktop.domain.periods import Period, PeriodRule, month_of, parse_period
from desktop.domain.problems import Problem
from desktop.i18n import N_, _, format_date
from desktop.wording import period_dates, period_name, period_title, problem_text

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
    if problem.code == "late_slip":
        return late_day_sentence(problem)
    known = _SENTENCES.get(problem.code)
    if known is None or ("{name}" in known and "name" not in problem.details):
        return problem_text(problem)
    return _(known).format(**problem.details)


def closed_sentence(period: Period, span: ClosedSpan | None = None) -> str:
    """Why the cells of a closed period are locked, and what opens them."""
    title = period_title(period)
    said = _("{period} is closed. Take the closing back in the step “Closing” to change it.")
    if span is None:
        return said.format(period=title)
    moment = _closed_moment(span)
    if span.issued:
        return _(
            "{period} was closed {moment} and its report was issued. A replacement report in the"
            " step “Closing” opens it."
        ).format(period=title, moment=moment)
    return _(
        "{period} was closed {moment}. Take the closing back in the step “Closing” to change it."
    ).format(period=title, moment=moment)


def _closed_moment(span: ClosedSpan) -> str:
    local = official_time(span.closed_at)
    said = _("at {time} on {day}").format(time=f"{local:%H:%M}", day=format_date(local.date()))
    if not span.closed_by:
        return said
    return _("{moment} by {officer}").format(moment=said, officer=span.closed_by)


def late_day_sentence(problem: Problem) -> str:
    """What a day of a closed period means in a sheet that is open."""
    return _(
        "{day} lies in {period}, which is closed. Leave the real day and press “Late slip…”."
    ).format(
        day=format_date(date.fromisoformat(problem.details["date"])),
        period=period_name(problem.details["period"]),
    )


def late_words(month: str, shown: Period) -> str:
    """What stands before the note of a late slip; elsewhere it names the month that reports it."""
    if month == shown.id:
        return _("late, added")
    return _("added to M{number}").format(number=parse_period(month).number)


def late_sentence(month: str) -> str:
    """What the tooltip of a late slip says."""
    return _(
        "A late slip: it keeps its real day and is counted among what the report of {month} adds."
    ).format(month=period_name(month))


def lacking(problems: Sequence[Problem], period: Period) -> str:
    """Why a line is not saved yet, in one short sentence."""
    stops = [problem for problem in problems if problem.stops]
    words = [_(_LACKS[problem.code]) for problem in stops if problem.code in _LACKS]
    if words and len(words) == len(stops):
        return _("Not saved yet, missing: {what}.").format(what=", ".join(words))
    return _("Not saved yet: {why}").format(why=sentence(stops[0], period)) if stops else ""
