"""The screen of the reports room: papers and closing, pages, paragraphs."""

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.reports.actions_bar import ActionsBar
from desktop.ui.reports.closing_panel import ClosingPanel
from desktop.ui.reports.issued import IssuedBox
from desktop.ui.reports.lines import AD_HOC, ISSUED_REGISTER, MARGINS, PUBLIC, PaperLine, Wish
from desktop.ui.reports.options import OptionsLine
from desktop.ui.reports.pages import Place
from desktop.ui.reports.paper import MonthPaper
from desktop.ui.reports.papers_list import PapersList
from desktop.ui.reports.parts import Part, Parts, Shape
from desktop.ui.reports.preview import Ask, Preview
from desktop.ui.reports.sides import Side, TitledSide, order_keys
from desktop.ui.reports.signing import SigningPanel
from desktop.ui.reports.since_issued import SinceIssuedBox
from desktop.ui.reports.texts import OwnText, TextsEditor
from desktop.ui.widgets.buttons import IconButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Line


class ReportsPage(QWidget):
    """Papers and closing, pages, paragraphs: beside each other where there is room for all.

    ``paper_wanted`` carries the wish for another paper, ``renew_wanted`` the line of the register
    whose paper shall say what it would say today.
    """

    paper_wanted = Signal(object)
    renew_wanted = Signal(str)
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
        self.paragraphs = TitledSide(_("Paragraphs"), self.texts)
        self.parts = Parts(
            theme=theme,
            papers=self._left_side(),
            pages=self._middle(),
            paragraphs=self.paragraphs,
        )
        self.parts.arranged.connect(self._arranged)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.parts)
        self._stay_in_paragraph()
        for keys, act in (
            (QKeySequence.StandardKey.Print, self.bar.print_wanted.emit),
            (QKeySequence.StandardKey.Save, self.bar.save_wanted.emit),
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
        self.bar.wait(title)
        self.closing.close_button.setEnabled(False)

    def show_paper(self, paper: MonthPaper, place: Place | None = None) -> None:
        """Show a paper and what stands around it; at a place when it is another one."""
        line = paper.line
        self.bar.show_paper(paper)
        self.papers.show_lines(paper.lines, line)
        self.options.show_options(
            line, paper.wish, paper.offer, paper.of_month, kept=paper.kept_day
        )
        self.options.show_more(
            may_be_new=paper.may_be_new, passed=paper.passed, beside=paper.beside
        )
        self.issued.show_paper(paper)
        if paper.as_issued is None:
            self.since.show_since(paper.since, whole=True)
        else:
            self.options.hide()
            self.since.show_as_issued(paper.as_issued)
        self.signing.setVisible(line.kind != MARGINS)
        self.signing.show_paper(paper)
        self.closing.setVisible(line.periodic)
        self.closing.show_paper(paper)
        if paper.refusal:
            self.preview.show_nothing(paper.refusal)
        else:
            self.preview.show_paper(paper.data, paper.sizes, place)
        self.texts.show_sections(
            f"{line.kind} {line.period.id}",
            paper.sections,
            closed=paper.closed,
            living=paper.living,
            carriable=len(paper.carriable),
            reworded=paper.since.reworded,
            issued=paper.symbol,
        )
        reworded = {one.section for one in paper.since.reworded}
        waiting = {one.section for one in paper.living} | reworded
        self.parts.show_paragraphs(there=bool(paper.sections), waiting=len(waiting))
        self._order_keys()

    def point_to_closing(self) -> None:
        """Put the focus on closing the month."""
        self.parts.show_part(Part.PAPERS)
        closing = self.closing
        target = closing.close_button if closing.close_button.isVisible() else closing.reopen_button
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _arranged(self) -> None:
        """What the pages are like is said beside the buttons where there is room for it."""
        self.paragraphs.show_title(shown=self.parts.shape is Shape.THREE)
        self.bar.fit(self.parts.pages_width)

    def _order_keys(self) -> None:
        """Tab goes from the papers over the pages to the paragraphs, and begins with the list."""
        parts = (
            *self.parts.tabs.values(),
            self.papers,
            self.more,
            self.issued,
            self.closing,
            self.signing,
            *self.bar.buttons,
            self.since,
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
        self.closing, self.signing = ClosingPanel(), SigningPanel()
        column.addWidget(self._papers_panel())
        column.addWidget(self.closing)
        column.addWidget(self.signing)
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
        self.issued.since.renew_wanted.connect(self.renew_wanted)
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

    def _middle(self) -> Panel:
        panel = Panel(flush=True)
        panel.body.setContentsMargins(0, 0, 0, 1)
        self.bar = ActionsBar(theme=self._theme)
        self.since = SinceIssuedBox(margins=(12, 6, 12, 6))
        self.since.renew_wanted.connect(self.renew_wanted)
        panel.body.addWidget(self.bar)
        panel.body.addWidget(Line())
        panel.body.addWidget(self.since)
        panel.body.addWidget(self.options)
        panel.body.addWidget(self.preview, 1)
        return panel
