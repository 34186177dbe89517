"""The form of one unit: its code, names, the days it is valid, its successor, its keys."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit

from desktop.domain.expected_units import CODE_LIMIT, ExpectedUnit, UnitId
from desktop.domain.periods import Period
from desktop.domain.text import tidy
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.units.listing import UnitLine, keys_words
from desktop.ui.widgets.fields import DayField, LineField
from desktop.ui.widgets.side_form import SideForm
from desktop.ui.widgets.text import Line, Text


class UnitForm(SideForm):
    """Shows one unit beside the list; ``replacing`` is its identity before the changes.

    ``proposed`` says that a file named the unit: nothing was typed, and it is not saved yet.
    """

    def __init__(self, *, theme: Theme, period: Period) -> None:
        super().__init__(theme=theme, drop=_("Take this unit out of the list"))
        self.needs("record_units")
        self.replacing: UnitId | None = None
        self.proposed = False
        self._unit: ExpectedUnit | None = None
        self.name = LineField(name=_("Name of the unit"))
        self.code = LineField(name=_("Official code"))
        self.code.setMaxLength(CODE_LIMIT)
        self.kind = LineField(name=_("Kind of unit"))
        self.valid_from = DayField(name=_("Valid from"), period=period, may_be_empty=False)
        self.valid_until = DayField(name=_("Valid until"), period=period)
        self.successor = LineField(name=_("Code of the unit that it went into"))
        self.keys = Text("", look="small", wrap=True)
        self.add("name", _("Name of the unit"), self.name)
        self.add_pair(
            ("code", _("Official code"), self.code), ("kind", _("Kind of unit"), self.kind)
        )
        self.add_pair(
            ("valid_from", _("Valid from"), self.valid_from),
            ("valid_until", _("Valid until"), self.valid_until),
        )
        advice = _("A merger inside a month makes the successor report the whole of it.")
        self.add("successor_code", self.successor.accessibleName(), self.successor, advice=advice)
        self.column.addWidget(Line())
        self.column.addWidget(Text(_("Keys accepted"), look="strong"))
        self.column.addWidget(self.keys)
        self.column.addStretch(1)
        for labelled in self.fields.values():
            if isinstance(labelled.field, QLineEdit):
                labelled.field.returnPressed.connect(self._entered)

    def show_line(self, line: UnitLine) -> None:
        """Show a unit of the list."""
        self._show(line.unit, line.unit.unit)
        self.keys.setText(keys_words(line.keys))

    def show_new(self, draft: ExpectedUnit) -> None:
        """Begin a new unit."""
        self._show(draft, None)
        self.proposed = bool(draft.name)
        self.keys.setText(keys_words(()))

    def draft(self) -> ExpectedUnit | None:
        """The unit as it stands in the fields; none while its first day is none."""
        if self._unit is None or self.valid_from.day is None or not self.valid_until.sound:
            return None
        return replace(
            self._unit,
            name=tidy(self.name.text()),
            code=self.code.text().strip(),
            kind=tidy(self.kind.text()),
            valid_from=self.valid_from.day,
            valid_until=self.valid_until.day,
            successor_code=self.successor.text().strip(),
        )

    def _entered(self) -> None:
        """Enter saves what was typed or proposed."""
        if self.dirty or self.proposed:
            self.save_wanted.emit()

    def _show(self, unit: ExpectedUnit, replacing: UnitId | None) -> None:
        self._unit, self.replacing = unit, replacing
        self.proposed = False
        self.set_title(unit.name or _("New unit"))
        self.name.setText(unit.name)
        self.code.setText(unit.code)
        self.kind.setText(unit.kind)
        self.valid_from.set_day(unit.valid_from)
        self.valid_until.set_day(unit.valid_until)
        self.successor.setText(unit.successor_code)
        self.allow_drop(allowed=replacing is not None)
        self.keep()
