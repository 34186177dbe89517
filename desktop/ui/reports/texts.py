"""The paragraphs that the officer may write.

What is typed is kept whenever the field is left, after a pause, and every few seconds of steady
typing. What the program itself put into the field is never taken for the officer's words.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent, QTextCursor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.actions.issued_words import ChangedWords
from desktop.actions.report_texts import LivingText
from desktop.actions.reports import ReportSection, nfc_lines
from desktop.domain.text import looks_personal
from desktop.i18n import _
from desktop.ui.reports.living import IssuedWordsBox, LivingBox, carry_words
from desktop.ui.rights import Rights, rights_at
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.text import Text

_PAUSE_MS = 1500
_LONGEST_MS = 5000
"""Steady typing is kept at least this often."""
_FIGURES_SHOWN = 200
"""Letters of the machine's sentences in sight at first: the field below stays in sight too."""
_ONE_UNIT = 0xFFFF
"""Qt counts letters beyond this one as two."""


@dataclass(frozen=True, slots=True)
class OwnText:
    """What is to be kept of a section: the officer's text, or none for the machine's."""

    key: str
    text: str | None


class TextsEditor(QWidget):
    """Chooses a section and edits it; ``keep`` is called with every change worth keeping.

    ``carry_wanted`` asks for the paragraphs of the report before.
    """

    carry_wanted = Signal()

    def __init__(self, *, keep: Callable[[OwnText], object]) -> None:
        super().__init__()
        self._keep = keep
        self._sections: tuple[ReportSection, ...] = ()
        self._living: dict[str, LivingText] = {}
        self._reworded: dict[str, ChangedWords] = {}
        self._key = ""
        self._month = ""
        self._shown = ("", "")
        self._edited = self._refused = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._longest = QTimer(self, singleShot=True, interval=_LONGEST_MS)
        for timer in (self._pause, self._longest):
            timer.timeout.connect(self.flush)
        self._build()

    @property
    def section(self) -> ReportSection | None:
        """The section in sight."""
        return next((one for one in self._sections if one.key == self._key), None)

    def show_sections(
        self,
        month: str,
        sections: tuple[ReportSection, ...],
        *,
        closed: bool,
        living: tuple[LivingText, ...] = (),
        carriable: int = 0,
        reworded: tuple[ChangedWords, ...] = (),
        issued: str = "",
    ) -> None:
        """Show the sections of a paper; text being typed is not taken away.

        ``living`` says what is to be looked at in the officer's own texts, ``carriable`` how many
        paragraphs of the report before may be taken over, ``reworded`` which sections read
        otherwise than when the paper got its number, ``issued`` that number with its symbol.
        """
        self._reworded = {one.section: one for one in reworded}
        self._living = {one.section: one for one in living}
        self.carry.setText(carry_words(carriable))
        self.carry.setVisible(carriable > 0)
        key = self._key if any(one.key == self._key for one in sections) else ""
        typing = month == self._month and key == self._key and self._edited
        self._month, self._sections = month, tuple(map(_with_words, sections))
        self._fill_choice(key or (sections[0].key if sections else ""))
        said = _("The month is closed: its figures stay, words can still be changed.")
        if issued:
            said = _("Issued as {symbol}: the paper keeps the words that it went out with.")
        self._closed.setText(said.format(symbol=issued))
        self._closed.setVisible(closed or bool(issued))
        if not typing:
            self._show()
        self._weigh()

    def heed(self, rights: Rights) -> None:
        """Let the paragraphs be typed in, or only read."""
        refusal = rights.refusal("record_report_text")
        self.text.setReadOnly(bool(refusal))
        self.text.setToolTip(refusal)

    def showEvent(self, event: QShowEvent) -> None:
        """It comes to sight: it heeds the rights."""
        self.heed(rights_at(self))
        super().showEvent(event)

    def choose(self, key: str) -> None:
        """Go to a section."""
        self.flush()
        self._key = key
        self._fill_choice(key)
        self._show()

    def flush(self) -> None:
        """Keep what was typed, when it differs from what is kept; an emptied field keeps none."""
        section, edited = self.section, self._edited
        self._settle_typing()
        if section is None or not edited:
            return
        typed = self.text.toPlainText().strip()
        own = typed if typed and typed != _as_typed(self._plain(section)) else None
        if own != section.own or self._refused:
            self._refused = False
            self._sections = tuple(
                _with_own(one, own) if one.key == section.key else one for one in self._sections
            )
            self._keep(OwnText(section.key, own))
        self._weigh()

    def not_kept(self) -> None:
        """What was given away to be kept was refused: it stays in the field and is tried again."""
        self._edited = self._refused = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the field keeps what was typed; one left empty has the program's words again."""
        if watched is self.text and event.type() == QEvent.Type.FocusOut:
            self.flush()
            section = self.section
            if section is not None and not self._edited and not self.text.toPlainText().strip():
                self._put(self._words(section))
                self._weigh()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.choice = ChoiceBox()
        self.choice.setAccessibleName(_("Section of the report"))
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.setMinimumContentsLength(8)
        self.choice.activated.connect(self._chosen)
        self._closed = Text("", look="small", wrap=True)
        self._figures = Text("", look="soft", wrap=True)
        self.whole = LinkButton("", self._turn_whole, small=True)
        self._unfolded = False
        self._caption = Text("", look="small", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("Your text"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(120)
        self.text.installEventFilter(self)
        self.text.textChanged.connect(self._typed)
        self._warning = Text("", look="todo", wrap=True)
        self._warning.hide()
        self._state = Text("", look="small", wrap=True)
        self.back = LinkButton(_("Use the program's words again"), self._give_back).needs(
            "record_report_text"
        )
        self.living = LivingBox()
        self.issued = IssuedWordsBox()
        self.carry = LinkButton("", self.carry_wanted.emit).needs("carry_over_texts")
        foot = QHBoxLayout()
        foot.addWidget(self._state, 1)
        column.addWidget(self.choice)
        column.addWidget(self.living)
        column.addWidget(self.issued)
        column.addWidget(self.carry)
        column.addWidget(self._closed)
        column.addWidget(self._figures)
        column.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._caption)
        column.addWidget(self.text, 1)
        column.addWidget(self._warning)
        column.addLayout(foot)
        column.addWidget(self.back)

    def _fill_choice(self, key: str) -> None:
        self._key = key
        self.choice.blockSignals(True)
        self.choice.clear()
        for number, section in enumerate(self._sections):
            self.choice.addItem(self._marked(section), section.key)
            self.choice.setItemData(number, section.title, Qt.ItemDataRole.ToolTipRole)
            if section.key == key:
                self.choice.setCurrentIndex(number)
        self.choice.blockSignals(False)

    def _marked(self, section: ReportSection) -> str:
        """A section in the list, with what is to be known of it before it is opened."""
        living = self._living.get(section.key)
        mark = _("{title} · own text") if section.own else "{title}"
        if living is not None and living.carried:
            mark = _("From the report before: {title}")
        if living is not None and living.stale:
            mark = _("Figures changed: {title}")
        if section.key in self._reworded:
            mark = _("Differs from what was issued: {title}")
        return mark.format(title=section.title)

    def _chosen(self, number: int) -> None:
        self.choose(str(self.choice.itemData(number)))

    def _show(self) -> None:
        section = self.section
        self.setEnabled(section is not None)
        if section is None:
            return
        self._show_figures(section)
        self._caption.setText(
            _("The sentences above stay; your text follows them. No names of persons.")
            if section.follows
            else _("Your text takes the place of the program's. No names of persons.")
        )
        emptied = section.own is None and self._empty and self.text.hasFocus()
        if self._shown != (self._month, section.key) or not emptied:
            self._put(self._words(section))
        self._weigh()

    @property
    def _empty(self) -> bool:
        return not self.text.toPlainText().strip()

    def _put(self, words: str) -> None:
        """Show words in the field; in the same section the caret and the way back stay."""
        self._settle_typing()
        place = (self._month, self._key)
        fresh, self._shown = place != self._shown, place
        self._refused = False
        before = self.text.toPlainText()
        if not fresh and _as_kept(before) == _as_kept(words):
            return
        self.text.blockSignals(True)
        if fresh or any(ord(one) > _ONE_UNIT for one in before + words):
            self.text.setPlainText(words)
        else:
            _rewrite(self.text, words)
        self.text.blockSignals(False)
        self._warn()

    def _settle_typing(self) -> None:
        self._pause.stop()
        self._longest.stop()
        self._edited = False

    def _show_figures(self, section: ReportSection) -> None:
        """The machine's sentences that stay; long ones are shortened, the pages show them all."""
        figures = section.generated if section.follows else ""
        long = len(figures) > _FIGURES_SHOWN * 3 // 2
        if long and not self._unfolded:
            figures = f"{figures[:_FIGURES_SHOWN].rsplit(' ', 1)[0]}…"
        self._figures.setText(figures)
        self._figures.setVisible(bool(figures))
        self.whole.setText(_("Show less") if self._unfolded else _("Show all sentences"))
        self.whole.setVisible(long)

    def _turn_whole(self) -> None:
        self._unfolded = not self._unfolded
        section = self.section
        if section is not None:
            self._show_figures(section)

    def _plain(self, section: ReportSection) -> str:
        """What the field holds while the officer wrote nothing."""
        return "" if section.follows else section.generated.strip()

    def _words(self, section: ReportSection) -> str:
        """What stands in the field: the officer's words, or what the program drafted."""
        return section.own if section.own is not None else self._plain(section)

    def _typed(self) -> None:
        self._edited = True
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()
        self._warn()

    def _warn(self) -> None:
        personal = looks_personal(self.text.toPlainText())
        self._warning.setText(
            _(
                "This reads like a citizen's number or a telephone number. Take it out: papers"
                " name no person."
            )
        )
        self._warning.setVisible(personal)

    def _weigh(self) -> None:
        section = self.section
        own = section is not None and section.own is not None
        self.back.setVisible(own)
        issued = self._key in self._reworded
        said = _("Your own text is in the report.") if own and not issued else ""
        if section is not None and not own and self._empty and self._plain(section):
            said = _("The field is empty: the program's words stand in the report.")
        follows = section is not None and section.follows
        words = _("Take your text out") if follows else _("Use the program's words again")
        self.back.setText(words)
        self._state.setText(said)
        self._state.setVisible(bool(said))
        self.living.show_living(self._living.get(self._key) if own else None)
        self.issued.show_words(self._reworded.get(self._key))

    def _give_back(self) -> None:
        section = self.section
        if section is None:
            return
        self._sections = tuple(
            _with_own(one, None) if one.key == section.key else one for one in self._sections
        )
        self._fill_choice(section.key)
        self._settle_typing()
        self._put(self._plain(section))
        # The field has the focus: Ctrl+Z in it brings the words back.
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()
        self._keep(OwnText(section.key, None))


def _as_typed(text: str) -> str:
    """A text as the field gives it back: it turns no-break spaces into plain ones."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").strip()


def _as_kept(text: str) -> str:
    """A text as the store gives it back: what differs from it in blanks alone is the same."""
    return nfc_lines(_as_typed(text))


def _rewrite(field: QPlainTextEdit, words: str) -> None:
    """Change what differs and nothing else: the caret stays where it was."""
    before = field.toPlainText()
    after = _as_typed(words)
    first = _alike(before, after)
    last = _alike(before[first:][::-1], after[first:][::-1])
    cursor = QTextCursor(field.document())
    cursor.setPosition(first)
    cursor.setPosition(len(before) - last, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(after[first : len(after) - last])


def _alike(one: str, other: str) -> int:
    """How many letters two texts have in common from their beginning on."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _with_words(section: ReportSection) -> ReportSection:
    """An own text that holds no word is none: the paper prints the program's."""
    return section if section.own is None or section.own.strip() else _with_own(section, None)


def _with_own(section: ReportSection, own: str | None) -> ReportSection:
    return ReportSection(section.key, section.title, section.generated, own, section.follows)
