"""The log-in window: who you are, your password, and the ways out when it is lost."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.desk import Desk
from desktop.actions.locking import (
    LogInState,
    Resumed,
    log_in_state,
    resume,
    resumed,
    seconds_to_wait,
)
from desktop.actions.setup import Sources
from desktop.actions.terms import STOPPING, Password, Secret, TooSoonError, WrongPasswordError
from desktop.i18n import _, ngettext
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role, Type
from desktop.ui.locking.forgotten import ForgottenPage
from desktop.ui.locking.half_typed import may_lose_typed
from desktop.ui.setup.restore import RestorePage
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.password import PasswordBox
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Icon, Text
from desktop.ui.work import Executor, Failed
from desktop.wording import error_text

_WIDEST = 620
_SHOWN_AT_ONCE = 5


class OfficerList(QListWidget):
    """Names to choose from by the arrow keys; Enter and Tab go on to the password."""

    on = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the password."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.on.emit()
        else:
            super().keyPressEvent(event)


class LogInWindow(QMainWindow):
    """``opened`` carries :class:`~desktop.actions.locking.Resumed`.

    ``damaged`` leads to the rescue: with the password or sheet that fits where the file behind it
    is damaged, with none where a damaged key file keeps everybody out.
    ``locked`` is the desk that was locked while its officer was away; none at the start of the
    program. ``half_typed``: something stands unsaved in the window behind; closing the program
    and letting somebody else in lose it, so they are asked about. Nothing of the data is shown
    here: names of officers only, as the side file says.
    """

    opened = Signal(object)
    damaged = Signal(object)

    def __init__(
        self,
        *,
        folder: Path,
        theme: Theme,
        work: Executor,
        sources: Sources,
        failed: Failed,
        locked: Desk | None = None,
        notice: str = "",
        half_typed: bool = False,
    ) -> None:
        super().__init__()
        self._folder, self._theme, self._work = folder, theme, work
        self._sources, self._failed, self._locked = sources, failed, locked
        self._half_typed = half_typed
        self._forgotten: ForgottenPage | None = None
        self._restore: RestorePage | None = None
        self._wait_left, self._busy = 0, False
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._count_down)
        self._slots: tuple[str, ...] = ()
        self._fits: Secret | None = None
        self.setWindowTitle(_("Book 138"))
        self.setMinimumSize(640, 400)
        self._pages = QStackedWidget()
        self._log_in = self._log_in_page(notice)
        self._pages.addWidget(self._log_in)
        self._lay_out()
        self._ask_who()

    @property
    def forgotten(self) -> ForgottenPage:
        """The way of the recovery sheet, made when it is first gone."""
        if self._forgotten is None:
            page = ForgottenPage(
                folder=self._folder,
                theme=self._theme,
                work=self._work,
                sources=self._sources,
                failed=self._failed,
            )
            page.left.connect(self.show_log_in)
            page.opened.connect(self._opened_by_sheet)
            page.damaged.connect(self.damaged.emit)
            self._pages.addWidget(page)
            self._forgotten = page
        return self._forgotten

    @property
    def restore(self) -> RestorePage:
        """The way of a copy, made when it is first gone."""
        if self._restore is None:
            page = RestorePage(
                folder=self._folder,
                theme=self._theme,
                work=self._work,
                sources=self._sources,
                failed=self._failed,
            )
            page.left.connect(self.show_log_in)
            page.restored.connect(lambda desk: self.opened.emit(Resumed(desk, same=False)))
            self._pages.addWidget(page)
            self._restore = page
        return self._restore

    def _ask_who(self) -> None:
        task = partial(log_in_state, self._folder, sources=self._sources)
        self._work.call(task, self._take, self._refused)

    def show_log_in(self) -> None:
        """Show the names and the password."""
        self._pages.setCurrentWidget(self._log_in)
        self.password.field.setFocus()

    def show_forgotten(self) -> None:
        """Show the way of the recovery sheet."""
        if not self._may_let_in(self._chosen):
            return
        self._pages.setCurrentWidget(self.forgotten)
        self.forgotten.start(self._chosen, self._chosen_name)

    def show_restore(self) -> None:
        """Show the way of a copy."""
        if not self._may_let_in(""):
            return
        self._pages.setCurrentWidget(self.restore)
        self.restore.choose.setFocus()

    def log_in(self) -> None:
        """Try the password, on the worker: making the key takes about a second."""
        if self._busy or self._wait_left:
            return
        if not self.password.password:
            self.password.say(_("Type the password."))
            self.password.field.setFocus()
            return
        if not self._may_let_in(self._chosen):
            return
        self.password.say("")
        self._be_busy(busy=True)
        secret = Password(self.password.password, self._chosen)
        task = partial(resume, self._locked, self._folder, sources=self._sources, secret=secret)
        self._work.call(task, self._opened, partial(self._not_opened, secret))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed, the program ends; what is half typed behind the lock is asked about."""
        if self._half_typed and not may_lose_typed(self, closing=True):
            event.ignore()
        else:
            super().closeEvent(event)

    def _may_let_in(self, slot: str) -> bool:
        """Whether this officer may come in: what another one has half typed goes with that."""
        same = self._locked is not None and slot == self._locked.officer
        return same or not self._half_typed or may_lose_typed(self, closing=False)

    @property
    def _chosen(self) -> str:
        row = self.officers.currentRow()
        return self._slots[row] if 0 <= row < len(self._slots) else ""

    @property
    def _chosen_name(self) -> str:
        rows = range(self.officers.count())
        row = self.officers.currentRow()
        return self.officers.item(row).text() if row in rows else ""

    def _log_in_page(self, notice: str) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Icon("lock", theme=self._theme, role=Role.ACCENT, size=22))
        head.addWidget(Text(_("The register is locked"), look="title", wrap=True), 1)
        column.addLayout(head)
        if notice:
            column.addWidget(Text(notice, look="soft", wrap=True))
        self.officers = OfficerList()
        # Without an edge of its own an item that is not chosen would lose its padding.
        self.officers.setStyleSheet(
            "QListView::item { min-height: 30px; padding: 0 8px; border: 1px solid transparent; }"
        )
        self.officers.setAccessibleName(_("Officer"))
        caption = Text(_("Officer"), look="small")
        caption.setBuddy(self.officers)
        self.password = PasswordBox(_("Password"), theme=self._theme)
        self.password.field.returnPressed.connect(self.log_in)
        self.officers.on.connect(self.password.field.setFocus)
        self.officers.itemClicked.connect(lambda _item: self.password.field.setFocus())
        self.officers.currentRowChanged.connect(self._another)
        self._said = Text("", look="trouble", wrap=True)
        self._said.hide()
        self.open_button = PrimaryButton(_("Open"), self.log_in)
        forgot = LinkButton(_("Forgotten password"), self.show_forgotten)
        copy = LinkButton(_("Restore from a copy"), self.show_restore)
        self.rescue_button = SecondaryButton(_("Rescue the data…"), self._rescue)
        self.rescue_button.hide()
        for part in (caption, self.officers, self.password, self._said):
            column.addWidget(part)
        column.addWidget(self.rescue_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(forgot)
        foot.addWidget(copy)
        foot.addStretch(1)
        foot.addWidget(self.open_button)
        column.addLayout(foot)
        QWidget.setTabOrder(self.officers, self.password.field)
        QWidget.setTabOrder(self.password.field, self.open_button)
        QWidget.setTabOrder(self.open_button, forgot)
        QWidget.setTabOrder(forgot, copy)
        return page

    def _another(self, _row: int) -> None:
        """Somebody else was chosen: what was typed for the one before is not tried for them."""
        if self.officers.hasFocus():
            self.password.field.empty()
            self.password.say("")

    def _lay_out(self) -> None:
        panel = Panel()
        panel.body.setContentsMargins(28, 24, 28, 20)
        panel.body.addWidget(self._pages)
        panel.setMaximumWidth(round(_WIDEST * self._theme.tokens.type.text / Type().text))
        ground = QWidget()
        ground.setProperty("kind", "ground")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(ground)
        column.setContentsMargins(24, 24, 24, 16)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(panel, 8)
        row.addStretch(1)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        where = _("Data folder: {folder}").format(folder=self._folder)
        column.addWidget(Text(where, look="small", wrap=True))
        self.setCentralWidget(scrolled(ground))

    def _take(self, state: LogInState) -> None:
        self._slots = tuple(slot for slot, _label in state.officers)
        self.officers.clear()
        for _slot, label in state.officers:
            person = QIcon(self._theme.pixmap("user", Role.SOFT))
            self.officers.addItem(QListWidgetItem(person, label))
        first = self._locked.officer if self._locked is not None else ""
        self.officers.setCurrentRow(self._slots.index(first) if first in self._slots else 0)
        rows = min(max(len(self._slots), 1), _SHOWN_AT_ONCE)
        height = max(self.officers.sizeHintForRow(0), 28)
        self.officers.setFixedHeight(rows * height + 2 * self.officers.frameWidth() + 8)
        self._wait_for(state.seconds_to_wait)
        self.password.field.setFocus()

    def _opened(self, found: Resumed) -> None:
        self._be_busy(busy=False)
        self.password.field.empty()
        self.opened.emit(found)

    def _opened_by_sheet(self, desk: Desk) -> None:
        self.opened.emit(resumed(self._locked, desk))

    def _not_opened(self, secret: Secret, error: Exception) -> None:
        if self._locked is None and getattr(error, "code", "") == "store_damaged":
            self._be_busy(busy=False)
            self.damaged.emit(secret)
        else:
            self._refused(error)
            self._fits = secret if getattr(error, "code", "") == "store_damaged" else None

    def _rescue(self) -> None:
        """Go on where only the rescue leads on; a password that fits is not asked for again."""
        self.damaged.emit(self._fits)

    def _refused(self, error: Exception) -> None:
        self._be_busy(busy=False)
        if isinstance(error, TooSoonError):
            self._wait_for(int(error.details.get("seconds", "1")))
        elif isinstance(error, WrongPasswordError) and error.code == "key_file_former":
            # Who may open it has changed: the list is read again.
            self._stopped(error.code, error.details)
            self._ask_who()
        elif isinstance(error, WrongPasswordError):
            self._wrong()
        elif isinstance(error, STOPPING):
            self._stopped(error.code, error.details)
        else:
            self._failed(error)

    def _wrong(self) -> None:
        self._say(
            _(
                "The password does not fit. Look at it with the eye, and at Caps Lock and the"
                " Vietnamese input method. The data are not damaged."
            )
        )
        self.password.field.setFocus()
        self.password.field.selectAll()
        task = partial(seconds_to_wait, self._folder, sources=self._sources)
        self._work.call(task, self._wait_for, self._failed)

    def _stopped(self, code: str, details: dict[str, str]) -> None:
        # Damage is seldom: imported then, so that the door is there quickly.
        from desktop.actions.rescue import needs_rescue

        words = error_text(code, details)
        if needs_rescue(code):
            lead = _("It is not the password: a file is damaged.")
            words = f"{lead} {words}"
        self._say(words)
        self.rescue_button.setVisible(needs_rescue(code))

    def _wait_for(self, seconds: int) -> None:
        self._wait_left = seconds
        self.open_button.setEnabled(not seconds and not self._busy)
        if seconds:
            self._tick.start()
            self._tell_wait()
        else:
            self._tick.stop()

    def _count_down(self) -> None:
        self._wait_for(max(0, self._wait_left - 1))
        if not self._wait_left:
            self._say(_("You can try again now."), look="soft")

    def _tell_wait(self) -> None:
        words = ngettext(
            "The password does not fit. Wait {n} second, then try again.",
            "The password does not fit. Wait {n} seconds, then try again.",
            self._wait_left,
        )
        self._say(words.format(n=self._wait_left))

    def _be_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.open_button.setEnabled(not busy and not self._wait_left)
        self.officers.setEnabled(not busy)
        self._say(_("Opening…") if busy else "", look="soft")

    def _say(self, words: str, *, look: str = "trouble") -> None:
        self.rescue_button.hide()
        self._said.setText(words)
        self._said.look_like(look)
        self._said.setVisible(bool(words))
