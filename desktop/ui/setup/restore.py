"""The door "Khôi phục": choose a folder with a copy, see what it holds, restore it here."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.found_copies import (
    CopyPlan,
    FoundCopy,
    OfferedCopies,
    offered_copies,
    plan_of,
)
from desktop.actions.safety import restore
from desktop.actions.setup import Sources, open_desk
from desktop.actions.terms import (
    STOPPING,
    PasswordNeededError,
    Secret,
    StandingLockedError,
)
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.setup.copy_choice import CopyChoiceDialog
from desktop.ui.setup.secret_asking import asks_for_secret, secret_wanted
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.start_folder import start_folder
from desktop.ui.widgets.text import Text
from desktop.ui.work import Executor, Failed
from desktop.wording import error_text
from desktop.wording.backups import (
    copy_holds,
    copy_when,
    lowered,
    passed_over_words,
    restored_words,
    whose_copy,
)


class FolderChoice:
    """The system's own dialog for a folder; tests replace ``ask``."""

    @classmethod
    def ask(cls, parent: QWidget, *, title: str) -> Path | None:
        """Ask for a folder; none when it was left."""
        chosen = QFileDialog.getExistingDirectory(parent, title, str(start_folder()))
        return Path(chosen) if chosen else None


class RestorePage(QWidget):
    """``restored`` carries the open desk; ``left`` goes back to the doors."""

    restored = Signal(object)
    left = Signal()

    def __init__(
        self, *, folder: Path, work: Executor, sources: Sources, failed: Failed, theme: Theme
    ) -> None:
        super().__init__()
        self._folder, self._work, self._sources, self._failed = folder, work, sources, failed
        self._theme = theme
        self._offered: OfferedCopies | None = None
        self._plan: CopyPlan | None = None
        self._secret: Secret | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        panel = Panel()
        panel.body.setContentsMargins(28, 24, 28, 20)
        panel.body.addWidget(Text(_("Restore from a stick or folder"), look="title"))
        panel.body.addWidget(
            Text(
                _(
                    "Put the stick in and choose the folder with the copy. The copy itself is"
                    " not changed."
                ),
                look="soft",
                wrap=True,
            )
        )
        self.choose = SecondaryButton(_("Choose the folder…"), self.browse)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        self.other = LinkButton(_("Another copy there…"), self.choose_copy)
        self.other.hide()
        row.addWidget(self.other)
        row.addStretch(1)
        panel.body.addSpacing(8)
        panel.body.addLayout(row)
        self._found = Text("", look="strong", wrap=True)
        self._means = Text("", look="soft", wrap=True)
        self._trouble = Text("", look="trouble", wrap=True)
        for text in (self._found, self._means, self._trouble):
            text.hide()
            panel.body.addWidget(text)
        panel.body.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(LinkButton(_("Back to the first screen"), self.left.emit))
        foot.addStretch(1)
        self.restore_button = PrimaryButton(_("Restore and open"), self.restore_now)
        self.restore_button.setEnabled(False)
        foot.addWidget(self.restore_button)
        panel.body.addLayout(foot)
        column.addWidget(panel)

    def browse(self) -> None:
        """Ask for the folder and look into it."""
        chosen = FolderChoice.ask(self, title=_("Folder with the copy"))
        if chosen is not None:
            self.look_into(chosen)

    def look_into(self, source: Path) -> None:
        """Find the copies in a folder or on a stick, check the newest and say what it holds."""
        self._begin(_("The copies are being looked for…"))
        self._offered = None
        task = partial(offered_copies, self._folder, source)
        self._work.call(task, self._show_offered, self._refused)

    def choose_copy(self) -> None:
        """Ask which of the copies that were found is meant."""
        offered = self._offered
        if offered is not None:
            today = self._sources.clock.today()
            chosen = CopyChoiceDialog.ask(self, offered=offered, today=today)
            if chosen is not None:
                self._look((chosen,), None)

    def _show_offered(self, offered: OfferedCopies) -> None:
        self._say(self._found, "")
        self._offered = offered
        self.other.setVisible(len(offered.copies) > 1)
        if offered.unclear:
            self.choose_copy()
        else:
            self._look(offered.first, None)

    def _begin(self, words: str) -> None:
        self._plan = None
        self.restore_button.setEnabled(False)
        self._say(self._trouble, "")
        self._say(self._means, "")
        self._say(self._found, words)

    def _look(self, copies: tuple[FoundCopy, ...], secret: Secret | None) -> None:
        self._secret = secret
        self._begin(_("The copy is being checked…"))
        task = partial(plan_of, self._folder, copies, sources=self._sources, secret=secret)
        self._work.call(task, self._show_plan, partial(self._locked, copies))

    def restore_now(self) -> None:
        """Restore the copy that was looked into, and open it."""
        plan = self._plan
        if plan is None:
            return
        self.restore_button.setEnabled(False)
        self._say(self._means, _("Restoring…"))
        folder, sources, secret = self._folder, self._sources, self._secret

        def task() -> object:
            restore(folder, str(plan.path), sources=sources, secret=secret)
            return open_desk(folder, sources=sources, secret=secret)

        self._work.call(task, self.restored.emit, self._not_restored)

    @property
    def told(self) -> str:
        """What was restored, in a sentence for the window that opens."""
        if self._plan is None or self._plan.office is None:
            return ""
        name, today = self._plan.office.name, self._sources.clock.today()
        return restored_words(self._plan.info, today=today, office=name)

    def _locked(self, copies: tuple[FoundCopy, ...], error: Exception) -> None:
        """Ask for the password or the recovery sheet of a locked copy, as often as it takes."""
        if not asks_for_secret(error):
            self._refused(error)
            return
        typed = secret_wanted(self, error, theme=self._theme, tried=self._secret)
        if typed is not None:
            self._look(copies, typed)
        else:
            self._refused(error)

    def _show_plan(self, plan: CopyPlan) -> None:
        self._plan = plan
        when = copy_when(plan.info, today=self._sources.clock.today())
        said = _("Copy of {when}: {holds}.").format(when=lowered(when), holds=copy_holds(plan.info))
        whose = f"{whose_copy(plan.office.name)}. " if plan.office is not None else ""
        self._say(self._found, f"{whose}{said}")
        whole = _("It is whole. Restoring copies it to {folder} and opens it.")
        means = [whole.format(folder=self._folder)]
        if plan.passed_over:
            means.insert(0, passed_over_words(plan.passed_over))
        if plan.here is not None:
            stands = _("The register of {name} that stands there now is kept in “replaced”.")
            means.append(stands.format(name=plan.here.name))
        self._say(self._means, " ".join(means))
        self.restore_button.setEnabled(True)
        self.restore_button.setFocus()

    def _not_restored(self, error: Exception) -> None:
        if isinstance(error, PasswordNeededError):
            # The copy itself asked for nothing: what it would replace does.
            self._refused(StandingLockedError(**error.details))
        else:
            self._refused(error)

    def _refused(self, error: Exception) -> None:
        self._say(self._found, "")
        self._say(self._means, "")
        if isinstance(error, STOPPING):
            self._say(self._trouble, error_text(error.code, error.details))
            return
        self._failed(error)

    def _say(self, text: Text, words: str) -> None:
        text.setText(words)
        text.setVisible(bool(words))
