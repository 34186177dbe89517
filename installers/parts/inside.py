"""What machine code says of the works inside it, held against the bill of materials."""

import re
from collections.abc import Iterator
from pathlib import Path

from installers.parts.bill import versions_of
from installers.parts.settling import files_in

_MACHINE_CODE = re.compile(r"\.(dll|pyd|exe|so(\.[0-9]+)*)$", re.IGNORECASE)
_SAYS = {
    "CPython": rb"tags/v(\d+\.\d+\.\d+)",
    "OpenSSL": rb"OpenSSL (\d+\.\d+\.\d+)[a-z]* +\d{1,2} [A-Z][a-z]{2} \d{4}",
    "expat": rb"expat_(\d+\.\d+\.\d+)",
    "libpng": rb"libpng version (\d+\.\d+\.\d+)",
    "libjpeg-turbo": rb"libjpeg-turbo version (\d+\.\d+\.\d+)",
    "libtiff": rb"LIBTIFF, Version (\d+\.\d+\.\d+)",
    "bzip2": rb"(\d+\.\d+\.\d+), \d{1,2}-[A-Z][a-z]{2}-\d{4}",
}


class UnlistedPartError(Exception):
    """A file carries something, or a version of it, that the bill of materials does not list."""


def check_bill(folder: Path, bill: bytes) -> None:
    """See that whatever the files of ``folder`` say they carry is listed in ``bill``.

    Raises:
        UnlistedPartError: with the file, and what it says.
    """
    known = versions_of(bill)
    for path in files_in(folder):
        for name, version in _said(path) if _MACHINE_CODE.search(path.name) else ():
            # PDFium names its parts in its own papers, and goes by one version as a whole.
            if version not in known.get(name, ()) and "pdfium" not in path.name:
                raise UnlistedPartError(f"{path.name}: {name} {version}")


def _said(path: Path) -> Iterator[tuple[str, str]]:
    data = path.read_bytes()
    for name, pattern in _SAYS.items():
        for version in sorted(set(re.findall(pattern, data))):
            yield name, version.decode("ascii")
