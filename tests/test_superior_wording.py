"""Every state, cause and finding of the superior's desk has words, and they hold what they say."""

import pytest

from desktop.domain.across_units import FindingCode
from desktop.domain.board import CellState
from desktop.exchange.received import Cause, Oddity, Standing
from desktop.wording import cell_text, error_text
from desktop.wording.superior import (
    across_text,
    cause_text,
    cell_sign,
    cell_word,
    oddity_text,
    reception_words,
    standing_word,
)

DETAILS = {
    "figures": "7",
    "sessions": "12",
    "attendance": "300",
    "population": "250",
    "month": "2026-09",
    "figure": "muc-1",
    "label": "Số người nghiện",
    "now": "40",
    "usual": "8",
    "before": "30",
    "row": "Ba Đình",
    "added": "2",
    "removed": "1",
    "average": "150",
    "from": "2026-09-01",
    "to": "2026-09-30",
    "differing": "1",
    "groups": "3",
    "day": "2026-09-20",
    "last_day": "2026-10-14",
    "answer": "Chốt sớm vì bão",
}


@pytest.mark.parametrize("cause", [one for one in Cause if one])
def test_every_cause_says_what_it_means(cause: Cause) -> None:
    details = {"unit": "20001", "successor": "20002", "valid_from": "2025-07-01", "other": "ab"}
    said = cause_text(cause.value, details, code="19996")
    assert said
    assert "…" not in said.replace("--code …", "")


def test_a_unit_that_ended_names_who_reports_where_somebody_does() -> None:
    assert "20002" in cause_text("unit_ended", {"successor": "20002"}, code="1")
    assert "…" not in cause_text("unit_ended", {}, code="1")
    assert cause_text("", {}, code="1") == ""


@pytest.mark.parametrize("code", list(FindingCode))
def test_every_finding_asks_with_its_numbers(code: FindingCode) -> None:
    said = across_text(code.value, DETAILS, unit="Xã A", other="Xã B")
    assert said.startswith("Xã A")
    assert "…" not in said
    assert "{" not in said


def test_a_finding_names_months_and_days_as_people_do() -> None:
    assert "tháng 9/2026" in across_text("copied_month", DETAILS, unit="Xã A")
    assert "01/09/2026" in across_text("other_days", DETAILS, unit="Xã A")


def test_figures_without_a_label_have_a_word_of_their_own() -> None:
    details = {**DETAILS, "figure": "sessions", "label": ""}
    assert "số buổi" in across_text("jump_up", details, unit="Xã A")


def test_every_state_and_oddity_has_a_word() -> None:
    assert all(standing_word(one.value) for one in Standing)
    assert all(oddity_text(one.value) for one in Oddity)
    assert len({cell_word(one.value) for one in CellState}) == len(list(CellState))
    signs = [cell_sign(one.value) for one in CellState]
    assert len(set(signs)) == len(signs)


@pytest.mark.parametrize("code", ["practice_signer", "receiving_stopped"])
def test_refusals_of_the_desk_have_sentences(code: str) -> None:
    assert code not in error_text(code, {})


def test_a_merger_of_an_unlisted_unit_says_its_name_and_day() -> None:
    details = {"name": "Xã Lạ", "code": "30000", "date": "2027-01-01"}
    said = cell_text("unit_not_listed", details)
    assert "Xã Lạ (30000)" in said
    assert "01/01/2027" in said


def test_a_reception_is_named_by_its_day_as_people_write_it() -> None:
    assert reception_words("2026-10-16 2, USB KINGSTON") == "16/10/2026, lần 2, USB KINGSTON"
    assert reception_words("2026-10-16 1") == "16/10/2026, lần 1"
    assert reception_words("2026-10-16 1, USB (2)") == "16/10/2026, lần 1, USB (2)"
    assert reception_words("Đợt bổ sung") == "Đợt bổ sung"
    assert reception_words("2026-99-99 1") == "2026-99-99 1"
