"""Which copy of a stick or folder is meant: one line a copy, with the register that it is of."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from desktop.actions.found_copies import FoundCopy, OfferedCopies
from desktop.i18n import _
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.text import Text
from desktop.wording.backups import found_words

_NUMBER = Qt.ItemDataRole.UserRole


class CopyChoiceDialog(FormDialog):
    """The newest copy is chosen already, unless several registers lie there and none is ours."""

    def __init__(self, parent: QWidget | None, *, offered: OfferedCopies, today: date) -> None:
        super().__init__(
            parent,
            title=_("Which copy is to come back?"),
            do=_("Take this copy"),
            leave=_("Leave"),
            width=680,
        )
        self._copies = offered.copies
        if offered.several:
            said = _("Copies of several registers lie there. Look at the name before you take one.")
            self.body.addWidget(Text(said, look="todo", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Copies, the newest first"))
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setMinimumHeight(220)
        for number, one in enumerate(self._copies):
            words = found_words(one.info, today=today, office=offered.name_of(one))
            row = QListWidgetItem(f"{words}\n{one.path}")
            row.setData(_NUMBER, number)
            self.list.addItem(row)
        self.body.addWidget(self.list, 1)
        self.list.itemSelectionChanged.connect(self._weigh)
        self.list.itemDoubleClicked.connect(lambda _row: self.accept())
        if not offered.unclear and self._copies:
            self.list.setCurrentRow(0)
        self.leave_button.setAutoDefault(False)
        self.do_button.setDefault(True)
        self.list.setFocus()
        self._weigh()

    @property
    def chosen(self) -> FoundCopy | None:
        """The chosen copy; none without any."""
        rows = self.list.selectedItems()
        return self._copies[int(rows[0].data(_NUMBER))] if rows else None

    @classmethod
    def ask(
        cls, parent: QWidget | None, *, offered: OfferedCopies, today: date
    ) -> FoundCopy | None:
        """Show the copies and return the chosen one; none when it was left."""
        dialog = cls(parent, offered=offered, today=today)
        return dialog.chosen if dialog.exec() == QDialog.DialogCode.Accepted else None

    def _weigh(self) -> None:
        self.do_button.setEnabled(self.chosen is not None)
