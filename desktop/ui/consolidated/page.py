"""The page of the consolidated papers: which paper, its pages, the officer's own paragraphs."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.consolidated_letters import has_letter_number
from desktop.actions.issued_totals import KEEPING
from desktop.actions.superior_papers import Offered, PagesOf, Paragraphs
from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.consolidated.words import (
    LETTER,
    REPORT,
    SERIES,
    changes_words,
    nothing_words,
    short_title,
)
from desktop.ui.reports.issued import IssuedBox
from desktop.ui.reports.parts import Parts, Shape
from desktop.ui.reports.preview import Preview
from desktop.ui.reports.rendering import PageSize
from desktop.ui.reports.sides import TitledSide
from desktop.ui.reports.texts import OwnText, TextsEditor
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.fields import DayField, Labelled
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.ui.widgets.side_form import ChoiceField
from desktop.ui.widgets.text import Text
from desktop.wording import period_title
from desktop.wording.consolidated import PAPER_KINDS, measure_word, paper_title

Act = Callable[[], object]
_TITLED = 720
"""Pixels of the pages from which on their title has room beside the buttons."""


@dataclass(frozen=True, slots=True)
class Buttons:
    """What the buttons above the pages do; ``save`` takes an ending.

    ``on_text`` takes a paragraph that is to be kept.
    """

    on_print: Act
    on_save: Callable[[str], object]
    on_reissue: Act
    on_anew: Act
    on_earlier: Act
    on_text: Callable[[OwnText], object]


class ConsolidatedPage(QWidget):
    """``chosen`` tells that another paper, period, measure or unit was chosen."""

    chosen = Signal()

    def __init__(self, context: ShellContext, buttons: Buttons) -> None:
        super().__init__()
        theme = context.theme
        self._filling = False
        self.period = ChoiceField(name=_("Period"), theme=theme)
        self.papers: ListTable[str] = ListTable(
            RowsModel(
                (Column(title=_("Paper"), text=short_title, tip=paper_title, width=0),),
                theme=theme,
            ),
            theme=theme,
            memory=context.memory,
            key="consolidated-papers",
        )
        self.papers.setSortingEnabled(False)
        self.measure = ChoiceField(name=_("What is shown"), theme=theme)
        self.unit = ChoiceField(name=_("Letter to"), theme=theme)
        self.until = DayField(name=_("Asks for the report until"), period=context.month)
        self.preview = Preview(theme=theme, ask=context.ask)
        self.texts = TextsEditor(keep=buttons.on_text)
        self.paragraphs = TitledSide(_("Paragraphs"), self.texts)
        self.issued = IssuedBox()
        # This window has no register of its own: the numbers stand beside report and letter.
        self.issued.register.hide()
        self.title, self.title_above = Text("", look="heading"), Text("", look="strong", wrap=True)
        self.changes = Text("", wrap=True)
        self.reissue = LinkButton(_("Make the replacement"), buttons.on_reissue).needs(KEEPING)
        self.anew = LinkButton(_("The one made was a working copy"), buttons.on_anew).needs(KEEPING)
        self.earlier = LinkButton(_("Let the one before stand"), buttons.on_earlier).needs(KEEPING)
        self.print_button = PrimaryButton(_("Print"), buttons.on_print)
        self.save_buttons = {
            ending: SecondaryButton(name, lambda ending=ending: buttons.on_save(ending))  # type: ignore[misc]
            for ending, name in (
                (".pdf", "PDF"),
                (".docx", "Word"),
                (".xlsx", "Excel"),
                (".csv", "CSV"),
                (".json", "JSON"),
            )
        }
        self.papers.show_rows(PAPER_KINDS)
        self.papers.setCurrentIndex(self.papers.model().index(0, 0))
        self._build(context)
        self._connect()

    @property
    def kind(self) -> str:
        """The paper chosen."""
        return self.papers.current or REPORT

    def choose(self, kind: str, unit: str = "") -> None:
        """Choose a paper, and the unit of a letter."""
        self._filling = True
        self.papers.go_to(kind)
        self.unit.setCurrentIndex(max(0, self.unit.findData(unit)))
        self._filling = False
        self._weigh()

    def show_offered(self, offered: Offered, month: Period) -> None:
        """Fill the choices; what was chosen stays where it still is offered."""
        self._filling = True
        period = self.period.currentData()
        kept = period.id if isinstance(period, Period) else ""
        periods = [(period_title(one), one) for one in offered.periods]
        self.period.clear()
        for words, one in periods:
            self.period.addItem(words, one)
        names = [one.id for one in offered.periods]
        self.period.setCurrentIndex(names.index(kept) if kept in names else 0)
        measures = [(measure_word(name, label), name) for name, label in offered.measures]
        _refill(self.measure, [(_("The usual totals"), ""), *measures])
        units = [(one.name, one.code) for one in offered.late]
        everybody = _("All that are late") if offered.deadline_set else _("All that have not sent")
        _refill(self.unit, [(everybody, ""), *units])
        self.until.set_period(month)
        self._filling = False
        self._weigh()

    def show_pages(self, read: PagesOf, sizes: tuple[PageSize, ...]) -> None:
        """Show a paper, or why it cannot be made."""
        words = _("{paper}, {period}")
        for title in (self.title, self.title_above):
            title.setText(
                words.format(paper=paper_title(read.kind), period=period_title(read.period))
            )
        instead = read.choice.anew or read.instead
        changed = changes_words(read)
        self.changes.setText(changed)
        self.reissue.setVisible(not instead)
        self.anew.setVisible(not instead)
        self.earlier.setVisible(instead)
        self._changed_box.setVisible(bool(changed) and not read.choice.reissue)
        self.preview.work.end()
        if read.data:
            self.preview.show_paper(read.data, sizes)
        else:
            self.preview.show_nothing(nothing_words(read))
        for ending, button in self.save_buttons.items():
            button.setVisible(ending not in (".csv", ".json") or read.kind != LETTER)
            button.setEnabled(bool(read.data))
        self.print_button.setEnabled(bool(read.data))

    def show_paragraphs(self, read: PagesOf, own: Paragraphs) -> None:
        """Show the sections that the officer may write in; text being typed is not taken away."""
        self.texts.show_sections(
            f"{read.kind} {read.period.id}",
            own.sections,
            closed=False,
            living=own.carried,
            carriable=own.carriable,
        )
        self.parts.show_paragraphs(there=bool(own.sections), waiting=len(own.carried))

    def _arranged(self) -> None:
        """Where a title would be cut beside the buttons it stands above them."""
        wide = self.parts.pages_width >= _TITLED
        self.title.setVisible(wide)
        self.title_above.setVisible(not wide)
        self.paragraphs.show_title(shown=self.parts.shape is Shape.THREE)

    def _connect(self) -> None:
        self.papers.current_changed.connect(self._tell)
        for box in (self.period, self.measure, self.unit):
            box.currentIndexChanged.connect(self._tell)
        self.until.editingFinished.connect(self._tell)

    def _tell(self, *_what: object) -> None:
        if not self._filling:
            self._weigh()
            self.chosen.emit()

    def _weigh(self) -> None:
        """Show the choices that the paper has."""
        self._measure_box.setVisible(self.kind in SERIES)
        self._unit_box.setVisible(self.kind == LETTER)
        self._until_box.setVisible(self.kind == LETTER)
        period = self.period.currentData()
        letter = self.kind == LETTER and isinstance(period, Period) and has_letter_number(period)
        self.issued.setVisible(self.kind == REPORT or letter)

    def _build(self, context: ShellContext) -> None:
        self.parts = Parts(
            theme=context.theme,
            papers=self._papers_side(),
            pages=self._pages_side(),
            paragraphs=self.paragraphs,
        )
        self.parts.arranged.connect(self._arranged)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.parts)

    def _papers_side(self) -> QWidget:
        made = QWidget()
        side = QVBoxLayout(made)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(10)
        side.addWidget(Labelled(_("Period"), self.period))
        panel = Panel(flush=True)
        panel.body.addWidget(self.papers)
        side.addWidget(panel, 1)
        self._measure_box = Labelled(_("What is shown"), self.measure)
        self._unit_box = Labelled(_("Letter to"), self.unit)
        self._until_box = Labelled(_("Asks for the report until"), self.until)
        for box in (self._measure_box, self._unit_box, self._until_box):
            side.addWidget(box)
        side.addWidget(self.issued)
        return made

    def _pages_side(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.title)
        head.addStretch(1)
        for button in self.save_buttons.values():
            head.addWidget(button)
        head.addWidget(self.print_button)
        self._changed_box = QFrame()
        self._changed_box.setProperty("kind", "warn")
        warn = QVBoxLayout(self._changed_box)
        warn.setContentsMargins(10, 6, 10, 6)
        warn.setSpacing(4)
        ways = QHBoxLayout()
        ways.setSpacing(16)
        ways.addWidget(self.reissue)
        ways.addWidget(self.anew)
        ways.addWidget(self.earlier)
        ways.addStretch(1)
        warn.addWidget(self.changes)
        warn.addLayout(ways)
        self._changed_box.hide()
        pages = Panel(flush=True)
        pages.body.addWidget(self.preview)
        made = QWidget()
        right = QVBoxLayout(made)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.title_above)
        right.addLayout(head)
        right.addWidget(self._changed_box)
        right.addWidget(pages, 1)
        return made


def _refill(box: ChoiceField, items: list[tuple[str, str]]) -> None:
    kept = box.currentData()
    box.clear()
    for words, value in items:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(kept)))
