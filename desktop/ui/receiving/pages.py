"""The pages of the receiving: plug in, being read, the card, done."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.receiving import Taken
from desktop.i18n import _
from desktop.ui.board.reply_dialog import NamedAnswer, digits_text, written_words
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.receiving.content import (
    MOST_LINES,
    ByTelephone,
    Source,
    Unlisted,
    Waiting,
    by_telephone,
    card_title,
    card_totals,
    decide_words,
    done_words,
    file_items,
    needs_passphrase,
    odd_words,
    own_clock_words,
    returned_again,
    to_decide,
    unlisted_units,
    waiting_units,
)
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.rows import FigureList, WorkList
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Icon, Line, Text

Act = Callable[[], object]
_MIDDLE = Qt.AlignmentFlag.AlignHCenter
_LEAST_READ = 44


class WaitPage(QWidget):
    """The calm state: a stick is waited for; files and folders go by button or by dropping."""

    def __init__(self, *, theme: Theme, on_folder: Act, on_files: Act) -> None:
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
        column.addStretch(3)
        self.invite()

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
        self._hint = Text("", look="small")
        self._passphrase_box = QWidget()
        self.receive_button = PrimaryButton(_("Receive and write the receipts"), on_receive)
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
        enter = _("Enter receives. Keep the stick plugged in.")
        self._hint.setText(enter if taken.files else "")
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


class DonePage(QWidget):
    """What was received; keys to accept, digits to read aloud, and the next stick.

    ``code_typed`` carries the unit and what was typed for it, ``add_wanted`` an
    :class:`Unlisted` that belongs in the list of units, ``verify_wanted`` the file to decide on.
    """

    code_typed = Signal(str, str)
    add_wanted = Signal(object)
    verify_wanted = Signal(str)

    def __init__(self, *, theme: Theme, on_next: Act) -> None:
        super().__init__()
        self._theme = theme
        self.title = Text("", look="title", wrap=True)
        self.detail = Text("", look="soft", wrap=True)
        self.next_button = SecondaryButton(_("Receive other files"), on_next)
        self.codes: dict[str, CodeRow] = {}
        self.adds: list[SecondaryButton] = []
        self.verify_button: SecondaryButton | None = None
        self._taken: Taken | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Icon("circle-check", theme=theme, role=Role.MET, size=36))
        words = QVBoxLayout()
        words.addWidget(self.title)
        words.addWidget(self.detail)
        head.addLayout(words, 1)
        column.addLayout(head)
        self._more = QWidget()
        self._rows = QVBoxLayout(self._more)
        self._rows.setContentsMargins(0, 8, 0, 0)
        self._rows.setSpacing(10)
        column.addWidget(scrolled(self._more, sideways=False), 1)
        column.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignRight)

    @property
    def typing(self) -> bool:
        """Whether a code was begun that the next stick must not take away."""
        return any(row.begun for row in self.codes.values())

    def show_taken(self, source: Source, taken: Taken) -> None:
        """Say what became of a stick."""
        if source.drive is not None:
            self.title.setText(_("You may pull out the stick and plug in the next one"))
        else:
            self.title.setText(_("The files were received"))
        self._taken = taken
        self.detail.setText(done_words(taken))
        clear_layout(self._rows)
        for words in (own_clock_words(taken), *odd_words(taken)[:MOST_LINES]):
            if words:
                self._rows.addWidget(Text(words, look="todo", wrap=True))
        self._show_to_decide(taken)
        self._show_returned(returned_again(taken))
        self._show_codes(by_telephone(taken))
        self._show_unlisted(unlisted_units(taken))
        self._show_waiting(waiting_units(taken))
        self._rows.addStretch(1)

    def show_left(self, left: Collection[str]) -> None:
        """Say anew what waits: codes were accepted since, or files decided in another room."""
        if self._taken is None:
            return
        self.detail.setText(done_words(self._taken, left))
        still = {
            one.package.unit_code for one in self._taken.files if one.package.package_id in left
        }
        for code, row in self.codes.items():
            if code not in still:
                row.accepted()
        if self.verify_button is not None:
            asked = {one.package.package_id for one in to_decide(self._taken)}
            self.verify_button.setEnabled(not asked.isdisjoint(left))

    def start(self) -> None:
        """Put the focus on the first code that is asked for, or on the way on."""
        fields = [row.field for row in self.codes.values()]
        target = fields[0] if fields else self.next_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_codes(self, codes: Sequence[ByTelephone]) -> None:
        for one in codes[:MOST_LINES]:
            said = _("{unit}, {period}: the receipt could not be written. {reason}")
            words = said.format(unit=one.name, period=one.period, reason=one.reason)
            self._rows.addWidget(Text(words, look="todo", wrap=True))
            self._rows.addWidget(Text(_("Read these digits to the unit instead:"), look="small"))
            self._rows.addWidget(digits_text(one.code))

    def _show_to_decide(self, taken: Taken) -> None:
        self.verify_button = None
        files = to_decide(taken)
        if not files:
            return
        for words in decide_words(taken)[:MOST_LINES]:
            self._rows.addWidget(Text(words, look="todo", wrap=True))
        wanted = partial(self.verify_wanted.emit, files[0].package.package_id)
        self.verify_button = SecondaryButton(_("Go to “To be verified”"), wanted)
        self._rows.addWidget(self.verify_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_returned(self, files: Sequence[NamedAnswer]) -> None:
        for one in files[:MOST_LINES]:
            said = _("{report}: it was left out before, so its unit gets it returned.")
            self._rows.addWidget(Text(said.format(report=one.name), look="todo", wrap=True))
            self._rows.addWidget(Text(written_words(one.answer), look="small", wrap=True))
            self._rows.addWidget(Text(_("Digits for the telephone"), look="small"))
            self._rows.addWidget(digits_text(one.answer.code))

    def _show_unlisted(self, units: Sequence[Unlisted]) -> None:
        self.adds = []
        for unit in units[:MOST_LINES]:
            said = _(
                "{unit} ({code}) is not in the list of units. Add it, and its file is weighed anew."
            )
            words = said.format(unit=unit.name or unit.code, code=unit.code)
            self._rows.addWidget(Text(words, look="todo", wrap=True))
            button = SecondaryButton(_("Add to the units…"), partial(self.add_wanted.emit, unit))
            self.adds.append(button)
            self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_waiting(self, units: Sequence[Waiting]) -> None:
        self.codes = {}
        for unit in units[:MOST_LINES]:
            row = CodeRow(unit)
            row.typed.connect(self.code_typed)
            self.codes[unit.code] = row
            self._rows.addWidget(row)


class CodeRow(QWidget):
    """Asks for the code on the slip of a unit whose key is not known; ``typed`` carries both."""

    typed = Signal(str, str)

    def __init__(self, unit: Waiting) -> None:
        super().__init__()
        self._unit = unit
        label = _("{unit}: check code on the signed slip, five groups of five digits")
        self.field = LineField(name=label.format(unit=unit.name), hint="12345-12345-12345-…")
        self.field.returnPressed.connect(self._send)
        self._advice = _("Left empty, the file waits under “To be verified”.")
        caption = Text(label.format(unit=unit.name), look="small", wrap=True)
        caption.setBuddy(self.field)
        self.below = Text(self._advice, look="small", wrap=True)
        self.button = SecondaryButton(_("Accept the key"), self._send)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(caption)
        column.addLayout(row)
        column.addWidget(self.below)

    @property
    def begun(self) -> bool:
        """Whether something was typed that is not settled."""
        return self.field.isEnabled() and bool(self.field.text().strip())

    def say(self, problem: str) -> None:
        """Show why the code was not taken; empty brings the advice back."""
        self.below.setText(problem or self._advice)
        self.below.look_like("trouble-small" if problem else "small")
        self.field.mark_wrong(problem)

    def accepted(self) -> None:
        """The key is accepted: nothing is asked for here any more."""
        self.field.setEnabled(False)
        self.button.setEnabled(False)
        self.say("")
        self.below.hide()
        self.button.setText(_("Accepted"))

    def _send(self) -> None:
        if self.field.text().strip():
            self.typed.emit(self._unit.code, self.field.text())
