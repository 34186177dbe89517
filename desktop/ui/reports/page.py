"""The screen of the reports room: papers and closing, pages, paragraphs."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.commune import Signer
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role, Type
from desktop.ui.reports.issued import IssuedBox
from desktop.ui.reports.pages import Draw, PagesView
from desktop.ui.reports.paper import (
    MonthPaper,
    closed_moment_sentence,
    closed_sentence,
    corrections_words,
    missing_sentences,
    pages_word,
    reopen_words,
    waiting_sentence,
)
from desktop.ui.reports.texts import OwnText, TextsEditor
from desktop.ui.widgets.buttons import (
    IconButton,
    LinkButton,
    PrimaryButton,
    SecondaryButton,
)
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Icon, Line, Text
from desktop.wording import period_title

_BAR_GAP = 6
_BAR_SLACK = 44
"""Margins of the bar, and room for the number of a later page."""
_SCROLL_BAR = 14
_LEAST_PAGES = 350
_LEAST_PARAGRAPHS = 380
_BELOW_CLOSING = 3
_ANY_WIDTH = 16_777_215  # what Qt takes for "no limit"


class ReportsPage(QWidget):
    """Left 232 pixels, pages in between, paragraphs at the right."""

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

    def __init__(self, *, theme: Theme, draw: Draw, keep: Callable[[OwnText], object]) -> None:
        super().__init__()
        self._theme = theme
        self.pages = PagesView(theme=theme, draw=draw)
        self.texts = TextsEditor(keep=keep)
        self._signer_ids: list[str] = []
        self._bar_width = 0
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self._left = self._left_side()
        self._right = self._right_side()
        row.addWidget(self._left)
        row.addWidget(self._middle(), 1)
        row.addWidget(self._right)
        for keys, act in (
            (QKeySequence.StandardKey.Print, self.print_wanted.emit),
            (QKeySequence.StandardKey.Save, self.save_wanted.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            # Of the whole window, but only while this page is in sight.
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)
        self.setFocusProxy(self.pages)

    def wait(self, title: str) -> None:
        """Say that the paper of a month is being made."""
        self._title.setText(title)
        self._page.setText(_("The report is being made…"))
        for button in (*self._paper_buttons(), self.close_button):
            button.setEnabled(False)

    def show_paper(self, paper: MonthPaper) -> None:
        """Show a month's report."""
        for button in self._paper_buttons():
            button.setEnabled(True)
        self._title.setText(_("Monthly report"))
        self._show_state(paper)
        self.issued.show_state(paper.path.state, paper.issued)
        self._show_signers(paper)
        self._show_closing(paper)
        self.pages.show_paper(paper.data, paper.sizes)
        self._arrange_bar()
        self.texts.show_sections(paper.month.id, paper.sections, closed=paper.closed)

    def point_to_closing(self) -> None:
        """Put the focus on closing the month."""
        target = self.close_button if self.close_button.isVisible() else self.reopen_button
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows and large text give the pages what room there is."""
        super().resizeEvent(event)
        width, scale = event.size().width(), self._theme.tokens.type.text / Type().text
        usual = _part(width, 0.21, 208, round(240 * scale))
        left = max(usual, self._side.minimumSizeHint().width() + _SCROLL_BAR)
        right = _part(width, 0.27, 232, round(304 * scale))
        gap = self._row.spacing()
        middle = width - left - right - 2 * gap
        folded = middle < _LEAST_PAGES * scale
        self._fold_right(folded=folded, width=right)
        self._left.setFixedWidth(left)
        self._bar_width = width - left - gap if folded else middle
        self._arrange_bar()

    def _fold_right(self, *, folded: bool, width: int) -> None:
        """The paragraphs stand at the right, or below the papers where the pages need the room."""
        if folded:
            self._row.removeWidget(self._right)
            self._side_column.insertWidget(_BELOW_CLOSING, self._right)
            self._right.setMinimumSize(0, _LEAST_PARAGRAPHS)
            self._right.setMaximumWidth(_ANY_WIDTH)
        else:
            self._side_column.removeWidget(self._right)
            self._row.addWidget(self._right)
            self._right.setMinimumHeight(0)
            self._right.setFixedWidth(width)

    def _arrange_bar(self) -> None:
        """One row with the links of size, one without them, or two rows: nothing is cut."""
        least = _BAR_SLACK + _wide(*self._paper_buttons(), self._page, *self._zooms)
        links = (self._fit, self._full)
        for link in links:
            link.setVisible(least + _wide(*links) <= self._bar_width)
        stacked = least > self._bar_width
        direction = QBoxLayout.Direction
        self._bar.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)

    def _left_side(self) -> QWidget:
        side = self._side = QWidget()
        column = self._side_column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._papers_panel())
        column.addWidget(self._signing_panel())
        column.addWidget(self._closing_panel())
        column.addStretch(1)
        return _scrolled(side)

    def _papers_panel(self) -> Panel:
        panel = Panel(_("Papers of the month"), flush=True)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(10)
        self._mark = Icon("file-text", theme=self._theme, role=Role.ACCENT)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title = Text(_("Monthly report"), look="strong")
        self._state = Text("", look="small", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._state)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        panel.body.addLayout(row)
        self.issued = IssuedBox()
        panel.body.addWidget(self.issued)
        return panel

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
        bar = self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        bar.setContentsMargins(10, 8, 10, 8)
        bar.setSpacing(_BAR_GAP)
        self._actions, self._views = self._actions_bar(), self._views_bar()
        bar.addLayout(self._actions)
        bar.addStretch(1)
        bar.addLayout(self._views)
        for button in (*self._paper_buttons()[:-1], self._fit, self._full):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        panel.body.addLayout(bar)
        panel.body.addWidget(Line())
        panel.body.addWidget(self.pages, 1)
        self.pages.moved.connect(self._page_moved)
        return panel

    def _actions_bar(self) -> QHBoxLayout:
        """What is done with the paper: print, save, open."""
        self._print = PrimaryButton(_("Print"), self.print_wanted.emit)
        self._print.setToolTip("Ctrl+P")
        self._save = SecondaryButton(_("Save PDF"), self.save_wanted.emit)
        self._save.setToolTip("Ctrl+S")
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
        row = QHBoxLayout()
        row.setSpacing(_BAR_GAP)
        for button in self._paper_buttons():
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _views_bar(self) -> QHBoxLayout:
        """How the pages are seen: which one, and how large."""
        row = QHBoxLayout()
        row.setSpacing(_BAR_GAP)
        self._page = Text("", look="small")
        row.addWidget(self._page)
        self._zooms = [
            IconButton(icon, tip, theme=self._theme, on_click=act)
            for icon, tip, act in (
                ("zoom-out", _("Smaller (−)"), self.pages.zoom_out),
                ("zoom-in", _("Larger (+)"), self.pages.zoom_in),
            )
        ]
        for zoom in self._zooms:
            row.addWidget(zoom)
        self._fit = LinkButton(_("Fit width"), lambda: self.pages.set_zoom(None), small=True)
        self._full = LinkButton("100 %", lambda: self.pages.set_zoom(1.0), small=True)
        row.addWidget(self._fit)
        row.addWidget(self._full)
        return row

    def _paper_buttons(self) -> tuple[QAbstractButton, ...]:
        """What can be done with the paper once it is there."""
        return self._print, self._save, self._word, self._excel, self._open

    def _right_side(self) -> Panel:
        panel = Panel(_("Paragraphs"), flush=True)
        panel.body.addWidget(_scrolled(self.texts), 1)
        return panel

    def _page_moved(self, page: int, count: int) -> None:
        self._page.setText(_("Page {page}/{count}").format(page=page, count=count))

    def _show_state(self, paper: MonthPaper) -> None:
        if paper.closed_on is not None:
            self._mark.take("circle-check", Role.MET)
            state = closed_sentence(paper.closed_on)
        else:
            self._mark.take("file-text", Role.ACCENT)
            state = _("Draft: prints with the word draft until the figures are closed.")
        month = period_title(paper.month)
        self._state.setText(f"{month} · {pages_word(len(paper.sizes))}\n{state}")

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
        self.close_button.setVisible(not paper.closed)
        self.reopen_button.setVisible(paper.closed)
        self.close_button.setEnabled(not paper.not_begun)
        missing = () if paper.closed else missing_sentences(paper.status)
        if paper.closed:
            words = closed_moment_sentence(paper)
        elif paper.not_begun:
            words, missing = _("The month has not begun yet."), ()
        else:
            words = "" if missing else _("Nothing is missing.")
        self._closing_words.setText(words)
        self._closing_words.look_like("met" if not missing and not paper.not_begun else "soft")
        self._closing_words.setVisible(bool(words))
        self._show_ways(paper)
        if paper.path.waiting:
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


def _part(width: int, share: float, least: int, most: int) -> int:
    return max(least, min(most, round(width * share)))


def _scrolled(content: QWidget) -> QScrollArea:
    """Large text and low windows scroll a side; nothing is cut."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    area.setWidget(content)
    return area
