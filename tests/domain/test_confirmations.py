"""What is asked before a period is closed, and for how long an answer holds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.confirmations import (
    LIST_MARK,
    Confirmation,
    ConfirmationCode,
    about_open_months,
    answered,
    check_answer,
    closed_early,
    find_confirmations,
    unanswered,
)
from desktop.domain.plan_facts import MISSING, NIL, NOT_APPLICABLE
from desktop.domain.plans import PlanPack
from desktop.domain.problems import Severity
from desktop.domain.sessions import OutreachSession, SessionStatus
from desktop.wording.confirmations import confirmation_text, confirmation_title
from tests.domain.making import held
from tests.domain.plan_making import Entered, entries, pack_of

COVERAGE = 'kind = "coverage"\nnumerator = "done"\ndenominator = "all"\ntarget = 100'
PACK = pack_of(COVERAGE)
"""The flows ``done`` and ``all``, and a stock that ``all`` adds to and ``done`` takes from."""
OCTOBER = "2026-10"
SEPTEMBER = "2026-09"


def asked(
    *months: str,
    figures: Mapping[str, Mapping[str, Entered]] | None = None,
    openings: Mapping[str, int] | None = None,
    sessions: tuple[OutreachSession, ...] = (),
    previous: tuple[OutreachSession, ...] = (),
    first: str | None = None,
    pack: PlanPack | None = PACK,
) -> tuple[Confirmation, ...]:
    """What is asked about some months."""
    return find_confirmations(
        pack=pack,
        months=months,
        counts=entries(figures or {}),
        openings=openings or {},
        sessions=sessions,
        group_names={"A": "Tổ 1", "B": "Tổ 2"},
        previous_sessions=previous,
        first_month=first,
    )


def codes(found: tuple[Confirmation, ...]) -> list[str]:
    """The codes asked, without that of figures not entered."""
    return [one.code for one in found if one.code is not ConfirmationCode.COUNTS_MISSING]


def only(found: tuple[Confirmation, ...], code: ConfirmationCode) -> Confirmation:
    """The one question of a code."""
    (one,) = (each for each in found if each.code is code)
    return one


def at(day: int, *groups: str, time: str = "", body: str = "", **fields: str) -> OutreachSession:
    """A session of October with its hour and lead body."""
    plain = held(date(2026, 10, day), *groups, number=len(time + body))
    return replace(plain, start_time=time, lead_body=body, **fields)  # type: ignore[arg-type]


def test_figures_not_entered_are_asked_about_once_with_their_number() -> None:
    found = asked(OCTOBER, figures={"done": {OCTOBER: NIL}, "stock": {OCTOBER: NOT_APPLICABLE}})
    one = only(found, ConfirmationCode.COUNTS_MISSING)
    assert (one.subject, one.details["number"], one.details["total"]) == (OCTOBER, "1", "3")


def test_a_month_before_tracking_is_not_asked_about() -> None:
    assert asked(SEPTEMBER, first=OCTOBER) == ()


def test_without_a_plan_no_counts_are_asked_about() -> None:
    assert asked(OCTOBER, pack=None) == ()


def test_a_stock_that_does_not_follow_from_its_flows_is_asked_about() -> None:
    figures: dict[str, dict[str, Entered]] = {
        "stock": {SEPTEMBER: 20, OCTOBER: 25},
        "all": {OCTOBER: 3},
        "done": {OCTOBER: NIL},
    }
    one = only(asked(OCTOBER, figures=figures), ConfirmationCode.STOCK_BALANCE)
    wanted = {"last": "20", "added": "3", "reduced": "0", "expected": "23", "value": "25"}
    assert wanted.items() <= one.details.items()
    figures["stock"][OCTOBER] = 23
    assert codes(asked(OCTOBER, figures=figures)) == []


@pytest.mark.parametrize("unknown", ["done", "all"])
def test_a_stock_is_left_alone_while_a_flow_is_not_known(unknown: str) -> None:
    figures: dict[str, dict[str, Entered]] = {
        "stock": {SEPTEMBER: 20, OCTOBER: 25},
        "all": {OCTOBER: 3},
        "done": {OCTOBER: 1},
    }
    figures[unknown] = {OCTOBER: MISSING}
    assert codes(asked(OCTOBER, figures=figures)) == []


def test_in_the_first_month_the_opening_total_is_the_last_stock() -> None:
    figures: dict[str, dict[str, Entered]] = {
        "stock": {OCTOBER: 10},
        "all": {OCTOBER: 1},
        "done": {OCTOBER: 1},
    }
    for first in (OCTOBER, None):
        found = asked(OCTOBER, figures=figures, openings={"stock": 12}, first=first)
        assert only(found, ConfirmationCode.STOCK_BALANCE).details["last"] == "12"
    later = asked(OCTOBER, figures=figures, openings={"stock": 12}, first="2026-01")
    assert codes(later) == []


FLOWS = "\n".join(
    f'[[counts]]\nid = "{name}"\nlabel = "{name}"\nunit = "vụ"\nkind = "flow"' for name in "pqrs"
)


def flows(*, october: tuple[Entered, ...], september: tuple[Entered, ...]) -> list[str]:
    """The codes asked about four flows of two months."""
    figures = {
        name: {SEPTEMBER: before, OCTOBER: now}
        for name, before, now in zip("pqrs", september, october, strict=True)
    }
    return codes(asked(OCTOBER, figures=figures, pack=pack_of(COVERAGE + "\n" + FLOWS)))


def test_a_copied_month_is_asked_about() -> None:
    assert flows(october=(1, 2, 3, NIL), september=(1, 2, 3, 0)) == ["month_copied"]
    assert flows(october=(1, 2, 3, MISSING), september=(1, 2, 3, 9)) == ["month_copied"]


@pytest.mark.parametrize(
    ("october", "september"),
    [
        ((1, 2, 4, 0), (1, 2, 3, 0)),
        ((1, 2, NIL, NIL), (1, 2, NIL, NIL)),
        ((NIL, NIL, NIL, NIL), (NIL, NIL, NIL, NIL)),
        ((1, 2, 3, 4), (1, 2, 3, MISSING)),
    ],
)
def test_nil_months_and_small_likeness_are_no_copies(
    october: tuple[Entered, ...], september: tuple[Entered, ...]
) -> None:
    assert flows(october=october, september=september) == []


@pytest.mark.parametrize(
    ("past", "value", "jumps"),
    [
        ((3, 1), 10, True),
        ((3, 1), 9, False),
        ((4, 1), 12, False),
        ((4, 1), 13, True),
        ((NIL, NIL), 10, True),
        ((3,), 99, False),
    ],
)
def test_a_figure_far_above_the_last_six_months_is_asked_about(
    past: tuple[Entered, ...], value: int, jumps: bool
) -> None:
    months = ("2026-04", SEPTEMBER)
    figures = {"all": {**dict(zip(months, past, strict=False)), "2026-03": 90, OCTOBER: value}}
    found = asked(OCTOBER, figures=figures)
    assert codes(found) == (["figure_jumped"] if jumps else [])


def test_more_reached_than_there_are_is_asked_about() -> None:
    found = asked(OCTOBER, figures={"done": {OCTOBER: 5}, "all": {OCTOBER: 4}})
    one = only(found, ConfirmationCode.PART_ABOVE_WHOLE)
    assert (one.details["numerator"], one.details["denominator"]) == ("5", "4")
    assert codes(asked(OCTOBER, figures={"done": {OCTOBER: 4}, "all": {OCTOBER: 4}})) == []


def test_an_objective_of_the_year_is_judged_over_the_year() -> None:
    pack = pack_of(COVERAGE + '\nperiod = "year"')
    year = tuple(f"2026-{month:02d}" for month in range(1, 11))
    done: dict[str, Entered] = {month: 5 if month == OCTOBER else 0 for month in year}
    whole: dict[str, Entered] = dict.fromkeys(year, 1)
    assert codes(asked(OCTOBER, figures={"done": done, "all": whole}, pack=pack)) == []
    only_october = {"done": {OCTOBER: 5}, "all": {OCTOBER: 1}}
    assert codes(asked(OCTOBER, figures=only_october, pack=pack)) == ["part_above_whole"]


def test_a_quarter_asks_month_by_month_with_the_same_ids() -> None:
    figures = {"done": {"2026-08": 5, OCTOBER: 9}, "all": {"2026-08": 4, OCTOBER: 1}}
    months = ("2026-08", SEPTEMBER, OCTOBER)
    whole = asked(*months, figures=figures)
    single = [one for month in months for one in asked(month, figures=figures)]
    assert [one.id for one in whole] == [one.id for one in single]


def test_equal_attendance_everywhere_is_asked_about() -> None:
    four = tuple(held(date(2026, 10, day), "A", attendance=30) for day in range(1, 5))
    one = only(asked(OCTOBER, sessions=four), ConfirmationCode.ATTENDANCE_EQUAL)
    assert (one.details["number"], one.details["attendance"]) == ("4", "30")


@pytest.mark.parametrize("last", [31, None])
def test_one_session_with_another_attendance_is_enough(last: int | None) -> None:
    sessions = [held(date(2026, 10, day), "A", attendance=30) for day in range(1, 5)]
    sessions.append(held(date(2026, 10, 9), "A", attendance=last))
    assert codes(asked(OCTOBER, sessions=tuple(sessions))) == []


@pytest.mark.parametrize("attendance", [0, None])
def test_nothing_known_is_no_equal_attendance(attendance: int | None) -> None:
    four = tuple(held(date(2026, 10, day), "A", attendance=attendance) for day in range(1, 5))
    assert codes(asked(OCTOBER, sessions=four)) == []


def test_sessions_that_repeat_the_period_before_are_asked_about() -> None:
    now = tuple(held(date(2026, 10, day), "A", attendance=30 + day) for day in range(1, 5))
    before = tuple(held(date(2026, 9, day), "A", attendance=30 + day) for day in range(1, 5))
    assert codes(asked(OCTOBER, sessions=now, previous=before)) == ["sessions_copied"]
    assert codes(asked(OCTOBER, sessions=now, previous=before[:3])) == []


def test_one_body_at_two_places_at_one_hour_is_asked_about() -> None:
    sessions = (
        at(1, "A", time="19h30", body="Công an xã"),
        at(1, "B", time="19:30", body="công an xã "),
    )
    one = only(asked(OCTOBER, sessions=sessions), ConfirmationCode.SAME_HOUR)
    assert one.details["groups"].split(LIST_MARK) == ["Tổ 1", "Tổ 2"]
    assert (one.details["time"], one.details["day"]) == ("19:30", "2026-10-01")


@pytest.mark.parametrize(
    "other",
    [
        at(1, "B", time="20:00", body="Công an xã"),
        at(1, "B", body="Công an xã"),
        at(1, "B", time="19:30"),
        at(1, "B", time="19:30", body="Hội LHPN"),
        at(2, "B", time="19:30", body="Công an xã"),
        at(1, time="19:30", body="Công an xã"),
        replace(at(1, "B", time="19:30", body="Công an xã"), status=SessionStatus.CANCELLED),
    ],
)
def test_another_hour_body_or_day_and_the_loudspeaker_are_not(other: OutreachSession) -> None:
    sessions = (at(1, "A", time="19:30", body="Công an xã"), other)
    assert codes(asked(OCTOBER, sessions=sessions)) == []


@pytest.mark.parametrize(
    "body", ["Ban điều hành tổ dân phố", "Ban công tác Mặt trận", "Chi hội PN"]
)
def test_each_group_has_such_a_body_of_its_own(body: str) -> None:
    sessions = (at(1, "A", time="19:30", body=body), at(1, "B", time="19:30", body=body))
    assert codes(asked(OCTOBER, sessions=sessions)) == []


def test_a_session_that_is_there_twice_is_asked_about() -> None:
    one = at(1, "A", "B", format="Hội nghị")
    two = replace(at(1, "B", "A", format="hội nghị"), id="again")
    assert codes(asked(OCTOBER, sessions=(one, two))) == ["session_twice"]
    assert codes(asked(OCTOBER, sessions=(one, replace(two, format="Tờ rơi")))) == []
    assert codes(asked(OCTOBER, sessions=(one, replace(two, group_ids=("A",))))) == []


def test_sessions_at_two_hours_are_two_sessions() -> None:
    one = at(1, "A", time="08:00", format="Truyền thanh")
    two = at(1, "A", time="17 giờ", format="Truyền thanh")
    assert codes(asked(OCTOBER, sessions=(one, two))) == []
    unsaid = replace(two, start_time="")
    assert codes(asked(OCTOBER, sessions=(one, unsaid))) == ["session_twice"]


def test_an_answer_holds_only_while_the_figures_are_the_same() -> None:
    figures = {"done": {OCTOBER: 5}, "all": {OCTOBER: 4}}
    found = asked(OCTOBER, figures=figures)
    answers = {one.id: " Hồ sơ tháng trước " for one in found}
    assert unanswered(found, answers) == ()
    assert {one.answer for one in answered(found, answers)} == {"Hồ sơ tháng trước"}
    changed = asked(OCTOBER, figures={"done": {OCTOBER: 6}, "all": {OCTOBER: 4}})
    left = unanswered(changed, answers)
    assert codes(left) == ["part_above_whole"]


def test_a_blank_answer_is_no_answer() -> None:
    found = asked(OCTOBER)
    answers = dict.fromkeys((one.id for one in found), "  \n")
    assert unanswered(found, answers) == found
    assert answered(found, answers) == ()


def test_an_answer_is_short_and_names_nobody() -> None:
    assert check_answer("Tăng do rà soát lại") == ()
    assert [one.code for one in check_answer("x" * 501)] == ["text_too_long"]
    (warning,) = check_answer("Hỏi số 0905 123 456")
    assert (warning.code, warning.severity) == ("looks_personal", Severity.WARNING)


@given(st.permutations([at(d, g, time="19:00", body="X") for d in (1, 2) for g in "AB"]))
def test_the_order_of_entry_changes_no_question(sessions: list[OutreachSession]) -> None:
    found = asked(OCTOBER, sessions=tuple(sessions))
    same = asked(OCTOBER, sessions=tuple(sorted(sessions, key=lambda one: one.id)))
    assert found == same
    assert len({one.id for one in found}) == len(found)


def everything() -> tuple[Confirmation, ...]:
    """One period that raises every question."""
    year = {f"2026-{month:02d}": 1 for month in range(1, 10)}
    figures = {
        **{name: {**year, OCTOBER: 1} for name in "pqrs"},
        "done": {**year, OCTOBER: 40},
        "stock": {SEPTEMBER: 5, OCTOBER: 1200},
        "all": {**year, SEPTEMBER: 1, OCTOBER: 1},
    }
    sessions = (
        at(1, "A", time="19:30", body="Công an xã"),
        at(1, "B", time="19:30", body="Công an xã", place="x"),
        at(2, "A", "B", format="Hội nghị"),
        replace(at(2, "A", "B", format="Hội nghị"), id="again"),
    )
    pack = pack_of(COVERAGE + '\nperiod = "year"\n' + FLOWS)
    found = asked(OCTOBER, figures=figures, sessions=sessions, previous=sessions, pack=pack)
    copied = {name: {SEPTEMBER: 2, OCTOBER: 2} for name in "pqr"}
    return found + asked(OCTOBER, figures=copied, pack=pack)


TOLD = (
    ConfirmationCode.COUNTS_MISSING,
    ConfirmationCode.MONTHS_OPEN,
    ConfirmationCode.PERIOD_NOT_OVER,
)


def test_every_question_is_said_in_words() -> None:
    found = everything()
    found += about_open_months("2026-Q4", ("2026-10", "2026-11"))
    early = closed_early(
        OCTOBER, on=date(2026, 10, 1), last_day=date(2026, 10, 14), answer="Chốt sớm vì bão"
    )
    found += tuple(one.confirmation for one in early)
    assert {one.code for one in found} == set(ConfirmationCode)
    for one in found:
        text = confirmation_text(one)
        # Blank counts, open months and days to come are told, all else is asked.
        assert text.endswith("." if one.code in TOLD else "?")
        assert not set("{}") & set(text + confirmation_title(one.code))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "stock_balance",
            (
                "Tháng 10/2026, Hiện có: kỳ trước 5\N{NO-BREAK SPACE}người, tăng 1, giảm 40, "
                "tính ra -34\N{NO-BREAK SPACE}người, nhưng đang nhập 1.200\N{NO-BREAK SPACE}người. "
                "Vì sao có chênh lệch?"
            ),
        ),
        (
            "part_above_whole",
            (
                "Từ tháng 1/2026 đến tháng 10/2026, Mục tiêu thử: số đạt được là 49, "
                "nhưng tổng số chỉ có 10. Vì sao?"
            ),
        ),
        (
            "same_hour",
            (
                "Công an xã chủ trì 2 buổi cùng lúc 19:30 ngày 01/10/2026: Tổ 1, 2. "
                "Có đúng là cùng giờ không?"
            ),
        ),
        (
            "session_twice",
            (
                "Ngày 02/10/2026 có 2 buổi cùng hình thức (Hội nghị): Tổ 1, 2. "
                "Có buổi nào bị nhập hai lần không?"
            ),
        ),
    ],
)
def test_questions_read_like_an_officers_own(code: str, text: str) -> None:
    assert text in {confirmation_text(one) for one in everything() if one.code == code}
