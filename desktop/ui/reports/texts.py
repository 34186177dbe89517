"""The paragraphs that the officer may write: kept whenever a field is left, or after a pause."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.actions.report_texts import LivingText
from desktop.actions.reports import ReportSection
from desktop.domain.text import looks_personal
from desktop.i18n import _
from desktop.ui.reports.living import LivingBox, carry_words
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.text import Text

_PAUSE_MS = 1500
_FIGURES_SHOWN = 200
"""Letters of the machine's sentences in sight at first: the field below stays in sight too."""


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
        self._key = ""
        self._month = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
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
    ) -> None:
        """Show the sections of a paper; text being typed is not taken away.

        ``living`` says what is to be looked at in the officer's own texts, ``carriable`` how many
        paragraphs of the report before may be taken over.
        """
        self._living = {one.section: one for one in living}
        self.carry.setText(carry_words(carriable))
        self.carry.setVisible(carriable > 0)
        typing = month == self._month and (self._pause.isActive() or self.text.hasFocus())
        key = self._key if any(one.key == self._key for one in sections) else ""
        self._month, self._sections = month, sections
        self._fill_choice(key or (sections[0].key if sections else ""))
        self._closed.setVisible(closed)
        if not typing:
            self._show()
        self._weigh()

    def choose(self, key: str) -> None:
        """Go to a section."""
        self.flush()
        self._key = key
        self._fill_choice(key)
        self._show()

    def flush(self) -> None:
        """Keep what was typed, when it differs from what is kept."""
        self._pause.stop()
        section = self.section
        if section is None:
            return
        typed = self.text.toPlainText().strip()
        own = None if typed == _as_typed(self._plain(section)) else typed
        if own != section.own and (own or section.own is not None):
            self._sections = tuple(
                _with_own(one, own) if one.key == section.key else one for one in self._sections
            )
            self._keep(OwnText(section.key, own))
            self._weigh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the field keeps what was typed."""
        if watched is self.text and event.type() == QEvent.Type.FocusOut:
            self.flush()
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
        self._closed = Text(
            _("The month is closed: its figures stay, words can still be changed."),
            look="small",
            wrap=True,
        )
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
        self.back = LinkButton(_("Use the program's words again"), self._give_back)
        self.living = LivingBox()
        self.carry = LinkButton("", self.carry_wanted.emit)
        foot = QHBoxLayout()
        foot.addWidget(self._state, 1)
        column.addWidget(self.choice)
        column.addWidget(self.living)
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
        self.text.blockSignals(True)
        self.text.setPlainText(section.own if section.own is not None else self._plain(section))
        self.text.blockSignals(False)
        self._pause.stop()
        self._weigh()

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

    def _typed(self) -> None:
        self._pause.start()
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
        self._state.setText(_("Your own text is in the report.") if own else "")
        self._state.setVisible(own)
        self.living.show_living(self._living.get(self._key) if own else None)

    def _give_back(self) -> None:
        section = self.section
        if section is None:
            return
        self._sections = tuple(
            _with_own(one, None) if one.key == section.key else one for one in self._sections
        )
        self._fill_choice(section.key)
        self._show()
        self._keep(OwnText(section.key, None))


def _as_typed(text: str) -> str:
    """A text as the field gives it back: it turns no-break spaces into plain ones."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").strip()


def _with_own(section: ReportSection, own: str | None) -> ReportSection:
    return ReportSection(section.key, section.title, section.generated, own, section.follows)
