"""Who the new commune of a merger is, and where its folder goes."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.setup.restore import FolderChoice
from desktop.ui.system.section import two_columns
from desktop.ui.widgets.buttons import SecondaryButton
from desktop.ui.widgets.fields import DayField, Labelled, LineField
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Text


class MergeForm(Panel):
    """``changed`` when something of it was typed or chosen; ``place`` is none until it is."""

    changed = Signal()

    def __init__(self, *, month: Period) -> None:
        super().__init__(_("The new commune"))
        self.place: Path | None = None
        self._beside: Path | None = None
        self.name = LineField(name=_("Name"))
        self.code = LineField(name=_("Code"))
        self.day = DayField(name=_("Valid from"), period=month)
        self.decision = LineField(name=_("Number of the resolution"))
        self.body.addLayout(two_columns(self._named()))
        for field in (self.name, self.day, self.decision):
            field.textEdited.connect(self.changed)
        self.code.textEdited.connect(self._name_place)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(SecondaryButton(_("Where the new folder goes…"), self.choose_place))
        self._place_shown = Text("", look="soft", wrap=True)
        row.addWidget(self._place_shown, 1)
        self.body.addLayout(row)

    @property
    def valid_from(self) -> date | None:
        """The day that was typed; none: as the folders say."""
        return self.day.day

    def day_is_sound(self) -> bool:
        """Whether the day can be read; the field says so where it cannot."""
        if self.day.sound:
            return True
        self.day.mark_wrong(_("This is no day. Write it as 5/10 or 05/10/2026."))
        self.day.setFocus()
        return False

    def choose_place(self) -> None:
        """Choose where the new folder goes; in one that holds something it becomes a folder."""
        chosen = FolderChoice.ask(self, title=_("Where to put the new commune's folder"))
        if chosen is not None:
            self._beside = chosen if _holds_something(chosen) else None
            self.place = chosen
            self._name_place()

    def _name_place(self) -> None:
        """A folder in one that holds something is named by the new commune's code."""
        self.changed.emit()
        if self._beside is not None:
            self.place = self._beside / f"so138-{self.code.text().strip() or 'moi'}"
        self._place_shown.setText(str(self.place) if self.place is not None else "")

    def _named(self) -> tuple[Labelled, ...]:
        return (
            Labelled(_("Name"), self.name, advice=_("With its kind, such as Phường Hương Trà.")),
            Labelled(_("Code"), self.code, advice=_("The official code of five digits.")),
            Labelled(
                _("Valid from"),
                self.day,
                advice=_("The new commune reports the month that holds this day whole."),
            ),
            Labelled(_("Number of the resolution"), self.decision),
        )


def _holds_something(folder: Path) -> bool:
    """Whether a folder holds anything; one that cannot be looked into is told when it is used."""
    try:
        return any(folder.iterdir())
    except OSError:
        return False
