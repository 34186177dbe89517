"""The bar at the top: whose book this is, the search field, the settings of the window."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from desktop.i18n import N_, _
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.shell.finder import Finder
from desktop.ui.widgets.buttons import IconButton
from desktop.ui.widgets.text import Text

_THEMES = (
    ("system", N_("Light or dark as the system")),
    ("light", N_("Light")),
    ("dark", N_("Dark")),
)
_OFFICER = 180
"""The widest an officer's name may be, in pixels."""
_SCALES = (100, 115, 130, 150)
_ROWS = ((28, N_("Narrow rows")), (32, N_("Normal rows")), (40, N_("Wide rows")))


class TopBar(QFrame):
    """``help_wanted`` is sent by the question mark."""

    help_wanted = Signal()

    def __init__(self, *, theme: Theme, memory: WindowMemory, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self._theme, self._memory = theme, memory
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 10, 0)
        row.setSpacing(6)
        self.name = Text(name, look="bar")
        self.finder = Finder(theme=theme)
        row.addWidget(self.name, 1)
        row.addWidget(self.finder)
        self.officer = Text("", look="small")
        self.officer.hide()
        row.addSpacing(8)
        row.addWidget(self.officer)
        row.addSpacing(2)
        row.addWidget(
            IconButton(
                "circle-help",
                _("Explain this screen (F1)"),
                theme=theme,
                size=18,
                on_click=self.help_wanted.emit,
            )
        )
        self._settings = IconButton(
            "settings", _("Look of the window"), theme=theme, size=18, on_click=self._open_menu
        )
        row.addWidget(self._settings)
        theme.keep(self, lambda: self.setFixedHeight(theme.tokens.shape.top_bar - 1))

    def show_officer(self, name: str, *, moved_to: str = "") -> None:
        """Say who sits here; nobody is named where the data have no password.

        ``moved_to`` is where the data went: this copy is only read, and says so in every room.
        """
        if moved_to:
            self.officer.look_like("todo-small")
            self.officer.setText(_("Only read"))
            said = _("The data went on to: {place}. This copy is only read.")
            self.officer.setToolTip(said.format(place=moved_to))
            self.officer.show()
            return
        self.officer.look_like("small")
        shown = self.officer.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _OFFICER)
        self.officer.setText(shown)
        self.officer.setToolTip(_("{name} is logged in. Ctrl+L locks.").format(name=name))
        self.officer.setVisible(bool(name))

    def settings_menu(self) -> QMenu:
        """The menu of the window's look, each choice with effect at once."""
        menu = QMenu(self)
        present = self._memory.settings
        for value, title in _THEMES:
            self._add(menu, "theme", _(title), value, chosen=present.theme == value)
        menu.addSeparator()
        for scale in _SCALES:
            words = _("Text at {percent} %").format(percent=scale)
            self._add(menu, "scale", words, scale, chosen=present.scale == scale)
        menu.addSeparator()
        for height, title in _ROWS:
            self._add(menu, "row_height", _(title), height, chosen=present.row_height == height)
        for field in ("theme", "scale", "row_height"):
            group = QActionGroup(menu)
            for action in menu.actions():
                if action.property("field") == field:
                    group.addAction(action)
        return menu

    def _add(self, menu: QMenu, field: str, title: str, value: str | int, *, chosen: bool) -> None:
        action = menu.addAction(title)
        action.setProperty("field", field)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda _checked=False: self._take(field, value))

    def _take(self, field: str, value: str | int) -> None:
        changed = {field: value}
        self._memory.keep(replace(self._memory.settings, **changed))  # type: ignore[arg-type]
        chosen = self._memory.settings
        self._theme.choose(
            preference=chosen.theme, scale=chosen.scale, row_height=chosen.row_height
        )

    def _open_menu(self) -> None:
        menu = self.settings_menu()
        corner = self._settings.mapToGlobal(QPoint(self._settings.width(), self.height() - 8))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))
