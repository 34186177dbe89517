"""Some pages of papers as a file of their own, which says what the paper says of itself."""

import ctypes
import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

import pypdfium2

from desktop.ui.reports.rendering import opened

_KEPT = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")
_LONGEST_LANGUAGE = 64


def some_pages(data: bytes, pages: Sequence[int]) -> bytes:
    """A PDF of these pages (from 0), in this order, each as often as it is named.

    Text stays text and lines stay lines: nothing is drawn anew. Title and language are those of
    the paper; bookmarks are not taken over. All pages once are the same bytes.
    """
    with opened(data) as document:
        if list(pages) == list(range(len(document))):
            return data
        return _put_together([(document, pages)])


def joined_pages(papers: Sequence[bytes]) -> bytes:
    """A PDF of all pages of several, one after the other; it says of itself what the first says."""
    if len(papers) == 1:
        return papers[0]
    with ExitStack() as stack:
        documents = [stack.enter_context(opened(one)) for one in papers]
        return _put_together([(one, range(len(one))) for one in documents])


def _put_together(parts: Sequence[tuple[Any, Sequence[int]]]) -> bytes:
    """The chosen pages of documents as a file."""
    library: Any = pypdfium2
    first = parts[0][0]
    said = first.get_metadata_dict(skip_empty=True)
    # The library cannot write what a file says of itself: its pages go into one that does.
    chosen = library.PdfDocument(_blank_file(said, language(first)))
    try:
        for document, pages in parts:
            # In one go: their typefaces are taken over once.
            chosen.import_pages(document, list(pages), len(chosen))
        chosen.del_page(0)
        written = io.BytesIO()
        chosen.save(written)
    finally:
        chosen.close()
    return written.getvalue()


def language(document: Any) -> str:
    """The language that a PDF names; empty where it names none."""
    raw: Any = pypdfium2.raw
    letters = (ctypes.c_ushort * _LONGEST_LANGUAGE)()
    size = raw.FPDFCatalog_GetLanguage(document.raw, letters, ctypes.sizeof(letters))
    if not 0 < size <= ctypes.sizeof(letters):
        return ""
    return bytes(letters)[:size].decode("utf-16-le").rstrip("\0")


def _blank_file(said: Mapping[str, str], language: str) -> bytes:
    """A PDF of one blank page with these words about itself."""
    named = [f"/{key} {_text(said[key])}" for key in _KEPT if said.get(key)]
    spoken = f" /Lang {_text(language)}" if language else ""
    return _as_file(
        (
            f"<< /Type /Catalog /Pages 2 0 R{spoken} >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
            f"<< {' '.join(named)} >>",
        )
    )


def _text(words: str) -> str:
    """Words as PDF writes them, with every letter there is (ISO 32000-1, 7.9.2.2)."""
    return f"<FEFF{words.encode('utf-16-be').hex().upper()}>"


def _as_file(objects: Iterable[str]) -> bytes:
    """Objects as a PDF: the first is the catalog, the last what it says of itself."""
    written, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{one}\nendobj\n".encode("ascii")
    count, table = len(places), len(written)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    ending = f"<< /Size {count + 1} /Root 1 0 R /Info {count} 0 R >>"
    written += f"xref\n0 {count + 1}\n0000000000 65535 f \n{rows}".encode("ascii")
    written += f"trailer\n{ending}\nstartxref\n{table}\n%%EOF\n".encode("ascii")
    return bytes(written)
