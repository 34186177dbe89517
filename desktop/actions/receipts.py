"""What comes back from the superior: receipts, their codes by telephone, connection files.

A receipt that holds turns the month: received, or returned with remarks that open as a work list.
Receipts of older files are kept in the history and turn nothing.
"""

import contextlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from desktop.actions.believing import as_kept, believed_of, is_known
from desktop.actions.connection import (
    ConnectionRead,
    ConnectionState,
    FingerprintDiffersError,
    connect,
    read_connection,
)
from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.log_facts import older_fact, sent_facts
from desktop.actions.office_keys import known_keys
from desktop.actions.periods import PeriodState, closing_in_force
from desktop.actions.sent_periods import deciding, latest, package_of_closing
from desktop.actions.superior_compared import keep_waiting, keys_compared
from desktop.db import exchange_queries, queries
from desktop.db.exchange_queries import Receipt, ReceiptKind, Remark, SentPackage
from desktop.domain.official_days import official_day
from desktop.domain.periods import Period
from desktop.domain.problems import Problem
from desktop.exchange import receipt as receipt_files
from desktop.exchange.connection import Connection, open_connection
from desktop.exchange.digits import bare, same_code
from desktop.exchange.errors import ExchangeError, NotForUsError
from desktop.exchange.heads import FileKind, kind_of, not_of_ours
from desktop.exchange.reading import read_exchanged
from desktop.exchange.receipt import kind_of_code, open_receipt
from desktop.exchange.stick_files import StickFileKind, find_files
from desktop.files import FileFaultError

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not taken, and why; ``code`` and ``details`` have a sentence."""

    file: str
    code: str
    details: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TakenReceipt:
    """An answer that was taken; ``file`` is empty for one by telephone.

    ``older``: it answers a file whose figures are not those of the period any more, or a
    later answer holds, so that the month stays as it is; ``holds`` is then what the later answer
    to the same file says, empty where the figures are older. ``unsigned``: nobody known here
    signed the file, and only the code in it vouches for it.
    """

    file: str
    period: str
    kind: str
    package_id: str
    remarks: tuple[Remark, ...]
    older: bool = False
    holds: str = ""
    unsigned: bool = False

    @property
    def held(self) -> bool:
        """Whether the file has come there and counts only once it is verified."""
        return self.kind == "received" and bool(self.remarks) and not self.older


@dataclass(frozen=True, slots=True)
class TakenConnection:
    """A connection file: ``state`` is a value of ConnectionState.

    "to_confirm" was not taken: another superior, or a key that the one before does not vouch
    for. It is taken when its fingerprint is given; ``compared`` then, or where a file that was
    compared vouches for it. ``other_keys``: not those in use before;
    ``given_up``: those that the superior gave up. ``problems`` say what of it could not be taken
    over, such as a plan that is not here.
    """

    file: str
    name: str
    fingerprint: str
    state: str
    other_keys: bool = False
    problems: tuple[Problem, ...] = ()
    given_up: bool = False
    compared: bool = False


@dataclass(frozen=True, slots=True)
class CommuneReceived:
    """What a commune took in; ``duplicates`` are receipts that were known.

    ``others`` counts receipts of other units that lay in a folder and were passed over.
    """

    receipts: tuple[TakenReceipt, ...] = ()
    connections: tuple[TakenConnection, ...] = ()
    duplicates: tuple[str, ...] = ()
    refused: tuple[RefusedFile, ...] = ()
    changes: Changes = field(default_factory=Changes)
    others: int = 0


@dataclass(slots=True)
class _Taking:
    """One taking in as it goes; ``known`` are answers that a rehearsal would have stored.

    ``found`` are the files that nobody named: they lay in a folder that was named.
    """

    desk: Desk
    dry_run: bool
    receipts: list[TakenReceipt] = field(default_factory=list)
    connections: list[TakenConnection] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    refused: list[RefusedFile] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)
    known: set[tuple[str, str, datetime, tuple[Remark, ...]]] = field(default_factory=set)
    found: set[str] = field(default_factory=set)
    others: int = 0

    def touched(self, changes: Changes) -> None:
        self.changes = Changes(self.changes.kinds | changes.kinds)


def receive_files(
    desk: Desk,
    paths: Sequence[Path],
    *,
    fingerprint: str = "",
    dry_run: bool = False,
    named: bool = True,
) -> CommuneReceived:
    """Takes receipts and connection files from files, folders or whole sticks.

    Packages that lie in a folder are left alone. ``fingerprint`` confirms a connection file that
    bears it. With ``dry_run`` nothing is stored. Files that are not ``named`` by a person lay in a
    folder.

    Raises:
        FileFaultError: a folder that was named is not there or cannot be read.
    """
    taking = _Taking(desk, dry_run, found=set() if named else set(map(str, paths)))
    files = _read(taking, paths)
    # Connections first: they say whose receipts may be believed.
    for name, data in _newest(files, taking.found):
        _take_connection(taking, name, data, fingerprint)
    found = [opened for name, data in files if (opened := _open(taking, name, data)) is not None]
    for name, data, answer in sorted(found, key=lambda one: (one[2].at, one[2].kind != "received")):
        _take_receipt(taking, name, data, answer)
    return CommuneReceived(
        receipts=tuple(taking.receipts),
        connections=tuple(taking.connections),
        duplicates=tuple(taking.duplicates),
        refused=tuple(taking.refused),
        changes=taking.changes,
        others=taking.others,
    )


def receive_code(
    desk: Desk, period: Period, typed: str, *, last_word: bool = False
) -> Outcome[TakenReceipt]:
    """Takes the 12 digits that the superior read over the telephone for a period's file.

    Said twice, they change nothing the second time. Digits bear no time: where they say otherwise
    than the receipt that holds, they are taken only when they are the superior's ``last_word``.
    """
    digits = bare(typed)
    if len(digits) != _DIGITS or not (digits.isascii() and digits.isdecimal()):
        return refused(Problem("receipt_code_mistyped", "code"))
    sent = exchange_queries.sent_packages(desk.store, period.id)
    if not sent:
        return refused(Problem("nothing_sent", "period", details={"period": period.id}))
    for package in reversed(sent):
        secret = exchange_queries.sent_secrets(desk.store, package.package_id).receipt_secret
        kind = kind_of_code(digits, receipt_secret=secret, package_id=package.package_id)
        if kind is not None:
            against = None if last_word else _contradicted(desk, package, kind.value)
            return refused(against) if against else _by_telephone(desk, package, kind.value)
    return refused(Problem("receipt_code_wrong", "code", details={"period": period.id}))


def remarks_of(desk: Desk, period: Period) -> tuple[Remark, ...]:
    """The remarks of the answer in force to the figures that a period is closed with."""
    closing = closing_in_force(desk, period.id)
    package = package_of_closing(desk, closing) if closing is not None else None
    if package is None:
        return ()
    answer = deciding(exchange_queries.receipts(desk.store, package_id=package.package_id))
    return answer.remarks if answer is not None else ()


def correct_returned(desk: Desk, period: Period, *, reason: str = "") -> Outcome[str]:
    """Begins the correction of a returned period ("Sửa và gửi lại"): a numbered one.

    Without a reason, the superior's remarks are the reason.
    """
    from desktop.actions.closing import reopen_period

    said = reason or "; ".join(one.text for one in remarks_of(desk, period))
    return reopen_period(desk, period, reason=" ".join(said.split()), correct=True)


def _read(taking: _Taking, paths: Sequence[Path]) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for path in _wanted(taking, paths):
        try:
            found.append((str(path), read_exchanged(path)))
        except (ExchangeError, FileFaultError) as error:
            taking.refused.append(RefusedFile(str(path), error.code, error.details))
    return found


def _wanted(taking: _Taking, paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            kinds = (StickFileKind.RECEIPT, StickFileKind.CONNECTION)
            for one in find_files(path).of_kind(*kinds):
                taking.found.add(str(one.path))
                yield one.path
        else:
            yield path


def _newest(
    files: Sequence[tuple[str, bytes]], found: Collection[str]
) -> Iterator[tuple[str, bytes]]:
    """The connection files; of several with the same keys, found in a folder, the newest alone."""
    connections = [(name, data) for name, data in files if kind_of(data) is FileKind.CONNECTION]
    read: dict[str, Connection] = {}
    for name, data in connections:
        with contextlib.suppress(ExchangeError):
            read[name] = open_connection(data)
    highest: dict[str, int] = {}
    for one in read.values():
        highest[one.fingerprint] = max(highest.get(one.fingerprint, 0), one.number)
    for name, data in connections:
        known = read.get(name)
        if name in found and known is not None and known.number < highest[known.fingerprint]:
            continue
        yield name, data


def _take_connection(taking: _Taking, name: str, data: bytes, fingerprint: str) -> None:
    try:
        state, read, problems = _connection_state(taking, data, fingerprint)
    except ExchangeError as error:
        taking.refused.append(RefusedFile(name, error.code, error.details))
        return
    taking.connections.append(
        TakenConnection(
            file=name,
            name=read.name,
            fingerprint=read.fingerprint,
            state=state.value,
            other_keys=read.other_keys,
            problems=problems,
            given_up=read.given_up and state is ConnectionState.TO_CONFIRM,
            compared=bool(fingerprint) or keys_compared(taking.desk, read.connection.keys),
        )
    )


def _connection_state(
    taking: _Taking, data: bytes, fingerprint: str
) -> tuple[ConnectionState, ConnectionRead, tuple[Problem, ...]]:
    """What became of a connection file; one to be confirmed is taken by its fingerprint alone.

    A fingerprint that was typed and does not fit refuses any file, vouched for or not.
    """
    read = read_connection(taking.desk, data)
    typed = same_code(fingerprint, read.fingerprint)
    asks = read.state in (ConnectionState.NEW, ConnectionState.TO_CONFIRM)
    if fingerprint and not typed:
        raise FingerprintDiffersError
    if read.state is ConnectionState.TO_CONFIRM and not typed:
        if not (taking.dry_run or read.given_up):
            taking.touched(keep_waiting(taking.desk, read.connection.keys))
        return read.state, read, ()
    problems: tuple[Problem, ...] = ()
    if not taking.dry_run:
        taken = connect(taking.desk, data, fingerprint=fingerprint)
        taking.touched(taken.changes)
        problems = taken.problems
    if typed and read.state is ConnectionState.OLDER:
        return ConnectionState.NEWER, read, problems
    return ConnectionState.NEW if asks else read.state, read, problems


def _open(
    taking: _Taking, name: str, data: bytes
) -> tuple[str, bytes, receipt_files.Receipt] | None:
    """A receipt that can be read; what is none, or for others, goes to the refused ones."""
    kind = kind_of(data)
    if kind is FileKind.CONNECTION:
        return None
    keys = known_keys(taking.desk)
    try:
        if kind is None:
            raise not_of_ours(name, wanted=FileKind.RECEIPT)
        return name, data, open_receipt(data, keys.sealing if keys is not None else ())
    except NotForUsError as error:
        if name in taking.found and not _bears_our_code(taking.desk, name):
            taking.others += 1
        else:
            taking.refused.append(RefusedFile(name, error.code, error.details))
    except ExchangeError as error:
        taking.refused.append(RefusedFile(name, error.code, error.details))
    return None


def _bears_our_code(desk: Desk, name: str) -> bool:
    """Whether a file is named as an answer to this unit, so that another key is no matter of
    course."""
    profile = queries.profile(desk.store)
    return profile is not None and Path(name).name.startswith(f"S138_{profile.code}_")


def _take_receipt(taking: _Taking, name: str, data: bytes, answer: receipt_files.Receipt) -> None:
    desk = taking.desk
    try:
        package, answer, signed = believed_of(desk, answer)
    except ExchangeError as error:
        taking.refused.append(RefusedFile(name, error.code, error.details))
        return
    kept = as_kept(desk, answer, signed=signed)
    key = (kept.package_id, kept.kind, answer.at, kept.remarks)
    earlier = exchange_queries.receipts(desk.store, package_id=package.package_id)
    if key in taking.known or is_known(kept, earlier, claimed=answer.at):
        taking.duplicates.append(name)
        return
    taking.known.add(key)
    taken = _taken(desk, package, kept, file=name)
    if not taking.dry_run:
        taking.touched(_keep(desk, package, kept, content=data if signed else None))
    taking.receipts.append(taken)


def _by_telephone(desk: Desk, package: SentPackage, kind: ReceiptKind) -> Outcome[TakenReceipt]:
    now = desk.clock.now()
    earlier = exchange_queries.receipts(desk.store, package_id=package.package_id)
    # What is said now comes after what was said before, even by a clock that runs ahead.
    after = [one.at + timedelta(seconds=1) for one in earlier]
    kept = Receipt(
        id=desk.ids.new(),
        package_id=package.package_id,
        kind=kind,
        at=max([now, *after]),
        entered_at=now,
        by_code=True,
    )
    same = [one for one in earlier if one.kind == kind]
    decided = deciding(earlier)
    if kind == "received" and same:
        known = same[-1]
    elif decided is not None and decided.kind == kind and not decided.unsigned:
        known = decided
    else:
        taken = _taken(desk, package, kept)
        return Outcome(taken, (), _keep(desk, package, kept, content=None))
    return Outcome(_taken(desk, package, known))


def _contradicted(desk: Desk, package: SentPackage, kind: ReceiptKind) -> Problem | None:
    """The question before digits that say otherwise than the signed receipt that holds."""
    found = deciding(exchange_queries.receipts(desk.store, package_id=package.package_id))
    if found is None or found.by_code or "received" in (kind, found.kind) or kind == found.kind:
        return None
    details = {"period": package.period, "date": official_day(found.at).isoformat()}
    return Problem(f"receipt_says_{found.kind}", "code", details=details)


def _taken(desk: Desk, package: SentPackage, answer: Receipt, *, file: str = "") -> TakenReceipt:
    """An answer, and whether it decides where its period stands now."""
    closing = closing_in_force(desk, package.period)
    newest = package_of_closing(desk, closing) if closing is not None else None
    older, holds = newest is None or newest.package_id != package.package_id, ""
    if not older:
        answers = _with(desk, answer)
        later = deciding(answers)
        older = answer not in (latest(answers), later)
        holds = later.kind if older and later is not None else ""
    return TakenReceipt(
        file=file,
        period=package.period,
        kind=answer.kind,
        package_id=package.package_id,
        remarks=answer.remarks,
        older=older,
        holds=holds,
        unsigned=answer.unsigned,
    )


def _with(desk: Desk, answer: Receipt) -> list[Receipt]:
    """All answers to a file, this one among them."""
    earlier = exchange_queries.receipts(desk.store, package_id=answer.package_id)
    return [*(one for one in earlier if one.id != answer.id), answer]


def _keep(desk: Desk, package: SentPackage, answer: Receipt, *, content: bytes | None) -> Changes:
    """Stores an answer; one that holds turns the month, once."""
    from desktop.db.exchange_saving import save_receipt

    closing = closing_in_force(desk, package.period)
    turned = PeriodState.RETURNED if answer.kind == "returned" else PeriodState.RECEIVED
    older = _taken(desk, package, answer).older
    turns = closing is not None and not older and _last_event(desk, closing.id) != turned
    with desk.writing(action="record_receipt", label=package.period, undoable=False) as write:
        write.say(**sent_facts(package), **older_fact(older=older))
        save_receipt(write, answer, content=content)
        if turns:
            write.put(
                "period_events",
                {
                    "id": desk.ids.new(),
                    "closing_id": package.closing_id,
                    "kind": turned,
                    "at": desk.clock.now().isoformat(),
                    "officer": desk.officer,
                    "note": answer.kind,
                },
            )
    return Changes.of_tables(write.changed_tables)


def _last_event(desk: Desk, closing_id: str) -> str:
    """The newest step of a report on its way; printing the paper is none."""
    kinds = [one.kind for one in queries.period_events(desk.store, closing_id)]
    return next((one for one in reversed(kinds) if one != PeriodState.PRINTED), "")
