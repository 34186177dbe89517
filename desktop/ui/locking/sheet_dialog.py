"""The recovery sheet in a window of its own, from the system room."""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.actions.desk import ChangeKind, Desk
from desktop.i18n import _
from desktop.ui.locking.sheet_making import SheetMaking
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.text import Text


class SheetDialog(QDialog):
    """Esc puts it off: the sheet that was typed back before stays valid."""

    def __init__(self, parent: QWidget | None, *, context: ShellContext, desk: Desk) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Recovery sheet"))
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(Text(_("Recovery sheet"), look="heading"))
        self.making = SheetMaking(
            desk, theme=context.theme, work=context.work, failed=context.failed
        )
        self.making.ended.connect(self._ended)
        self.typed_back = False
        column.addWidget(self.making)
        column.addStretch(1)
        self.making.begin()

    @classmethod
    def ask(cls, parent: QWidget | None, *, context: ShellContext, desk: Desk) -> bool:
        """Make a sheet; True when it was typed back."""
        dialog = cls(parent, context=context, desk=desk)
        dialog.exec()
        context.announce(frozenset({ChangeKind.OFFICERS}))
        return dialog.typed_back

    def reject(self) -> None:
        """Later."""
        self.making.put_off()

    def _ended(self, typed_back: bool) -> None:  # noqa: FBT001  a signal's slot
        self.typed_back = typed_back
        self.accept()
