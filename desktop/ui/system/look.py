"""Giao diện: light or dark, the size of text, the height of rows; kept on this PC."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.desk import Desk
from desktop.i18n import _
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.section import Section, paragraph
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Text

_SCALES = (90, 100, 110, 125, 150)
_ROWS = (28, 32, 36, 40)


class LookSection(Section):
    """Every choice shows at once."""

    key = "look"

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__(context, desk=desk)
        content = QWidget()
        panels = QVBoxLayout(content)
        panels.setContentsMargins(0, 0, 0, 0)
        panels.setSpacing(16)
        panels.addWidget(self._colours())
        panels.addWidget(self._sizes())
        panels.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(content))

    def refresh(self) -> None:
        """Show what is chosen."""
        kept = self.context.memory.settings
        self.themes[kept.theme].setChecked(True)
        for box, value in ((self.scale, kept.scale), (self.rows, kept.row_height)):
            with QSignalBlocker(box):
                place = box.findData(value)
                box.setCurrentIndex(place if place >= 0 else 1)

    def _colours(self) -> Panel:
        panel = Panel(_("Colours"))
        self._group = QButtonGroup(self)
        self.themes = {
            "system": QRadioButton(_("As Windows is set")),
            "light": QRadioButton(_("Light")),
            "dark": QRadioButton(_("Dark")),
        }
        for button in self.themes.values():
            self._group.addButton(button)
            panel.body.addWidget(button)
        panel.body.addWidget(paragraph(_("High contrast follows the setting of Windows."), "small"))
        self._group.buttonClicked.connect(self._choose)
        return panel

    def _sizes(self) -> Panel:
        panel = Panel(_("Sizes"))
        self.scale = ChoiceBox()
        self.scale.setAccessibleName(_("Size of text"))
        for one in _SCALES:
            self.scale.addItem(f"{one} %", one)
        self.rows = ChoiceBox()
        self.rows.setAccessibleName(_("Height of table rows"))
        for one, words in zip(
            _ROWS, (_("Low"), _("Normal"), _("High"), _("Very high")), strict=True
        ):
            self.rows.addItem(words, one)
        for label, box in ((_("Size of text"), self.scale), (_("Height of table rows"), self.rows)):
            row = QHBoxLayout()
            caption = Text(label)
            caption.setMinimumWidth(180)
            caption.setBuddy(box)
            row.addWidget(caption)
            row.addWidget(box)
            row.addStretch(1)
            panel.body.addLayout(row)
            box.setMinimumWidth(140)
            box.activated.connect(self._choose)
        return panel

    def _choose(self) -> None:
        chosen = next(name for name, button in self.themes.items() if button.isChecked())
        memory = self.context.memory
        kept = replace(
            memory.settings,
            theme=chosen,
            scale=int(self.scale.currentData()),
            row_height=int(self.rows.currentData()),
        )
        memory.keep(kept)
        memory.save()
        self.context.theme.choose(
            preference=kept.theme, scale=kept.scale, row_height=kept.row_height
        )
