"""The screen of the reports room: papers and closing, pages, paragraphs."""

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.commune import Signer
from desktop.domain.periods import Period, PeriodKind
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Type
from desktop.ui.reports.issued import IssuedBox
from desktop.ui.reports.lines import AD_HOC, ISSUED_REGISTER, MARGINS, PUBLIC, PaperLine, Wish
from desktop.ui.reports.options import OptionsLine
from desktop.ui.reports.pages import Place
from desktop.ui.reports.paper import MonthPaper
from desktop.ui.reports.paper_printing import pages_hint
from desktop.ui.reports.papers_list import PapersList
from desktop.ui.reports.parts import Part, Parts, Shape
from desktop.ui.reports.preview import Ask, Preview
from desktop.ui.reports.sides import Side, order_keys
from desktop.ui.reports.texts import OwnText, TextsEditor
from desktop.ui.reports.words import (
    closed_moment_sentence,
    corrections_words,
    missing_sentences,
    reopen_words,
    reworded_sentence,
    stale_sentence,
    waiting_sentence,
)
from desktop.ui.widgets.buttons import (
    IconButton,
    LinkButton,
    PrimaryButton,
    SecondaryButton,
)
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Line, Text
from desktop.wording import period_title

_BAR_GAP = 6
_BAR_SLACK = 32
_LEAST_HINT = 110


class ReportsPage(QWidget):
    """Papers and closing, pages, paragraphs: beside each other where there is room for all.

    ``paper_wanted`` carries the wish for another paper.
    """

    print_wanted = Signal()
    save_wanted = Signal()
    word_wanted = Signal()
    excel_wanted = Signal()
    open_wanted = Signal()
    close_wanted = Signal()
    reopen_wanted = Signal()
    corrections_wanted = Signal()
    signer_chosen = Signal(str)
    settings_wanted = Signal(str)
    paper_wanted = Signal(object)
    forms_wanted = Signal()

    def __init__(
        self, *, theme: Theme, ask: Ask, keep: Callable[[OwnText], object], month: Period
    ) -> None:
        super().__init__()
        self._theme = theme
        self.preview = Preview(theme=theme, ask=ask)
        self.pages = self.preview.pages
        self.papers = PapersList(theme=theme)
        self.options = OptionsLine(month=month)
        self.texts = TextsEditor(keep=keep)
        self._signer_ids: list[str] = []
        self.parts = Parts(
            theme=theme,
            papers=self._left_side(),
            pages=self._middle(),
            paragraphs=self._right_side(),
        )
        self.parts.arranged.connect(self._arranged)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.parts)
        self._order_keys()
        self._stay_in_paragraph()
        for keys, act in (
            (QKeySequence.StandardKey.Print, self.print_wanted.emit),
            (QKeySequence.StandardKey.Save, self.save_wanted.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            # Of the whole window, but only while this page is in sight.
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    def showEvent(self, event: QShowEvent) -> None:
        """The keys come to the list, or back to where they were, unless a room's name has them."""
        super().showEvent(event)
        focused = cast("QWidget | None", self.window().focusWidget())
        if not event.spontaneous() and (focused is None or isinstance(focused, QLineEdit)):
            last = cast("QWidget | None", self.focusWidget())
            (last or self.papers).setFocus(Qt.FocusReason.OtherFocusReason)

    def wait(self, title: str) -> None:
        """Say that the paper of a month is being made."""
        self._hint.setText(title)
        for button in (*self._paper_buttons(), self.close_button):
            button.setEnabled(False)

    def show_paper(self, paper: MonthPaper, place: Place | None = None) -> None:
        """Show a paper and what stands around it; at a place when it is another one."""
        line = paper.line
        self._enable(paper)
        self.papers.show_lines(paper.lines, line)
        self.options.show_options(line, paper.wish, paper.offer, paper.of_month)
        if line.periodic:
            self.issued.show_state(paper.path.state, paper.issued)
        elif paper.takes_number:
            self.issued.show_letter(paper.issued)
        else:
            self.issued.show_none()
        self._signing.setVisible(line.kind != MARGINS)
        self._show_signers(paper)
        self._closing.setVisible(line.periodic)
        self._show_closing(paper)
        if paper.refusal:
            self.preview.show_nothing(paper.refusal)
        else:
            self.preview.show_paper(paper.data, paper.sizes, place)
        self._hint.setText(pages_hint(paper.sizes))
        self.texts.show_sections(
            f"{line.kind} {line.period.id}",
            paper.sections,
            closed=paper.closed,
            living=paper.living,
            carriable=len(paper.carriable),
            reworded=paper.reworded,
            issued=paper.symbol,
        )
        self._reworded.setText(reworded_sentence(paper.reworded, paper.sections))
        self._reworded.setVisible(bool(paper.reworded))
        waiting = {one.section for one in paper.living} | {one.section for one in paper.reworded}
        self.parts.show_paragraphs(there=bool(paper.sections), waiting=len(waiting))
        self._order_keys()

    def point_to_closing(self) -> None:
        """Put the focus on closing the month."""
        self.parts.show_part(Part.PAPERS)
        target = self.close_button if self.close_button.isVisible() else self.reopen_button
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _arranged(self) -> None:
        """What the pages are like is said beside the buttons where there is room for it."""
        for title in self._own_title:
            title.setVisible(self.parts.shape is Shape.THREE)
        scale = self._theme.tokens.type.text / Type().text
        room = self.parts.pages_width - _BAR_SLACK - _wide(*self._paper_buttons())
        self._hint.setVisible(room >= _LEAST_HINT * scale)

    def _order_keys(self) -> None:
        """Tab goes from the papers over the pages to the paragraphs, and begins with the list."""
        parts = (
            *self.parts.tabs.values(),
            self.papers,
            self.more,
            self.issued,
            self._closing,
            self._signing,
            *self._paper_buttons(),
            self.options,
            self.preview,
            self.texts,
        )
        order_keys(parts)

    def _stay_in_paragraph(self) -> None:
        """A button of a paragraph goes once it was pressed: the keys stay with the paragraph."""
        texts = self.texts
        for gone in (
            texts.living.take_wanted,
            texts.living.keep_wanted,
            texts.living.confirm_wanted,
            texts.issued.back_wanted,
            texts.carry_wanted,
            texts.back.clicked,
        ):
            gone.connect(lambda *_what: texts.text.setFocus(Qt.FocusReason.OtherFocusReason))

    def _left_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._signing, self._closing = self._signing_panel(), self._closing_panel()
        column.addWidget(self._papers_panel())
        column.addWidget(self._closing)
        column.addWidget(self._signing)
        column.addStretch(1)
        return Side(side)

    def _papers_panel(self) -> Panel:
        panel = Panel(_("Papers of the month"), flush=True)
        self.more = IconButton(
            "ellipsis-vertical", _("More papers"), theme=self._theme, on_click=self._open_menu
        )
        panel.add_action(self.more)
        panel.body.addWidget(self.papers)
        self.issued = IssuedBox()
        panel.body.addWidget(Line())
        panel.body.addWidget(self.issued)
        self.papers.opened.connect(self._paper_opened)
        self.options.wanted.connect(self.paper_wanted)
        return panel

    def seldom_menu(self) -> QMenu:
        """The papers that are seldom needed, and the texts of all papers."""
        menu = QMenu(self)
        for kind, title in (
            (AD_HOC, _("Report of a range of days…")),
            (PUBLIC, _("Public variant of the report")),
            (ISSUED_REGISTER, _("Register of issued papers, by year")),
            (MARGINS, _("Margins test page")),
        ):
            action = menu.addAction(title)
            action.triggered.connect(partial(self._want_kind, kind))
        menu.addSeparator()
        menu.addAction(_("Texts of papers…")).triggered.connect(self._want_forms)
        return menu

    def _want_forms(self) -> None:
        self.forms_wanted.emit()

    def _open_menu(self) -> None:
        corner = self.more.mapToGlobal(QPoint(0, self.more.height()))
        self.seldom_menu().popup(corner)

    def _want_kind(self, kind: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002  Qt calls it
        self.paper_wanted.emit(Wish(kind))

    def _paper_opened(self, line: PaperLine) -> None:
        if self.parts.shape is Shape.ONE:
            self.parts.show_part(Part.PAGES)
        period = line.period if line.periodic else None
        self.paper_wanted.emit(Wish(line.kind, period))

    def _signing_panel(self) -> Panel:
        panel = Panel(_("Signed by"))
        self.signer = ChoiceBox()
        self.signer.setAccessibleName(_("Signer"))
        self.signer.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.signer.activated.connect(self._signer_picked)
        self._no_signer = Text("", look="todo", wrap=True)
        self._to_signers = LinkButton(
            _("Enter the signers"), lambda: self.settings_wanted.emit("signers")
        )
        self._no_members = LinkButton(
            _("Enter the committee's members"), lambda: self.settings_wanted.emit("members")
        )
        panel.body.addWidget(self.signer)
        panel.body.addWidget(self._no_signer)
        panel.body.addWidget(self._to_signers)
        panel.body.addWidget(self._no_members)
        return panel

    def _closing_panel(self) -> Panel:
        panel = Panel(_("Close the figures"))
        self._closing_words = Text("", wrap=True)
        self._lacking = Text("", look="todo", wrap=True)
        self.close_button = PrimaryButton(_("Close the figures…"), self.close_wanted.emit)
        self.reopen_button = SecondaryButton(_("Reopen…"), self.reopen_wanted.emit)
        panel.body.addWidget(self._closing_words)
        panel.body.addWidget(self._lacking)
        panel.body.addWidget(self.close_button)
        panel.body.addWidget(self.reopen_button)
        self.corrections_link = LinkButton("", self.corrections_wanted.emit)
        panel.body.addWidget(self.corrections_link)
        return panel

    def _middle(self) -> Panel:
        panel = Panel(flush=True)
        panel.body.setContentsMargins(0, 0, 0, 1)
        panel.body.addLayout(self._actions_bar())
        panel.body.addWidget(Line())
        self._reworded = Text("", look="todo", wrap=True)
        self._reworded.setContentsMargins(12, 6, 12, 6)
        self._reworded.hide()
        panel.body.addWidget(self._reworded)
        panel.body.addWidget(self.options)
        panel.body.addWidget(self.preview, 1)
        return panel

    def _actions_bar(self) -> QHBoxLayout:
        """What is done with the paper: print, save, open."""
        self._print = PrimaryButton(_("Print"), self.print_wanted.emit)
        self._print.setToolTip("Ctrl+P")
        self._save = SecondaryButton("PDF", self.save_wanted.emit)
        self._save.setToolTip(_("Save as PDF (Ctrl+S)"))
        self._word = SecondaryButton("Word", self.word_wanted.emit)
        self._word.setToolTip(_("Save as a Word file, to edit it"))
        self._excel = SecondaryButton("Excel", self.excel_wanted.emit)
        self._excel.setToolTip(_("Save as an Excel file, with the tables as figures"))
        self._open = IconButton(
            "external-link",
            _("Open with another program"),
            theme=self._theme,
            on_click=self.open_wanted.emit,
        )
        self._hint = Text("", look="small", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout()
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(_BAR_GAP)
        for button in self._paper_buttons():
            row.addWidget(button)
        for button in self._paper_buttons()[:-1]:
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self._hint, 1)
        row.addStretch(0)
        return row

    def _paper_buttons(self) -> tuple[QAbstractButton, ...]:
        """What can be done with the paper once it is there."""
        return self._print, self._save, self._word, self._excel, self._open

    def _enable(self, paper: MonthPaper) -> None:
        for button in self._paper_buttons():
            button.setEnabled(bool(paper.data))
        made_here = paper.line.kind == MARGINS
        for button in (self._word, self._excel):
            button.setEnabled(bool(paper.data) and not made_here)

    def _right_side(self) -> Panel:
        panel = Panel(flush=True)
        panel.setAccessibleName(_("Paragraphs"))
        heading = Text(_("Paragraphs"), look="strong")
        heading.setContentsMargins(16, 12, 12, 10)
        line = Line()
        panel.body.addWidget(heading)
        panel.body.addWidget(line)
        panel.body.addWidget(Side(self.texts), 1)
        # Beside all the others it has a title; where it has a tab, that is its title.
        self._own_title = (heading, line)
        return panel

    def _show_signers(self, paper: MonthPaper) -> None:
        self._signer_ids = [one.id for one in paper.signers]
        self.signer.blockSignals(True)
        self.signer.clear()
        for one in paper.signers:
            self.signer.addItem(one.name or one.committee_title)
            self.signer.setItemData(
                self.signer.count() - 1, signer_word(one), Qt.ItemDataRole.ToolTipRole
            )
        if paper.signer is not None and paper.signer.id in self._signer_ids:
            self.signer.setCurrentIndex(self._signer_ids.index(paper.signer.id))
        self.signer.blockSignals(False)
        none = not paper.signers
        self.signer.setVisible(not none)
        self._no_signer.setText(
            _("No signer is entered: the name stays open on the paper.") if none else ""
        )
        self._no_signer.setVisible(none)
        self._to_signers.setVisible(none)
        self._no_members.setVisible(not paper.members)

    def _show_closing(self, paper: MonthPaper) -> None:
        longer = paper.month.kind is not PeriodKind.MONTH
        title = _("Close the figures")
        self._closing.set_title(
            _("Close {period}").format(period=period_title(paper.month)) if longer else title
        )
        self.close_button.setVisible(not paper.closed and paper.tracked)
        self.reopen_button.setVisible(paper.closed)
        self.close_button.setEnabled(not paper.not_begun)
        missing = () if paper.closed else missing_sentences(paper.status)
        if paper.stale:
            missing = (stale_sentence(paper.stale), *missing)
        if paper.closed:
            words = closed_moment_sentence(paper.path)
        elif paper.not_begun:
            words, missing = _("The period has not begun yet."), ()
        elif not paper.tracked:
            words = _("The month lies before the first one tracked: nothing is closed.")
            missing = ()
        else:
            words = "" if missing else _("Nothing is missing.")
        self._closing_words.setText(words)
        sound = not missing and not paper.not_begun and paper.tracked
        self._closing_words.look_like("met" if sound else "soft")
        self._closing_words.setVisible(bool(words))
        self._show_ways(paper)
        if paper.path.waiting and paper.tracked:
            missing = (waiting_sentence(paper.path.waiting), *missing)
        self._lacking.setText("\n\n".join(missing))
        self._lacking.setVisible(bool(missing))

    def _show_ways(self, paper: MonthPaper) -> None:
        """What the buttons of closing lead to."""
        waiting = paper.path.waiting
        self.close_button.setText(_("Confirm and close…") if waiting else _("Close the figures…"))
        self.reopen_button.setText(reopen_words(issued=paper.path.issued))
        self.corrections_link.setText(corrections_words(paper.corrections))
        self.corrections_link.setVisible(bool(paper.corrections))

    def _signer_picked(self, number: int) -> None:
        if 0 <= number < len(self._signer_ids):
            self.signer_chosen.emit(self._signer_ids[number])


def signer_word(signer: Signer) -> str:
    """A signer in a list: the name and the title in the committee."""
    title = signer.committee_title.capitalize()
    return " · ".join(part for part in (signer.name, title) if part)


def _wide(*widgets: QWidget) -> int:
    """The room that widgets want beside each other."""
    return sum(widget.sizeHint().width() + _BAR_GAP for widget in widgets)
