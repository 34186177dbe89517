"""Numbers in an officer's own sentences: tied to figures, told when these change, never swapped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.living import (
    Figure,
    MadeFrom,
    StaleFigure,
    as_it_is,
    figures_in,
    read_ties,
    stale,
    taken_over,
    tie,
    ties_text,
)

GENERATED = (
    "Trong kỳ tổ chức được 19 buổi với 1.234 lượt người; mỗi tổ ít nhất 01 buổi.\n"
    "Có 18/23 (78,3%) tổ dân phố tổ chức; còn 05 tổ dân phố chưa tổ chức."
)
KEYS = {0: "held", 1: "people", 3: "met", 4: "due", 5: "percent", 6: "missing"}
FIGURES = figures_in(GENERATED, KEYS)
NOW = {"held": "21", "people": "1.234", "met": "20", "due": "23", "percent": "87", "missing": "03"}


def said(text: str, now: dict[str, str] | None = None) -> list[tuple[str, str]]:
    found = stale("outreach", text, tie(text, FIGURES), NOW if now is None else now)
    return [(one.said, one.now) for one in found]


def test_every_number_of_the_generated_text_is_tied_to_its_figure() -> None:
    ties = tie(GENERATED, FIGURES)
    assert [one.key for one in ties.figures] == list(KEYS.values())
    assert said(GENERATED, {one.key: one.value for one in FIGURES}) == []


def test_a_changed_figure_in_an_edited_sentence_is_told_with_its_sentence() -> None:
    text = "Địa bàn ổn định. Nhờ đó đã mở 19 buổi, nhiều người dự. Còn lại bình thường."
    [one] = stale("outreach", text, tie(text, FIGURES), NOW)
    assert one == StaleFigure("outreach", "19", "21", "Nhờ đó đã mở 19 buổi, nhiều người dự.", 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Có 18/23 tổ dân phố đạt, bằng 78,3% tổng số.", [("18", "20"), ("78,3", "87")]),
        ("Còn 5 tổ dân phố chưa tổ chức.", [("5", "03")]),
        ("Có 1234 lượt người.", []),
        ("Mỗi tổ ít nhất 01 buổi.", []),
        ("Ngày 19 tháng 5 năm 2026, theo Kế hoạch 19/KH-UBND.", []),
        ("Ngày 19/5/2026 ra quân.", []),
        ("Nhà văn hóa có 5 phòng.", []),
        ("", []),
    ],
)
def test_numbers_are_known_by_the_words_beside_them(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert said(text) == found


def test_a_figure_that_is_not_said_any_more_is_told_as_gone() -> None:
    text = "Còn 05 tổ dân phố chưa tổ chức."
    assert said(text, {**NOW, "missing": ""}) == [("05", "")]
    assert said(text, {"held": "21"}) == [("05", "")]


def test_a_number_keeps_its_tie_while_the_words_around_it_are_written_anew() -> None:
    first = "Đã mở 19 buổi tuyên truyền."
    ties = tie(first, FIGURES)
    later = "Trong tháng qua, dù mưa bão, đã mở 19 buổi tuyên truyền tại 04 điểm."
    changed = figures_in("Trong kỳ tổ chức được 21 buổi.", {0: "held"})
    again = tie(later, changed, earlier=first, known=ties)
    assert [(one.key, one.value) for one in again.figures] == [("held", "19")]
    assert [one.now for one in stale("outreach", later, again, NOW)] == ["21"]


def test_one_figure_is_taken_over_and_the_rest_of_the_text_stays() -> None:
    text = "Đã mở 19 buổi; còn 05 tổ dân phố chưa tổ chức."
    ties = tie(text, FIGURES)
    first, second = stale("outreach", text, ties, NOW)
    made = taken_over(text, ties, first)
    assert made is not None
    assert made[0] == "Đã mở 21 buổi; còn 05 tổ dân phố chưa tổ chức."
    assert stale("outreach", *made, NOW) == (
        StaleFigure("outreach", "05", "03", made[0], second.place),
    )


def test_a_number_that_shall_stay_is_asked_again_only_when_its_figure_changes() -> None:
    text = "Đã mở 19 buổi."
    ties = tie(text, FIGURES)
    [figure] = stale("outreach", text, ties, NOW)
    kept = as_it_is(text, ties, figure)
    assert kept is not None
    assert stale("outreach", text, kept, NOW) == ()
    assert [one.now for one in stale("outreach", text, kept, {"held": "22"})] == ["22"]
    assert stale("outreach", text, kept, {"held": "19"}) == ()


def test_a_number_that_is_not_there_any_more_is_neither_changed_nor_kept() -> None:
    text = "Đã mở 19 buổi."
    ties = tie(text, FIGURES)
    [figure] = stale("outreach", text, ties, NOW)
    assert taken_over("Đã mở nhiều buổi.", ties, figure) is None
    assert taken_over("Đã mở 20 buổi.", ties, figure) is None
    assert as_it_is("Đã mở nhiều buổi.", ties, figure) is None


def test_ties_are_stored_and_read_back() -> None:
    ties = tie(GENERATED, FIGURES)
    assert read_ties(ties_text(ties)) == ties
    assert ties_text(MadeFrom()) == ""
    assert read_ties("[]") == read_ties("") == read_ties("{") == MadeFrom()


@given(st.lists(st.tuples(st.sampled_from(["buổi", "tổ", "ngày", "/", "."]), st.integers(0, 40))))
def test_any_text_is_tied_and_told_without_a_fall(parts: list[tuple[str, int]]) -> None:
    text = " ".join(f"{number} {word}" for word, number in parts)
    ties = tie(text, FIGURES)
    for one in stale("outreach", text, ties, NOW):
        made = taken_over(text, ties, one)
        assert made is not None
        assert len(stale("outreach", *made, NOW)) == len(stale("outreach", text, ties, NOW)) - 1


@given(st.lists(st.sampled_from(["19", "5", "buổi", "tổ", "còn", "."])), st.data())
def test_editing_never_ties_a_number_to_a_figure_of_another_value(
    words: list[str], data: st.DataObject
) -> None:
    first = " ".join(words)
    later = " ".join(data.draw(st.permutations(words)))
    ties = tie(later, FIGURES, earlier=first, known=tie(first, FIGURES))
    now = {one.key: one.value for one in FIGURES if one.key}
    assert stale("outreach", later, ties, now) == ()


def test_figures_of_one_value_are_told_apart_by_all_the_words_around_them() -> None:
    text = "Hội nghị (03 buổi); Công an phường (03 buổi); UBMTTQ (03 buổi)."
    figures = figures_in(text, {0: "meeting", 1: "police", 2: "front"})
    assert [one.key for one in tie(text, figures).figures] == ["meeting", "police", "front"]
    edited = "Chủ yếu do UBMTTQ (03 buổi), Công an phường (03 buổi) thực hiện."
    assert [one.key for one in tie(edited, figures).figures] == ["front", "police"]


def test_a_figure_without_meaning_ties_nothing() -> None:
    assert tie("01 buổi", (Figure("", "01", (), ("buổi",)),)) == MadeFrom()
