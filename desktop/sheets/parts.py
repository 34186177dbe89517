"""The parts of an .xlsx archive, walked element by element within limits."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from desktop.sheets.cells import Limits
from desktop.sheets.errors import SheetError

_WEIGHED, _BLOCK = 10_000_000, 1 << 20
_NOT_ELEMENTS = 1000
"""Declarations and comments that an honest part may hold besides."""
_MACROS = "xl/vbaproject.bin"


@dataclass(slots=True)
class _Heard:
    """A part's bytes; it stops where nothing is said for too long.

    The parser under Python begins a token anew with every block that does not end it, so a tag
    or a comment of many megabytes would take hours.
    """

    stream: IO[bytes]
    limit: int
    silent: int = 0

    def read(self, size: int = -1) -> bytes:
        """The next block of the part."""
        block = self.stream.read(size)
        self.silent += len(block)
        if self.silent > self.limit:
            raise SheetError("hostile")
        return block


@dataclass(slots=True)
class Parts:
    """The archive with its budget of elements and cells; one for the whole workbook."""

    archive: zipfile.ZipFile
    limits: Limits
    elements: int = 0
    cells: int = 0

    def find(self, name: str) -> str | None:
        """The part's own name, whatever its case and slashes."""
        wanted = name.lstrip("/").lower()
        return next(
            (one for one in self.archive.namelist() if one.replace("\\", "/").lower() == wanted),
            None,
        )

    @property
    def has_macros(self) -> bool:
        """Whether the workbook carries a program of its own, which is never looked at."""
        return self.find(_MACROS) is not None

    def walk(self, name: str) -> Iterator[tuple[str, Element]]:
        """The start and end of every element of a part; DTDs and entities are refused."""
        found = self.find(name)
        if found is None:
            return
        if self.archive.getinfo(found).file_size > _WEIGHED:
            self._weigh(found)
        with self.archive.open(found) as stream:
            heard = _Heard(stream, self.limits.token)
            depth = 0
            try:
                for event, element in iterparse(heard, events=("start", "end"), forbid_dtd=True):
                    heard.silent = 0
                    depth += 1 if event == "start" else -1
                    self._count(depth)
                    yield event, element
            except DefusedXmlException as error:
                raise SheetError("hostile") from error

    def _weigh(self, found: str) -> None:
        """Refuse a part of too many elements before it is parsed: counting is far quicker."""
        events = 0
        with self.archive.open(found) as stream:
            while block := stream.read(_BLOCK):
                events += block.count(b"<") + block.count(b"/>")
        if self.elements + events > self.limits.elements + _NOT_ELEMENTS:
            raise SheetError("too_many_cells", {"limit": str(self.limits.rows)})

    def _count(self, depth: int) -> None:
        self.elements += 1
        if self.elements > self.limits.elements:
            raise SheetError("too_many_cells", {"limit": str(self.limits.rows)})
        if depth > self.limits.depth:
            raise SheetError("hostile")


def check_archive(archive: zipfile.ZipFile, *, limits: Limits) -> None:
    """Refuse what would grow too large when it is unpacked, and what is under a password."""
    entries = archive.infolist()
    if len(entries) > limits.parts:
        raise SheetError("hostile")
    total = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise SheetError("password_protected")
        total += entry.file_size
        packed = max(entry.compress_size, 1)
        if entry.file_size > 1_000_000 and entry.file_size / packed > limits.ratio:
            raise SheetError("hostile")
    if total > limits.unpacked_size:
        raise SheetError("too_large", {"limit": str(limits.unpacked_size // 1_000_000)})
