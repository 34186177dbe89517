"""The third step: one file, in big words what is being done to it and whether it may be pulled.

"Có thể rút USB" stands there only while it is true: the file was read back whole, and nothing
is being done to the stick.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.actions.sent_contents import SentContents
from desktop.actions.sticks import Place
from desktop.i18n import _, ngettext
from desktop.ui.sending.content import FileFacts
from desktop.ui.sending.words import (
    capital,
    line_words,
    month_words,
    place_words,
    written_words,
)
from desktop.ui.sending.writing import Phase, WritingState
from desktop.ui.widgets.buttons import Button, LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.text import Text
from desktop.wording import period_name
from desktop.wording.drives import size_words
from desktop.wording.sending import new_slip_text


class Checked(StrEnum):
    """What became of looking at a stick again."""

    RUNNING = "running"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Big:
    """The big words, their look, and the sentence below."""

    words: str
    look: str
    sentence: str = ""


def writing_words(state: WritingState) -> Big:
    """What is being done to the stick."""
    place, period = place_words(state.job.place), period_name(state.job.period.id)
    stay = _("Leave {place} plugged in.").format(place=place)
    match state.phase:
        case Phase.WRITING:
            return Big(_("Writing…"), "title", stay)
        case Phase.READING:
            return Big(_("Reading back…"), "title", stay)
        case Phase.GONE:
            return _gone_words(state, place)
        case Phase.STOPPED:
            said = _("The writing was stopped. Nothing of it lies on {place}.").format(place=place)
            return Big(_("Stopped"), "title-todo", said)
        case Phase.FAILED:
            return Big(_("Not written"), "title-trouble", state.trouble)
        case Phase.DONE:
            return _done_words(state, place, period)


def _gone_words(state: WritingState, place: str) -> Big:
    if state.job.place.stick is None:
        said = _("The folder {place} is not there. Nothing is lost on this computer.")
        return Big(_("The folder is not there"), "title-trouble", said.format(place=place))
    said = _(
        "The file is not whole yet. Plug {place} in again: the writing goes on by itself, with the"
        " very same file. Nothing is lost on this computer."
    )
    return Big(_("The stick is not there"), "title-trouble", said.format(place=place))


def _done_words(state: WritingState, place: str, period: str) -> Big:
    said = _("The file of {period} is written to {place}, read back and the same.")
    sentence = said.format(period=period, place=place)
    if state.sent is not None and state.sent.made.instead_of:
        sentence = f"{sentence} {new_slip_text(state.sent.made.instead_of)}"
    if state.job.place.stick is None:
        return Big(_("Written"), "title-met", sentence)
    return Big(_("The stick may be pulled out"), "title-met", sentence)


def pulled_words(place: Place) -> Big:
    """The stick was pulled out after the file lay on it whole."""
    said = _("The file is on {place}. Hand it over with the signed slip.")
    return Big(_("Written, the stick is pulled out"), "title-met", said.format(
        place=place_words(place)))  # fmt: skip


def again_words(place: Place, found: Checked) -> Big:
    """The stick was plugged in anew and looked at."""
    name = place_words(place)
    if found is Checked.RUNNING:
        return Big(_("Reading back…"), "title", _("Leave {place} plugged in.").format(place=name))
    said = _("The file on {place} is whole.").format(place=name)
    if place.stick is None:
        return Big(_("The file is whole"), "title-met", said)
    return Big(_("The stick may be pulled out"), "title-met", said)


def trouble_words(said: str) -> Big:
    """The file could not be read again, or is another than was written."""
    return Big(_("The file is not found whole"), "title-trouble", said)


def kept_words(facts: FileFacts) -> Big:
    """A file of the history, before anything is done with it."""
    said = capital(line_words(facts.line))
    return Big(month_words(facts.line), "title-plain", f"{said.rstrip('.')}.")


class FilePage(QWidget):
    """Big words, the facts of the file, and what can be done with it; ``said``: other words."""

    stop_wanted = Signal()
    again_wanted = Signal()
    elsewhere_wanted = Signal()
    slip_wanted = Signal()
    rewrite_wanted = Signal()
    check_wanted = Signal()
    clean_wanted = Signal()
    connect_wanted = Signal()
    back_wanted = Signal()
    said = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._held: Button | None = None
        self.big = Text("", look="title", wrap=True)
        self.sentence = Text("", look="soft", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("How far the writing came"))
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(24)
        self._facts.setVerticalSpacing(8)
        self._facts.setColumnStretch(1, 1)
        self._secret = self._secret_box()
        self._old = self._old_line()
        self.stop_button = SecondaryButton(_("Stop writing"), self.stop_wanted.emit)
        self.again_button = PrimaryButton(_("Try again"), self.again_wanted.emit)
        self.elsewhere_button = SecondaryButton(_("Write elsewhere"), self.elsewhere_wanted.emit)
        self.slip_button = PrimaryButton(_("Print the hand-over slip"), self.slip_wanted.emit)
        self.rewrite_button = SecondaryButton(_("Write this file again"), self.rewrite_wanted.emit)
        self.check_button = SecondaryButton(_("Check the stick again"), self.check_wanted.emit)
        self.back_button = LinkButton(_("Another period"), self.back_wanted.emit)
        self._lay_out()
        # What is not in sight yet takes no width from the rest of the screen.
        self._offer(())
        for part in (self._secret, self._old, self.bar):
            part.hide()

    @property
    def _buttons(self) -> tuple[Button, ...]:
        return (
            self.slip_button,
            self.again_button,
            self.elsewhere_button,
            self.rewrite_button,
            self.check_button,
            self.stop_button,
            self.back_button,
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.big)
        column.addWidget(self.sentence)
        column.addWidget(self.bar)
        column.addSpacing(6)
        column.addLayout(self._facts)
        column.addWidget(self._secret)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._old)
        column.addStretch(1)

    def _secret_box(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(2)
        column.addWidget(Text(_("Digits that open the file"), look="small"))
        self.passphrase = Text("", look="digits", wrap=True)
        self.passphrase.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.passphrase)
        column.addWidget(
            Text(
                _(
                    "No superior is connected, so the file is locked with these digits. They stand"
                    " on the hand-over slip: hand the slip over apart from the stick. With the"
                    " superior's connection file none of this is needed."
                ),
                look="small",
                wrap=True,
            )
        )
        link = LinkButton(_("Connect with the superior"), self.connect_wanted.emit)
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _old_line(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(8)
        self._old_words = Text("", look="soft")
        self.clean_button = LinkButton(_("Look and clean up"), self.clean_wanted.emit)
        row.addWidget(self._old_words)
        row.addWidget(self.clean_button)
        row.addStretch(1)
        return box

    def show_writing(self, state: WritingState) -> None:
        """Show a file on its way."""
        self._say(writing_words(state))
        self.bar.setVisible(state.under_way)
        self.bar.setRange(0, max(state.total, 0))
        self.bar.setValue(state.done)
        if state.phase is not Phase.DONE:
            self.show_facts(None)
            self.show_old(0)
        stopped = state.phase in (Phase.FAILED, Phase.STOPPED)
        shown: tuple[Button, ...] = ()
        if state.under_way:
            shown = (self.stop_button,)
        elif stopped or state.phase is Phase.GONE:
            shown = (self.again_button, self.elsewhere_button, self.back_button)
        elif state.phase is Phase.DONE:
            shown = self._for_done
        self._offer(shown)

    def show_kept(self, facts: FileFacts) -> None:
        """Show a file of the history."""
        self.bar.hide()
        self._say(kept_words(facts))
        self.show_facts(facts)
        self.show_old(0)
        in_force = facts.line.in_force
        self._offer(self._for_done if in_force else self._for_done[1:])

    def say(self, big: Big) -> None:
        """Say something else of the same file; nothing can be pressed while it is read."""
        self._say(big)
        reading = big.look == "title"
        self.bar.setVisible(reading)
        self.bar.setRange(0, 0)
        if reading:
            self._hold_focus()
        for button in self._buttons:
            button.setEnabled(not reading)
        if not reading:
            self._give_focus_back()

    def show_facts(self, facts: FileFacts | None) -> None:
        """Show what the file is; nothing while it is being written."""
        clear_layout(self._facts)
        rows = _fact_rows(facts) if facts is not None else ()
        for number, (name, value) in enumerate(rows):
            self._facts.addWidget(Text(name, look="soft"), number, 0, Qt.AlignmentFlag.AlignTop)
            said = Text(value, look="strong" if name == _("Check code") else "", wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(said, number, 1)
        passphrase = facts.passphrase if facts is not None else ""
        self.passphrase.setText(passphrase)
        self._secret.setVisible(bool(passphrase))

    def show_old(self, count: int) -> None:
        """Say how many other files of ours lie on the stick."""
        said = ngettext(
            "{n} earlier file of the program lies on the stick.",
            "{n} earlier files of the program lie on the stick.",
            count,
        )
        self._old_words.setText(said.format(n=count))
        if not count and self.clean_button.hasFocus():
            self._hold_focus()
        self._old.setVisible(bool(count))

    @property
    def _for_done(self) -> tuple[Button, ...]:
        return (self.slip_button, self.rewrite_button, self.check_button, self.back_button)

    def _say(self, big: Big) -> None:
        self.big.setText(big.words)
        self.big.look_like(big.look)
        self.sentence.setText(big.sentence)
        self.sentence.setVisible(bool(big.sentence))
        self.said.emit()

    def _hold_focus(self) -> None:
        """A button that goes or greys would hand the focus to anything on the screen."""
        held = next((one for one in (*self._buttons, self.clean_button) if one.hasFocus()), None)
        if held is not None:
            self._held = held
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_focus_back(self) -> None:
        held, self._held = self._held, None
        if held is not None and self.hasFocus() and held.isVisibleTo(self):
            held.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, shown: tuple[Button, ...]) -> None:
        inside = self.hasFocus() or any(button.hasFocus() for button in self._buttons)
        for button in self._buttons:
            button.setEnabled(True)
        for button in shown:
            button.show()
        if shown and inside:
            # Before the others go: what loses the focus by hiding hands it to anything.
            shown[0].setFocus(Qt.FocusReason.OtherFocusReason)
        for button in self._buttons:
            button.setVisible(button in shown)


def _fact_rows(facts: FileFacts) -> tuple[tuple[str, str], ...]:
    package = facts.line.package
    file = package.file_name
    if facts.size:
        file = f"{file} · {size_words(facts.size)}"
    rows = [(_("File"), file), (_("Check code"), package.check_code)]
    if facts.superior:
        rows.insert(1, (_("Sent to"), facts.superior))
    if facts.contents is not None:
        rows.append((_("Holds"), _contents_words(facts.contents)))
    if package.correction:
        said = _("replacement no. {number}").format(number=package.correction)
        rows.append((_("Which time"), said))
    rows.append((_("Written at"), written_words(facts.line)))
    if facts.fingerprint:
        rows.append((_("Fingerprint of this office"), facts.fingerprint))
    return tuple(rows)


def _contents_words(found: SentContents) -> str:
    """ "23 tổ · 31 buổi · 21 mô hình · 10 mục tiêu"."""
    parts = (
        ngettext("{n} group", "{n} groups", found.groups).format(n=found.groups),
        ngettext("{n} session", "{n} sessions", found.sessions).format(n=found.sessions),
        ngettext("{n} model", "{n} models", found.models).format(n=found.models),
        ngettext("{n} objective", "{n} objectives", found.objectives).format(n=found.objectives),
    )
    return " · ".join(parts)
