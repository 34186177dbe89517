"""The first screen: doors into the register, shown while the data folder holds nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QMainWindow,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import __version__
from desktop.actions.accounts import known_elsewhere
from desktop.actions.desk import Desk, Outcome
from desktop.actions.groups import record_groups
from desktop.actions.setup import Sources, holds_data, left_copies, new_commune, open_desk
from desktop.actions.terms import STOPPING, PasswordNeededError
from desktop.i18n import _
from desktop.paths import place_warnings
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Type
from desktop.ui.memory import WindowMemory
from desktop.ui.setup.answers import Answers, GroupsAnswer, forget_answers, load_answers
from desktop.ui.setup.door import Door
from desktop.ui.setup.elsewhere import ElsewherePanel
from desktop.ui.setup.left_copies import LeftCopiesPanel
from desktop.ui.setup.places import place_sentence
from desktop.ui.setup.practice import practice_desk, practice_folder
from desktop.ui.setup.restore import FolderChoice, RestorePage
from desktop.ui.setup.superior import (
    FoundedSuperior,
    SuperiorAnswers,
    SuperiorPage,
    found_superior,
)
from desktop.ui.setup.wizard import Wizard
from desktop.ui.shell.help_card import HelpCard
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Text
from desktop.ui.work import Executor, Failed
from desktop.wording import error_text, problem_text

if TYPE_CHECKING:
    from desktop.actions.passwords import FirstOfficer
    from desktop.ui.locking.sheet_making import SheetPage

_WIDEST = 860


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A door was passed: the open desk, its folder, and the room to begin in (empty: overview)."""

    desk: Desk
    folder: Path
    practice: bool = False
    room: str = ""
    target: object = None
    notice: str = ""


class DoorsWindow(QMainWindow):
    """``entered`` carries :class:`Entered`; the worker that opened the desk keeps it.

    ``locked`` carries a folder that asks for a password; ``rescue`` leads to the backups that are
    left where the data are gone.
    """

    entered = Signal(object)
    locked = Signal(object)
    rescue = Signal()

    def __init__(
        self,
        *,
        folder: Path,
        draft: Path,
        theme: Theme,
        memory: WindowMemory,
        work: Executor,
        sources: Sources,
        failed: Failed,
    ) -> None:
        super().__init__()
        self._folder, self._draft = folder, draft
        self._theme, self._memory = theme, memory
        self._work, self._sources, self._failed = work, sources, failed
        self._wizard: Wizard | None = None
        self._superior: SuperiorPage | None = None
        self.sheet_page: SheetPage | None = None
        self.elsewhere: ElsewherePanel | None = None
        self.left_copies: LeftCopiesPanel | None = None
        self.setWindowTitle(_("Book 138"))
        self.setMinimumSize(640, 400)
        self.resize(memory.settings.width, memory.settings.height)
        self._build()
        self.show_doors()

    @property
    def wizard(self) -> Wizard:
        """The questions of set-up; made at the first opening of that door."""
        if self._wizard is None:
            self._wizard = Wizard(
                draft=self._draft,
                folder=self._folder,
                warnings=place_warnings(self._folder),
                today=self._sources.clock.today(),
                theme=self._theme,
                work=self._work,
            )
            self._wizard.finished.connect(self._make)
            self._wizard.left.connect(self.show_doors)
            self._pages.addWidget(self._wizard)
        return self._wizard

    @property
    def superior(self) -> SuperiorPage:
        """The set-up of a superior; made at the first opening of that door."""
        if self._superior is None:
            self._superior = SuperiorPage(today=self._sources.clock.today(), theme=self._theme)
            self._superior.finished.connect(self._make_superior)
            self._superior.left.connect(self.show_doors)
            self._pages.addWidget(self._superior)
        return self._superior

    def show_doors(self) -> None:
        """Show the doors; the first one says where set-up was left."""
        answers = load_answers(self._draft)
        if answers.begun:
            self.begin.say(
                _("Go on with set-up"),
                _("{name}: question {step} of 5. Everything answered so far is kept.").format(
                    name=answers.name or answers.code, step=answers.step + 1
                ),
            )
        else:
            self.begin.say(
                _("Begin"),
                _("Five short questions, then the register is ready for the first month."),
            )
        self._say("")
        self._pages.setCurrentWidget(self._doors)
        first = self.elsewhere.open_button if self.elsewhere is not None else None
        if self.left_copies is not None:
            first = self.left_copies.rescue_button
        (first or self.begin).setFocus()

    def open_set_up(self) -> None:
        """The first door."""
        self._pages.setCurrentWidget(self.wizard)
        self.wizard.start()

    def open_restore(self) -> None:
        """The second door."""
        self._pages.setCurrentWidget(self.restore)
        self.restore.choose.setFocus()

    def open_practice(self) -> None:
        """The third door: made in a folder of its own, never in the office's."""
        folder = practice_folder(self._folder)
        self._say(_("The practice commune is being made; this takes a few seconds…"), busy=True)
        task = partial(practice_desk, folder, sources=self._sources)
        self._work.call(task, partial(self._enter, folder, practice=True), self._refused)

    def open_superior(self) -> None:
        """The fourth door."""
        self._pages.setCurrentWidget(self.superior)
        self.superior.start()

    def open_existing(self) -> None:
        """Below the doors: a data folder that lies elsewhere."""
        chosen = FolderChoice.ask(self, title=_("Folder with the data of Book 138"))
        if chosen is None:
            return
        if not holds_data(chosen):
            self._say(error_text("not_a_store", {"folder": str(chosen)}))
            return
        self.open_folder(chosen)

    def open_folder(self, chosen: Path) -> None:
        """Open the register that lies in a folder."""
        self._say(_("Opening…"), busy=True)
        task = partial(open_desk, chosen, sources=self._sources)
        self._work.call(task, partial(self._enter, chosen), partial(self._not_opened, chosen))

    def _not_opened(self, folder: Path, error: Exception) -> None:
        if isinstance(error, PasswordNeededError):
            self._say("")
            self.locked.emit(folder)
        else:
            self._refused(error)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was answered."""
        if self._wizard is not None and self._pages.currentWidget() is self._wizard:
            self._wizard.leave()
        kept = self._memory.settings
        if not self.isMaximized():
            kept = replace(kept, width=max(640, self.width()), height=max(400, self.height()))
        self._memory.keep(kept)
        self._memory.save()
        super().closeEvent(event)

    def _build(self) -> None:
        self._pages = QStackedWidget()
        self._doors = self._doors_page()
        self.restore = RestorePage(
            folder=self._folder,
            work=self._work,
            sources=self._sources,
            failed=self._failed,
            theme=self._theme,
        )
        self.restore.left.connect(self.show_doors)
        self.restore.restored.connect(self._enter_restored)
        self._pages.addWidget(self._doors)
        self._pages.addWidget(self.restore)
        inner = QWidget()
        scale = self._theme.tokens.type.text / Type().text
        inner.setMaximumWidth(round(_WIDEST * scale))
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 28, 24, 16)
        column.setSpacing(20)
        self._help = HelpCard(theme=self._theme)
        explain = QShortcut(QKeySequence("F1"), self)
        explain.activated.connect(lambda: self._help.turn(self._help_text()))
        column.addLayout(self._head())
        column.addWidget(self._help)
        column.addWidget(self._pages, 1)
        column.addLayout(self._foot())
        centre = QWidget()
        centre.setProperty("kind", "ground")
        centre.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)
        self.setCentralWidget(centre)

    def _head(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(Text(_("Book 138"), look="title"))
        column.addWidget(
            Text(
                _(
                    "The month of the Steering Committee 138: from the paper slips to the"
                    " printed report."
                ),
                look="soft",
                wrap=True,
            )
        )
        return column

    def _doors_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for panel in self._found_panels():
            column.addWidget(panel)
        column.addLayout(self._door_grid())
        elsewhere = LinkButton(_("Open data elsewhere"), self.open_existing)
        elsewhere.setToolTip(_("The register lies in another folder of this PC."))
        column.addWidget(elsewhere, 0, Qt.AlignmentFlag.AlignLeft)
        self._message = Text("", look="trouble", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        column.addWidget(self._message)
        column.addWidget(self._bar)
        column.addStretch(1)
        return scrolled(page)

    def _found_panels(self) -> Iterator[QWidget]:
        """What lies on this PC already: copies that were left, registers of other places."""
        if count := left_copies(self._folder):
            self.left_copies = LeftCopiesPanel(
                self._folder, count, theme=self._theme, on_rescue=self.rescue.emit
            )
            yield self.left_copies
        if found := known_elsewhere(self._folder):
            self.elsewhere = ElsewherePanel(found, theme=self._theme, on_open=self.open_folder)
            yield self.elsewhere

    def _door_grid(self) -> QGridLayout:
        theme = self._theme
        self.begin = Door(
            _("Begin"), "", icon="notebook-pen", theme=theme, on_open=self.open_set_up
        )
        doors = (
            self.begin,
            Door(
                _("Restore from a stick"),
                _("A copy made on another PC, or before this one was set up anew."),
                icon="usb",
                theme=theme,
                on_open=self.open_restore,
            ),
            Door(
                _("Look at practice data"),
                _("A made-up commune with twelve months, in a folder of its own. Try everything."),
                icon="eye",
                theme=theme,
                on_open=self.open_practice,
            ),
            Door(
                _("For the superior's office"),
                _("Receives the reports of its communes, answers them and sums them up."),
                icon="building-2",
                theme=theme,
                on_open=self.open_superior,
            ),
        )
        grid = QGridLayout()
        grid.setSpacing(16)
        for number, door in enumerate(doors):
            grid.addWidget(door, number // 2, number % 2)
        return grid

    def _foot(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        for code in place_warnings(self._folder):
            column.addWidget(Text(place_sentence(code), look="todo", wrap=True))
        said = _("Version {version} · data folder: {folder}")
        column.addWidget(
            Text(said.format(version=__version__, folder=self._folder), look="small", wrap=True)
        )
        return column

    def _help_text(self) -> str:
        if self._wizard is not None and self._pages.currentWidget() is self._wizard:
            return _(
                "Enter goes on to the next question, Alt+← goes back, Esc leaves: everything"
                " answered is kept, and the first door takes it up again. What is answered here"
                " can be changed later under “System”."
            )
        return _(
            "Tab moves between the doors, Enter opens one. The first one begins a register, the"
            " second brings one back from a copy, the third shows made-up data where nothing can"
            " go wrong, the fourth is for the office that receives the reports. The line below"
            " opens a register that lies in another folder."
        )

    def _say(self, words: str, *, busy: bool = False) -> None:
        self._message.setText(words)
        self._message.look_like("soft" if busy else "trouble")
        self._message.setVisible(bool(words))
        self._bar.setVisible(busy)
        self._doors.setEnabled(not busy)

    def _make(self, answers: Answers) -> None:
        first = self.wizard.password.first
        task = partial(found_commune, self._folder, answers, sources=self._sources, first=first)
        self._work.call(task, partial(self._made, answers), self._not_made)

    def _made(self, answers: Answers, outcome: Outcome[Desk]) -> None:
        if outcome.value is None:
            self.wizard.fail(" ".join(problem_text(one) for one in outcome.problems))
            return
        forget_answers(self._draft)
        from_file = answers.groups == GroupsAnswer.FILE.value
        enter = partial(
            self._enter,
            self._folder,
            outcome.value,
            room="import" if from_file else "",
            target={"kind": "groups"} if from_file else None,
        )
        if self.wizard.password.first is None:
            enter()
        else:
            self._make_sheet(outcome.value, enter)

    def _make_sheet(self, desk: Desk, then: Callable[[], object]) -> None:
        """A password ends with the recovery sheet: typed back, or put off with a reminder."""
        # Only an office with a password needs it: imported then.
        from desktop.ui.locking.sheet_making import SheetPage

        self.wizard.password.forget()
        page = SheetPage(desk, theme=self._theme, work=self._work, failed=self._failed)
        page.ended.connect(lambda _typed: then())
        self.sheet_page = page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.making.begin()

    def _make_superior(self, answers: SuperiorAnswers) -> None:
        task = partial(found_superior, self._folder, answers, sources=self._sources)
        self._work.call(task, partial(self._superior_made, answers), self._superior_not_made)

    def _superior_made(self, answers: SuperiorAnswers, made: FoundedSuperior) -> None:
        if made.desk is None:
            self.superior.fail(made.problems)
            return
        there = answers.units is not None and not made.remark
        room = "" if there else "units"
        self._enter(self._folder, made.desk, room=room, target={"remark": made.remark})

    def _superior_not_made(self, error: Exception) -> None:
        if isinstance(error, STOPPING):
            self.superior.fail((), error_text(error.code, error.details))
            return
        self.superior.fail(())
        self._failed(error)

    def _not_made(self, error: Exception) -> None:
        if isinstance(error, STOPPING):
            self.wizard.fail(error_text(error.code, error.details))
            return
        self.wizard.fail("")
        self._failed(error)

    def _refused(self, error: Exception) -> None:
        self._say("")
        if isinstance(error, STOPPING):
            self._say(error_text(error.code, error.details))
            return
        self._failed(error)

    def _enter_restored(self, desk: Desk) -> None:
        entered = Entered(desk=desk, folder=self._folder, notice=self.restore.told)
        self.entered.emit(entered)

    def _enter(
        self,
        folder: Path,
        desk: Desk,
        *,
        practice: bool = False,
        room: str = "",
        target: object = None,
    ) -> None:
        self._say("")
        self.entered.emit(
            Entered(desk=desk, folder=folder, practice=practice, room=room, target=target)
        )


def found_commune(
    folder: Path, answers: Answers, *, sources: Sources, first: "FirstOfficer | None" = None
) -> Outcome[Desk]:
    """Make the data folder that the answers describe, numbered groups included; on the worker.

    With a ``first`` officer it opens with that password only.

    Raises:
        StoreError: the folder is not empty, cannot be written, or the disk is full.
    """
    outcome = new_commune(folder, answers.profile(), sources=sources, first=first)
    drafts = answers.group_drafts()
    if outcome.value is not None and drafts:
        record_groups(outcome.value, drafts)
    if outcome.value is not None and answers.connection_file and answers.connection_compared:
        _connect(outcome.value, answers.connection_file)
    return outcome


def _connect(desk: Desk, file: bytes) -> None:
    """Connect with the superior of the file that was compared at the second question.

    A plan that could not be taken over is named again where the file is taken anew.
    """
    from desktop.actions.connection import connect

    connect(desk, file, confirmed=True)
