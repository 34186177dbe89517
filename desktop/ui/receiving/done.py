"""The page after a reception: what was received, codes to type, digits to read, the next stick."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

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
    as_it_stands,
    by_telephone,
    decide_words,
    done_words,
    odd_words,
    own_clock_words,
    returned_again,
    to_decide,
    unlisted_units,
    waiting_units,
)
from desktop.ui.widgets.buttons import SecondaryButton
from desktop.ui.widgets.fields import LineField
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Icon, Text

Act = Callable[[], object]


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
        self._odd = QVBoxLayout()
        self._said = self._detail = ""
        self._writing, self._unread = False, ""
        self._sign = Icon("circle-check", theme=theme, role=Role.MET, size=36)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._sign)
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

    @property
    def taken(self) -> Taken | None:
        """The reception that the page speaks of."""
        return self._taken

    def show_taken(self, source: Source, taken: Taken) -> None:
        """Say what became of a stick."""
        self._said = _("The files were received")
        if source.drive is not None:
            self._said = _("You may pull out the stick and plug in the next one")
        self._taken, self._writing, self._unread = taken, False, ""
        self._say_head(done_words(taken))
        clear_layout(self._rows)
        odd = QWidget()
        self._odd = QVBoxLayout(odd)
        self._odd.setContentsMargins(0, 0, 0, 0)
        self._odd.setSpacing(10)
        self._rows.addWidget(odd)
        self._show_odd(taken)
        self._show_to_decide(taken)
        self._show_returned(returned_again(taken))
        self._show_codes(by_telephone(taken))
        self._show_unlisted(unlisted_units(taken))
        self._show_waiting(waiting_units(taken))
        self._rows.addStretch(1)

    def show_standing(self, standings: Mapping[str, str]) -> None:
        """Say anew how the files stand: codes were accepted since, or files decided elsewhere."""
        if self._taken is None:
            return
        now = as_it_stands(self._taken, standings)
        left = {name for name, standing in standings.items() if standing == "to_verify"}
        self._say_head(done_words(self._taken, left))
        clear_layout(self._odd)
        self._show_odd(now)
        still = {
            one.package.unit_code for one in self._taken.files if one.package.package_id in left
        }
        for code, row in self.codes.items():
            if code not in still:
                row.accepted()
        if self.verify_button is not None:
            asked = {one.package.package_id for one in to_decide(self._taken)}
            self.verify_button.setEnabled(not asked.isdisjoint(left))

    def begin_writing(self) -> None:
        """A receipt is being written to the stick: nobody pulls it out now."""
        self._writing = True
        self._say_head()

    def end_writing(self) -> None:
        """The receipt lies there, or could not be written."""
        self._writing = False
        self._say_head()

    def say_unread(self, name: str) -> None:
        """The next source waits until the code is typed; empty: none does."""
        self._unread = name
        self._say_head()

    def _say_head(self, detail: str = "") -> None:
        """The title, and below it what was received; a stick in use or unread goes first."""
        self._detail = detail or self._detail
        said, more = self._said, ""
        if self._writing:
            said = _("Writing the receipt…")
            more = _("Keep the stick plugged in until it says otherwise.")
        elif self._unread:
            said = _("{name} is not read yet").format(name=self._unread)
            more = _(
                "It is read as soon as the code below is accepted. Or read it now: what was typed "
                "is dropped, and the file waits under “To be verified”."
            )
        self.title.setText(said)
        self.detail.setText(more or self._detail)
        self._sign.setVisible(not more)
        following = _("Receive other files")
        if self._unread:
            following = _("Read {name} now").format(name=self._unread)
        self.next_button.setText(following)
        self.next_button.setEnabled(not self._writing)

    def start(self) -> None:
        """Put the focus on the first code that is asked for, or on the way on."""
        fields = [row.field for row in self.codes.values() if row.field.isEnabled()]
        target = fields[0] if fields else self.next_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_codes(self, codes: Sequence[ByTelephone]) -> None:
        for one in codes[:MOST_LINES]:
            said = _("{unit}, {period}: the receipt could not be written. {reason}")
            words = said.format(unit=one.name, period=one.period, reason=one.reason)
            self._rows.addWidget(Text(words, look="todo", wrap=True))
            self._rows.addWidget(Text(_("Read these digits to the unit instead:"), look="small"))
            self._rows.addWidget(digits_text(one.code))

    def _show_odd(self, taken: Taken) -> None:
        """What is to be looked at, as the files stand now."""
        odd = odd_words(taken)[:MOST_LINES]
        for words in (own_clock_words(taken), *odd, *decide_words(taken)[:MOST_LINES]):
            if words:
                self._odd.addWidget(Text(words, look="todo", wrap=True))

    def _show_to_decide(self, taken: Taken) -> None:
        self.verify_button = None
        files = to_decide(taken)
        if not files:
            return
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
        empty = _("Left empty, the file waits under “To be verified”.")
        plugged = _("Typed while the stick is plugged in, the receipt on it is written anew.")
        self._advice = f"{empty} {plugged}"
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
