"""The door "Khôi phục": choose a folder with a copy, see what it holds, restore it here."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.backups import mirrors_in
from desktop.actions.safety import restore, restore_plan
from desktop.actions.setup import Sources, open_desk
from desktop.actions.terms import (
    STOPPING,
    BackupInfo,
    PasswordNeededError,
    Secret,
    StandingLockedError,
)
from desktop.i18n import _, format_date, format_number
from desktop.ui.design.theme import Theme
from desktop.ui.setup.secret_asking import asks_for_secret, secret_wanted
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Text
from desktop.ui.work import Executor, Failed
from desktop.wording import error_text


class FolderChoice:
    """The system's own dialog for a folder; tests replace ``ask``."""

    @classmethod
    def ask(cls, parent: QWidget, *, title: str) -> Path | None:
        """Ask for a folder; none when it was left."""
        chosen = QFileDialog.getExistingDirectory(parent, title)
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
        self._source: Path | None = None
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
        """Check the newest copy in a folder and say what it holds."""
        self._look(source, None)

    def _look(self, source: Path, secret: Secret | None) -> None:
        self._source, self._secret = None, secret
        self.restore_button.setEnabled(False)
        self._say(self._trouble, "")
        self._say(self._found, _("The copy is being checked…"))
        task = partial(
            restore_plan,
            self._folder,
            str(_with_backups(source)),
            sources=self._sources,
            secret=secret,
        )
        self._work.call(task, partial(self._show_plan, source), partial(self._locked, source))

    def restore_now(self) -> None:
        """Restore the copy that was looked into, and open it."""
        source = self._source
        if source is None:
            return
        self.restore_button.setEnabled(False)
        self._say(self._means, _("Restoring…"))
        folder, sources, name = self._folder, self._sources, str(_with_backups(source))
        secret = self._secret

        def task() -> object:
            restore(folder, name, sources=sources, secret=secret)
            return open_desk(folder, sources=sources, secret=secret)

        self._work.call(task, self.restored.emit, self._not_restored)

    def _locked(self, source: Path, error: Exception) -> None:
        """Ask for the password or the recovery sheet of a locked copy, as often as it takes."""
        if not asks_for_secret(error):
            self._refused(error)
            return
        typed = secret_wanted(self, error, theme=self._theme, tried=self._secret)
        if typed is not None:
            self._look(source, typed)
        else:
            self._refused(error)

    def _show_plan(self, source: Path, info: BackupInfo) -> None:
        self._source = source
        when = info.at.astimezone()
        said = _("Copy of {date}, {time}: {sessions} sessions, {models} models.")
        self._say(
            self._found,
            said.format(
                date=format_date(when.date()),
                time=f"{when:%H:%M}",
                sessions=format_number(info.sessions),
                models=format_number(info.models),
            ),
        )
        self._say(
            self._means,
            _("It is whole. Restoring copies it to {folder} and opens it.").format(
                folder=self._folder
            ),
        )
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


def _with_backups(source: Path) -> Path:
    """A data folder or a whole stick was chosen: its copies lie one or two levels deeper."""
    if any(source.glob("so138-*.db")):
        return source
    deeper = (source / "backups", *mirrors_in(source))
    return next((one for one in deeper if any(one.glob("so138-*.db"))), source)
