"""The third step: the files, in big words what is being done to them, and what can be done."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.actions.sent_contents import SentContents
from desktop.i18n import _, ngettext
from desktop.ui.sending.big_words import Big, kept_words, writing_words
from desktop.ui.sending.content import FileFacts
from desktop.ui.sending.words import month_words, written_words
from desktop.ui.sending.writing import Phase, WritingState
from desktop.ui.widgets.buttons import Button, LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.text import Text
from desktop.wording.drives import size_words

_SHARES = 1000
_FEW = 4


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
        # How much there is to write is known once the first file is made.
        begun = bool(state.total or state.written)
        self.bar.setRange(0, _SHARES if begun else 0)
        self.bar.setValue(round(state.share * _SHARES))
        if state.phase is not Phase.DONE:
            self.show_facts(())
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

    def show_kept(self, files: Sequence[FileFacts]) -> None:
        """Show files of the history."""
        self.bar.hide()
        self._say(kept_words(files))
        self.show_facts(files)
        self.show_old(0)
        in_force = all(one.line.in_force for one in files)
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

    def show_facts(self, files: Sequence[FileFacts]) -> None:
        """Show what the files are; nothing while they are being written."""
        clear_layout(self._facts)
        rows = _fact_rows(files[0]) if len(files) == 1 else _file_rows(files)
        for number, (name, value) in enumerate(rows):
            self._facts.addWidget(Text(name, look="soft"), number, 0, Qt.AlignmentFlag.AlignTop)
            said = Text(value, look="strong" if name == _("Check code") else "", wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(said, number, 1)
        self._count(len(files))
        # Of several files the digits stand with each of them.
        one = files[0].passphrase if len(files) == 1 else ""
        self.passphrase.setText(one)
        self.passphrase.setVisible(bool(one))
        self._secret.setVisible(any(each.passphrase for each in files))

    def _count(self, files: int) -> None:
        """The buttons speak of one file, or of several."""
        several = files > 1
        self.slip_button.setText(
            ngettext("Print {n} hand-over slip", "Print {n} hand-over slips", files).format(n=files)
            if several
            else _("Print the hand-over slip")
        )
        self.rewrite_button.setText(
            ngettext("Write {n} file again", "Write {n} files again", files).format(n=files)
            if several
            else _("Write this file again")
        )

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


def _file_rows(files: Sequence[FileFacts]) -> tuple[tuple[str, str], ...]:
    """Several files, each with its period, its name and its codes; of few, what they hold."""
    few = len(files) <= _FEW
    return tuple((month_words(one.line), "\n".join(_file_lines(one, few=few))) for one in files)


def _file_lines(facts: FileFacts, *, few: bool) -> Iterator[str]:
    package = facts.line.package
    yield package.file_name
    yield _("check code {code}").format(code=package.check_code)
    if facts.passphrase:
        yield _("digits that open it {digits}").format(digits=facts.passphrase)
    if few and facts.contents is not None:
        yield _contents_words(facts.contents)


def _contents_words(found: SentContents) -> str:
    """ "23 tổ · 31 buổi · 21 mô hình · 10 mục tiêu"."""
    parts = (
        ngettext("{n} group", "{n} groups", found.groups).format(n=found.groups),
        ngettext("{n} session", "{n} sessions", found.sessions).format(n=found.sessions),
        ngettext("{n} model", "{n} models", found.models).format(n=found.models),
        ngettext("{n} objective", "{n} objectives", found.objectives).format(n=found.objectives),
    )
    return " · ".join(parts)
