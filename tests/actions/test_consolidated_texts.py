"""The officer's own paragraphs in the consolidated report: kept per period, printed, carried."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.actions.consolidated_papers import ConsolidatedChoice, consolidated_document
from desktop.actions.consolidated_texts import (
    carriable,
    carried_texts,
    carry_texts,
    confirm_text,
    keep_text,
    own_sections,
    own_texts,
)
from desktop.actions.desk import Desk
from desktop.actions.issued_papers import (
    issue_paper,
    newer_words,
    paper,
    proposed_paper,
    renew_words,
)
from desktop.actions.setup import Sources
from desktop.domain.periods import parse_period
from desktop.reports.pdf import write_pdf
from desktop.reports.tree import Document, Heading, Paragraph
from desktop.reports.word import write_word
from tests.actions.units_making import Sent, receive, sent_month, superior_desk, units_named
from tests.reports.office_reading import word_file
from tests.reports.reading import read_pdf

OCTOBER, NOVEMBER = parse_period("2026-10"), parse_period("2026-11")
UNITS = units_named(3)
OWN = "Các đơn vị đã chủ động triển khai kế hoạch."


@pytest.fixture
def desk(tmp_path: Path, sources: Sources) -> Iterator[Desk]:
    """Three units, of which two have sent October."""
    with superior_desk(tmp_path / "data", sources, UNITS) as made:
        receive(made, *(Sent(unit, sent_month(unit)) for unit in UNITS[:2]), name="TN 1")
        yield made


def report(desk: Desk) -> Document:
    return consolidated_document(desk, "report", OCTOBER)


def words(document: Document) -> list[str]:
    """Headings and paragraphs in their order."""
    return [
        (one.text if isinstance(one, Heading | Paragraph) else "").replace("\u00a0", " ")
        for one in document.blocks
    ]


def test_a_part_nobody_wrote_in_is_not_printed(desk: Desk) -> None:
    headings = [one.text for one in report(desk).blocks if isinstance(one, Heading)]
    assert not any("ĐÁNH GIÁ" in one or "KIẾN NGHỊ" in one for one in headings)


def test_evaluation_difficulties_and_proposals_stand_in_parts_of_their_own(desk: Desk) -> None:
    for key, text in (
        ("strengths", OWN),
        ("shortcomings", "Một số đơn vị gửi chậm."),
        ("next_tasks", "Đôn đốc các đơn vị."),
        ("proposals", "Đề nghị cấp kinh phí."),
    ):
        assert keep_text(desk, OCTOBER, key, text).done
    said = words(report(desk))
    places = [
        said.index(one)
        for one in (
            "III. NHẬN XÉT, ĐÁNH GIÁ",
            "1. Ưu điểm",
            OWN,
            "2. Tồn tại, khó khăn, hạn chế và nguyên nhân",
            "Một số đơn vị gửi chậm.",
            "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ TỚI",
            "Đôn đốc các đơn vị.",
            "V. KIẾN NGHỊ, ĐỀ XUẤT",
            "Đề nghị cấp kinh phí.",
        )
    ]
    assert places == sorted(places)


def test_figures_stay_and_the_own_text_follows_them(desk: Desk) -> None:
    before = words(report(desk))
    keep_text(desk, OCTOBER, "outreach", "Một.\nHai.")
    after = words(report(desk))
    assert [one for one in after if one not in ("Một.", "Hai.")] == before
    place = after.index("Một.")
    assert after[place + 1] == "Hai."
    assert after[place - 1].startswith("Thôn, tổ dân phố có ít nhất 01 buổi")


def test_what_was_written_is_in_pdf_and_word(desk: Desk) -> None:
    keep_text(desk, OCTOBER, "strengths", OWN)
    document = report(desk)
    assert any(OWN in page.text for page in read_pdf(write_pdf(document)))
    assert OWN in "\n".join(one.text for one in word_file(write_word(document)).paragraphs)


def test_paragraphs_belong_to_their_period(desk: Desk) -> None:
    keep_text(desk, OCTOBER, "strengths", OWN)
    assert own_texts(desk, NOVEMBER) == {}
    assert [one.key for one in own_sections(desk, OCTOBER) if one.own] == ["strengths"]


def test_an_emptied_section_is_no_longer_printed(desk: Desk) -> None:
    before = words(report(desk))
    keep_text(desk, OCTOBER, "proposals", "Đề nghị.")
    keep_text(desk, OCTOBER, "proposals", " \n")
    assert words(report(desk)) == before


def test_an_unknown_section_is_refused(desk: Desk) -> None:
    with pytest.raises(KeyError):
        keep_text(desk, OCTOBER, "nothing", OWN)


def test_paragraphs_of_the_report_before_are_taken_over_and_marked(desk: Desk) -> None:
    keep_text(desk, OCTOBER, "strengths", OWN)
    keep_text(desk, OCTOBER, "proposals", "Cũ.")
    keep_text(desk, NOVEMBER, "proposals", "Mới.")
    assert carriable(desk, NOVEMBER) == ("strengths",)
    assert carry_texts(desk, NOVEMBER).value == ("strengths",)
    assert own_texts(desk, NOVEMBER) == {"strengths": OWN, "proposals": "Mới."}
    assert [one.section for one in carried_texts(desk, NOVEMBER)] == ["strengths"]
    assert confirm_text(desk, NOVEMBER, "strengths").done
    assert carried_texts(desk, NOVEMBER) == ()
    assert not carry_texts(desk, NOVEMBER).done, "nothing is left to take over"


def test_a_numbered_report_keeps_the_paragraphs_it_was_signed_with(desk: Desk) -> None:
    assert keep_text(desk, OCTOBER, "strengths", OWN).done
    draft = proposed_paper(desk, "report", OCTOBER)
    draft = replace(draft, number=7, issued_on=desk.clock.today())
    issued = issue_paper(desk, draft)
    assert issued.value is not None
    assert keep_text(desk, OCTOBER, "strengths", "Lời khác, viết sau khi ký.").done
    said = " ".join(words(report(desk)))
    assert OWN in said
    assert "Lời khác" not in said
    line = paper(desk, issued.value)
    assert line is not None
    assert newer_words(desk, line) == ("strengths",), "what was edited since is named"
    anew = consolidated_document(desk, "report", OCTOBER, ConsolidatedChoice(anew=True))
    assert "Lời khác" in " ".join(words(anew)), "a report begun anew says the words of now"
    assert renew_words(desk, issued.value).done
    assert "Lời khác" in " ".join(words(report(desk)))
