"""The room "Nhận tệp": one stick after the other, bad files aside, receptions as named steps."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QWidget,
)

from desktop.actions.acknowledging import Settled, settle
from desktop.actions.deciding import accept_unit
from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.actions.receiving import Taken, receive_packages
from desktop.actions.reception_states import BroughtFile, StoodReception, stood_receptions
from desktop.actions.refused_files import clear_refused, note_refused, refused_files
from desktop.actions.sticks import Drive
from desktop.actions.superior_month import Standing, verdicts_now
from desktop.actions.taking_back import Undone, undo_forecast, undo_receive
from desktop.domain.expected_units import UnitId
from desktop.domain.periods import Period, PeriodKind, UnknownPeriodError, parse_period
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.ui.receiving.content import (
    Source,
    Unlisted,
    accepted_words,
    needs_passphrase,
    untold_words,
)
from desktop.ui.receiving.page import Acts, ReceivingPage
from desktop.ui.receiving.receptions import undone_lines
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.start_folder import start_folder
from desktop.ui.work import CancelledError, Progress, Step
from desktop.wording import error_text, problem_text
from desktop.wording.superior import reception_words


class ReceivingRoom(Room):
    """Reads what is plugged in, shows it as a card, takes it in at Enter, waits for the next."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._context, self._desk = context, desk
        self._in_sight = False
        self._seen: set[tuple[str, str, str]] = set()
        self._queue: list[Source] = []
        self._source: Source | None = None
        self._taken: Taken | None = None
        self._phrases: list[str] = []
        self._progress: Progress | None = None
        acts = Acts(
            self.choose_folder,
            self.choose_files,
            self.receive,
            self.leave,
            self.try_passphrase,
            self.go_on,
            self.clear_tray,
            self.take,
        )
        self.page = ReceivingPage(context, acts)
        self.page.busy.stop_wanted.connect(self._stop)
        self.page.done.asked.code_typed.connect(self._accept)
        self.page.done.asked.add_wanted.connect(self._add_unit)
        self.page.done.verify_wanted.connect(self._verify)
        self.page.receptions.undo_asked.connect(self._ask_undo)
        self.page.receptions.undo_wanted.connect(self._undo)
        self.page.receptions.file_wanted.connect(self._show_file)
        self.page.tabs.chosen.connect(self._turn)
        context.sticks.changed.connect(self._plugged)

    def widget(self) -> QWidget:
        """The line of receiving, the tray, the receptions."""
        return self.page

    def on_shown(self, month: Period) -> None:  # noqa: ARG002  files say their month themselves
        """Take up the sticks that are plugged in already."""
        self._in_sight = True
        self._plugged(self._context.sticks.drives)
        self._read_receptions()
        self._context.ask(partial(refused_files, self._desk), self.page.show_tray)

    def on_changes(self, kinds: frozenset[str]) -> None:
        """Read the receptions anew."""
        if ChangeKind.EXCHANGE in kinds:
            self._read_receptions()
            self._context.ask(partial(verdicts_now, self._desk), self.page.done.show_standing)

    def on_target(self, target: object) -> None:
        """Files that were opened with the program are next in the line."""
        files = target.get("files") if isinstance(target, Mapping) else None
        if files:
            self.take(Source.of_paths(tuple(files)))

    def may_leave(self) -> bool:
        """Leaving loses nothing: a card that was not received is read again."""
        self._in_sight = False
        return True

    def help_text(self) -> str:
        """What F1 says."""
        return _(
            "Plug in a stick: its files are read and shown on one card. Enter receives them and "
            "writes the receipts beside them; then the stick may be pulled out. A file that "
            "cannot be taken in goes to the tray with its reason and stops nobody; the tray is "
            "kept until you clear it. Under “Receptions” each one can be taken back, weeks later "
            "too."
        )

    def take(self, source: Source) -> None:
        """Put a source in the line; it is read when its turn comes."""
        self._queue.append(source)
        if self._source is None:
            self._next()

    def receive(self) -> None:
        """Take in what is on the card."""
        if self._source is None or self._taken is None or not self._taken.files:
            return
        detail = _("Keep the stick plugged in until it says otherwise.")
        writing = _("Receiving and writing the receipts…")
        self._run(writing, self._received, dry_run=False, detail=detail)

    def leave(self) -> None:
        """Take nothing from this source."""
        if self._taken is not None:
            self._put_aside(self._source, self._taken)
        self._source = self._taken = None
        self.page.wait.invite()
        self._next()

    def try_passphrase(self) -> None:
        """Try what was typed on the files that are locked."""
        typed = self.page.card.passphrase.text().strip()
        if typed and self._source is not None:
            self._phrases.append(typed)
            self._run(_("Reading {name}…").format(name=self._source.name), self._found)

    def choose_folder(self) -> None:
        """Ask for a folder and read it."""
        chosen = QFileDialog.getExistingDirectory(
            self.page, _("Folder with report files"), str(start_folder())
        )
        if chosen:
            self.take(Source.of_paths((Path(chosen),)))

    def choose_files(self) -> None:
        """Ask for single files and read them."""
        chosen, _kind = QFileDialog.getOpenFileNames(
            self.page, _("Report files"), str(start_folder()), "Sổ 138 (*.s138)"
        )
        if chosen:
            self.take(Source.of_paths(tuple(Path(one) for one in chosen)))

    def clear_tray(self) -> None:
        """Put the sentences of the tray away for good; no file is touched."""
        task = partial(clear_refused, self._desk)
        self._context.ask(task, lambda _cleared: self.page.show_tray(()))

    def _plugged(self, drives: "tuple[Drive, ...]") -> None:
        here = {_identity(one): one for one in drives}
        if self._source is not None and self._source.drive is not None:
            self._weigh_gone(self._source.drive, here)
        self._queue = [
            one for one in self._queue if one.drive is None or _identity(one.drive) in here
        ]
        self._seen &= here.keys()
        self._say_unread()
        if not self._in_sight:
            return
        for key, drive in here.items():
            if key not in self._seen:
                self._seen.add(key)
                self.take(Source.of_drive(drive))

    def _weigh_gone(self, drive: Drive, here: dict[tuple[str, str, str], Drive]) -> None:
        """A stick that was pulled out while its card waited: nothing was taken in."""
        if _identity(drive) in here or self._progress is not None:
            return
        if self._taken is not None:
            self._put_aside(self._source, self._taken)
        self._source = self._taken = None
        self.page.wait.invite(
            _("The stick was pulled out"),
            _("Nothing was taken in from it. Plug it in again, or the next one."),
        )
        self._next()

    def go_on(self) -> None:
        """Put away what was done, and read what waits in the line; codes may be typed later."""
        self.page.wait.invite()
        self.page.stage.setCurrentWidget(self.page.wait)
        self.page.wait.folder_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._next()

    def _next(self) -> None:
        self._say_unread()
        if self._kept_waiting:
            return
        if not self._queue:
            if self.page.stage.currentWidget() is not self.page.done:
                self.page.stage.setCurrentWidget(self.page.wait)
            return
        self._source, self._phrases = self._queue.pop(0), []
        self.page.card.passphrase.clear()
        self.page.card.say_wrong("")
        self._run(_("Reading {name}…").format(name=self._source.name), self._found)

    @property
    def _kept_waiting(self) -> bool:
        """Whether codes are being typed that the next source must not take out of sight."""
        return self.page.stage.currentWidget() is self.page.done and self.page.done.typing

    def _say_unread(self) -> None:
        """Name the source that waits for the codes to be typed; nobody takes it for read."""
        waits = self._queue and self._kept_waiting
        self.page.done.say_unread(self._queue[0].name if waits else "")

    def _run(
        self, title: str, then: Callable[[Taken], None], *, dry_run: bool = True, detail: str = ""
    ) -> None:
        source = self._source
        if source is None:
            return
        self.page.busy.begin(title, detail=detail, may_stop=dry_run)
        self.page.stage.setCurrentWidget(self.page.busy)

        def task(progress: Progress) -> Taken:
            return receive_packages(
                self._desk,
                source.paths,
                passphrases=tuple(self._phrases),
                dry_run=dry_run,
                progress=progress.report,
                cancelled=lambda: progress.cancelled,
            )

        answered: list[object] = []

        def finish(taken: Taken) -> None:
            answered.append(taken)
            self._progress = None
            then(taken)

        def fail(error: Exception) -> None:
            answered.append(error)
            self._progress = None
            self._failed(error)

        progress = self._context.work.call_long(task, finish, step=self._tell, failed=fail)
        self._progress = None if answered else progress

    def _tell(self, step: Step) -> None:
        self.page.busy.tell(step.done, step.total)

    def _stop(self) -> None:
        if self._progress is not None:
            self._progress.cancel()

    def _found(self, taken: Taken) -> None:
        source = self._source
        if source is None:
            return
        if not taken.files and not taken.refused:
            self._source = None
            self.page.wait.invite(
                _("No report file lies on {name}").format(name=source.name),
                _("It may be pulled out. Look whether the unit wrote its file to another stick."),
            )
            self.page.stage.setCurrentWidget(self.page.wait)
            self._next()
            return
        self._taken = taken
        if not taken.files and not needs_passphrase(taken):
            self._put_aside(source, taken)
        self.page.stage.setCurrentWidget(self.page.card)
        self.page.card.show_taken(source, taken)

    def _received(self, taken: Taken) -> None:
        source = self._source
        self._source = self._taken = None
        self._put_aside(source, taken)
        if source is not None:
            self.page.done.show_taken(source, taken)
            self.page.stage.setCurrentWidget(self.page.done)
            self.page.done.start()
        self._context.announce(frozenset({ChangeKind.EXCHANGE}))
        self._next()

    def _failed(self, error: Exception) -> None:
        code = str(getattr(error, "code", ""))
        if code.startswith("passphrase") and self._taken is not None:
            self._phrases.pop()
            self.page.stage.setCurrentWidget(self.page.card)
            self.page.card.say_wrong(error_text(code, getattr(error, "details", {})))
            return
        self._source = self._taken = None
        self.page.wait.invite()
        self.page.stage.setCurrentWidget(self.page.wait)
        if not isinstance(error, CancelledError):
            self._context.failed(error)
        self._next()

    def _put_aside(self, source: Source | None, taken: Taken) -> None:
        """What was refused goes to the tray, which is kept; what came in since leaves it."""
        name = source.name if source is not None else ""
        self._context.ask(
            partial(note_refused, self._desk, taken, source=name), self.page.show_tray
        )

    def _accept(self, unit: str, typed: str) -> None:
        """Accept a key by its code, and tell the unit so where its files lie."""
        files = self.page.done.files
        own = {one.file.parent: None for one in files if one.package.unit_code == unit}
        decision = partial(accept_unit, self._desk, unit, typed)
        self.page.done.begin_writing()
        self._context.write(
            partial(settle, self._desk, decision, (*own, *self._context.sticks.writable)),
            partial(self._accepted, unit),
            self._not_accepted,
        )

    def _not_accepted(self, error: Exception) -> None:
        self.page.done.end_writing()
        self._context.failed(error)

    def _accepted(self, unit: str, outcome: Outcome[Settled]) -> None:
        asked, settled = self.page.done.asked, outcome.value
        if settled is not None:
            asked.accepted(unit)
        elif unit in asked.codes:
            asked.codes[unit].say(" ".join(problem_text(one) for one in outcome.problems))
        self.page.done.end_writing()
        if settled is None:
            return
        self._context.note(accepted_words(settled))
        if words := untold_words(settled):
            self._context.say(Tone.WARN, words)
        self.page.done.start()
        if self._source is None:
            self._next()

    def _add_unit(self, unit: Unlisted) -> None:
        self._context.go_to("units", {"new": tuple(unit)})

    def _verify(self, package_id: str) -> None:
        self._context.go_to("verifying", {"package": package_id})

    def _show_file(self, one: object) -> None:
        """The unit and month of a file that a reception brought, or the decision on it."""
        if not isinstance(one, BroughtFile):
            return
        package = one.package
        if one.standing == Standing.TO_VERIFY:
            self._verify(package.package_id)
            return
        try:
            month = parse_period(package.period, self._context.rule)
        except UnknownPeriodError:
            return
        if month.kind is PeriodKind.MONTH:
            self._context.set_month(month)
        unit = UnitId(package.unit_code, date.fromisoformat(package.valid_from))
        self._context.go_to("board", {"unit": unit})

    def _turn(self, number: int) -> None:
        self.page.views.setCurrentIndex(number)

    def _read_receptions(self) -> None:
        self._context.ask(partial(stood_receptions, self._desk), self._show_receptions)

    def _show_receptions(self, found: tuple[StoodReception, ...]) -> None:
        self.page.receptions.show_receptions(found)

    def _ask_undo(self, one: object) -> None:
        if isinstance(one, StoodReception):
            self._context.ask(
                partial(undo_forecast, self._desk, one.reception.name),
                partial(self._confirm_undo, one),
            )

    def _confirm_undo(self, one: StoodReception, outcome: Outcome[Undone]) -> None:
        if outcome.value is None:
            self._undone(outcome)
        else:
            self.page.receptions.confirm_undo(one, outcome.value)

    def _undo(self, name: str) -> None:
        self._context.write(partial(undo_receive, self._desk, name), self._undone)

    def _undone(self, outcome: Outcome[Undone]) -> None:
        if outcome.value is None:
            words = " ".join(map(_undo_problem, outcome.problems))
            self._context.say(Tone.WARN, words)
            return
        first, *months = undone_lines(outcome.value)
        if months:
            self._context.say(Tone.INFO, "\n".join((first, *months)))
        else:
            self._context.note(first)


def _undo_problem(problem: Problem) -> str:
    """Why a reception was not taken back, its name as people say it."""
    name = reception_words(problem.details.get("name", ""))
    return problem_text(replace(problem, details={**problem.details, "name": name}))


def _identity(drive: Drive) -> tuple[str, str, str]:
    return str(drive.folder), drive.device, drive.serial
