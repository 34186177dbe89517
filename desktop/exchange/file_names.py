"""Names of files between offices: plain letters, so that every stick and system takes them."""

import re

from desktop.exchange.heads import ENDINGS, FileKind
from desktop.exchange.manifest import Manifest
from desktop.exchange.receipt import ReceiptKind

PACKAGE = ENDINGS[FileKind.PACKAGE]
RECEIPT = ENDINGS[FileKind.RECEIPT]
CONNECTION = ENDINGS[FileKind.CONNECTION]

OURS = re.compile(r"S138_[0-9A-Za-z_-]{1,80}\.s138[rc]?", re.IGNORECASE)
"""What the program itself names its files; others on a stick are never touched."""

_NAMED = re.compile(
    r"S138_(?P<unit>[0-9]{1,20})_(?:(?P<year>[0-9]{4})(?P<month>0[1-9]|1[0-2])_)?", re.IGNORECASE
)

_ANSWERS = {
    ReceiptKind.RECEIVED: "da-nhan",
    ReceiptKind.ACCEPTED: "chap-nhan",
    ReceiptKind.RETURNED: "tra-lai",
}


def package_name(manifest: Manifest) -> str:
    """The name of a package file: "S138_19996_202610_0007.s138"."""
    return package_stem(manifest) + PACKAGE


def receipt_name(manifest: Manifest, kind: ReceiptKind) -> str:
    """The name of the receipt beside it: "S138_19996_202610_0007_da-nhan.s138r"."""
    return f"{package_stem(manifest)}_{_ANSWERS[kind]}{RECEIPT}"


def connection_name(code: str, number: int) -> str:
    """The name of a connection file: "S138_ket-noi_46_0001.s138c"."""
    return f"S138_ket-noi_{code or '0'}_{number:04d}{CONNECTION}"


def named_report(file_name: str) -> tuple[str, str]:
    """The code of the unit and the month that the name of a package or receipt says: "19996" and
    "2026-10"; each empty where it says none. Nobody vouches for a name."""
    found = _NAMED.match(file_name)
    if found is None:
        return "", ""
    year, month = found["year"] or "", found["month"] or ""
    return found["unit"], f"{year}-{month}" if month else ""


def package_stem(manifest: Manifest) -> str:
    """How the names of a package and of its receipts begin: "S138_19996_202610_0007"."""
    period = manifest.period.id.replace("..", "_").replace("-", "")
    return f"S138_{manifest.unit.code}_{period}_{manifest.sequence:04d}"
