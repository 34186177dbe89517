"""A copy beside now in a dialog: sentences, every difference, and what may come back alone."""

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from desktop.actions.comparing import Comparison, choosable
from desktop.i18n import _, format_number
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.text import Text
from desktop.wording.backups import compared_text, comparison_lines, thing_words

_ID = Qt.ItemDataRole.UserRole
_SHOWN_AT_MOST = 2000


class CompareDialog(FormDialog):
    """Lines with a box can be ticked; what came after the copy is only shown."""

    def __init__(self, parent: QWidget | None, *, comparison: Comparison, when: str) -> None:
        super().__init__(
            parent,
            title=_("The copy of {when} beside now").format(when=when),
            do=_("Bring back what is ticked"),
            leave=_("Close"),
            width=720,
        )
        found = comparison.compared
        self.setMinimumHeight(480 if found else 0)
        kinds = [(one.find.table, one.difference.value) for one in found]
        for line in comparison_lines(kinds):
            self.body.addWidget(Text(line, wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(_("What differs"))
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        may_come = {one.id for one in choosable(found)}
        # What can come back stands first.
        for one in sorted(found, key=lambda one: one.id not in may_come)[:_SHOWN_AT_MOST]:
            words = compared_text(one, thing_words(one.find, comparison.names, one.groups))
            self._add(words, one.id, may_come=one.id in may_come)
        if len(found) > _SHOWN_AT_MOST:
            more = _("and {count} more").format(count=format_number(len(found) - _SHOWN_AT_MOST))
            self.list.addItem(more)
        self.body.addWidget(self.list, 1)
        self.list.setVisible(bool(found))
        if may_come:
            advice = _(
                "What is ticked goes back to what the copy says, as one step. Ctrl+Z undoes it."
            )
            self.body.addWidget(Text(advice, look="soft", wrap=True))
        self.do_button.setVisible(bool(may_come))
        self.leave_by_enter()
        self.list.itemChanged.connect(lambda _item: self._weigh())
        self._weigh()

    @property
    def chosen(self) -> frozenset[str]:
        """The ids of what is ticked."""
        rows = (self.list.item(number) for number in range(self.list.count()))
        return frozenset(row.data(_ID) for row in rows if row.checkState() == Qt.CheckState.Checked)

    def tick(self, ids: Collection[str]) -> None:
        """Tick these lines."""
        for number in range(self.list.count()):
            row = self.list.item(number)
            if row.data(_ID) in ids and row.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                row.setCheckState(Qt.CheckState.Checked)

    @classmethod
    def ask(cls, parent: QWidget | None, *, comparison: Comparison, when: str) -> frozenset[str]:
        """Show it and return the ids of what is to come back; none when it was closed."""
        dialog = cls(parent, comparison=comparison, when=when)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            return dialog.chosen
        return frozenset()

    def _add(self, words: str, identity: str, *, may_come: bool) -> None:
        row = QListWidgetItem(words)
        row.setData(_ID, identity)
        if may_come:
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Unchecked)
        else:
            row.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.list.addItem(row)

    def _weigh(self) -> None:
        self.do_button.setEnabled(bool(self.chosen))
