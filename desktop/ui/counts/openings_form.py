"""The form for opening totals ("số đầu kỳ"): what was there before figures were kept here."""

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Qt

from desktop.actions.counts import largest
from desktop.domain.plan_facts import month_before
from desktop.i18n import _
from desktop.ui.counts.month import CountRow, MonthCounts
from desktop.ui.design.theme import Theme
from desktop.ui.widgets.fields import NumberField
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.side_form import SideForm
from desktop.ui.widgets.text import Text
from desktop.wording import period_name


class OpeningsForm(SideForm):
    """A number for each figure of the plan; blank means that nothing is known."""

    def __init__(self, *, theme: Theme) -> None:
        super().__init__(theme=theme, drop="")
        self.needs("set_openings")
        self.set_title(_("Opening totals"))
        self.allow_drop(allowed=False)
        self._shown: tuple[tuple[str, ...], str | None] | None = None

    def show_counts(self, counts: MonthCounts) -> None:
        """Ask for what the plan of the month counts; what is typed and not saved stays."""
        rows = _asked(counts)
        kept = (tuple(row.category.id for row in rows), counts.first_month)
        if self._shown != kept:
            self._shown = kept
            self._build(rows, counts)
        elif self.dirty:
            return
        for key, labelled in self.fields.items():
            if isinstance(labelled.field, NumberField):
                labelled.field.set_value(counts.openings.get(key))
        self.keep()

    def totals(self) -> Mapping[str, int | None]:
        """What stands in the fields, by category; None for blank."""
        return {
            key: labelled.field.value
            for key, labelled in self.fields.items()
            if isinstance(labelled.field, NumberField)
        }

    def begin(self) -> None:
        """Go to the first field with its total selected: what is typed takes its place."""
        first = next((one.field for one in self.fields.values()), None)
        if isinstance(first, NumberField):
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            first.selectAll()

    def _build(self, rows: tuple[CountRow, ...], counts: MonthCounts) -> None:
        clear_layout(self.column)
        self.fields.clear()
        first = counts.first_month
        since = _("Before {first}").format(first=period_name(first)) if first else ""
        self.set_title(" · ".join(part for part in (_("Opening totals"), since) if part))
        for stock in (True, False):
            some = [row for row in rows if row.is_stock is stock]
            if some:
                self.column.addWidget(Text(_lead(first, stock=stock), look="soft", wrap=True))
            for row in some:
                self._ask_for(row)
        self.column.addStretch(1)

    def _ask_for(self, row: CountRow) -> None:
        label = f"{row.category.label} ({row.category.unit})"
        field = NumberField(name=label, largest=largest(row.category))
        self.add(row.category.id, label, field)
        # Labels are whole sentences here; they are cut unless they may wrap.
        for text in cast(list[Text], self.fields[row.category.id].findChildren(Text)):
            text.setWordWrap(True)


def _asked(counts: MonthCounts) -> tuple[CountRow, ...]:
    """What stands; what adds up only where tracking began in the middle of a year."""
    mid_year = counts.first_month is not None and not counts.first_month.endswith("-01")
    return tuple(
        row for row in counts.rows if row.is_stock or mid_year or row.category.id in counts.openings
    )


def _lead(first_month: str | None, *, stock: bool) -> str:
    if first_month is None:
        return _("Totals of the time before figures were kept here.")
    if stock:
        said = _("What stood at the end of {month}, the month before figures are kept here:")
        return said.format(month=period_name(month_before(first_month)))
    said = _("What arose from January to {month}, so that sums since January are whole:")
    return said.format(month=period_name(month_before(first_month)))
