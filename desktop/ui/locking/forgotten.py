"""The forgotten password: the recovery sheet, a new password, a new sheet."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.desk import Desk, Outcome
from desktop.actions.secrets import refuse_without_sheet, use_sheet
from desktop.actions.setup import Sources
from desktop.actions.terms import STOPPING, NoSheetError, Sheet, SheetMistypedError
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.locking.sheet_entry import SheetEntry
from desktop.ui.locking.sheet_making import SheetMaking
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton
from desktop.ui.widgets.password import NewPassword
from desktop.ui.widgets.text import Text
from desktop.ui.work import Executor, Failed
from desktop.wording import error_text, problem_text


class ForgottenPage(QWidget):
    """``opened`` carries the desk once the new sheet is made; ``left`` goes back to the door.

    ``damaged`` carries the sheet that was typed where a file behind it is damaged.
    """

    opened = Signal(object)
    damaged = Signal(object)
    left = Signal()

    def __init__(
        self, *, folder: Path, theme: Theme, work: Executor, sources: Sources, failed: Failed
    ) -> None:
        super().__init__()
        self._folder, self._theme, self._work = folder, theme, work
        self._sources, self._failed = sources, failed
        self._officer, self._name = "", ""
        self._desk: Desk | None = None
        self._stack = QStackedWidget()
        self.entry = SheetEntry()
        self.entry.weighed.connect(self._weigh)
        self.new = NewPassword(theme=theme)
        self._pages = (self._sheet_page(), self._password_page())
        for page in self._pages:
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    @property
    def desk(self) -> Desk | None:
        """What the sheet opened, while the new sheet is being made."""
        return self._desk

    def start(self, officer: str, name: str = "") -> None:
        """Begin with the sheet; the new password will be that of the officer of a slot."""
        self._officer, self._name = officer, name
        self._stack.setCurrentIndex(0)
        self.entry.start()
        task = partial(refuse_without_sheet, self._folder)
        self._work.call(task, lambda _none: self._offer_entry(offered=True), self._without_sheet)

    def leave(self) -> None:
        """Back to the door; nothing that was typed stays for whoever sits down next."""
        self.entry.empty()
        self.new.empty()
        self.left.emit()

    def go_on(self) -> None:
        """The sheet is typed: ask for the new password."""
        if self.entry.fits:
            self._for.setText(_("For: {name}").format(name=self._name))
            self._for.setVisible(bool(self._name))
            self._stack.setCurrentIndex(1)
            self.new.first.field.setFocus()

    def open_by_sheet(self) -> None:
        """Open the data and set the new password, on the worker."""
        if not self.set_button.isEnabled() or not self.new.agrees:
            return
        self._wait(_("The data are being opened…"))
        task = partial(
            use_sheet,
            self._folder,
            " ".join(self.entry.texts),
            new_password=self.new.password,
            sources=self._sources,
            officer_id=self._officer,
        )
        self._work.call(task, self._done, self._refused)

    def _sheet_page(self) -> QWidget:
        self.lead = Text("", look="soft", wrap=True)
        page, column = _page(_("Forgotten password"), self.lead)
        column.addWidget(self.entry)
        self._others = Text(
            _(
                "No sheet? Another officer who holds all rights can give you a new password."
                " Without password and sheet nobody can open the data."
            ),
            look="small",
            wrap=True,
        )
        column.addWidget(self._others)
        column.addStretch(1)
        self.on_button = PrimaryButton(_("Go on"), self.go_on)
        self.on_button.setEnabled(False)
        column.addLayout(_foot(LinkButton(_("Back to log-in"), self.leave), self.on_button))
        return page

    def _password_page(self) -> QWidget:
        fits = _("The sheet fits. The former password opens nothing any more.")
        page, column = _page(_("A new password"), Text(fits, look="soft", wrap=True))
        self._for = Text("", look="strong", wrap=True)
        self._for.hide()
        column.addWidget(self._for)
        column.addWidget(self.new)
        self._said = Text("", look="trouble", wrap=True)
        self._said.hide()
        column.addWidget(self._said)
        column.addStretch(1)
        self.set_button = PrimaryButton(_("Set the password and open"), self.open_by_sheet)
        self.new.first.field.returnPressed.connect(self.new.again.field.setFocus)
        self.new.again.field.returnPressed.connect(self.open_by_sheet)
        back = LinkButton(_("Back to the sheet"), lambda: self.start(self._officer, self._name))
        column.addLayout(_foot(back, self.set_button))
        return page

    def _without_sheet(self, error: Exception) -> None:
        """Nothing is asked for that cannot help: what is left is said instead."""
        if not isinstance(error, NoSheetError):
            self._failed(error)
            return
        self.lead.setText(error_text(error.code, error.details))
        self._offer_entry(offered=False)

    def _offer_entry(self, *, offered: bool) -> None:
        for part in (self.entry, self._others, self.on_button):
            part.setVisible(offered)
        if offered:
            self.lead.setText(
                _(
                    "Take the recovery sheet from where it is locked away and type its ten groups."
                    " Each group is checked as you type."
                )
            )

    def _weigh(self) -> None:
        self.on_button.setEnabled(self.entry.fits)
        if self.entry.fits:
            self.on_button.setFocus()

    def _done(self, outcome: Outcome[Desk]) -> None:
        self._wait("")
        if outcome.value is None:
            self._tell(" ".join(problem_text(one) for one in outcome.problems))
            return
        self._desk = outcome.value
        self.new.empty()
        self.entry.empty()
        if not self._desk.allows("new_sheet"):
            self._finish()
            return
        lead = _(
            "The sheet that was used was seen. Make a new one and type it back; the former one"
            " is void then."
        )
        page, column = _page(_("A new recovery sheet"), Text(lead, look="soft", wrap=True))
        making = SheetMaking(self._desk, theme=self._theme, work=self._work, failed=self._failed)
        making.ended.connect(self._finish)
        column.addWidget(making)
        column.addStretch(1)
        self.making = making
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        making.begin()

    def _finish(self, _typed_back: bool = False) -> None:  # noqa: FBT001, FBT002  a signal's slot
        if self._desk is not None:
            desk, self._desk = self._desk, None
            self.opened.emit(desk)

    def _refused(self, error: Exception) -> None:
        self._wait("")
        if not isinstance(error, STOPPING):
            self._failed(error)
            return
        # Damage is seldom: imported then, so that the page is there quickly.
        from desktop.actions.rescue import needs_rescue

        if needs_rescue(error.code):
            self.damaged.emit(Sheet(" ".join(self.entry.texts)))
            return
        words = error_text(error.code, error.details)
        if isinstance(error, SheetMistypedError):
            self._stack.setCurrentIndex(0)
            self.entry.mark(int(error.details.get("group", "1")), words)
        elif error.code == "wrong_sheet":
            self._stack.setCurrentIndex(0)
            self.entry.start()
            self.entry.mark(0, words)
        else:
            self._tell(words)

    def _tell(self, words: str) -> None:
        self._said.setText(words)
        self._said.look_like("trouble")
        self._said.setVisible(bool(words))

    def _wait(self, words: str) -> None:
        self._tell(words)
        self._said.look_like("soft" if words else "trouble")
        self.set_button.setEnabled(not words)


def _page(title: str, lead: Text) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    column.addWidget(Text(title, look="title", wrap=True))
    column.addWidget(lead)
    return page, column


def _foot(back: QWidget, on: QWidget) -> QHBoxLayout:
    foot = QHBoxLayout()
    foot.addWidget(back)
    foot.addStretch(1)
    foot.addWidget(on)
    return foot
