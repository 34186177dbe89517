"""What received files wait for: a unit for the list, or the code of a signed slip.

Nothing that waits for an answer goes because another stick is received: its field stays, with
what was typed in it, until the code is accepted or the file is settled elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.receiving import TakenFile
from desktop.actions.superior_month import Standing, Verdict
from desktop.i18n import _
from desktop.ui.receiving.content import (
    ASKED_HERE,
    MOST_LINES,
    Unlisted,
    Waiting,
    unlisted_units,
    waiting_units,
)
from desktop.ui.widgets.buttons import SecondaryButton
from desktop.ui.widgets.fields import LineField
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.text import Text


class AskedRows(QWidget):
    """``code_typed`` carries the unit and what was typed for it, ``add_wanted`` an
    :class:`Unlisted` that belongs in the list of units."""

    code_typed = Signal(str, str)
    add_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[str, CodeRow] = {}
        self.adds: list[SecondaryButton] = []
        self.files: tuple[TakenFile, ...] = ()
        self._typed_here = False
        self._units = QVBoxLayout()
        self._codes = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (column, self._units, self._codes):
            part.setSpacing(10)
        column.addLayout(self._units)
        column.addLayout(self._codes)

    @property
    def open(self) -> tuple["CodeRow", ...]:
        """The rows whose code is still to be typed."""
        return tuple(row for row in self.codes.values() if row.open)

    @property
    def names(self) -> tuple[str, ...]:
        """The units whose code is still to be typed, those of very many too that have no row."""
        return tuple(
            one.name
            for one in waiting_units(self.files)
            if one.code not in self.codes or self.codes[one.code].open
        )

    @property
    def typing(self) -> bool:
        """Whether codes are being typed: one was begun, or one accepted and others are open."""
        return any(row.begun for row in self.open) or (self._typed_here and bool(self.open))

    def add_files(self, files: Iterable[TakenFile]) -> None:
        """Ask for the files of a reception too, above those that are still asked for."""
        new = _asking(files)
        names = {one.package.package_id for one in new}
        self.files = (*new, *(one for one in self.files if one.package.package_id not in names))
        self._typed_here = False
        for code in [code for code, row in self.codes.items() if not row.open]:
            self._drop(code)
        self._fill()

    def weigh(self, verdicts: Mapping[str, Verdict]) -> None:
        """Ask for what still waits, by how every file stands now."""
        counting = {one.package.unit.code for one in verdicts.values() if one.counts}
        self.files = _asking(_as_they_wait(self.files, verdicts))
        waiting = {one.code for one in waiting_units(self.files)}
        for code in [code for code in self.codes if code not in waiting]:
            if code in counting:
                self.codes[code].accepted()
            else:
                self._drop(code)
        self._fill()

    def accepted(self, code: str) -> None:
        """The key of a unit is accepted: its row asks for nothing more."""
        if code in self.codes:
            self._typed_here = True
            self.codes[code].accepted()

    def _fill(self) -> None:
        clear_layout(self._units)
        self.adds = []
        for unlisted in unlisted_units(self.files)[:MOST_LINES]:
            self._add_unlisted(unlisted)
        asked = waiting_units(self.files)
        for unit in asked:
            if unit.code in self.codes:
                self.codes[unit.code].ask_for(unit)
        wanted = [one for one in asked if one.code not in self.codes]
        room = max(0, MOST_LINES - len(self.open))
        new = {unit.code: self._code_row(unit) for unit in wanted[:room]}
        for place, row in enumerate(new.values()):
            self._codes.insertWidget(place, row)
        self.codes = new | self.codes

    def _code_row(self, unit: Waiting) -> "CodeRow":
        row = CodeRow(unit)
        row.typed.connect(self.code_typed)
        return row

    def _add_unlisted(self, unit: Unlisted) -> None:
        said = _(
            "{unit} ({code}) is not in the list of units. Add it, and its file is weighed anew."
        )
        words = said.format(unit=unit.name or unit.code, code=unit.code)
        self._units.addWidget(Text(words, look="todo", wrap=True))
        button = SecondaryButton(_("Add to the units…"), partial(self.add_wanted.emit, unit))
        self.adds.append(button)
        self._units.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _drop(self, code: str) -> None:
        row = self.codes.pop(code)
        self._codes.removeWidget(row)
        row.hide()
        row.deleteLater()


def _asked_words(unit: Waiting) -> str:
    """Which slips the code stands on; of several any one will do."""
    said = _("{unit}, {months}: check code on the signed slip, five groups of five digits")
    words = said.format(unit=unit.name, months=", ".join(unit.months))
    if len(unit.months) == 1:
        return words
    return _("{asked}. The code of one of these slips is enough.").format(asked=words)


def _asking(files: Iterable[TakenFile]) -> tuple[TakenFile, ...]:
    return tuple(one for one in files if one.cause in ASKED_HERE)


def _as_they_wait(
    files: Sequence[TakenFile], verdicts: Mapping[str, Verdict]
) -> Iterable[TakenFile]:
    """The files that wait still, each with what it waits for now."""
    for one in files:
        verdict = verdicts.get(one.package.package_id)
        if verdict is not None and verdict.standing is Standing.TO_VERIFY:
            yield replace(one, cause=verdict.cause.value, details=dict(verdict.details))


class CodeRow(QWidget):
    """Asks for the code on the slip of a unit whose key is not known; ``typed`` carries both."""

    typed = Signal(str, str)

    def __init__(self, unit: Waiting) -> None:
        super().__init__()
        self._unit = unit
        self.field = LineField(name=_asked_words(unit), hint="12345-12345-12345-…")
        self.field.returnPressed.connect(self._send)
        # What was wrong is said of what stood there: the next key begins anew.
        self.field.textEdited.connect(lambda _text: self.say(""))
        self._advice = _("Left empty, the file waits under “To be verified”.")
        self._caption = Text(_asked_words(unit), look="small", wrap=True)
        self._caption.setBuddy(self.field)
        self.below = Text(self._advice, look="small", wrap=True)
        self.button = SecondaryButton(_("Accept the key"), self._send).needs("accept_unit")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._caption)
        column.addLayout(row)
        column.addWidget(self.below)

    @property
    def name(self) -> str:
        """Whose code it is."""
        return self._unit.name

    @property
    def open(self) -> bool:
        """Whether the code is still to be typed."""
        return self.field.isEnabled()

    @property
    def begun(self) -> bool:
        """Whether something was typed that is not settled."""
        return self.open and bool(self.field.text().strip())

    def ask_for(self, unit: Waiting) -> None:
        """Name the months of the slips anew: another stick may have brought more."""
        if unit != self._unit:
            self._unit = unit
            self._caption.setText(_asked_words(unit))
            self.field.setAccessibleName(_asked_words(unit))

    def say(self, problem: str) -> None:
        """Show why the code was not taken; empty brings the advice back."""
        self.below.setText(problem or self._advice)
        self.below.look_like("trouble-small" if problem else "small")
        self.field.mark_wrong(problem)

    def accepted(self) -> None:
        """The key is accepted: nothing is asked for here any more."""
        self.field.setEnabled(False)
        self.button.setEnabled(False)
        self.say("")
        self.below.hide()
        self.button.setText(_("Accepted"))

    def _send(self) -> None:
        if self.field.text().strip():
            self.typed.emit(self._unit.code, self.field.text())
