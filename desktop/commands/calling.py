"""What every command shares: how it was called, how it ends and how it speaks."""

import codecs
import contextlib
import json
import os
import sys
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

import click

from desktop.domain.commune import Role
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.wording import error_text, problem_text

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.setup import Sources
    from desktop.actions.terms import Secret
    from desktop.domain.periods import Period


T = TypeVar("T")


class ExitCode(IntEnum):
    """How a command ends; scripts and other programs rely on the numbers."""

    DONE = 0
    LOOK = 1
    WRONG_CALL = 2
    MACHINE = 3
    REFUSED = 4


_LONGEST_LINES = 1 << 16
# Refusals; every other fault of store or file means that the machine is in the way.
_REFUSED_FAULTS = frozenset(
    {
        "wrong_password",
        "standing_locked",
        "other_register",
        "compare_other",
        "password_needed",
        "key_file_former",
        "newer_slot",
        "wrong_sheet",
        "no_sheet_made",
        "too_soon",
        "not_allowed",
        "moved_away",
    }
    | {"store_too_new", "undo_conflict", "too_big", "too_new", "damaged", "draft"}
    | {"not_a_package", "not_a_receipt", "not_a_connection", "not_for_us", "wrong_passphrase"}
    | {"bad_signature", "bad_manifest", "bad_payload", "payload_mismatch", "period_mismatch"}
    | {"unknown_signer", "bad_receipt", "bad_connection", "receipt_unknown", "receipt_differs"}
    | {"fingerprint_differs", "connection_to_confirm", "practice_connection", "practice_signer"}
    | {"passphrase_needed", "passphrase_mistyped", "passphrase_group_mistyped"}
)
_WRONG_CALL_FAULTS = frozenset(
    {"sheet_mistyped", "several_registers", "no_copy_there"}
    | {"not_a_store", "folder_not_empty", "backup_unknown", "row_refused"}
    | {"file_is_folder", "file_name_too_long", "not_a_file"}
)
_REFUSED_PROBLEMS = frozenset(
    {
        "period_closed",
        "period_already_closed",
        "period_not_closed",
        "period_not_begun",
        "period_not_closable",
        "step_before_closing",
        "period_not_tracked",
        "period_of_formers",
        "group_needs_day",
        "paper_needs_closing",
        "paper_not_corrected",
        "period_open_not_sent",
        "receipt_code_wrong",
        "receipt_says_accepted",
        "receipt_says_returned",
        "rehearsal_outdated",
        "check_code_mistyped",
        "check_code_other_line",
        "check_code_wrong",
        "reception_undone",
        "not_a_superior",
        "not_a_commune",
        "no_report_in_force",
        "step_before_exchange",
        "last_all_officer",
        "last_password",
        "others_have_passwords",
        "password_on_already",
        "password_off_already",
        "no_sheet",
        "sheet_confirmed_already",
        "not_moved",
        "nothing_brought",
    }
)


# Whoever only receives has no figures of its own; whoever only sends expects none of others.
_OF_COMMUNE = frozenset(
    {"import", "groups", "sessions", "models", "counts", "status", "report", "close", "reopen"}
    | {"corrections", "send", "receipt", "connection", "area", "inspections"}
)
_OF_SUPERIOR = frozenset(
    {"units", "connect", "accept", "decide", "board", "consolidate", "undo-receive"}
    | {"receptions", "reply"}
)


def _foreign_command(role: Role) -> str:
    """The problem of a command that makes no sense at the desk of this role; empty for none."""
    context = click.get_current_context(silent=True)
    name = context.find_root().invoked_subcommand if context else None
    if role is Role.SUPERIOR:
        return "not_a_commune" if name in _OF_COMMUNE else ""
    return "not_a_superior" if name in _OF_SUPERIOR else ""


class CallEndedError(Exception):
    """The command ends here, with an exit code and one sentence on standard error."""

    def __init__(self, code: ExitCode, message: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Call:
    """What stands before the command: the data folder, the language, password and officer.

    ``officer`` is the name, or the id, of whose password it is; empty: of whoever it fits.
    """

    data: Path
    language: str
    password_file: Path | None = None
    officer: str = ""

    def sources(self) -> "Sources":
        """The machine's clock and random identities."""
        from desktop.actions.desk import RandomIds, SystemClock
        from desktop.actions.setup import Sources

        return Sources(SystemClock(), RandomIds())

    def unlocked(self, opening: Callable[["Secret | None"], T], *, sheet: str = "") -> T:
        """What ``opening`` gives with the call's password; on a terminal it is asked for.

        Where digits of the recovery ``sheet`` are given, these are tried and nothing is asked.
        What opens by itself needs none, and none is asked for. A try that comes too soon after
        wrong ones waits.
        """
        from desktop.actions.terms import Password, PasswordNeededError, Sheet

        if sheet:
            return _patient(opening, Sheet(sheet))
        given = given_password(self.password_file)
        slot = self._slot()
        secret = Password(given, slot) if given is not None else None
        try:
            return _patient(opening, secret)
        except PasswordNeededError:
            if secret is not None or not asks():
                raise
        return _patient(opening, Password(asked_password(_("Password")), slot))

    def _slot(self) -> str:
        """The slot of the officer who was named; empty where none was, or nobody has one here."""
        from desktop.actions.setup import LogIn, log_ins
        from desktop.actions.terms import StoreError
        from desktop.domain.text import fold

        known: tuple[LogIn, ...] = ()
        if self.officer:
            with contextlib.suppress(StoreError):
                known = log_ins(self.data)
        for one in known:
            if self.officer == one.slot_id or fold(self.officer) == fold(one.label):
                return one.slot_id
        if not known:
            return ""
        problem = Problem("officer_unknown", "officer", details={"name": self.officer})
        raise CallEndedError(ExitCode.WRONG_CALL, problem_text(problem))

    def desk(self) -> "Desk":
        """The open data folder; a command of the other role ends the call."""
        from desktop.actions.setup import open_desk

        desk = self.unlocked(
            lambda secret: open_desk(self.data, sources=self.sources(), secret=secret)
        )
        code = _foreign_command(desk.role)
        if code:
            desk.close()
            raise CallEndedError(ExitCode.REFUSED, problem_text(Problem(code, "role")))
        return desk


def _patient(opening: Callable[["Secret | None"], T], secret: "Secret | None") -> T:
    """Try to open; a try that has to wait waits once, at most a minute."""
    from desktop.actions.terms import TooSoonError

    try:
        return opening(secret)
    except TooSoonError as error:
        tell(error_text(error.code, error.details))
        pause(int(error.details["seconds"]))
        return opening(secret)


def pause(seconds: int) -> None:
    """Wait; a test gives a clock of its own instead."""
    time.sleep(seconds)


def given_password(file: Path | None, *, variable: str = "SO138_PASSWORD") -> str | None:
    """The password of a file's first line, else of the environment; none where there is neither.

    A password is never an argument: arguments are seen by every program on the machine.
    """
    if file is None:
        return os.environ.get(variable)
    lines = _lines_of(file)
    return lines[0] if lines else ""


def given_passwords(file: Path | None) -> tuple[str, ...]:
    """The passwords of several folders: one on a line of a file, else that of the environment."""
    if file is not None:
        return tuple(line for line in _lines_of(file) if line)
    given = given_password(None)
    return (given,) if given else ()


def _lines_of(file: Path) -> list[str]:
    try:
        with file.open("rb") as source:
            # No further: a device never ends, and no password is as long.
            data = source.read(_LONGEST_LINES + 1)
        text = decoded(data)
    except (OSError, UnicodeDecodeError):
        text = _("The file {path} could not be read as text.").format(path=file)
        raise CallEndedError(ExitCode.WRONG_CALL, text) from None
    if len(data) > _LONGEST_LINES:
        text = _("The file {path} is too long for a password. Its first line is the password.")
        raise CallEndedError(ExitCode.WRONG_CALL, text.format(path=file))
    # Other characters that end a line somewhere are part of a password, and refused there.
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


def decoded(data: bytes) -> str:
    """The text of an officer's file as the editors of Windows write it: by its mark, else UTF-8.

    Raises:
        UnicodeDecodeError: it is no such text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        # What was read no further than the bound may end in half a letter.
        return data[: len(data) & ~1].decode("utf-16")
    return data.decode("utf-8-sig")


def new_password(file: Path | None) -> str:
    """The new password: a file, SO138_NEW_PASSWORD, or typed twice on a terminal."""
    given = given_password(file, variable="SO138_NEW_PASSWORD")
    if given is not None:
        return given
    if not asks():
        text = _(
            "The new password is missing. Name a file with --new-password-file, or set "
            "SO138_NEW_PASSWORD."
        )
        raise CallEndedError(ExitCode.WRONG_CALL, text)
    return asked_twice()


def asked_twice() -> str:
    """A new password, typed twice on the terminal."""
    first = asked_password(_("New password"))
    if asked_password(_("New password again")) != first:
        raise CallEndedError(ExitCode.WRONG_CALL, _("The two passwords differ."))
    return first


def asks() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def asked_password(text: str) -> str:
    """What somebody types at the terminal, without showing it."""
    return str(click.prompt(text, hide_input=True, err=True, default="", show_default=False))


def period_of(desk: "Desk", text: str) -> "Period":
    """The period that the call names, under the committee's rule."""
    from desktop.actions.periods import period_named

    known_period(text)
    return period_named(desk, text)


def period_or_month(desk: "Desk", text: str | None) -> "Period":
    """The period that the call names, or the month of today."""
    from desktop.actions.periods import month_holding

    return period_of(desk, text) if text else month_holding(desk, desk.clock.today())


def known_period(text: str) -> None:
    """End the call when the text names no period; needs no data folder."""
    from desktop.domain.periods import UnknownPeriodError, parse_period

    try:
        parse_period(text)
    except UnknownPeriodError:
        message = _(
            "“{period}” is no period. Write 2026-10, 2026-Q4, 2026-H1, 2026-9M, 2026 "
            "or 2026-10-01..2026-10-20."
        )
        raise CallEndedError(ExitCode.WRONG_CALL, message.format(period=text)) from None


def known_month(text: str) -> str:
    """The text as it is, ending the call when it names no month; needs no data folder."""
    from desktop.domain.periods import PeriodKind, parse_period

    known_period(text)
    if parse_period(text).kind is not PeriodKind.MONTH:
        problem = Problem("month_not_understood", "month", details={"period": text})
        raise CallEndedError(ExitCode.WRONG_CALL, problem_text(problem))
    return text


def writable(text: str) -> str:
    """A text that every stream takes, though a file name in it holds bytes that are no text."""
    return text.encode(errors="backslashreplace").decode()


def known_folder_of(output: Path) -> None:
    """End the call when the folder of a file to be written is not there; before anything is made.

    A number or a paragraph that is entered for a paper must not stay behind without it.
    """
    folder = output.absolute().parent
    if not folder.is_dir():
        text = _("The folder {folder} is not there. Make it first, or name another one.")
        raise CallEndedError(ExitCode.WRONG_CALL, text.format(folder=folder))


def paths_there(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The paths that are there; the others are told, and end the call when none is left."""
    there = tuple(path for path in paths if os.path.lexists(path))
    missing = "\n".join(
        error_text("file_missing", {"path": str(path)}) for path in paths if path not in there
    )
    if missing and not there:
        raise CallEndedError(ExitCode.WRONG_CALL, missing)
    if missing:
        tell(missing)
    return there


def say(text: str = "") -> None:
    """A line of the result, on standard output."""
    _put(text, sys.stdout)


def tell(text: str) -> None:
    """A line beside the result, on standard error."""
    _put(text, sys.stderr)


def say_json(data: Mapping[str, object]) -> None:
    """The one object of a call with ``--json``: UTF-8, unescaped, NFC, whatever the console is."""
    text = unicodedata.normalize("NFC", json.dumps(data, ensure_ascii=False, indent=2))
    # Bytes of a name that are no text stand escaped: a reader of JSON gets the very name back.
    _put(f"{text}\n".encode(errors="backslashreplace"), sys.stdout)


def _put(text: str | bytes, stream: TextIO) -> None:
    """Write to a stream; when whoever read it has left, the command ends as it would have.

    Bytes of a file name that are no text are shown by their number.
    """
    shown = writable(text) if isinstance(text, str) else text
    try:
        click.echo(shown, file=stream, nl=isinstance(shown, str))
    except BrokenPipeError:
        forget_output(stream)


def forget_output(stream: TextIO) -> None:
    """Whoever read the output has left: let the rest of it go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def end_on_problems(problems: tuple[Problem, ...]) -> None:
    """Say every problem; end the call when one of them stops the write."""
    for problem in problems:
        if not problem.stops:
            tell(problem_text(problem))
    stopping = [problem for problem in problems if problem.stops]
    if not stopping:
        return
    refused = any(problem.code in _REFUSED_PROBLEMS for problem in stopping)
    code = ExitCode.REFUSED if refused else ExitCode.WRONG_CALL
    raise CallEndedError(code, "\n".join(problem_text(problem) for problem in stopping))


def exit_of_fault(code: str, *, of_sheet: bool = False) -> ExitCode:
    """How a call ends after a fault of store, file or workbook."""
    if code in _REFUSED_FAULTS:
        return ExitCode.REFUSED
    if (of_sheet and code != "file_not_readable") or code in _WRONG_CALL_FAULTS:
        return ExitCode.WRONG_CALL
    return ExitCode.MACHINE
