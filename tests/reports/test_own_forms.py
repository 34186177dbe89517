"""Whatever a committee writes into its forms, if it fits: every paper is made of it."""

from dataclasses import replace
from datetime import date
from string import Formatter

import pytest

from desktop.domain.check_codes import codes
from desktop.domain.snapshot import Snapshot
from desktop.reports.excel import write_excel
from desktop.reports.form_files import form_names, read_form, written_form
from desktop.reports.forms import Form, Forms, load_form
from desktop.reports.hand_over import post_hand_over
from desktop.reports.model_register import model_register
from desktop.reports.month import month_report
from desktop.reports.month_plan import month_plan
from desktop.reports.pdf import write_pdf
from desktop.reports.reminder import reminder
from desktop.reports.session_forms import MinutesSubject, collection_forms, minutes
from desktop.reports.session_register import session_register
from desktop.reports.stick_slip import stick_slip
from desktop.reports.tasks_sheet import inspection_forms
from desktop.reports.tree import Document
from desktop.reports.word import write_word
from tests.reports.made_up import FRAME, snapshot
from tests.reports.office_reading import words_of_excel, words_of_tree, words_of_word
from tests.reports.papers_made_up import CODE, HELD, INVENTORY, NAMES
from tests.reports.papers_made_up import codes as line_codes
from tests.reports.planned import planned

FIXED = ("sections.", "counts.in_month", "own_work", "nation", "motto")


def shortest(key: str, text: str) -> str:
    """A text of the same fields and hardly any words."""
    if key.startswith(FIXED):
        return text
    fields = [name for _text, name, _form, _conversion in Formatter().parse(text) if name]
    return "Ẩ" + "".join(f"{{{name}}}" for name in dict.fromkeys(fields))


def longest(key: str, text: str) -> str:
    """A text three times as long."""
    return text if key.startswith(FIXED) else text + "Ẩ" * (2 * len(text))


SHORT = {n: {k: shortest(k, t) for k, t in load_form(n).texts.items()} for n in form_names()}
LONG = {n: {k: longest(k, t) for k, t in load_form(n).texts.items()} for n in form_names()}


def marked(key: str, text: str) -> str:
    """A text with signs that file formats use for themselves."""
    return text if key.startswith(FIXED) else f"=<b>&{text}/[]:*?'%#"


MARKED = {n: {k: marked(k, t) for k, t in load_form(n).texts.items()} for n in form_names()}


def papers(made: Snapshot, forms: Forms) -> list[Document]:
    frame = replace(FRAME, forms=forms)
    subject = MinutesSubject(session=HELD, groups=NAMES, code=CODE)
    return [
        month_report(made, {}, frame),
        session_register(made, frame),
        model_register(made, frame),
        minutes(made, frame, subject),
        collection_forms(made, frame, line_codes(made)),
        month_plan(made, frame, starting=date(2026, 10, 1), members={}),
        reminder(made, frame),
        inspection_forms(made, frame),
        post_hand_over(made, frame, INVENTORY),
        stick_slip(made, frame, codes(made)),
    ]


@pytest.mark.parametrize("own", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.parametrize("name", form_names())
def test_such_a_form_is_taken(own: dict[str, dict[str, str]], name: str) -> None:
    reading = read_form(name, written_form(Form(name, own[name])).encode())
    assert reading.problems == ()
    assert reading.texts == own[name]


@pytest.mark.parametrize("own", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.parametrize(
    "made", [snapshot(5), snapshot(0), planned("2026-10")], ids=["five", "none", "with a plan"]
)
def test_every_paper_is_made_of_it(own: dict[str, dict[str, str]], made: Snapshot) -> None:
    for document in papers(made, Forms(own)):
        assert any("ẩ" in word for word in words_of_tree(document))
        assert write_pdf(document).startswith(b"%PDF")


def test_signs_of_file_formats_are_words_in_all_three_files() -> None:
    for document in papers(planned("2026-10"), Forms(MARKED)):
        words = words_of_tree(document)
        assert words_of_word(write_word(document)) == words
        assert words <= words_of_excel(write_excel(document))
        assert write_pdf(document).startswith(b"%PDF")


def test_a_paper_without_own_forms_is_the_shipped_one() -> None:
    made = snapshot(3)
    for ours, other in zip(papers(made, Forms()), papers(made, Forms({"month": {}})), strict=True):
        assert ours == other
