"""What is said while the commune has no residential group yet."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.ui.widgets.empty import EmptyState


class FirstGroups(QWidget):
    """A sentence and two doors: the Excel list of the office, or typing the groups."""

    def __init__(
        self,
        *,
        theme: Theme,
        on_import: Callable[[], object],
        on_add: Callable[[], object],
    ) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 24)
        layout.setSpacing(0)
        layout.addStretch(1)
        layout.addWidget(
            EmptyState(
                "users",
                _("No residential group has been entered yet."),
                theme=theme,
                advice=_("The list of groups is what every month is counted against."),
            )
        )
        self.buttons = row = QHBoxLayout()
        row.setSpacing(8)
        self.import_button = PrimaryButton(_("Import the list from Excel"), on_import)
        self.add_button = SecondaryButton(_("Add groups"), on_add)
        row.addStretch(1)
        row.addWidget(self.import_button)
        row.addWidget(self.add_button)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(2)
        self.setFocusProxy(self.import_button)
