"""Sending a closed period: its file is made and kept here first, then written to a stick.

The file of one closing is made once. Written again it has the same bytes and the same place in
the chain of this installation and branch; a correction gets the next place. When the superior
changed its key and the one before vouches for it, the same signed content is sealed anew and
stays the same package; for another superior a new file is made, since it names its recipient.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from desktop import __version__, files
from desktop.actions.connection import sending_keys, vouched
from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.periods import PeriodState, closing_in_force
from desktop.actions.sent_periods import (
    Sendable,
    SendState,
    SentLine,
    history,
    is_first,
    package_of_closing,
    passphrase_of,
    sendable,
    sendable_periods,
)
from desktop.db import exchange_queries, queries
from desktop.db.exchange_queries import SentCopy, SentPackage, SentSecrets, Superior
from desktop.db.queries import Closing
from desktop.domain.periods import Period
from desktop.domain.problems import Problem
from desktop.exchange.errors import ExchangeError
from desktop.exchange.file_names import package_name
from desktop.exchange.keys import PublicKeys
from desktop.exchange.package import (
    Package,
    PackageDraft,
    Reader,
    build_package,
    check_code_of,
    lock_package,
    open_package,
    seal_package,
)
from desktop.exchange.passphrase import new_passphrase
from desktop.exchange.read_back import ReadBack
from desktop.exchange.reading import read_exchanged
from desktop.exchange.stick import Progress, check_on_stick, untold, write_to_stick
from desktop.exchange.stick_faults import StickNameTakenError
from desktop.exchange.stick_files import Cleaned, StickFile, clean, own_files

CARRIED_ROOTS = ("/media", "/run/media", "/mnt", "/Volumes")
"""Where systems show what is plugged in."""

__all__ = [
    "CARRIED_ROOTS",
    "MadePackage",
    "SendState",
    "Sendable",
    "SentFile",
    "SentLine",
    "check_again",
    "clean_stick",
    "history",
    "is_first",
    "make_folder",
    "our_files",
    "prepare_package",
    "send_period",
    "sendable",
    "sendable_periods",
    "write_package",
]


@dataclass(frozen=True, slots=True)
class MadePackage:
    """A file that is kept here, ready to be written.

    ``passphrase`` is none when it is sealed for the superior's key; ``new`` says that it was
    made just now, and not for an earlier writing. ``first``: nothing was made before it, so that
    its slip carries the fingerprint of this office.
    """

    package: SentPackage
    size: int
    passphrase: str | None = field(repr=False)
    new: bool
    first: bool


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that lies on the stick whole and was read back: it may be pulled out.

    ``already_there``: it lay there from an earlier writing, and was checked and flushed.
    """

    made: MadePackage
    path: Path
    already_there: bool

    @property
    def package(self) -> SentPackage:
        """The package that the file is."""
        return self.made.package


def send_period(
    desk: Desk,
    period: Period,
    folder: Path,
    *,
    progress: Progress = untold,
    cancelled: Callable[[], bool] = lambda: False,
) -> Outcome[SentFile]:
    """Makes the file of a closed period, or takes the one made before, and writes it to a folder.

    An open period is refused ("period_open_not_sent").

    Raises:
        FileFaultError: the stick is in the way, typed after how; the file is kept here, and the
            same call goes on with it.
    """
    made = prepare_package(desk, period)
    if made.value is None:
        return refused(*made.problems)
    sent = write_package(
        desk, made.value.package.package_id, folder, progress=progress, cancelled=cancelled
    )
    if sent.value is None:
        return sent
    file = replace(sent.value, made=replace(sent.value.made, new=made.value.new))
    return Outcome(file, (), Changes(made.changes.kinds | sent.changes.kinds))


def prepare_package(desk: Desk, period: Period) -> Outcome[MadePackage]:
    """The file of a closed period, stored here before a byte of it goes to a stick.

    Raises:
        ExchangeError: what the closing stored is nothing that a reader would take.
    """
    closing = closing_in_force(desk, period.id)
    if closing is None:
        return refused(Problem("period_open_not_sent", "period", details={"period": period.id}))
    known = package_of_closing(desk, closing)
    if known is not None:
        kept = _for_superior(desk, known)
        if kept is not None:
            return kept
    return _make(desk, closing)


def write_package(
    desk: Desk,
    package_id: str,
    folder: Path,
    *,
    progress: Progress = untold,
    cancelled: Callable[[], bool] = lambda: False,
) -> Outcome[SentFile]:
    """Writes a file that is kept here to a folder, reads it back and notes the copy.

    The bytes are those that are stored. Where other content lies under the name, which is never
    written over, the name gets the beginning of the package's identity behind it.

    Raises:
        FileFaultError: see :func:`send_period`.
    """
    package = exchange_queries.sent_package(desk.store, package_id)
    if package is None:
        return refused(Problem("package_unknown", "package"))
    folder = folder.absolute()
    data = exchange_queries.sent_content(desk.store, package_id)
    _clear_former_sealing(desk, package, folder, data)
    try:
        done = write_to_stick(
            folder, package.file_name, data, progress=progress, cancelled=cancelled
        )
    except StickNameTakenError:
        name = _other_name(package)
        done = write_to_stick(folder, name, data, progress=progress, cancelled=cancelled)
    changes = _note_copy(desk, package, done.path)
    made = _made(desk, package, size=len(data), new=False)
    return Outcome(SentFile(made, done.path, done.already_there), (), changes)


def check_again(
    desk: Desk, package_id: str, folder: Path, *, progress: Progress = untold
) -> ReadBack:
    """Reads a written file again after the stick was plugged in anew ("Kiểm tra lại USB").

    Raises:
        FileFaultError: the stick or the file is not there, or holds other bytes.
        KeyError: no such package.
    """
    package = exchange_queries.sent_package(desk.store, package_id)
    if package is None:
        raise KeyError(package_id)
    other = _other_name(package)
    name = other if (folder / other).is_file() else package.file_name
    return check_on_stick(folder, name, sha256=package.sha256, progress=progress)


def make_folder(folder: Path) -> None:
    """Makes a folder that is not there inside one that is.

    Where sticks appear nothing is made: a folder missing there is a stick that is not plugged in.

    Raises:
        FileFaultError: it cannot be made.
    """
    parent = folder.resolve().parent
    if folder.exists() or not parent.is_dir() or str(parent).startswith(CARRIED_ROOTS):
        return
    files.make_folder(folder)


def our_files(folder: Path) -> tuple[StickFile, ...]:
    """The files on a stick that the program wrote itself; foreign ones are not among them.

    Raises:
        FileFaultError: the stick is not there or cannot be read.
    """
    return own_files(folder)


def clean_stick(files: Iterable[StickFile]) -> Cleaned:
    """Takes files away that :func:`our_files` listed; what changed since stays."""
    return clean(files)


def _for_superior(desk: Desk, known: SentPackage) -> Outcome[MadePackage] | None:
    """The known file as the superior of today can open it; none when it needs a new one."""
    before = _superior_of(desk, known)
    now = exchange_queries.superior(desk.store)
    if _opens(before, now):
        return Outcome(_made(desk, known, new=False))
    if now is None or (before is not None and not vouched(desk, before, now)):
        return None
    try:
        return _sealed_again(desk, known, now)
    except ExchangeError:
        # The own key that would open it is lost: the same figures go into a file of their own.
        return None


def _opens(before: Superior | None, now: Superior | None) -> bool:
    if before is None or now is None:
        return before is now
    return before.sealing_public == now.sealing_public


def _superior_of(desk: Desk, package: SentPackage) -> Superior | None:
    known = exchange_queries.superiors(desk.store)
    return next((one for one in known if one.id == package.superior_id), None)


def _sealed_again(desk: Desk, known: SentPackage, superior: Superior) -> Outcome[MadePackage]:
    from desktop.db.exchange_saving import save_sent

    package = _opened(desk, known, exchange_queries.sent_content(desk.store, known.package_id))
    keys = sending_keys(desk)
    data = seal_package(package, (superior.sealing_public, keys.current.sealing.public))
    sent = replace(known, sha256=sha256(data).hexdigest(), superior_id=superior.id)
    secrets = exchange_queries.sent_secrets(desk.store, known.package_id)
    with desk.writing(action="seal_package", label=known.period, undoable=False) as write:
        save_sent(write, sent, content=data, secrets=secrets)
    changes = Changes.of_tables(write.changed_tables)
    return Outcome(_made(desk, sent, size=len(data), new=False), (), changes)


def _opened(desk: Desk, known: SentPackage, data: bytes) -> Package:
    secrets = exchange_queries.sent_secrets(desk.store, known.package_id)
    keys = sending_keys(desk).sealing
    return open_package(data, Reader(keys=keys, passphrase=secrets.passphrase))


def _make(desk: Desk, closing: Closing) -> Outcome[MadePackage]:
    from desktop.db.exchange_saving import save_sent

    keys, superior = sending_keys(desk), exchange_queries.superior(desk.store)
    draft = _draft(desk, closing, superior)
    package = build_package(draft, keys.current)
    passphrase = "" if superior is not None else new_passphrase()
    data = (
        seal_package(package, (superior.sealing_public, keys.current.sealing.public))
        if superior is not None
        else lock_package(package, passphrase)
    )
    sent = SentPackage(
        package_id=package.package_id,
        install_id=draft.install_id,
        branch_id=draft.branch_id,
        sequence=draft.sequence,
        previous=draft.previous,
        period=closing.period,
        closing_id=closing.id,
        correction=closing.correction,
        file_name=package_name(package.manifest),
        sha256=sha256(data).hexdigest(),
        check_code=check_code_of(package.package_id),
        superior_id=superior.id if superior is not None else None,
        made_at=desk.clock.now(),
    )
    secrets = SentSecrets(passphrase=passphrase, receipt_secret=draft.receipt_secret)
    with desk.writing(action="prepare_package", label=closing.period, undoable=False) as write:
        save_sent(write, sent, content=data, secrets=secrets)
    changes = Changes.of_tables(write.changed_tables)
    return Outcome(_made(desk, sent, size=len(data), new=True), (), changes)


def _draft(desk: Desk, closing: Closing, superior: Superior | None) -> PackageDraft:
    facts, store = desk.store.facts, desk.store
    end = exchange_queries.chain_end(store, install_id=facts.install_id, branch_id=facts.branch_id)
    return PackageDraft(
        snapshot=queries.closing_snapshot(store, closing.id),
        app_version=__version__,
        install_id=facts.install_id,
        branch_id=facts.branch_id,
        sequence=end.next_sequence,
        previous=end.package_id,
        correction=closing.correction,
        recipient=PublicKeys(superior.signing_public, superior.sealing_public)
        if superior is not None
        else None,
        receipt_secret=token_hex(32),
        audit_head=store.head.hash,
        claimed_at=desk.clock.now().replace(microsecond=0),
        clock_suspect=store.clock_behind,
    )


def _made(desk: Desk, package: SentPackage, *, new: bool, size: int | None = None) -> MadePackage:
    if size is None:
        size = len(exchange_queries.sent_content(desk.store, package.package_id))
    return MadePackage(package, size, passphrase_of(desk, package), new, is_first(desk, package))


def _other_name(package: SentPackage) -> str:
    stem, dot, ending = package.file_name.rpartition(".")
    return f"{stem}_{package.package_id[:8]}{dot}{ending}"


def _clear_former_sealing(desk: Desk, package: SentPackage, folder: Path, data: bytes) -> None:
    """Takes the same package away where it lies as it was sealed before."""
    path = folder / package.file_name
    if not path.is_file() or path.stat().st_size > 2 * len(data) + 4096:
        return
    found = read_exchanged(path)
    if found == data:
        return
    try:
        if _opened(desk, package, found).package_id != package.package_id:
            return
    except ExchangeError:
        return
    clean(one for one in own_files(folder) if one.path == path)


def _note_copy(desk: Desk, package: SentPackage, path: Path) -> Changes:
    """Notes the copy; with a package's first one its period is on its way to the superior."""
    from desktop.db.exchange_saving import save_copy

    first = not exchange_queries.sent_copies(desk.store, package.package_id)
    now = desk.clock.now()
    with desk.writing(action="send_package", label=package.period, undoable=False) as write:
        save_copy(write, SentCopy(desk.ids.new(), package.package_id, str(path), now))
        if first:
            write.put(
                "period_events",
                {
                    "id": desk.ids.new(),
                    "closing_id": package.closing_id,
                    "kind": PeriodState.SENT,
                    "at": now.isoformat(),
                    "officer": desk.officer,
                    "note": package.package_id,
                },
            )
    return Changes.of_tables(write.changed_tables)
