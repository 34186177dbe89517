"""Receipts of this office: made for a package, written beside it or into a folder, verified."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from desktop.actions.desk import Desk
from desktop.actions.office_keys import OfficeKeys
from desktop.actions.targets import refuse_missing
from desktop.db import queries
from desktop.db.received_queries import last_answered, received_content
from desktop.exchange.errors import ExchangeError
from desktop.exchange.file_names import RECEIPT, package_stem, receipt_name
from desktop.exchange.manifest import Manifest, manifest_fields, manifest_of
from desktop.exchange.reading import read_exchanged
from desktop.exchange.receipt import (
    Receipt,
    ReceiptKind,
    Remark,
    open_receipt,
    receipt_for,
    seal_receipt,
    telephone_code,
)
from desktop.exchange.stick import write_to_stick
from desktop.files import FileFaultError, fault_of


@dataclass(frozen=True, slots=True)
class Answer:
    """A receipt: its 12 digits for the telephone, its file, or what stopped the writing.

    ``path`` is none where no file was written; ``fault`` is then a code, empty where no file
    was wanted.
    """

    package_id: str
    code: str
    path: Path | None = None
    fault: str = ""
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers, with which keys, at what time."""

    superior: str
    keys: OfficeKeys
    at: datetime

    @classmethod
    def of(cls, desk: Desk, keys: OfficeKeys, *, at: datetime) -> "Answering":
        """The answering of a desk."""
        profile = queries.profile(desk.store)
        return cls(profile.name if profile else "", keys, at)

    def answer(
        self,
        package_id: str,
        manifest: Manifest,
        *,
        kind: ReceiptKind,
        folder: Path | None,
        remarks: Sequence[Remark] = (),
    ) -> Answer:
        """Writes the receipt of a package into a folder; a fault of the place is a value.

        Without a folder only the digits for the telephone are made.
        """
        code = telephone_code(manifest.receipt_secret, kind, package_id)
        if folder is None:
            return Answer(package_id, code)
        made = receipt_for(
            package_id,
            manifest,
            kind=kind,
            at=self.at,
            superior=self.superior,
            keys=self.keys.current,
            remarks=remarks,
        )
        try:
            refuse_missing(folder)
            path = self._written(folder, made, manifest)
        except (ExchangeError, FileFaultError) as error:
            return Answer(package_id, code, None, error.code, dict(error.details))
        except OSError as error:
            fault = fault_of(error, folder)
            return Answer(package_id, code, None, fault.code, dict(fault.details))
        return Answer(package_id, code, path)

    def _written(self, folder: Path, made: Receipt, manifest: Manifest) -> Path:
        """The file of a receipt, in the place of what this office answered before.

        The same answer that lies there already stays as it is.
        """
        there = self._answers_there(folder, made.package_id, manifest)
        peers = [path for path, found in there.items() if _judges(found) == _judges(made)]
        path = max(peers, key=lambda one: there[one].at, default=None)
        if path is None or not _says_the_same(there[path], made):
            made = _after(made, [there[one].at for one in peers])
            data = seal_receipt(made, keys=self.keys.current, reply_to=manifest.reply_to)
            path = write_to_stick(folder, _free_name(folder, made, manifest), data).path
            there[path] = made
        holds = _rank(there[path])
        for old, found in there.items():
            if _rank(found) < holds:
                # What stays by a fault of the place is older by its time, and read as that.
                with contextlib.suppress(OSError):
                    old.unlink()
        return path

    def _answers_there(
        self, folder: Path, package_id: str, manifest: Manifest
    ) -> dict[Path, Receipt]:
        """The receipts in a folder that this office signed for a package; others are not ours."""
        found: dict[Path, Receipt] = {}
        for path in sorted(folder.glob(f"{package_stem(manifest)}_*{RECEIPT}")):
            try:
                one = open_receipt(read_exchanged(path), self.keys.sealing)
            except (ExchangeError, FileFaultError):
                continue
            if one.package_id == package_id and one.signer in self.keys.signers:
                found[path] = one
        return found


def answer_time(desk: Desk, package_id: str) -> datetime:
    """The time of an answer given now to a package: after all that was said of it before.

    Units take what was said last by this time, in whole seconds. A clock that ran ahead and was
    set right, or a quick second answer, never makes a later answer the earlier one.
    """
    now, last = desk.clock.now().replace(microsecond=0), last_answered(desk.store, package_id)
    if last is None:
        return now
    return max(now, last.replace(microsecond=0) + timedelta(seconds=1))


def manifest_in(desk: Desk, package_id: str) -> Manifest:
    """What a received package says of itself.

    Raises:
        KeyError: no reception ever brought it.
    """
    return manifest_of(manifest_fields(received_content(desk.store, package_id).manifest))


def _says_the_same(found: Receipt, made: Receipt) -> bool:
    """Whether a receipt is this answer already, with whichever key.

    A judgement is given at its time: the same words after another judgement are a new one.
    """
    same = (found.kind, found.remarks) == (made.kind, made.remarks)
    return same and (not _judges(made) or found.at == made.at)


def _after(made: Receipt, said: Sequence[datetime]) -> Receipt:
    """A receipt that is later than those in whose place it comes; a judgement has its own time."""
    if _judges(made):
        return made
    return replace(made, at=max([made.at, *(one + timedelta(seconds=1) for one in said)]))


def _judges(one: Receipt) -> bool:
    return one.kind is not ReceiptKind.RECEIVED


def _rank(one: Receipt) -> tuple[bool, datetime]:
    """The answer of the highest rank holds: a judgement before "received", then the later one."""
    return _judges(one), one.at


def _free_name(folder: Path, made: Receipt, manifest: Manifest) -> str:
    """A name for a receipt under which nothing lies in a folder yet."""
    name = Path(receipt_name(manifest, made.kind))
    again = name.with_stem(f"{name.stem}_{made.package_id[:8]}")
    numbered = again.with_stem(f"{again.stem}_{made.at:%Y%m%d%H%M%S}")
    return next((one.name for one in (name, again) if not (folder / one).exists()), numbered.name)
