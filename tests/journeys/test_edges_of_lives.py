"""Days on the edge: births, mergers and endings around a closing date, models, repeated lists.

Reporting month M runs from 15/M-1 to 14/M; every answer computed by hand before.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop.actions.desk import Desk
from desktop.actions.groups import dissolve_group, groups, merge_groups, split_group
from desktop.actions.models import change_status, models
from desktop.actions.periods import period_named
from desktop.actions.sessions import state_not_held
from desktop.domain.groups import GroupDraft
from desktop.domain.models import ModelStatus
from tests.journeys.two_years import (
    DRUGS,
    EVERYBODY,
    ROADS,
    Office,
    Row,
    copied,
    ratio,
    session_rows,
)

ONE, TWO, THREE, FOUR, NEW, NEXT = (f"Tổ dân phố {number}" for number in (1, 2, 3, 4, 50, 60))
HELD = "Đã tổ chức"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commune is kept between the tests of this file."""
    return tmp_path_factory.mktemp("commune")


@pytest.fixture
def office(shelf: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Office:
    """A commune tracked from 01/2025 on, with four groups."""
    return copied(shelf, desktop=tmp_path, capture=capfdbinary, tell=tell)


def tell(made: Office) -> None:
    made.begins(first="2025-01")
    heads: Row = ("Tên tổ dân phố", "Số hộ")
    made.imports((heads, *((name, 50) for name in (ONE, TWO, THREE, FOUR))))


def ids(desk: Desk) -> Mapping[str, str]:
    return {group.name: group.id for group in groups(desk)}


def held(office: Office, *sessions: tuple[date, tuple[str, ...]]) -> None:
    office.imports(session_rows((day, names, DRUGS, 10, HELD) for day, names in sessions))


def frequency(office: Office, period: str) -> tuple[int, int, list[str]]:
    found = office.status(period)["groups"]
    return found["met"], found["due"], sorted(one["name"] for one in found["missing"])


def upkeep(office: Office, period: str) -> tuple[int, int]:
    found = office.status(period)["models"]
    return found["met"], found["due"]


def test_a_group_merged_into_another_that_goes_on_credits_it(office: Office) -> None:
    held(office, (date(2025, 3, 3), (TWO,)), (date(2025, 2, 14), (THREE,)))
    with office.window() as desk:
        named = ids(desk)
        into = GroupDraft(ONE, id=named[ONE])
        assert merge_groups(desk, (named[ONE], named[TWO]), into=into, on=date(2025, 3, 10)).done
    # Due on 14/3: 1, 3, 4; the session of 2 on 3/3 is 1's; that of 3 on 14/2 is February's.
    assert frequency(office, "2025-03") == (1, 3, [THREE, FOUR])
    # On 14/2 all four are due, 3 alone is met.
    assert frequency(office, "2025-02") == (1, 4, [ONE, TWO, FOUR])


def test_the_credit_follows_two_mergers_of_one_month(office: Office) -> None:
    held(office, (date(2025, 3, 1), (ONE, TWO)))
    with office.window() as desk:
        named = ids(desk)
        first = merge_groups(
            desk, (named[ONE], named[TWO]), into=GroupDraft(NEW), on=date(2025, 3, 5)
        )
        assert first.value is not None
        assert merge_groups(
            desk, (first.value, named[THREE]), into=GroupDraft(NEXT), on=date(2025, 3, 12)
        ).done
    # Due on 14/3: 4 and the last one; both predecessors of its predecessor held theirs on 1/3.
    assert frequency(office, "2025-03") == (1, 2, [FOUR])
    # One joint session, its ten attendances once.
    assert office.status("2025-03")["sessions"] == {"held": 1, "attendance": 10}


def test_a_session_before_the_month_of_the_merger_is_no_credit(office: Office) -> None:
    held(office, (date(2025, 2, 14), (ONE,)))
    with office.window() as desk:
        named = ids(desk)
        merge_groups(desk, (named[ONE], named[TWO]), into=GroupDraft(NEW), on=date(2025, 2, 15))
    # Still four on 14/2, 1 met; three on 14/3, none met.
    assert frequency(office, "2025-02") == (1, 4, [TWO, THREE, FOUR])
    assert frequency(office, "2025-03") == (0, 3, [THREE, FOUR, NEW])
    assert ratio(office.objectives("2025-Q1")["4a"]) == (1, 4 + 4 + 3, "not_met")


def test_groups_end_and_begin_on_the_closing_date_itself(office: Office) -> None:
    office.imports(
        (
            ("Tên tổ dân phố", "Số hộ", "Ngày thành lập"),
            (NEW, 10, date(2025, 3, 14)),
            (NEXT, 10, date(2025, 3, 15)),
        )
    )
    with office.window() as desk:
        named = ids(desk)
        # The first day without it: on 14/3 one no longer exists, the other does.
        dissolve_group(desk, named[ONE], on=date(2025, 3, 14))
        dissolve_group(desk, named[TWO], on=date(2025, 3, 15))
    # On 14/3: 2, 3, 4 and 50; on 14/4: 3, 4, 50, 60.
    assert frequency(office, "2025-03") == (0, 4, [TWO, THREE, FOUR, NEW])
    assert frequency(office, "2025-04") == (0, 4, [THREE, FOUR, NEW, NEXT])


def test_a_session_that_names_a_group_out_of_its_life_is_refused(office: Office) -> None:
    with office.window() as desk:
        dissolve_group(desk, ids(desk)[ONE], on=date(2025, 3, 1))
    book = Workbook()
    for row in session_rows(((date(2025, 3, 1), (ONE,), DRUGS, 10, HELD),)):
        book.worksheets[0].append(list(row))
    book.save(office.desktop / "sai.xlsx")
    answer = office.call("import", office.desktop / "sai.xlsx", "--json")
    assert answer.code == 1
    assert [one["code"] for one in answer.json["problems"]] == ["group_not_active"]
    # The day before it still was one; on 14/3 it is not due.
    held(office, (date(2025, 2, 28), (ONE,)))
    assert frequency(office, "2025-03") == (0, 3, [TWO, THREE, FOUR])


def test_parts_of_a_split_group_owe_their_own_session(office: Office) -> None:
    held(office, (date(2025, 3, 1), (ONE, TWO)))
    with office.window() as desk:
        parts = (GroupDraft(NEW), GroupDraft(NEXT))
        split_group(desk, ids(desk)[ONE], parts=parts, on=date(2025, 3, 8))
    held(office, (date(2025, 3, 12), (NEW,)))
    # Due on 14/3: 2, 3, 4 and both parts. Only a merger hands a session on.
    assert frequency(office, "2025-03") == (2, 5, [THREE, FOUR, NEXT])


def test_what_was_held_outweighs_what_was_stated(office: Office) -> None:
    held(office, (date(2025, 3, 5), (ONE,)))
    with office.window() as desk:
        month = period_named(desk, "2025-03")
        for name in (ONE, TWO):
            state_not_held(desk, group_id=ids(desk)[name], month=month, reason="Mưa lũ")
    # 1 is met; 2 stated "không tổ chức", which is due and not met.
    assert frequency(office, "2025-03") == (1, 4, [TWO, THREE, FOUR])


def test_only_sessions_held_about_drugs_that_name_the_group_count(office: Office) -> None:
    office.imports(
        session_rows(
            (
                (date(2025, 3, 5), (ONE,), ROADS, 40, HELD),
                (date(2025, 3, 5), (TWO,), DRUGS, None, "Hủy"),
                (date(2025, 3, 6), (THREE,), f"{ROADS}; {DRUGS}", None, HELD),
                (date(2025, 3, 7), (EVERYBODY,), DRUGS, 500, HELD),
            )
        )
    )
    # 3 alone: one of its topics is drugs. Attendance of it is blank; the loudspeaker has 500.
    assert frequency(office, "2025-03") == (1, 4, [ONE, TWO, FOUR])
    assert office.status("2025-03")["sessions"] == {"held": 2, "attendance": 500}


def test_december_after_the_14th_is_january(office: Office) -> None:
    held(office, (date(2025, 12, 14), (ONE,)), (date(2025, 12, 15), (TWO,)))
    assert frequency(office, "2025-12") == (1, 4, [TWO, THREE, FOUR])
    assert frequency(office, "2026-01") == (1, 4, [ONE, THREE, FOUR])
    assert office.status("2025")["sessions"]["held"] == 1
    assert office.status("2026-Q1")["sessions"]["held"] == 1


def test_the_days_of_every_kind_of_period(office: Office) -> None:
    wanted = {
        "2025-01": ("2024-12-15", "2025-01-14"),
        "2025-03": ("2025-02-15", "2025-03-14"),
        "2025-Q1": ("2024-12-15", "2025-03-14"),
        "2025-Q4": ("2025-09-15", "2025-12-14"),
        "2025-H1": ("2024-12-15", "2025-06-14"),
        "2025-H2": ("2025-06-15", "2025-12-14"),
        "2025-9M": ("2024-12-15", "2025-09-14"),
        "2025": ("2024-12-15", "2025-12-14"),
        "2025-03-01..2025-03-20": ("2025-03-01", "2025-03-20"),
    }
    found = {name: office.status(name)["period"] for name in wanted}
    assert {name: (one["from"], one["to"]) for name, one in found.items()} == wanted


def test_models_around_the_closing_date(office: Office) -> None:
    office.imports(
        (
            ("Tên mô hình", "Tổ dân phố", "Năm thành lập", "Tình trạng"),
            ("Camera an ninh", ONE, "14/03/2025", "Mới ra mắt"),
            ("Tổ tự quản", TWO, "15/03/2025", "Đang hoạt động"),
            ("Tổ đoàn kết", THREE, None, "Đang hoạt động"),
            ("Dòng họ tự quản", FOUR, 2025, "Đề xuất"),
        )
    )
    with office.window() as desk:
        named = {one.name: one.id for one in models(desk)}
        change_status(
            desk, named["Tổ đoàn kết"], status=ModelStatus.PAUSED, since=date(2025, 4, 14)
        )
        change_status(
            desk, named["Dòng họ tự quản"], status=ModelStatus.WEAK, since=date(2025, 5, 14)
        )
        change_status(
            desk, named["Camera an ninh"], status=ModelStatus.DISSOLVED, since=date(2025, 5, 15)
        )
    # 14/2: 3. 14/3: 1 and 3. 14/4: 1 and 2, 3 paused that day. 14/5: 1, 2 and 4, weak that day.
    # 14/6: 2 and 4.
    months = ("2025-02", "2025-03", "2025-04", "2025-05", "2025-06")
    assert [upkeep(office, name) for name in months] == [(1, 4), (2, 4), (2, 4), (3, 4), (2, 4)]
    # A quarter is judged on its closing date, not by its months.
    assert upkeep(office, "2025-Q1") == (2, 4)
    assert upkeep(office, "2025-Q2") == (2, 4)


def test_a_model_goes_on_in_the_group_that_its_own_was_merged_into(office: Office) -> None:
    office.imports(
        (
            ("Tên mô hình", "Tổ dân phố", "Tình trạng"),
            ("Tổ tự quản", ONE, "Đang hoạt động"),
            ("Tiếng kẻng an ninh", f"{ONE}, {FOUR}", "Tạm dừng"),
        )
    )
    assert upkeep(office, "2025-02") == (1, 4)
    with office.window() as desk:
        named = ids(desk)
        merge_groups(desk, (named[ONE], named[TWO]), into=GroupDraft(NEW), on=date(2025, 3, 14))
    # On 14/3 the merged group has it; 3 none, 4 only a paused one.
    assert upkeep(office, "2025-03") == (1, 3)
    with office.window() as desk:
        named = ids(desk)
        split_group(
            desk,
            named[NEW],
            parts=(GroupDraft(NEXT), GroupDraft("Tổ dân phố 61")),
            on=date(2025, 4, 1),
        )
    # Nobody said which part keeps it.
    assert upkeep(office, "2025-04") == (0, 4)


def test_the_same_list_again_is_no_edit_of_a_closed_month(office: Office) -> None:
    rows = [
        (date(2025, 2, 5), (ONE, TWO), DRUGS, 30, HELD),
        (date(2025, 3, 5), (ONE,), DRUGS, 31, HELD),
    ]
    office.imports(session_rows(rows))
    office.counts(("2025-02",), {"cases": (3,)})
    office.does("close", "--period", "2025-02")
    again = office.imports(session_rows([*rows, (date(2025, 3, 6), (TWO,), DRUGS, 32, HELD)])).json
    # February's row is as it was; March's new one is written.
    assert (again["same"], again["new"], again["changed"]) == (2, 1, 0)
    assert frequency(office, "2025-03") == (2, 4, [THREE, FOUR])
    # A list of counts with the closed month's figure beside a new one.
    office.counts(("2025-02", "2025-03"), {"cases": (3, 4)})
    rows_of = office.does("counts", "--period", "2025-03", "--json").json["counts"]
    (cases,) = (one for one in rows_of if one["id"] == "cases")
    assert (cases["value"], cases["previous"]) == (4, 3)


def test_one_list_with_late_and_present_slips(office: Office) -> None:
    held(office, (date(2025, 2, 5), (ONE,)))
    office.does("close", "--period", "2025-02")
    rows = session_rows(
        (
            (date(2025, 2, 7), (TWO,), DRUGS, 20, HELD),
            (date(2025, 3, 5), (THREE,), DRUGS, 30, HELD),
        )
    )
    office.imports(rows, "--late")
    assert frequency(office, "2025-02") == (1, 4, [TWO, THREE, FOUR])
    assert frequency(office, "2025-03") == (1, 4, [ONE, TWO, FOUR])
    # January 0/4, February 2/4 with the slip, March 1/4.
    assert ratio(office.objectives("2025-Q1")["4a"]) == (3, 12, "not_met")
    # Taken back, the slip is nowhere.
    office.does("undo")
    assert ratio(office.objectives("2025-Q1")["4a"]) == (1, 12, "not_met")


TWICE = """
format = 1
id = "hai-buoi"
title = "Kế hoạch hai buổi"
issuer = "Ban Chỉ đạo"
[[objectives]]
id = "1"
title = "Mỗi tháng hai buổi"
clause = "Mục 1"
quote = "Mỗi tháng ít nhất hai buổi."
kind = "frequency"
times = 2
target = 50
"""


def test_twice_a_month_takes_two_sessions_of_that_month(office: Office) -> None:
    office.types(TWICE, "plan", "add")
    office.does("plan", "use", "hai-buoi")
    held(
        office,
        (date(2025, 2, 20), (ONE, TWO)),
        (date(2025, 3, 5), (ONE,)),
        (date(2025, 3, 6), (ONE,)),
        (date(2025, 3, 20), (TWO,)),
        (date(2025, 4, 5), (TWO, THREE)),
    )
    # March: 1 has three, 2 one. April: 2 has two, 3 one.
    assert ratio(office.objectives("2025-03")["1"]) == (1, 4, "not_met")
    assert ratio(office.objectives("2025-04")["1"]) == (1, 4, "not_met")
    office.types("[targets]\n1 = 25\n", "plan", "set")
    # 1/4 is exactly 25 %.
    assert ratio(office.objectives("2025-03")["1"]) == (1, 4, "met")
    assert ratio(office.objectives("2025-Q1")["1"]) == (1, 12, "not_met")


def test_a_report_from_the_tenth_to_the_ninth(office: Office) -> None:
    office.does("settings", "start-day=10")
    held(office, (date(2025, 3, 9), (ONE,)), (date(2025, 3, 10), (TWO,)))
    found = office.status("2025-03")["period"]
    assert (found["from"], found["to"]) == ("2025-02-10", "2025-03-09")
    assert frequency(office, "2025-03") == (1, 4, [TWO, THREE, FOUR])
    assert frequency(office, "2025-04") == (1, 4, [ONE, THREE, FOUR])
