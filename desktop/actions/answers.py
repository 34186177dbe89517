"""Receipts of this office: made for a package, written beside it or into a folder, verified."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desktop.actions.desk import Desk
from desktop.actions.office_keys import OfficeKeys
from desktop.db import queries
from desktop.db.received_queries import received_content
from desktop.exchange.errors import ExchangeError
from desktop.exchange.file_names import receipt_name
from desktop.exchange.keys import SealingKey
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
from desktop.files import FileFaultError, fault_of, make_folder


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
            make_folder(folder)
            path = self._written(folder, made, manifest)
        except (ExchangeError, FileFaultError) as error:
            return Answer(package_id, code, None, error.code, dict(error.details))
        except OSError as error:
            fault = fault_of(error, folder)
            return Answer(package_id, code, None, fault.code, dict(fault.details))
        return Answer(package_id, code, path)

    def _written(self, folder: Path, made: Receipt, manifest: Manifest) -> Path:
        """The file of a receipt; the same answer that lies there already stays as it is."""
        name = Path(receipt_name(manifest, made.kind))
        again = name.with_stem(f"{name.stem}_{made.package_id[:8]}")
        for path in (folder / name, folder / again):
            if not path.exists():
                data = seal_receipt(made, keys=self.keys.current, reply_to=manifest.reply_to)
                return write_to_stick(folder, path.name, data).path
            if _says_the_same(path, made, self.keys.sealing):
                return path
        number = f"{made.at:%Y%m%d%H%M%S}"
        data = seal_receipt(made, keys=self.keys.current, reply_to=manifest.reply_to)
        return write_to_stick(folder, f"{again.stem}_{number}{again.suffix}", data).path


def manifest_in(desk: Desk, package_id: str) -> Manifest:
    """What a received package says of itself.

    Raises:
        KeyError: no reception ever brought it.
    """
    return manifest_of(manifest_fields(received_content(desk.store, package_id).manifest))


def _says_the_same(path: Path, made: Receipt, keys: Sequence[SealingKey]) -> bool:
    """Whether a file is this answer already, whenever it was given and with whichever key."""
    try:
        found = open_receipt(read_exchanged(path), keys)
    except (ExchangeError, FileFaultError):
        return False
    return (found.package_id, found.kind, found.remarks) == (
        made.package_id,
        made.kind,
        made.remarks,
    )
