"""The pages of the receiving before it is done: plug in, being read, the card."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.receiving import Taken
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.receiving.content import (
    Source,
    card_title,
    card_totals,
    file_items,
    needs_passphrase,
    own_clock_words,
    waiting_units,
)
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.rows import FigureList, WorkList
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Icon, Line, Text
from desktop.wording.names import join_groups

Act = Callable[[], object]
_MIDDLE = Qt.AlignmentFlag.AlignHCenter
_LEAST_READ = 44
_NAMED = 6
"""More units than these are counted."""


class WaitPage(QWidget):
    """The calm state: a stick is waited for; files and folders go by button or by dropping."""

    def __init__(self, *, theme: Theme, on_folder: Act, on_files: Act, on_codes: Act) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(Icon("usb", theme=theme, role=Role.ACCENT, size=48), 0, _MIDDLE)
        self.title = Text("", look="title", wrap=True)
        self.detail = Text("", look="soft", wrap=True)
        for text in (self.title, self.detail):
            text.setAlignment(_MIDDLE)
            column.addWidget(text)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.folder_button = SecondaryButton(_("Choose a folder…"), on_folder)
        self.files_button = SecondaryButton(_("Choose files…"), on_files)
        row.addWidget(self.folder_button)
        row.addWidget(self.files_button)
        row.addStretch(1)
        column.addSpacing(8)
        column.addLayout(row)
        hint = Text(_("Files and folders can also be dropped here."), look="small")
        hint.setAlignment(_MIDDLE)
        column.addWidget(hint)
        self.codes = Text("", look="todo", wrap=True)
        self.codes.setAlignment(_MIDDLE)
        self.codes_button = SecondaryButton(_("Type the codes"), on_codes)
        column.addSpacing(16)
        column.addWidget(self.codes)
        column.addWidget(self.codes_button, 0, _MIDDLE)
        column.addStretch(3)
        self.show_codes(())
        self.invite()

    def show_codes(self, names: Sequence[str]) -> None:
        """Whose code is still to be typed, and the way back to its field."""
        said = _("Check codes still to be typed: {names}.").format(names=join_groups(names, _NAMED))
        self.codes.setText(said)
        for part in (self.codes, self.codes_button):
            part.setVisible(bool(names))

    def invite(self, title: str = "", detail: str = "") -> None:
        """Ask for a stick; ``title`` and ``detail`` say instead what just happened."""
        self.title.setText(title or _("Plug in the unit's USB stick"))
        usual = _("What lies on it is read at once; nothing is taken in before you press Enter.")
        self.detail.setText(detail or usual)


class BusyPage(QWidget):
    """What is being read or written, how far it came, and the way to stop the reading."""

    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 16, 48, 16)
        column.setSpacing(12)
        column.addStretch(1)
        self.title = Text("", look="title", wrap=True)
        self.title.setAlignment(_MIDDLE)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.keep = Text("", look="soft", wrap=True)
        self.keep.setAlignment(_MIDDLE)
        self.stop = LinkButton(_("Stop"), self.stop_wanted.emit)
        for part in (self.title, self.bar, self.keep):
            column.addWidget(part)
        column.addWidget(self.stop, 0, _MIDDLE)
        column.addStretch(1)

    def begin(self, title: str, *, detail: str = "", may_stop: bool = True) -> None:
        """Say what is done."""
        self.title.setText(title)
        self.keep.setText(detail)
        self.bar.setRange(0, 0)
        self.stop.setVisible(may_stop)

    def tell(self, done: int, total: int) -> None:
        """Say how far it came."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)


class CardPage(QWidget):
    """The summary of one stick: Enter takes everything on it in."""

    def __init__(self, *, theme: Theme, on_receive: Act, on_pass: Act, on_passphrase: Act) -> None:
        super().__init__()
        self.source = Text("", look="small")
        self.title = Text("", look="title", wrap=True)
        self.clock = Text("", look="todo", wrap=True)
        self.figures = FigureList()
        self.files = WorkList(theme=theme)
        self.passphrase = LineField(name=_("Passphrase from the slip"))
        self.passphrase.returnPressed.connect(on_passphrase)
        self._hint = Text("", look="small", wrap=True)
        self._passphrase_box = QWidget()
        self.receive_button = PrimaryButton(_("Receive and write the receipts"), on_receive).needs(
            "receive"
        )
        self.pass_button = SecondaryButton(_("Leave this one"), on_pass)
        self._build(on_passphrase)

    def show_taken(self, source: Source, taken: Taken) -> None:
        """Show what was found."""
        self.source.setText(source.name)
        self.title.setText(card_title(taken))
        self.clock.setText(own_clock_words(taken))
        self.clock.setVisible(taken.clock_suspect)
        totals = card_totals(taken)
        self.figures.show_figures(totals)
        self.figures.setVisible(bool(totals))
        self.files.show_items(file_items(taken))
        locked = needs_passphrase(taken)
        self._passphrase_box.setVisible(locked)
        self.receive_button.setVisible(bool(taken.files))
        self._hint.setText(_next_words(source, taken))
        if locked and not taken.files:
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        elif taken.files:
            self.receive_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.pass_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_wrong(self, reason: str) -> None:
        """Say why the passphrase did not open anything."""
        self._labelled.say(reason)

    def _build(self, on_passphrase: Act) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        # All that is read scrolls as one: in a low window what is typed keeps its height.
        read = QWidget()
        inner = QVBoxLayout(read)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        for part in (self.source, self.title, self.clock, self.figures, Line(), self.files):
            inner.addWidget(part)
        inner.addStretch(1)
        area = scrolled(read, sideways=False)
        area.setMinimumHeight(_LEAST_READ)
        column.addWidget(area, 1)
        row = QHBoxLayout(self._passphrase_box)
        row.setContentsMargins(0, 0, 0, 0)
        advice = _("It stands on the hand-over slip; each file has its own.")
        self._labelled = Labelled(_("Passphrase from the slip"), self.passphrase, advice=advice)
        row.addWidget(self._labelled, 1)
        row.addWidget(SecondaryButton(_("Open the file"), on_passphrase))
        column.addWidget(self._passphrase_box)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.pass_button)
        foot.addWidget(self.receive_button)
        column.addLayout(foot)


def _next_words(source: Source, taken: Taken) -> str:
    """What Enter does, whether the stick may go, and where what is wrong stays to be read."""
    if taken.files:
        enter = _("Enter receives. Keep the stick plugged in.")
        asked = _("The check code is asked for after that.")
        return f"{enter} {asked}" if waiting_units(taken.files) else enter
    if needs_passphrase(taken):
        return ""
    said = _("Nothing of it can be taken in; why stands under “Not taken in” too.")
    pull = _("You may pull out the stick.")
    return f"{said} {pull}" if source.drive is not None else said
