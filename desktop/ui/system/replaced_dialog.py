"""What restores put aside, and putting one of them back."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from desktop.i18n import _
from desktop.ui.widgets.dialogs import FormDialog
from desktop.wording.backups import copy_holds, day_and_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.actions.terms import Replaced

_NAME = Qt.ItemDataRole.UserRole


class ReplacedDialog(FormDialog):
    """One line a restore: when it put the register aside, and what that held."""

    def __init__(
        self, parent: QWidget | None, *, replaced: "Sequence[Replaced]", today: date
    ) -> None:
        super().__init__(
            parent,
            title=_("What restores put aside"),
            do=_("Put this one back…"),
            leave=_("Close"),
            lead=_("Every restore keeps the register that it replaces. Nothing is thrown away.")
            if replaced
            else _("No restore has replaced anything yet."),
            width=560,
        )
        self.list = QListWidget()
        self.list.setAccessibleName(_("What restores put aside"))
        for one in replaced:
            held = copy_holds(one.info) if one.info else _("could not be read when it was replaced")
            words = _("{when} — {holds}").format(when=day_and_time(one.at, today=today), holds=held)
            row = QListWidgetItem(words)
            row.setData(_NAME, one.name)
            self.list.addItem(row)
        self.list.setVisible(bool(replaced))
        self.body.addWidget(self.list, 1)
        self.do_button.setVisible(bool(replaced))
        self.leave_by_enter()
        if replaced:
            self.list.setCurrentRow(0)

    @property
    def chosen(self) -> str:
        """The name of the folder of the chosen one; empty without any."""
        chosen = self.list.selectedItems()
        return str(chosen[0].data(_NAME)) if chosen else ""

    @classmethod
    def ask(cls, parent: QWidget | None, *, replaced: "Sequence[Replaced]", today: date) -> str:
        """Show it and return the name of what is to be put back; empty when it was closed."""
        dialog = cls(parent, replaced=replaced, today=today)
        return dialog.chosen if dialog.exec() == QDialog.DialogCode.Accepted else ""
