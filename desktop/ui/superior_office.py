"""What the shell asks of a superior's desk: the month's line, the status line, units by name."""

from functools import partial

from desktop.actions.desk import Desk
from desktop.actions.issued_totals import KEEPING
from desktop.actions.profile import settings
from desktop.actions.superior_month import (
    changed_total_count,
    report_to_number,
    superior_month,
    totals_have_number,
)
from desktop.actions.units import units
from desktop.domain.periods import Period, parse_period
from desktop.domain.text import fold
from desktop.i18n import _
from desktop.ui.office import DeskOffice
from desktop.ui.shell.views import Hit, PathView, StepState, StepTone, StepView
from desktop.ui.superior_steps import (
    changed_notice,
    superior_dates,
    superior_dots,
    superior_steps,
    unnumbered_notice,
)
from desktop.wording import month_title

_HITS = 8


class SuperiorOffice(DeskOffice):
    """Reads and undoes on a superior's desk; every method runs on the worker."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._superior = desk

    def path(self, month: Period) -> PathView:
        """The superior's line for a month; whether the totals made still hold comes second."""
        rule = settings(self._superior).period_rule
        month = parse_period(month.id, rule)
        read = superior_month(self._superior, month)
        view = PathView(
            month=month,
            title=month_title(month),
            dates=superior_dates(read),
            steps=superior_steps(read),
            dots=superior_dots(read),
            rule=rule,
        )
        if not read.printed:
            return view
        return view._replace(rest=partial(self._with_notice, view))

    def find(self, text: str) -> tuple[Hit, ...]:
        """Units whose name or code holds the text."""
        wanted = fold(text)
        found = [
            Hit(
                title=unit.name,
                detail=_("Unit, code {code}").format(code=unit.code),
                room="board",
                icon="building-2",
                target={"unit": unit.unit},
            )
            for unit in units(self._superior, self._superior.clock.today())
            if wanted in fold(unit.name) or unit.code.startswith(wanted)
        ]
        return tuple(found[:_HITS])

    def _with_notice(self, view: PathView) -> PathView:
        changed = changed_total_count(self._superior, view.month)
        notice = changed_notice(view.month, changed)
        if notice is None and (line := report_to_number(self._superior, view.month)) is not None:
            notice = unnumbered_notice(view.month, line)
        if notice is not None and not self._superior.allows(KEEPING):
            look = {"paper": "report"}
            notice = notice._replace(action=_("Look at the report"), target=look)
        steps = _as_changed(view.steps, changed)
        if totals_have_number(self._superior, view.month):
            steps = _with_consolidated(steps, detail=_("has its number"))
        return view._replace(steps=steps, notice=notice, rest=None)


def _as_changed(steps: tuple[StepView, ...], changed: int) -> tuple[StepView, ...]:
    """A report that bears other totals than those of now is not done."""
    if not changed:
        return steps
    said = _("totals changed since it was made")
    return _with_consolidated(steps, detail=said, state=StepState.CURRENT, tone=StepTone.DUE)


def _with_consolidated(steps: tuple[StepView, ...], **said: object) -> tuple[StepView, ...]:
    """The steps, of which that of the consolidated report says something else."""
    return tuple(
        one._replace(**said) if one.key == "consolidate" else one  # type: ignore[arg-type]
        for one in steps
    )
