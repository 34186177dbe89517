"""Taking packages in at the superior: rehearsed, as one named reception, with receipts.

What is verified is stored, whether it counts or waits for a person: which of it counts is for
the consolidation to say. A reception is one transaction and stands before any receipt is written.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from desktop.actions.answers import Answer, Answering, answer_time
from desktop.actions.backups import BEFORE_RECEIVING, MANY_ROWS, back_up_before
from desktop.actions.desk import Desk
from desktop.actions.log_facts import received_facts
from desktop.actions.odd_rows import OddRow, odd_rows_of
from desktop.actions.office_keys import office_keys
from desktop.actions.received_files import (
    FoundPackages,
    Opened,
    PackageOpener,
    Refused,
    find_packages,
    opened_each,
)
from desktop.actions.signed_decisions import read_decisions
from desktop.actions.unit_names import names_in_list
from desktop.actions.verdicts import (
    clock_doubted,
    consolidation_of,
    consolidation_with,
)
from desktop.db.received_queries import (
    ReceivedContent,
    ReceivedPackage,
    Reception,
    active_packages,
    active_packages_of,
    receptions,
    unit_replies,
)
from desktop.db.received_saving import save_received, save_reception
from desktop.domain.official_days import official_day
from desktop.exchange.drives import drive_of
from desktop.exchange.errors import ExchangeError
from desktop.exchange.receipt import ReceiptKind, Remark, telephone_code
from desktop.exchange.received import Cause, Standing, Verdict
from desktop.exchange.stick_files import Skipped
from desktop.wording.superior import waiting_remark

CLOCK_SUSPECT = "clock_suspect"
"""The oddity of a package whose sender doubted its own clock."""
CLAIMS_LATER = "claims_later"
"""The oddity of a package that says that it was made after it came: one of two clocks is wrong."""
NAME_DIFFERS = "name_differs"
"""The oddity of a package of a key not accepted yet that gives its unit another name."""
_CLOCKS_APART = timedelta(days=1)


class Fate(StrEnum):
    """What became of a package that was taken in."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    TO_VERIFY = "to_verify"


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A package that was read: from whom, for what, what became of it and why.

    ``cause`` is the cause of a package that waits or is out, ``other`` what it conflicts with or
    what stands in its place. ``replaces`` is the package that was in force before. ``receipt``
    holds the digits for the telephone and the file of the receipt. ``listed`` is what the list
    calls a unit that the package calls otherwise, of a key that was not accepted yet.
    ``beside`` is the package that counts and bears the same number, where this one has another key.
    ``waits``: it is to be verified, also where it came before.
    """

    file: Path
    fate: Fate
    package: ReceivedPackage
    receipt: Answer
    cause: str = ""
    details: dict[str, str] = field(default_factory=dict)
    oddities: tuple[str, ...] = ()
    replaces: str = ""
    listed: str = ""
    beside: ReceivedPackage | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What a reception came to; ``name`` is empty where nothing new was written."""

    name: str
    files: tuple[TakenFile, ...]
    refused: tuple[Refused, ...]
    skipped: tuple[Skipped, ...] = ()
    complete: bool = True
    clock_suspect: bool = False
    """The clock here stands before a day seen already: in time or late is not judged by it."""
    pulled: tuple[ReceivedPackage, ...] = ()
    """The files that counted and wait now, since what came contests them."""
    odd_rows: tuple[OddRow, ...] = ()
    """Units that came and chose a row of an allocated table that is another's, or not their own."""

    def of(self, fate: Fate) -> tuple[TakenFile, ...]:
        """The packages with one fate, in the order of their files."""
        return tuple(one for one in self.files if one.fate is fate)

    @property
    def still_waiting(self) -> tuple[TakenFile, ...]:
        """The packages that came before and are to be verified still."""
        return tuple(one for one in self.of(Fate.DUPLICATE) if one.waits)

    @property
    def receipt_faults(self) -> tuple[TakenFile, ...]:
        """The packages whose receipt could not be written; the reception stands."""
        return tuple(one for one in self.files if one.receipt.fault)

    @property
    def to_look_at(self) -> bool:
        """Whether a person should look: something waits, was refused, is odd or was not written."""
        odd = bool(self.odd_rows) or any(one.oddities for one in self.files)
        waits = bool(self.of(Fate.TO_VERIFY) or self.still_waiting)
        stopped = bool(self.refused or self.receipt_faults)
        return (
            waits or stopped or odd or bool(self.pulled) or self.clock_suspect or not self.complete
        )


def _untold(_done: int, _total: int) -> None:
    """Progress that nobody wants to know."""


def receive_packages(
    desk: Desk,
    paths: Sequence[Path],
    *,
    passphrases: Sequence[str] = (),
    mistyped: ExchangeError | None = None,
    dry_run: bool = False,
    receipts: bool = True,
    name: str = "",
    formerly: Sequence[str] = (),
    progress: Callable[[int, int], object] = _untold,
    cancelled: Callable[[], bool] = lambda: False,
) -> Taken:
    """Takes in every package of files, folders and sticks; refused files never stop the others.

    ``dry_run`` says the same and writes nothing. ``name`` names the reception, by default by the
    day, a number and where it came from. ``formerly`` are lost age keys of this office.
    ``mistyped`` says what is wrong with a passphrase that was left out: so is a file refused that
    no other one opens.

    Raises:
        FileFaultError: a path is not there. PassphraseMistypedError: a passphrase is none.
        ReceivingStoppedError: stopped before anything was written. StoreError.
    """
    if not dry_run:
        office_keys(desk)
    found = find_packages(paths)
    opener = PackageOpener(desk, passphrases=passphrases, formerly=formerly, mistyped=mistyped)
    each = tuple(opened_each(found.files, opener, progress=progress, cancelled=cancelled))
    opened = [one for one in each if isinstance(one, Opened)]
    taking = _Taking(desk, opened, at=desk.clock.now())
    doubted = clock_doubted(desk)
    files, pulled, named = taking.files(), taking.pulled(), ""
    rows = odd_rows_of(desk, taking.counted(files))
    if not dry_run:
        source = source_name(_bringing(paths, taking.new.values()))
        named = taking.store(name or _numbered(desk, source, taking.at), source=source)
        files = taking.answered(files) if receipts else files
    taken = _taken(named, files, each, found)
    return replace(taken, clock_suspect=doubted, pulled=pulled, odd_rows=rows)


def _taken(
    name: str,
    files: tuple[TakenFile, ...],
    each: Iterable[Opened | Refused],
    found: FoundPackages,
) -> Taken:
    out = tuple(one for one in each if isinstance(one, Refused))
    return Taken(name, files, out, found.skipped, found.complete)


class _Taking:
    """The packages of one reception on their way into the store."""

    def __init__(self, desk: Desk, opened: Sequence[Opened], *, at: datetime) -> None:
        self.desk, self.opened, self.at = desk, opened, at
        known = {one.package_id: one for one in active_packages(desk.store)}
        self.reception_id = desk.ids.new()
        self.rows: list[ReceivedPackage] = []
        self.new: dict[str, Opened] = {}
        self.new_rows: dict[str, ReceivedPackage] = {}
        for one in opened:
            row = known.get(one.package_id)
            if row is None:
                row = _row(one, reception_id=self.reception_id, at=at)
                known[one.package_id] = self.new_rows[one.package_id] = row
                self.new[one.package_id] = one
            self.rows.append(row)
        self.after = consolidation_with(desk, self.new_rows.values())

    def store(self, name: str, *, source: str) -> str:
        """Writes the reception in one transaction and returns the name that it got.

        What came before is not this reception's: the same stick comes month after month with all
        that it ever held, and taking the first reception back is to take its packages back.
        Nothing is written where nothing is new.
        """
        if not self.new:
            return ""
        desk = self.desk
        if len(self.new) > MANY_ROWS:
            desk.require("receive")
            back_up_before(desk, BEFORE_RECEIVING)
        reception = Reception(
            id=self.reception_id,
            name=_unused(desk, name),
            at=self.at,
            source=source,
            officer=desk.officer,
            clock_suspect=clock_doubted(desk),
        )
        with desk.writing(action="receive", label=reception.name, undoable=False) as write:
            save_reception(write, reception)
            for package_id, row in self.new_rows.items():
                one = self.new[package_id]
                content = ReceivedContent(one.manifest_bytes, one.packed_snapshot, one.signature)
                save_received(write, row, content)
            write.say(packages=len(self.new))
            write.say(**received_facts(tuple(self.new_rows.values())))
        return reception.name

    def files(self) -> tuple[TakenFile, ...]:
        """What became of every package, in the order of the files."""
        before = consolidation_of(self.desk).in_force
        verdicts = {one.package.package_id: one for one in self.after.verdicts}
        listed = names_in_list(self.desk, self.rows)
        counting = {name for name, one in verdicts.items() if one.counts}
        seen: set[str] = set()
        found: list[TakenFile] = []
        for one, row in zip(self.opened, self.rows, strict=True):
            verdict = verdicts[row.package_id]
            first = row.package_id in self.new and row.package_id not in seen
            seen.add(row.package_id)
            taken = _file(one, row, verdict, fate=_fate(verdict) if first else Fate.DUPLICATE)
            earlier = before.get((verdict.package.unit, row.period))
            replaced = taken.fate is Fate.ACCEPTED and earlier is not None
            if replaced and earlier is not None and earlier.package_id != row.package_id:
                taken = replace(taken, replaces=earlier.package_id)
            if first and verdict.cause is Cause.NEW_KEY:
                taken = replace(taken, beside=self._beside(row, counting))
            found.append(_named(taken, listed.get(row.package_id, "")))
        return tuple(found)

    def counted(self, files: Iterable[TakenFile]) -> tuple[tuple[ReceivedPackage, bytes], ...]:
        """The packages of this reception that count, each with its snapshot as it was packed."""
        return tuple(
            (one.package, self.new[one.package.package_id].packed_snapshot)
            for one in files
            if one.fate is Fate.ACCEPTED
        )

    def pulled(self) -> tuple[ReceivedPackage, ...]:
        """The files in force that wait once this reception stands, by unit and period.

        Their units hold a receipt already; the months are in no total until a person decides.
        """
        rows = {one.package_id: one for one in active_packages(self.desk.store)}
        waiting = {one.package.package_id for one in self.after.to_verify}
        return tuple(
            rows[one.package_id]
            for _place, one in sorted(consolidation_of(self.desk).in_force.items())
            if one.package_id in waiting
        )

    def _beside(self, row: ReceivedPackage, counting: Collection[str]) -> ReceivedPackage | None:
        """What counts and bears the number of a package of another key."""
        place = (row.install_id, row.branch_id, row.sequence)
        return next(
            (
                one
                for one in active_packages_of(self.desk.store, row.unit_code)
                if one.package_id in counting
                and one.package_id != row.package_id
                and (one.install_id, one.branch_id, one.sequence) == place
            ),
            None,
        )

    def answered(self, files: Iterable[TakenFile]) -> tuple[TakenFile, ...]:
        """Writes a receipt beside every package; what stops one does not stop the others.

        It says what the package is: received, received and waiting, or returned where a person
        left it out.
        """
        keys, reasons = office_keys(self.desk), _reasons(self.desk)
        return tuple(
            replace(
                taken,
                receipt=Answering.of(self.desk, keys, at=self._said_at(taken)).answer(
                    taken.package.package_id,
                    one.manifest,
                    kind=_kind(taken.cause),
                    folder=one.file.parent,
                    remarks=_remarks(taken, reasons),
                ),
            )
            for taken, one in zip(files, self.opened, strict=True)
        )

    def _said_at(self, taken: TakenFile) -> datetime:
        """The time of a package's receipt: a return said before is said again with its own."""
        package = taken.package
        if taken.cause == Cause.DECIDED:
            said = [one.at for one in unit_replies(self.desk.store, package.package_id)]
            if said:
                return said[-1]
        return max(answer_time(self.desk, package.package_id), package.at)


def _kind(cause: str) -> ReceiptKind:
    """What the receipt of a package says by the cause for which it does not count, if any."""
    return ReceiptKind.RETURNED if cause == Cause.DECIDED else ReceiptKind.RECEIVED


def _remarks(taken: TakenFile, reasons: Mapping[str, tuple[Remark, ...]]) -> tuple[Remark, ...]:
    """Why a package was returned, or that it waits and why; nothing of one that counts."""
    if taken.cause == Cause.DECIDED:
        return reasons.get(taken.package.package_id, ())
    return (Remark(waiting_remark(taken.cause)),) if taken.cause else ()


def _reasons(desk: Desk) -> dict[str, tuple[Remark, ...]]:
    """Why packages were left out or returned, by their ids: what was said last of each."""
    found = {one.package_id: (Remark(one.reason),) for one in read_decisions(desk).sound}
    replies = {
        reply.package_id: tuple(Remark(one.text, one.where) for one in reply.remarks)
        for reply in unit_replies(desk.store)
        if reply.kind == "returned"
    }
    return {**found, **replies}


def _row(one: Opened, *, reception_id: str, at: datetime) -> ReceivedPackage:
    manifest = one.manifest
    return ReceivedPackage(
        reception_id=reception_id,
        package_id=one.package_id,
        file_name=one.file.name,
        unit_code=manifest.unit.code,
        valid_from=manifest.unit.valid_from.isoformat(),
        install_id=manifest.install_id,
        branch_id=manifest.branch_id,
        sequence=manifest.sequence,
        previous=manifest.previous,
        period=manifest.period.id,
        correction=manifest.correction,
        signer_public=manifest.signer,
        check_code=one.check_code,
        at=at,
        unit_name=manifest.unit.name,
        reply_to=manifest.reply_to,
        claimed_at=manifest.claimed_at.isoformat(),
        figures=one.figures,
        clock_suspect=manifest.clock_suspect,
    )


def _fate(verdict: Verdict) -> Fate:
    match verdict.standing:
        case Standing.IN_FORCE:
            return Fate.ACCEPTED
        case Standing.SUPERSEDED:
            return Fate.SUPERSEDED
        case Standing.TO_VERIFY | Standing.REJECTED:
            return Fate.TO_VERIFY


def _named(taken: TakenFile, listed: str) -> TakenFile:
    """With the name that the list gives its unit, where the package gives another one."""
    if not listed or taken.fate is Fate.DUPLICATE:
        return taken
    return replace(taken, listed=listed, oddities=(*taken.oddities, NAME_DIFFERS))


def _file(one: Opened, row: ReceivedPackage, verdict: Verdict, *, fate: Fate) -> TakenFile:
    odd = [*(oddity.value for oddity in verdict.oddities)]
    if row.clock_suspect:
        odd.append(CLOCK_SUSPECT)
    if one.manifest.claimed_at > row.at + _CLOCKS_APART:
        odd.append(CLAIMS_LATER)
    code = telephone_code(one.manifest.receipt_secret, _kind(verdict.cause), row.package_id)
    return TakenFile(
        file=one.file,
        fate=fate,
        package=row,
        receipt=Answer(row.package_id, code),
        cause=verdict.cause.value,
        details=dict(verdict.details),
        oddities=() if fate is Fate.DUPLICATE else tuple(odd),
        waits=verdict.standing is Standing.TO_VERIFY,
    )


def _bringing(paths: Sequence[Path], new: Iterable[Opened]) -> Sequence[Path]:
    """Those of the places that something new came from, as they were named."""
    files = [one.file for one in new]
    return [path for path in paths if any(file.is_relative_to(path) for file in files)] or paths


def source_name(paths: Sequence[Path]) -> str:
    """Where files come from, as people call it: the stick's label, or the name of the folder.

    Empty where the stick has left meanwhile.
    """
    try:
        first = paths[0].resolve() if paths else Path()
        drive = drive_of(first)
        folder = first if first.is_dir() else first.parent
    except OSError:
        return ""
    if drive is not None and drive.removable:
        return f"USB {drive.label or drive.name}"
    return folder.name or str(folder)


def _numbered(desk: Desk, source: str, at: datetime) -> str:
    """The name of a reception: "2026-11-22 1, USB KINGSTON"."""
    day = official_day(at).isoformat()
    number = sum(one.name.startswith(day) for one in receptions(desk.store)) + 1
    return f"{day} {number}, {source}" if source else f"{day} {number}"


def _unused(desk: Desk, name: str) -> str:
    """The name, or with a number behind it where another reception bears it."""
    taken = {one.name for one in receptions(desk.store)}
    names = (name, *(f"{name} ({number})" for number in range(2, len(taken) + 3)))
    return next(one for one in names if one not in taken)
