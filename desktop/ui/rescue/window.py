"""The guided rescue: what is wrong, the newest good copy, what is newer than it, and doing it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.desk import UNNAMED_OFFICER
from desktop.actions.environment import environment_fault
from desktop.actions.rescue import Rescue, plan_rescue, rescue
from desktop.actions.setup import Sources
from desktop.actions.terms import PasswordNeededError, Secret
from desktop.i18n import _, format_number
from desktop.ui.design.theme import Theme
from desktop.ui.setup.restore import FolderChoice
from desktop.ui.setup.secret_asking import SecretFields, asks_for_secret
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Text
from desktop.ui.work import Executor, Failed
from desktop.wording import error_text
from desktop.wording.backups import good_copy_words
from desktop.wording.rescue import (
    failing_text,
    find_text,
    newer_text,
    rescue_reason,
    rescue_trouble,
)

if TYPE_CHECKING:
    from desktop.actions.rescue import Rescued

_WIDEST = 760


class RescueWindow(QMainWindow):
    """``rescued`` carries the result and the plan; ``again`` tries to open as it is; ``left`` ends.

    Nothing is changed before the button is pressed.
    """

    rescued = Signal(object, object)
    again = Signal()
    left = Signal()

    def __init__(
        self,
        *,
        folder: Path,
        theme: Theme,
        work: Executor,
        sources: Sources,
        failed: Failed,
        data_key: bytes | None = None,
        officer: str = UNNAMED_OFFICER,
        secret: Secret | None = None,
    ) -> None:
        super().__init__()
        self._folder, self._work, self._sources, self._failed = folder, work, sources, failed
        self._data_key, self._officer = data_key, officer
        self._places: tuple[Path, ...] = ()
        self._secret = secret
        self._plan: Rescue | None = None
        self._done = False
        self.setWindowTitle(_("Rescue of the data - Book 138"))
        self.setMinimumSize(640, 400)
        self.resize(960, 640)
        self._build(theme)

    @property
    def folder(self) -> Path:
        """The folder that is rescued."""
        return self._folder

    def wait(self) -> None:
        """The folder is being opened as it is."""
        self._tell(self.trouble, "")
        self._busy(True)

    def wait_no_more(self) -> None:
        """The folder did not open, and something else is said about it."""
        self._busy(False)
        self.do_button.setEnabled(self._plan is not None and self._plan.can_be_done)

    @property
    def plan(self) -> Rescue | None:
        """What was found; none while it is looked for."""
        return self._plan

    def look(self) -> None:
        """Find out what is wrong and what can be done; on the worker."""
        self._plan = None
        self._tell(self.wrong, _("The data are being looked through. Nothing is changed…"))
        for text in (self.copy, self.newer, self.trouble):
            self._tell(text, "")
        self.finds.hide()
        self._busy(True)
        task = partial(
            plan_rescue,
            self._folder,
            sources=self._sources,
            secret=self._secret,
            data_key=self._data_key,
            places=self._places,
        )
        self._work.call(task, self._show, self._refused)

    def choose_place(self) -> None:
        """Look for copies on a stick or in another folder as well."""
        chosen = FolderChoice.ask(self, title=_("Folder with the copy"))
        if chosen is not None:
            self._places = (chosen,)
            self.look()

    def rescue_now(self) -> None:
        """Do what is shown, with the chosen things."""
        plan = self._plan
        if plan is None:
            return
        self._busy(True)
        self._tell(self.trouble, "")
        chosen = frozenset(self._chosen())
        task = partial(
            rescue,
            self._folder,
            plan,
            chosen=chosen,
            sources=self._sources,
            secret=self._secret,
            data_key=self._data_key,
            officer=self._officer,
        )
        self._work.call(task, partial(self._rescued, plan), self._refused)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing leaves everything as it is."""
        super().closeEvent(event)
        if not self._done:
            self.left.emit()

    def put_away(self) -> None:
        """Close without saying that the rescue was left."""
        self._done = True
        self.close()
        self.deleteLater()

    def _build(self, theme: Theme) -> None:
        panel = Panel()
        panel.setMaximumWidth(_WIDEST)
        panel.body.setContentsMargins(28, 24, 28, 20)
        panel.body.setSpacing(10)
        panel.body.addWidget(Text(_("Rescue of the data"), look="title"))
        self.wrong, self.copy = Text("", wrap=True), Text("", look="strong", wrap=True)
        self.newer, self.trouble = Text("", wrap=True), Text("", look="trouble", wrap=True)
        panel.body.addWidget(self.wrong)
        panel.body.addWidget(self.copy)
        panel.body.addWidget(self.newer)
        self.finds = QListWidget()
        self.finds.setAccessibleName(_("What comes back from the damaged file"))
        self.finds.setWordWrap(True)
        self.finds.setSpacing(3)
        self.finds.hide()
        panel.body.addWidget(self.finds, 1)
        panel.body.addLayout(self._secret_row(theme))
        panel.body.addWidget(self.trouble)
        kept = _(
            "What stands in the folder now is kept in “replaced”; nothing is deleted. Folder:"
            " {folder}"
        )
        panel.body.addWidget(Text(kept.format(folder=self._folder), look="soft", wrap=True))
        panel.body.addStretch(0)
        panel.body.addLayout(self._foot())
        ground = QWidget()
        ground.setProperty("kind", "ground")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(ground)
        row.setContentsMargins(24, 24, 24, 24)
        row.addStretch(1)
        row.addWidget(panel, 8)
        row.addStretch(1)
        self.setCentralWidget(ground)

    def _secret_row(self, theme: Theme) -> QVBoxLayout:
        self.asked = SecretFields(theme=theme)
        self.asked.password.field.returnPressed.connect(self._with_secret)
        self.asked.digits.returnPressed.connect(self._with_secret)
        self.unlock = SecondaryButton(_("Go on"), self._with_secret)
        column = QVBoxLayout()
        column.addWidget(self.asked)
        column.addWidget(self.unlock, 0, Qt.AlignmentFlag.AlignLeft)
        self._ask_secret(wanted=False)
        return column

    def _ask_secret(self, *, wanted: bool) -> None:
        self.asked.setVisible(wanted)
        self.unlock.setVisible(wanted)

    def _foot(self) -> QVBoxLayout:
        self.place_button = SecondaryButton(_("Look on a stick or in a folder…"), self.choose_place)
        self.again_button = SecondaryButton(_("Try to open once more"), self.again.emit)
        self.do_button = PrimaryButton(_("Rescue the data"), self.rescue_now)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.place_button)
        row.addWidget(self.again_button)
        row.addStretch(1)
        row.addWidget(self.do_button)
        foot = QVBoxLayout()
        foot.addLayout(row)
        leave = QHBoxLayout()
        leave.addWidget(
            LinkButton(_("Close the program and leave everything as it is"), self.close)
        )
        leave.addStretch(1)
        foot.addLayout(leave)
        return foot

    def _show(self, plan: Rescue) -> None:
        self._plan = plan
        self._busy(False)
        self._ask_secret(wanted=False)
        self._tell(self.wrong, rescue_trouble(plan.trouble))
        whole = plan.trouble in {"sound", "key_file"}
        passed = (error_text(one.code, {"name": one.name}) for one in plan.passed_over)
        copy = [] if plan.info is None else [good_copy_words(plan.info)]
        self._tell(self.copy, "" if whole else "\n".join((*copy, *passed)))
        newer = newer_text(len(plan.finds))
        if plan.reason:
            newer = rescue_reason(plan.reason, plan.waits_in)
        if plan.finds and plan.failing:
            newer = f"{newer} {failing_text()}"
        told = plan.trouble in {"damaged", "unfinished"} or plan.reason
        self._tell(self.newer, newer if told else "")
        self._list(plan)
        as_is = plan.still_waits and not plan.takes_copy
        self.do_button.setText(_("Open the data as they are") if as_is else _("Rescue the data"))
        self.do_button.setEnabled(plan.can_be_done)
        (self.do_button if self.do_button.isEnabled() else self.place_button).setFocus()

    def _list(self, plan: Rescue) -> None:
        self.finds.clear()
        for find in plan.finds:
            item = QListWidgetItem(find_text(find, plan.names or {}))
            item.setData(Qt.ItemDataRole.UserRole, find.id)
            taken = plan.suggested(find)
            item.setCheckState(Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked)
            self.finds.addItem(item)
        self.finds.setVisible(bool(plan.finds))

    def _chosen(self) -> list[str]:
        items = (self.finds.item(row) for row in range(self.finds.count()))
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]

    def _rescued(self, plan: Rescue, done: "Rescued") -> None:
        self.rescued.emit(done, plan)

    def _with_secret(self) -> None:
        self._secret = self.asked.secret
        self.look()

    def _refused(self, error: Exception) -> None:
        self.wait_no_more()
        fault = environment_fault(error)
        if fault is None:
            self._failed(error)
            return
        words = error_text(fault.code, fault.details)
        if not asks_for_secret(error):
            self._tell(self.trouble, words)
            return
        self._tell(self.wrong, _("The data are locked: the password is needed to rescue them."))
        self.asked.say("" if isinstance(error, PasswordNeededError) else words)
        self._ask_secret(wanted=True)
        self.asked.begin()

    def _busy(self, busy: bool) -> None:  # noqa: FBT001  as Qt's own setters
        for button in (self.do_button, self.place_button, self.again_button, self.unlock):
            button.setEnabled(not busy)

    def _tell(self, text: Text, words: str) -> None:
        text.setText(words)
        text.setVisible(bool(words))


def rescued_words(done: "Rescued", plan: Rescue) -> str:
    """What a rescue did, as the window says it afterwards; nothing where it did nothing."""
    if plan.still_waits and done.replaced is None:
        return ""
    said = [_("The data were rescued and open again.")]
    if done.brought:
        text = _("Brought back from the damaged file: {count}; “undo” takes it back as one step.")
        said.append(text.format(count=format_number(len(done.brought))))
    if done.refused:
        text = _("{count} things do not fit with the rest and were left out.")
        said.append(text.format(count=format_number(len(done.refused))))
    if done.replaced is not None:
        said.append(_("The damaged data are kept in {folder}.").format(folder=done.replaced))
    return " ".join(said)
