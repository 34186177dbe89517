"""The theme in use: palette, font and one style sheet, made from the tokens and switched live."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from weakref import finalize

from PySide6.QtCore import QObject, QSize, Signal, Slot
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.ui.design import system
from desktop.ui.design.fonts import load_fonts, screen_font
from desktop.ui.design.icons import icon_pixmap
from desktop.ui.design.marks import write_marks
from desktop.ui.design.stylesheet import style_sheet
from desktop.ui.design.tokens import SETS, Role, Tokens

_STYLE = "Fusion"
_STYLED = "so138-style"

_PALETTE: tuple[tuple[QPalette.ColorRole, Role], ...] = (
    (QPalette.ColorRole.Window, Role.GROUND),
    (QPalette.ColorRole.WindowText, Role.INK),
    (QPalette.ColorRole.Base, Role.PAPER),
    (QPalette.ColorRole.AlternateBase, Role.HEAD),
    (QPalette.ColorRole.Text, Role.INK),
    (QPalette.ColorRole.Button, Role.PAPER),
    (QPalette.ColorRole.ButtonText, Role.INK),
    (QPalette.ColorRole.PlaceholderText, Role.HINT),
    (QPalette.ColorRole.Highlight, Role.ACCENT_SOFT),
    (QPalette.ColorRole.HighlightedText, Role.INK),
    (QPalette.ColorRole.Link, Role.ACCENT),
    (QPalette.ColorRole.Accent, Role.ACCENT),
    (QPalette.ColorRole.ToolTipBase, Role.INK),
    (QPalette.ColorRole.ToolTipText, Role.PAPER),
    (QPalette.ColorRole.Mid, Role.LINE),
)


class _Repainter(QObject):
    """Ends with its owner, and the connection to the theme with it."""

    def __init__(self, owner: QObject, repaint: Callable[[], None]) -> None:
        super().__init__(owner)
        self._repaint = repaint

    @Slot()
    def run(self) -> None:
        self._repaint()


def make_application() -> QApplication:
    """The application, in the style that the style sheet is written for.

    Named among the arguments: asked for later, Qt would hand its style to Python, which is slow.
    """
    app = QApplication(["so138", "-style", _STYLE])
    app.setProperty(_STYLED, _STYLE)
    return app


class Theme(QObject):
    """Gives every widget its colours; ``changed`` is sent after the look has switched."""

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        *,
        preference: str = "system",
        scale: int = 100,
        row_height: int = 32,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._preference, self._scale, self._row_height = preference, scale, row_height
        self._drawn = Path(tempfile.mkdtemp(prefix="so138-"))
        # Qt does not take its own away when the program ends: one would stay from every start.
        finalize(self, shutil.rmtree, self._drawn, ignore_errors=True)
        self._colours: dict[Role, QColor] = {}
        self._fonts: dict[tuple[int, bool], QFont] = {}
        self._pixmaps: dict[tuple[str, Role, int, float], QPixmap] = {}
        load_fonts()
        if app.property(_STYLED) != _STYLE:
            app.setStyle(_STYLE)
        self._tokens = self._chosen()
        self._dress_app()
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def tokens(self) -> Tokens:
        """The tokens in use now."""
        return self._tokens

    @property
    def scale(self) -> int:
        """The text size in percent of the usual one."""
        return self._scale

    def choose(self, *, preference: str, scale: int, row_height: int) -> None:
        """Take a set ("system", "light", "dark", or a name of ``SETS``), text size and rows."""
        self._preference, self._scale, self._row_height = preference, scale, row_height
        self._follow_system()

    def colour(self, role: Role) -> QColor:
        """The colour of a role in the set in use."""
        if role not in self._colours:
            self._colours[role] = QColor(self._tokens[role])
        return QColor(self._colours[role])

    def font(self, size: int | None = None, *, bold: bool = False) -> QFont:
        """The screen font, ``size`` pixels high (text size when none), semi-bold when ``bold``."""
        wanted = (size or self._tokens.type.text, bold)
        if wanted not in self._fonts:
            weight = QFont.Weight.DemiBold if bold else QFont.Weight.Normal
            self._fonts[wanted] = screen_font(wanted[0], weight)
        return QFont(self._fonts[wanted])

    def pixmap(self, name: str, role: Role, size: int = 16) -> QPixmap:
        """The icon ``name`` in the colour of ``role``, sharp on this screen."""
        wanted = (name, role, size, self._app.devicePixelRatio())
        if wanted not in self._pixmaps:
            self._pixmaps[wanted] = icon_pixmap(name, self._tokens[role], size, ratio=wanted[3])
        return QPixmap(self._pixmaps[wanted])

    def dress(
        self, button: QAbstractButton, name: str, role: Role = Role.SOFT, size: int = 16
    ) -> None:
        """Give ``button`` the icon ``name`` and keep its colour through every switch."""
        button.setIconSize(QSize(size, size))
        self.keep(button, lambda: button.setIcon(QIcon(self.pixmap(name, role, size))))

    def keep(self, owner: QObject, repaint: Callable[[], None]) -> None:
        """Call ``repaint`` now and after every switch, as long as ``owner`` lives."""
        repaint()
        self.changed.connect(_Repainter(owner, repaint).run)

    def _chosen(self) -> Tokens:
        name = self._preference
        if name == "system":
            name = "dark" if system.wants_dark() else "light"
        if system.wants_contrast() and name in {"light", "dark"}:
            name = f"contrast-{name}"
        return SETS[name].sized(scale=self._scale, row_height=self._row_height)

    def _follow_system(self) -> None:
        chosen = self._chosen()
        if chosen != self._tokens:
            self._tokens = chosen
            self._dress_app()
            self.changed.emit()

    def _dress_app(self) -> None:
        self._colours.clear()
        self._pixmaps.clear()
        self._app.setFont(self.font())
        self._app.setPalette(_palette(self._tokens))
        marks = write_marks(self._drawn, self._tokens)
        self._app.setStyleSheet(style_sheet(self._tokens, marks))


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    for place, role in _PALETTE:
        palette.setColor(place, QColor(tokens[role]))
    for place in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, QColor(tokens[Role.HINT]))
    return palette
