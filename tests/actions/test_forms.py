"""The committee's own forms: kept in the store, used by every paper, and taken back."""

import pytest

from desktop.actions.desk import Desk
from desktop.actions.forms import (
    form_content,
    is_form,
    known_forms,
    reset_form,
    use_form,
)
from desktop.actions.own_forms import forms_in_force
from desktop.actions.papers import PAPER_KINDS, PaperChoice, paper_document, paper_pdf
from desktop.actions.periods import period_named
from desktop.actions.reports import month_report_pdf, period_report_document
from desktop.db.text_queries import own_forms
from desktop.reports.form_files import form_names, read_form, shipped_content, written_form
from desktop.reports.forms import SHIPPED, load_form
from desktop.reports.tree import Paragraph


@pytest.fixture
def listed(desk: Desk, groups: tuple[str, ...]) -> Desk:
    assert groups
    return desk


def own(name: str, before: str, after: str) -> bytes:
    shipped = shipped_content(name)
    assert before in shipped
    return shipped.replace(before, after).encode()


@pytest.mark.parametrize("name", form_names())
def test_a_shipped_form_fits_itself_and_is_written_as_it_is_read(name: str) -> None:
    assert read_form(name, shipped_content(name).encode()).problems == ()
    written = read_form(name, written_form(load_form(name)).encode())
    assert written.problems == ()
    assert written.texts == load_form(name).texts


def test_a_paper_takes_the_committees_own_words_and_ours_again(listed: Desk) -> None:
    period = period_named(listed, "2026-10")
    before = month_report_pdf(listed, period)
    own_none = own("month", 'none = "Trong kỳ, trên', 'none = "Trong kỳ này, trên')
    assert use_form(listed, "month", own_none).done
    printed = period_report_document(listed, period).blocks
    assert any(isinstance(one, Paragraph) and "Trong kỳ này, trên" in one.text for one in printed)
    assert month_report_pdf(listed, period) != before
    assert reset_form(listed, "month").value
    assert month_report_pdf(listed, period) == before


def test_a_form_that_does_not_fit_changes_nothing(listed: Desk) -> None:
    broken = own("month", "{attendance} lượt người tham gia.", "lượt người.")
    done = use_form(listed, "month", broken)
    assert not done.done
    assert {(one.code, one.key) for one in done.form_problems} == {
        ("fields_differ", "outreach.held"),
        ("fields_differ", "objectives.cumulative"),
    }
    assert own_forms(listed.store) == {}


def test_the_head_and_every_short_paper_take_the_own_form(listed: Desk) -> None:
    period = period_named(listed, "2026-10")
    assert use_form(listed, "common", own("common", '"Nơi nhận:"', '"Nơi gửi:"')).done
    for kind in PAPER_KINDS:
        document = paper_document(listed, kind, period)
        assert {one.recipients.heading for one in document.papers} == {"Nơi gửi:"}


@pytest.mark.parametrize("name", ["month-plan", "reminder", "tasks", "post-hand-over"])
def test_a_short_papers_own_subject_is_printed(listed: Desk, name: str) -> None:
    period = period_named(listed, "2026-10")
    before = paper_pdf(listed, name, period, PaperChoice(starting=period.start))
    text = load_form(name).text("title")
    assert use_form(listed, name, own(name, f'"{text}"', f'"{text} (mẫu riêng)"')).done
    document = paper_document(listed, name, period)
    assert document.metadata.title.endswith("(mẫu riêng)")
    assert paper_pdf(listed, name, period, PaperChoice(starting=period.start)) != before


def test_the_list_says_which_forms_are_the_committees_own(listed: Desk) -> None:
    assert not any(one.own for one in known_forms(listed))
    assert use_form(listed, "reminder", shipped_content("reminder").encode()).changes.kinds == set()
    content = own("reminder", "# ", "# Mẫu riêng: ")
    assert use_form(listed, "reminder", content).done
    assert [one.name for one in known_forms(listed) if one.own] == ["reminder"]
    assert form_content(listed, "reminder") == content.decode()


def test_words_of_charts_and_sheets_stay(listed: Desk) -> None:
    assert not is_form("chart")
    with pytest.raises(KeyError):
        use_form(listed, "chart", b"")


def test_what_a_later_program_asks_otherwise_is_said_in_our_words(listed: Desk) -> None:
    """A form kept by an earlier program, with a text gone and another with old fields."""
    text = shipped_content("reminder").replace("title = ", "title_before = ")
    with listed.writing(action="use_form") as write:
        write.put("own_forms", {"kind": "reminder", "content": text})
    known = next(one for one in known_forms(listed) if one.own)
    assert known.ours == ("title",)
    assert forms_in_force(listed).named("reminder").text("title") == load_form("reminder").text(
        "title"
    )
    assert read_form("reminder", form_content(listed, "reminder").encode()).problems == ()


def test_a_form_is_taken_back_by_undo(listed: Desk) -> None:
    assert use_form(listed, "reminder", own("reminder", "# ", "# Mẫu riêng: ")).done
    assert listed.store.undo() is not None
    assert own_forms(listed.store) == {}
    assert forms_in_force(listed) is SHIPPED


def test_the_shipped_forms_hold_only_letters_that_papers_print() -> None:
    for name in form_names():
        content = shipped_content(name).encode()
        assert read_form(name, content, taken=False).problems == ()


@pytest.mark.parametrize("letter", ["😀", "漢", "\u200b", "\u202e", "א"])
def test_a_form_with_a_letter_that_papers_cannot_print_is_refused(
    listed: Desk, letter: str
) -> None:
    done = use_form(listed, "month", own("month", 'kind = "BÁO CÁO"', f'kind = "BÁO {letter}"'))
    assert [(one.code, one.key) for one in done.form_problems] == [("not_drawn", "kind")]
    assert own_forms(listed.store) == {}
