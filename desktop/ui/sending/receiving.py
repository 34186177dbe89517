"""Answers coming in: offered from a stick, chosen as a file, or typed by their digits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.actions.desk import Desk, Outcome
from desktop.actions.receipts import CommuneReceived, TakenReceipt, receive_code, receive_files
from desktop.actions.sticks import Drive, Waiting, answers_on
from desktop.actions.terms import STOPPING
from desktop.actions.told_remarks import keep_told_remarks, may_have_remarks
from desktop.domain.periods import Period
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.ui.sending.connecting import Connecting
from desktop.ui.sending.dialogs import AnswerFile, CodeDialog, TypedCode
from desktop.ui.sending.side import AnswersPanel
from desktop.ui.sending.told_dialog import ToldDialog
from desktop.ui.sending.words import named
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.wording import error_text, period_name, problem_text
from desktop.wording.filling import filled
from desktop.wording.sending import answer_word, held_text, older_answer_text, unsigned_text

_CONNECTION = ".s138c"
_AGAINST = {
    "receipt_says_returned": ("returned", "accepted"),
    "receipt_says_accepted": ("accepted", "returned"),
}
"""What the signed receipt says and what the digits say, by the problem that asks about it."""


@dataclass
class _Offer:
    """What waits on one stick; known once it was looked through."""

    drive: Drive
    waiting: Waiting = field(default_factory=Waiting)


class Answers:
    """Looks through every stick once while the room is in sight, and takes in what is wanted."""

    def __init__(self, context: ShellContext, *, desk: Desk, panel: AnswersPanel) -> None:
        self._context, self._desk, self._panel = context, desk, panel
        self._offers: dict[tuple[str, str], _Offer] = {}
        self._periods: tuple[Period, ...] = ()
        self._connecting = Connecting(context, desk=desk, parent=panel, done=self.look_again)
        panel.take_wanted.connect(self.take)
        panel.connect_wanted.connect(self.connect)
        panel.file_wanted.connect(self.choose_file)
        panel.code_wanted.connect(self.ask_code)

    def show_periods(self, periods: Sequence[Period]) -> None:
        """The periods whose answer may come over the telephone."""
        self._periods = tuple(periods)
        self._panel.code_button.setEnabled(bool(self._periods))

    def show_drives(self, drives: Sequence[Drive]) -> None:
        """Look through sticks that are new; forget those that are gone."""
        there = {_mark(one): one for one in drives}
        self._offers = {mark: one for mark, one in self._offers.items() if mark in there}
        for mark, drive in there.items():
            if mark not in self._offers:
                self._offers[mark] = _Offer(drive)
                self._look_through(mark)
        self._show()

    def look_again(self) -> None:
        """What was known of the sticks may have been taken in since."""
        for mark in self._offers:
            self._look_through(mark)

    def take(self, waiting: Waiting) -> None:
        """Take in the receipts that a stick offers."""
        self._take_files(waiting.receipts)

    def connect(self, waiting: Waiting) -> None:
        """Ask about the connection file that a stick offers; receipts beside it stay."""
        self._connecting.take(waiting.connections[0])

    def choose_file(self) -> None:
        """Take in a receipt or a connection file that lies anywhere."""
        first = next((one.drive.folder for one in self._offers.values()), None)
        file = AnswerFile.ask(self._panel, title=_("The superior's receipt"), begin=first)
        if file is None:
            return
        if file.suffix.lower() == _CONNECTION:
            self._connecting.take(file)
            return
        self._take_files((file,))

    def ask_code(self, before: TypedCode | None = None, problem: str = "") -> None:
        """Ask for the 12 digits until they fit or the question is left."""
        if not self._periods:
            return
        typed = CodeDialog.ask(self._panel, periods=self._periods, before=before, problem=problem)
        if typed is not None:
            task = partial(receive_code, self._desk, typed.period, typed.digits)
            self._context.write(task, partial(self._code_taken, typed))

    def _look_through(self, mark: tuple[str, str]) -> None:
        offer = self._offers[mark]
        task = partial(answers_on, self._desk, offer.drive.folder)
        self._context.ask(task, partial(self._found, mark), partial(self._not_found, mark))

    def _not_found(self, mark: tuple[str, str], error: Exception) -> None:
        """A stick that was pulled out meanwhile, or cannot be read, offers nothing."""
        self._found(mark, Waiting())
        if not isinstance(error, STOPPING):
            self._context.failed(error)

    def _found(self, mark: tuple[str, str], waiting: Waiting) -> None:
        if mark in self._offers:
            self._offers[mark].waiting = waiting
            self._show()

    def _show(self) -> None:
        offer = next((one for one in self._offers.values() if one.waiting), None)
        waiting = offer.waiting if offer is not None else Waiting()
        if waiting != self._panel.waiting or not self._panel.offers:
            self._panel.show_offer(waiting, named(offer.drive) if offer is not None else "")

    def _take_files(self, files: Sequence[Path]) -> None:
        self._context.write(partial(receive_files, self._desk, files), self._taken)

    def _taken(self, found: CommuneReceived) -> None:
        tone, said = received_words(found)
        if said:
            self._context.say(tone, said)
        self.look_again()

    def _code_taken(self, typed: TypedCode, outcome: Outcome[TakenReceipt]) -> None:
        if outcome.value is None:
            self._code_not_taken(typed, outcome.problems)
            return
        taken = outcome.value
        self._context.say(_tone(taken), _receipt_words(taken))
        told = ToldDialog.ask(self._panel, taken=taken) if may_have_remarks(taken) else ()
        if told:
            task = partial(keep_told_remarks, self._desk, taken, told)
            self._context.write(task, self._told)

    def _code_not_taken(self, typed: TypedCode, problems: Sequence[Problem]) -> None:
        """Ask again; digits against the signed receipt are taken once they were said last."""
        against = next((one for one in problems if one.code in _AGAINST), None)
        if against is None:
            self.ask_code(typed, " ".join(problem_text(one) for one in problems))
        elif is_last_word(self._panel, against):
            task = partial(receive_code, self._desk, typed.period, typed.digits, last_word=True)
            self._context.write(task, partial(self._code_taken, typed))

    def _told(self, outcome: Outcome[TakenReceipt]) -> None:
        if outcome.value is not None:
            self._context.say(_tone(outcome.value), _receipt_words(outcome.value))


def is_last_word(parent: QWidget | None, problem: Problem) -> bool:
    """Whether the superior said the digits after the signed receipt that they contradict."""
    return ConfirmDialog.ask(parent, **last_word_question(problem))


def last_word_question(problem: Problem) -> dict[str, str]:
    """The words of the question which of two answers was given last."""
    signed, told = (answer_word(one) for one in _AGAINST[problem.code])
    detail = _(
        "The superior's signed receipt of {date} for {period} says: {signed}. The digits say: "
        "{told}. Digits bear no time; ask the superior which of the two it said last."
    )
    return {
        "question": _("Which answer did the superior give last?"),
        "detail": filled(detail, {**problem.details, "signed": signed, "told": told}),
        "do": _("The digits were last"),
        "keep": _("Keep the signed receipt"),
    }


def received_words(found: CommuneReceived) -> tuple[Tone, str]:
    """What came in, one line for each file, and how serious it is."""
    lines = [_receipt_words(one) for one in found.receipts]
    tone = Tone.INFO
    if any(one.kind == "returned" and not one.older for one in found.receipts):
        tone = Tone.WARN
    if any(one.held or one.unsigned for one in found.receipts):
        tone = Tone.WARN
    if found.duplicates and not lines:
        lines.append(_("This receipt was taken in before; nothing changes."))
    for refused in found.refused:
        tone = Tone.TROUBLE
        said = _("{name}: {reason}")
        reason = error_text(refused.code, refused.details)
        lines.append(said.format(name=Path(refused.file).name, reason=reason))
    return tone, "\n".join(lines)


def _tone(taken: TakenReceipt) -> Tone:
    returned = taken.kind == "returned" and not taken.older
    return Tone.WARN if returned or taken.held else Tone.INFO


def _receipt_words(taken: TakenReceipt) -> str:
    """What an answer does to its period, and what is to be known of its file."""
    said = _answer_words(taken)
    return f"{said} {unsigned_text()}" if taken.unsigned and not taken.older else said


def _answer_words(taken: TakenReceipt) -> str:
    period = period_name(taken.period)
    if taken.older and taken.holds:
        return older_answer_text(taken.period, taken.kind, taken.holds, unsigned=taken.unsigned)
    if taken.older:
        said = _("The answer to {period} speaks of an older file: the period stays as it is.")
        return said.format(period=period)
    if taken.kind == "returned":
        reasons = "; ".join(one.text for one in taken.remarks)
        if not reasons:
            return _("The superior returned {period}.").format(period=period)
        said = _("The superior returned {period}: {reasons}.")
        return said.format(period=period, reasons=reasons.rstrip("."))
    if taken.kind == "accepted":
        said = _("The superior accepted {period}.")
        if taken.remarks:
            said = _("The superior accepted {period}, with remarks.")
        return said.format(period=period)
    if taken.held:
        return held_text(taken.period, [one.text for one in taken.remarks])
    return _("The superior received {period}.").format(period=period)


def _mark(drive: Drive) -> tuple[str, str]:
    return str(drive.folder), drive.serial
