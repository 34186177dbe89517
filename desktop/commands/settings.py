"""How the committee counts and when its reports are due: shown and set by key."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import Call, CallEndedError, ExitCode, end_on_problems, say, say_json
from desktop.commands.listing import JSON_HELP
from desktop.commands.worded import argument, option, worded
from desktop.domain.commune import CountingSettings, DutyCalendar
from desktop.domain.deadlines import LONGEST_DELAY, LONGEST_REMINDER, Deadlines
from desktop.domain.periods import PeriodKind, PeriodRule
from desktop.i18n import N_, _

if TYPE_CHECKING:
    from desktop.actions.desk import Desk

Values = tuple[CountingSettings, Deadlines]
_KINDS = tuple(kind for kind in PeriodKind if kind is not PeriodKind.AD_HOC)
_SWITCH = {"on": True, "off": False}


@worded(
    "settings",
    help=N_(
        "Show how the committee counts and when reports are due, or set it: KEY=VALUE, several at "
        "once. start-day is the first day of every kind of report, start-day.quarter of one kind; "
        "deadline.month=3 says that the monthly report is due 3 days after its closing date. "
        "Closed periods keep their figures and days; other start days hold from the month after "
        "the last closed one."
    ),
    example="so138 --data D settings start-day=1 duty-calendar=calendar deadline.month=3",
)
@argument("pairs", nargs=-1, metavar="[KEY=VALUE]…")
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def settings(call: Call, *, pairs: tuple[str, ...], as_json: bool) -> int:
    """Show or set how the committee counts."""
    with call.desk() as desk:
        stored = counting, due = _read(desk)
        for pair in pairs:
            counting, due = _with(pair, counting, due)
        _write(desk, counting, due, stored=stored)
    shown = _shown(counting, due)
    if as_json:
        say_json(shown)
    else:
        for key, value in shown.items():
            say(f"{key}={'' if value is None else value}")
    return ExitCode.DONE


def _read(desk: "Desk") -> Values:
    from desktop.actions.deadlines import deadlines
    from desktop.actions.profile import settings as counting_settings

    return counting_settings(desk), deadlines(desk)


def _write(desk: "Desk", counting: CountingSettings, due: Deadlines, *, stored: Values) -> None:
    """Store what was changed; a warning says from which month other start days hold."""
    from desktop.actions.deadlines import change_deadlines
    from desktop.actions.profile import change_settings

    if counting != stored[0]:
        end_on_problems(change_settings(desk, counting).problems)
    if due != stored[1]:
        end_on_problems(change_deadlines(desk, due).problems)


def _shown(counting: CountingSettings, due: Deadlines) -> Mapping[str, object]:
    days = {f"start-day.{kind}": counting.period_rule.start_day(kind) for kind in _KINDS}
    delays = {f"deadline.{kind}": due.days_after.get(kind) for kind in _KINDS}
    return {
        **days,
        "duty-calendar": counting.duty_calendar.value,
        "commune-wide": "on" if counting.commune_wide_counts else "off",
        **delays,
        "reminder-days": due.reminder_days,
    }


def _with(pair: str, counting: CountingSettings, due: Deadlines) -> Values:
    """The settings with one pair set."""
    key, equals, value = pair.partition("=")
    name, dot, kind = key.partition(".")
    setters: dict[str, Callable[[], Values]] = {
        "start-day": lambda: (_starting(counting, kind, _number(pair, value, 1, 28)), due),
        "duty-calendar": lambda: (replace(counting, duty_calendar=_calendar(pair, value)), due),
        "commune-wide": lambda: (replace(counting, commune_wide_counts=_on(pair, value)), due),
        "deadline": lambda: (counting, _due(due, kind, pair, value)),
        "reminder-days": lambda: (
            counting,
            replace(due, reminder_days=_number(pair, value, 0, LONGEST_REMINDER)),
        ),
    }
    by_kind = name in ("start-day", "deadline")
    wants_kind = name == "deadline" or bool(dot)
    if (
        not equals
        or name not in setters
        or (dot and not by_kind)
        or (by_kind and wants_kind and kind not in _KINDS)
    ):
        keys = ", ".join(("start-day", *_shown(CountingSettings(), Deadlines())))
        text = _("“{pair}” sets nothing. Write KEY=VALUE with one of: {keys}.")
        raise CallEndedError(ExitCode.WRONG_CALL, text.format(pair=pair, keys=keys))
    return setters[name]()


def _starting(counting: CountingSettings, kind: str, day: int) -> CountingSettings:
    """The settings with another start day; the one that holds already changes nothing."""
    known = counting.period_rule
    rule = PeriodRule.uniform(day)
    if kind:
        rule = PeriodRule({**known.start_days, PeriodKind(kind): day})
    return counting if rule.days() == known.days() else replace(counting, period_rule=rule)


def _due(due: Deadlines, kind: str, pair: str, value: str) -> Deadlines:
    days = {one: number for one, number in due.days_after.items() if one != kind}
    if value:
        days[PeriodKind(kind)] = _number(pair, value, 0, LONGEST_DELAY)
    return replace(due, days_after=days)


def _number(pair: str, value: str, low: int, high: int) -> int:
    if not (value.isascii() and value.isdigit()) or not low <= int(value[:6]) <= high:
        text = _("“{pair}”: write a whole number from {low} to {high}.")
        raise CallEndedError(ExitCode.WRONG_CALL, text.format(pair=pair, low=low, high=high))
    return int(value)


def _calendar(pair: str, value: str) -> DutyCalendar:
    if value not in set(DutyCalendar):
        raise _not_one_of(pair, tuple(DutyCalendar))
    return DutyCalendar(value)


def _on(pair: str, value: str) -> bool:
    if value not in _SWITCH:
        raise _not_one_of(pair, tuple(_SWITCH))
    return _SWITCH[value]


def _not_one_of(pair: str, values: tuple[str, ...]) -> CallEndedError:
    text = _("“{pair}”: write one of {values}.")
    return CallEndedError(ExitCode.WRONG_CALL, text.format(pair=pair, values=", ".join(values)))
