"""A paper of the room as a file, whatever it is made of; plain functions for the worker."""

from desktop.actions.desk import Desk
from desktop.actions.issued_register import ISSUED_REGISTER, register_file
from desktop.actions.papers import PaperChoice, paper_excel, paper_pdf, paper_word
from desktop.ui.reports.lines import PaperLine

_MAKERS = {".pdf": paper_pdf, ".docx": paper_word, ".xlsx": paper_excel}


def paper_file(desk: Desk, line: PaperLine, choice: PaperChoice, ending: str = ".pdf") -> bytes:
    """A paper as ".pdf", ".docx" or ".xlsx".

    Raises:
        NoCorrectionError: the period was never corrected.
        KeyError: there is no writer for the ending.
    """
    if line.kind == ISSUED_REGISTER:
        return register_file(desk, ending, line.period.year, signer_id=choice.signer_id)
    return _MAKERS[ending](desk, line.kind, line.period, choice)
