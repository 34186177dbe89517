"""The parts of the room "Tình hình": head, sheet, the form of opening totals, what is missing."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.periods import Period
from desktop.i18n import _, ngettext
from desktop.ui.counts.head import CountsFoot, CountsHead, CountsNotice
from desktop.ui.counts.month import MonthCounts
from desktop.ui.counts.openings_form import OpeningsForm
from desktop.ui.counts.sheet_model import CountsModel
from desktop.ui.counts.sheet_view import CountsView
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Type
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.panel import Panel

Act = Callable[[], object]
_SHEET_LEAST = 420
"""The least width, in pixels at 100 %, at which the sheet stands beside the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsActs:
    """What the buttons of the room do."""

    last: Act
    nil: Act
    openings: Act
    paste: Act
    reopen: Act
    follow: Act


class CountsPage(QWidget):
    """The sheet of a month, or what to do where the month follows no plan."""

    def __init__(self, *, theme: Theme, month: Period, acts: CountsActs) -> None:
        super().__init__()
        self._theme, self._acts = theme, acts
        self.model = CountsModel(month, parent=self)
        self.view = CountsView(self.model, theme=theme)
        self.view.setAccessibleName(_("Counts of the month"))
        self.head = CountsHead(
            theme=theme,
            on_last=acts.last,
            on_nil=acts.nil,
            on_openings=acts.openings,
            on_paste=acts.paste,
        )
        self.notice = CountsNotice(theme=theme, on_open=acts.reopen)
        self.foot = CountsFoot()
        self.form = OpeningsForm(theme=theme)
        self.form.hide()
        self.nothing = EmptyState("clipboard-list", "", theme=theme)
        self._no_plan: QWidget | None = None
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_counts(self, counts: MonthCounts) -> None:
        """Show a month as the store holds it; what others changed in it is brought to sight."""
        changed = self.model.show_counts(counts)
        if changed and self.view.editor is None:
            self.view.go_to(self.model.row_of(changed[0]))
        self.notice.show_counts(counts)
        if not self.form.isHidden():
            self.form.show_counts(counts)
        if not counts.plan:
            self._pages.setCurrentWidget(self._without_plan(counts.offered))
        elif not counts.rows:
            self.nothing.say(
                _("Plan {plan} asks for no monthly figures").format(plan=counts.plan),
                _("What it asks for stands under the objectives."),
            )
            self._pages.setCurrentIndex(1)
        else:
            self._pages.setCurrentIndex(0)
        self.say_progress()
        if counts.locked:
            self.foot.say(locked=True)

    def say_progress(self) -> None:
        """Say how many figures are entered, those being written included."""
        model = self.model
        self.head.show_counts(model.counts, entered=model.entered, total=len(model.lines))

    def show_form(self, *, shown: bool) -> None:
        """Open or close the form of opening totals beside the sheet."""
        if shown:
            self.form.show_counts(self.model.counts)
        self.form.setVisible(shown)
        self._fit_sheet()
        if shown:
            self.form.begin()
        else:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside the form the sheet goes where it could not be read."""
        super().resizeEvent(event)
        self._fit_sheet()

    def _fit_sheet(self) -> None:
        scale = max(self._theme.tokens.type.text / Type().text, 1)
        left = self.width() - self.form.width()
        self._sheet.setVisible(self.form.isHidden() or left >= _SHEET_LEAST * scale)

    def _without_plan(self, offered: str) -> QWidget:
        if self._no_plan is None:
            panel = Panel()
            panel.body.addWidget(
                EmptyState(
                    "clipboard-list",
                    _("This month follows no plan"),
                    theme=self._theme,
                    advice=_("A plan says which figures are counted. Follow one, then enter them."),
                    button=_("Follow plan {plan} from this month on").format(plan=offered),
                    on_click=self._acts.follow,
                )
            )
            self._no_plan = panel
            self._pages.addWidget(panel)
        return self._no_plan

    def _search(self, words: str) -> None:
        left = self.view.search(words)
        if words.strip() and not left:
            self.foot.say(_("No figure has these words. Esc shows all again."))
        else:
            self.foot.say(locked=self.model.locked)

    def _say_end(self) -> None:
        """Below the last row Enter goes nowhere: say what is left."""
        blank = len(self.model.lines) - self.model.entered
        left = ngettext(
            "This is the last row. {count} figure is still blank.",
            "This is the last row. {count} figures are still blank.",
            blank,
        )
        done = _("This is the last row. All figures of the month are entered.")
        self.foot.say(left.format(count=blank) if blank else done)

    def _lay_out(self) -> None:
        sheet = Panel(flush=True)
        sheet.body.setContentsMargins(0, 0, 0, 0)
        sheet.body.addWidget(self.view)
        self._sheet = QWidget()
        left = QVBoxLayout(self._sheet)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self.head)
        left.addWidget(sheet, 1)
        left.addWidget(self.foot)
        with_sheet = QWidget()
        row = QHBoxLayout(with_sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._sheet, 1)
        row.addWidget(self.form)
        self._pages.addWidget(with_sheet)
        panel = Panel()
        panel.body.addWidget(self.nothing)
        self._pages.addWidget(panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.notice)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.head.search.searched.connect(self._search)
        self.head.search.returnPressed.connect(self.view.setFocus)
        self.view.reached_end.connect(self._say_end)
        self.view.paste_wanted.connect(self._acts.paste)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.activated.connect(self.head.search.setFocus)

    def _open_menu(self, place: QPoint) -> None:
        menu, view, locked = QMenu(self), self.view, self.model.locked
        for text, keys, act, always in (
            (_("Nothing arose"), "K", lambda: view.state_cells("k"), False),
            (_("As last month"), "=", lambda: view.state_cells("="), False),
            (_("Does not apply here"), "X", lambda: view.state_cells("x"), False),
            (_("Leave blank"), "Delete", lambda: view.state_cells(""), False),
            (_("Copy"), "Ctrl+C", view.copy, True),
            (_("Paste"), "Ctrl+V", self._acts.paste, False),
        ):
            action = QAction(f"{text}\t{keys}", menu)
            action.triggered.connect(act)
            action.setEnabled(always or not locked)
            menu.addAction(action)
        menu.popup(view.viewport().mapToGlobal(place))
