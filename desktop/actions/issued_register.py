"""The register of issued papers as a paper, made like every other from one document tree."""

from collections.abc import Callable

from desktop.actions.desk import Desk
from desktop.actions.issued_papers import papers
from desktop.actions.periods import period_named
from desktop.actions.reports import paper_frame
from desktop.reports.issued_register import ISSUED_REGISTER, issued_register
from desktop.reports.tree import Document

__all__ = ["ISSUED_REGISTER", "register_document", "register_file"]


def register_document(
    desk: Desk, year: int | None = None, *, signer_id: str | None = None
) -> Document:
    """The register of a year, or of every year in which a paper went out.

    Where no paper ever went out it is that of the year of today, and says so.
    """
    known = papers(desk)
    years = [year] if year is not None else sorted({one.year for one in known})
    return issued_register(
        [
            (
                paper_frame(desk, period_named(desk, str(one)), signer_id=signer_id),
                [paper for paper in known if paper.year == one],
            )
            for one in years or [desk.clock.today().year]
        ]
    )


def register_file(
    desk: Desk, ending: str, year: int | None = None, *, signer_id: str | None = None
) -> bytes:
    """The register as ".pdf", ".docx" or ".xlsx"; the same lines, the same bytes.

    Raises:
        KeyError: there is no writer for the ending.
    """
    return _writer(ending)(register_document(desk, year, signer_id=signer_id))


def _writer(ending: str) -> Callable[[Document], bytes]:
    # Each writer is imported where it is used: the others would delay the first paper.
    if ending == ".pdf":
        from desktop.reports.pdf import write_pdf

        return write_pdf
    if ending == ".docx":
        from desktop.reports.word import write_word

        return write_word
    if ending == ".xlsx":
        from desktop.reports.excel import write_excel

        return write_excel
    raise KeyError(ending)
