"""What the officer reads about the area: proposals, criteria, thresholds and history."""

from dataclasses import replace
from datetime import date

from desktop.domain.area_proposals import propose
from desktop.domain.areas import AssessmentDraft, steps
from desktop.wording.areas import (
    proposal_text,
    step_text,
)
from tests.domain.area_making import (
    DAY,
    NEW,
    NOTHING,
    OLD,
    RULES,
    assessed,
    draft,
    full,
)

BLANK = "\N{NO-BREAK SPACE}"


def said(entered: AssessmentDraft) -> str:
    return proposal_text(propose(NEW, entered), NEW).replace(BLANK, " ")


def test_a_proposal_names_the_criteria_that_are_met_and_those_not_entered() -> None:
    answers = {"key_route": False}
    figures = {**NOTHING, "drug_users": "50", "use_places": "1", "plant_area": "125"}
    assert said(draft(figures, ticked=answers)) == (
        "Đề xuất trọng điểm loại II: đạt 3/5 tiêu chí (a, b, d); tiêu chí khác chưa nhập."
    )


def test_a_proposal_names_the_criteria_without_a_threshold() -> None:
    entered = full(drug_users="20", use_places="1", arrested="5", plant_area="125")
    assert said(entered) == (
        "Đề xuất trọng điểm loại II: đạt 3/5 tiêu chí (b, c, d); tiêu chí a chưa rõ ngưỡng."
    )


def test_what_is_left_is_proposed_in_its_own_words() -> None:
    assert said(full({"no_users": False})) == (
        "Đề xuất không trọng điểm, chưa đạt không ma túy: không đủ tiêu chí của mức nào khác."
    )
    all_three = {"no_users": True, "no_offenders": True, "no_use_points": True}
    assert said(full(all_three)) == (
        "Đề xuất không ma túy: đạt 3/3 tiêu chí (người nghiện, đối tượng ẩn náu, điểm sử dụng)."
    )


def test_without_a_proposal_the_sentence_says_what_to_enter() -> None:
    answers = {"no_users": False}
    entered = full(answers, drug_users="20", use_places="1", arrested="5")
    assert said(entered) == (
        "Chưa đề xuất được mức phân loại: chưa rõ ngưỡng của tiêu chí a trọng điểm loại II (%)."
    )
    hidden = {name: value for name, value in entered.measured.items() if name != "arrested"}
    assert said(replace(entered, measured=hidden)) == (
        "Chưa đề xuất được mức phân loại: chưa nhập người bị bắt về ma túy. "
        "Chưa rõ ngưỡng của tiêu chí a trọng điểm loại II (%)."
    )


def test_a_class_that_is_certain_is_said_first() -> None:
    entered = full(drug_users="50", arrested="10", use_places="1")
    hidden = {name: value for name, value in entered.measured.items() if name != "plants"}
    assert said(replace(entered, measured=hidden)) == (
        "Ít nhất là trọng điểm loại II; chưa rõ có thuộc loại nặng hơn không: "
        "chưa nhập cây có chứa chất ma túy."
    )


def test_the_old_rule_says_that_the_decision_decides() -> None:
    assert proposal_text(propose(OLD, draft()), OLD) == (
        "Sổ 138 chưa có tiêu chí của quy định này: chọn mức ghi trong quyết định."
    )


def test_the_history_reads_in_sentences() -> None:
    history = [
        assessed(date(2024, 1, 5), "type_2", OLD),
        assessed(date(2025, 9, 1), "type_1"),
        assessed(DAY, "type_3"),
        assessed(date(2026, 9, 1), "type_3"),
    ]
    assert [step_text(one, RULES) for one in steps(history, RULES)] == [
        "Từ 05/01/2024: trọng điểm loại II.",
        (
            "Từ 01/09/2025: trọng điểm loại I, nặng hơn mức trước (“trọng điểm loại II”), "
            "xếp theo quy định khác."
        ),
        "Từ 02/03/2026: trọng điểm loại III, nhẹ hơn mức trước (“trọng điểm loại I”).",
        "Từ 01/09/2026: trọng điểm loại III, như mức trước.",
    ]


def test_a_level_of_an_unknown_rule_is_not_compared() -> None:
    history = [assessed(date(2024, 1, 5), "type_2", OLD), assessed(DAY, "type_1")]
    assert step_text(steps(history, (NEW,))[1], (NEW,)) == (
        "Từ 02/03/2026: trọng điểm loại I, trước đó là “type_2”, không so sánh được, "
        "xếp theo quy định khác."
    )
