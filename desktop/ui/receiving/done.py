"""The page after a reception: what was received, codes to type, digits to read, the next stick."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.receiving import Taken, TakenFile
from desktop.actions.superior_month import Verdict
from desktop.i18n import _, ngettext
from desktop.ui.board.reply_dialog import NamedAnswer, digits_text, written_words
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.receiving.asked import AskedRows
from desktop.ui.receiving.content import (
    MOST_LINES,
    ByTelephone,
    Source,
    as_it_stands,
    by_telephone,
    decide_words,
    done_words,
    odd_words,
    own_clock_words,
    returned_again,
    to_decide,
)
from desktop.ui.widgets.buttons import SecondaryButton
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Icon, Text

Act = Callable[[], object]


class DonePage(QWidget):
    """What was received; keys to accept, digits to read aloud, and the next stick.

    ``asked`` is what is still to be typed or added, of this reception and of those before;
    ``verify_wanted`` carries the file to decide on.
    """

    verify_wanted = Signal(str)

    def __init__(self, *, theme: Theme, on_next: Act) -> None:
        super().__init__()
        self._theme = theme
        self.title = Text("", look="title", wrap=True)
        self.detail = Text("", look="soft", wrap=True)
        self.next_button = SecondaryButton(_("Receive other files"), on_next)
        self.asked = AskedRows()
        self.may_go = Text("", look="small", wrap=True)
        self.verify_button: SecondaryButton | None = None
        self._taken: Taken | None = None
        self._odd = QVBoxLayout()
        self._said = self._detail = ""
        self._on_stick = False
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
        inside = QWidget()
        both = QVBoxLayout(inside)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(10)
        both.addWidget(self._more)
        both.addWidget(self.asked)
        both.addWidget(self.may_go)
        both.addStretch(1)
        column.addWidget(scrolled(inside, sideways=False), 1)
        column.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignRight)

    @property
    def typing(self) -> bool:
        """Whether codes are being typed that the next stick must not take out of sight."""
        return self.asked.typing

    @property
    def files(self) -> tuple[TakenFile, ...]:
        """The files of the reception, and those of earlier ones that are still asked for."""
        return (*(self._taken.files if self._taken is not None else ()), *self.asked.files)

    def show_taken(self, source: Source, taken: Taken) -> None:
        """Say what became of a stick."""
        self._said = _("The files were received")
        self._on_stick = source.drive is not None
        if self._on_stick:
            self._said = _("You may pull out the stick and plug in the next one")
        self._taken, self._writing, self._unread = taken, False, ""
        self.asked.add_files(taken.files)
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

    def show_standing(self, verdicts: Mapping[str, Verdict]) -> None:
        """Say anew how the files stand: codes were accepted since, or files decided elsewhere."""
        if self._taken is None:
            return
        self.asked.weigh(verdicts)
        standings = {name: one.standing.value for name, one in verdicts.items()}
        now = as_it_stands(self._taken, standings)
        left = {name for name, standing in standings.items() if standing == "to_verify"}
        self._say_head(done_words(self._taken, left))
        clear_layout(self._odd)
        self._show_odd(now)
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
        """The title, and below it what was received; a stick in use or unread goes first, then
        what is still to be typed."""
        self._detail = detail or self._detail
        said, more = self._said, ""
        if self._writing:
            said = _("Writing the receipt…")
            more = _("Keep the stick plugged in until it says otherwise.")
        elif self._unread:
            said = _("{name} is not read yet").format(name=self._unread)
            more = _(
                "It is read as soon as the codes below are accepted. Or read it now: the fields "
                "and what was typed in them stay here."
            )
        elif still := len(self.asked.names):
            words = ngettext(
                "{count} check code is still to be typed",
                "{count} check codes are still to be typed",
                still,
            )
            said = words.format(count=still)
        self.title.setText(said)
        self.detail.setText(more or self._detail)
        self._sign.setVisible(said == self._said)
        self.may_go.setText(self._may_go())
        self.may_go.setVisible(bool(self.asked.open) and not more)
        following = _("Receive other files")
        if self._unread:
            following = _("Read {name} now").format(name=self._unread)
        self.next_button.setText(following)
        self.next_button.setEnabled(not self._writing)

    def _may_go(self) -> str:
        """What typing at once is good for, and that nothing is lost without the slip."""
        if self._on_stick:
            return _(
                "Typed while the stick is plugged in, the receipt on it is written anew. Without "
                "the slip you may pull out the stick and plug in the next one: the field stays."
            )
        return _("Without the slip you may receive other files first: the field stays.")

    def start(self) -> None:
        """Put the focus on the first code that is asked for, or on the way on."""
        still = self.asked.open
        target = still[0].field if still else self.next_button
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
