"""Two years of a commune told to the command line, every answer computed by hand before.

Plan 302/KH-UBND, objective 4: a session a month in each group due on the closing date, a model
kept up in each group on it. Reporting month M runs from 15/M-1 to 14/M.
"""

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from desktop.actions.groups import dissolve_group, groups, merge_groups, rename_group, split_group
from desktop.actions.models import change_status, models
from desktop.actions.periods import period_named
from desktop.actions.sessions import state_not_held
from desktop.domain.groups import GroupDraft
from desktop.domain.models import ModelStatus
from tests.journeys import two_years as told
from tests.journeys.two_years import Office, copied, ratio

# (groups met, due, with a model, active, sessions held, attendance) of each month.
# Due and active: on the closing date 14/M. A joint session is one session, counted once.
MONTHS: dict[str, tuple[int, int, int, int, int, int]] = {
    # Six groups, one session with all of them. Xóm Chùa alone never has a model.
    "2024-03": (6, 6, 5, 6, 1, 120),
    # Tổ dân phố 3 is left out.
    "2024-04": (5, 6, 5, 6, 1, 110),
    # Tổ dân phố 3 has two: no cure for April. Tổ dân phố 7, born on 20/5, is not due on 14/5.
    "2024-05": (6, 6, 5, 6, 2, 125 + 31),
    # Tổ dân phố 7 is due on 14/6; its model begins on 20/6.
    "2024-06": (7, 7, 5, 7, 1, 140),
    # The model of 7 counts on 14/7, that of 3 pauses on 1/7.
    "2024-07": (7, 7, 5, 7, 1, 141),
    # Xóm Chùa stated "không tổ chức": due and not met.
    "2024-08": (6, 7, 5, 7, 1, 128),
    # A Hưa on 10/9, inside 15/8-14/9.
    "2024-09": (7, 7, 5, 7, 2, 130 + 22),
    # A Hưa has nothing from 15/9 to 14/10: 20/10 belongs to November.
    "2024-10": (6, 7, 5, 7, 1, 131),
    "2024-11": (7, 7, 5, 7, 2, 24 + 132),
    # Bình Lộc split on 20/11: 7 - 1 + 2; its model is neither part's: 1, 2, A Hưa, 7.
    "2024-12": (8, 8, 4, 8, 1, 150),
    # 7 has only a road-safety evening and one postponed. Models of 3 and of the upper part: 10/1.
    "2025-01": (7, 8, 6, 8, 1, 142),
    "2025-02": (8, 8, 6, 8, 1, 151),
    # 2 and 3 merged on 1/3: the session of 2 on 20/2 credits the new group; so do both models.
    "2025-03": (7, 7, 5, 7, 2, 28 + 144),
    "2025-04": (7, 7, 5, 7, 1, 145),
    # Tổ dân phố 1 has only the commune-wide loudspeaker, which names no group: activity alone.
    "2025-05": (6, 7, 5, 7, 2, 129),
    # Xóm Chùa ends on 15/6, the day after closing: still due.
    "2025-06": (7, 7, 5, 7, 1, 146),
    "2025-07": (6, 6, 5, 6, 1, 121),
    # A month without any session.
    "2025-08": (0, 6, 5, 6, 0, 0),
    "2025-09": (6, 6, 5, 6, 1, 122),
    "2025-12": (6, 6, 5, 6, 1, 127),
}
# Group-months met and due: the sums of their months; models: on the closing date of the span.
SPANS: dict[str, tuple[int, int, int, int]] = {
    "2024-Q1": (6, 6, 5, 6),  # tracked from March on: 0 + 0 + 6
    "2024-Q2": (18, 19, 5, 7),  # 5+6+7 of 6+6+7
    "2024-Q3": (20, 21, 5, 7),  # 7+6+7 of 7+7+7
    "2024-Q4": (21, 22, 4, 8),  # 6+7+8 of 7+7+8
    "2024-H1": (24, 25, 5, 7),  # 6+18 of 6+19
    "2024-H2": (41, 43, 4, 8),  # 20+21 of 21+22
    "2024-9M": (44, 46, 5, 7),  # 24+20 of 25+21
    "2024": (65, 68, 4, 8),  # 44+21 of 46+22
    "2025-Q1": (22, 23, 5, 7),  # 7+8+7 of 8+8+7
    "2025-Q2": (20, 21, 5, 7),  # 7+6+7 of 7+7+7
    "2025-Q3": (12, 18, 5, 6),  # 6+0+6 of 6+6+6
    "2025-Q4": (18, 18, 5, 6),  # 6+6+6
    "2025-H1": (42, 44, 5, 7),  # 22+20 of 23+21
    "2025-H2": (30, 36, 5, 6),  # 12+18 of 18+18
    "2025-9M": (54, 62, 5, 6),  # 42+12 of 44+18
    "2025": (72, 80, 5, 6),  # 54+18 of 62+18
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commune is kept between the tests of this file."""
    return tmp_path_factory.mktemp("two-years")


@pytest.fixture
def office(shelf: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Office:
    """The commune of the tables, in a folder of the test's own."""
    return copied(shelf, desktop=tmp_path, capture=capfdbinary, tell=tell)


def tell(office: Office) -> None:
    """The two years, each kind of fact by the way an officer enters it."""
    office.begins(first="2024-03")
    office.imports(told.GROUPS)
    office.imports(told.MODELS)
    with office.window() as desk:
        named = {group.name: group.id for group in groups(desk)}
        done: list[Any] = [
            rename_group(desk, named[told.HUA], name=told.HUA_NOW, on=told.RENAMED_ON),
            split_group(
                desk,
                named[told.LOC],
                parts=(GroupDraft(told.LOC_UPPER), GroupDraft(told.LOC_LOWER)),
                on=told.SPLIT_ON,
            ),
            merge_groups(
                desk,
                (named[told.TWO], named[told.THREE]),
                into=GroupDraft(told.MERGED),
                on=told.MERGED_ON,
            ),
            dissolve_group(desk, named[told.CHUA], on=told.DISSOLVED_ON),
            state_not_held(
                desk,
                group_id=named[told.STATED_NONE[0]],
                month=period_named(desk, told.STATED_NONE[1]),
                reason=told.STATED_NONE[2],
            ),
        ]
        assert all(one.done for one in done), done
    office.imports(told.session_rows())
    office.imports(told.LATER_MODELS)
    with office.window() as desk:
        (third,) = (one.id for one in models(desk) if one.name == "Tổ tự quản 3")
        change_status(desk, third, status=ModelStatus.PAUSED, since=told.PAUSED_ON)
        change_status(desk, third, status=ModelStatus.ACTIVE, since=told.RESUMED_ON)


def words(path: Path) -> str:
    """The text of a Word paper."""
    content = zipfile.ZipFile(path).read("word/document.xml").decode("utf-8")
    return re.sub(r"<[^>]+>", "", content)


def missing(found: dict[str, Any]) -> list[str]:
    return sorted(one["name"] for one in found["groups"]["missing"])


def test_every_month_is_as_computed_by_hand(office: Office) -> None:
    found = {}
    for month in MONTHS:
        said = office.status(month)
        found[month] = (
            said["groups"]["met"],
            said["groups"]["due"],
            said["models"]["met"],
            said["models"]["due"],
            said["sessions"]["held"],
            said["sessions"]["attendance"],
        )
    assert found == MONTHS


def test_every_longer_period_is_the_sum_of_its_months(office: Office) -> None:
    found = {}
    for name in SPANS:
        by_id = office.objectives(name)
        sessions, kept = by_id["4a"], by_id["4b"]
        found[name] = (
            sessions["numerator"],
            sessions["denominator"],
            kept["numerator"],
            kept["denominator"],
        )
        assert sessions["value"] == sessions["numerator"] / sessions["denominator"]
    assert found == SPANS


def test_the_groups_that_lack_are_named_as_they_were_called(office: Office) -> None:
    assert missing(office.status("2024-04")) == [told.THREE]
    assert missing(office.status("2024-08")) == [told.CHUA]
    assert missing(office.status("2024-10")) == [told.HUA_NOW]
    assert missing(office.status("2025-01")) == [told.SEVEN]
    assert missing(office.status("2025-05")) == [told.ONE]
    # Over a quarter each is named once: 3 in April alone.
    assert missing(office.status("2024-Q2")) == [told.THREE]
    lacking = [one["name"] for one in office.status("2024-12")["models"]["missing"]]
    assert sorted(lacking) == sorted([told.THREE, told.CHUA, told.LOC_UPPER, told.LOC_LOWER])


def test_every_share_opens_to_the_groups_that_lack(office: Office) -> None:
    said = office.call("status", "--period", "2024-12").out.replace("\N{NO-BREAK SPACE}", " ")
    line = next(one for one in said.splitlines() if one.startswith("  4b."))
    assert "4/8 (50 %)" in line
    for name in (told.LOC_UPPER, told.LOC_LOWER, told.THREE, told.CHUA):
        assert name in line
    assert told.HUA_NOW not in line
    # 65/68 is 95,6 %; 3 lacked in April, Xóm Chùa in August, A Hưa in October.
    year = office.call("status", "--period", "2024").out.replace("\N{NO-BREAK SPACE}", " ")
    line = next(one for one in year.splitlines() if one.startswith("  4a."))
    assert "65/68 (95,6 %)" in line
    for name in (told.THREE, told.CHUA, told.HUA_NOW):
        assert name in line
    assert told.SEVEN not in line


def test_an_objective_of_all_groups_is_met_by_all_alone(office: Office) -> None:
    # 6/6 is met, 5/6 is not; 5/6 keep a model up: not met.
    assert office.states("2024-03", "4a", "4b") == {"4a": "met", "4b": "not_met"}
    assert office.states("2024-04", "4a", "4b") == {"4a": "not_met", "4b": "not_met"}
    # 18/18 in the last quarter although the year stands at 72/80.
    assert office.states("2025-Q4", "4a") == {"4a": "met"}
    assert office.states("2025", "4a") == {"4a": "not_met"}
    # A target of the committee's own: 72/80 is exactly 90 %.
    office.types("[targets]\n4a = 90\n", "plan", "set")
    assert office.objectives("2025")["4a"]["state"] == "met"
    # 65/68 = 95,59 %: met at 90, not at 96.
    assert office.objectives("2024")["4a"]["state"] == "met"
    office.types("[targets]\n4a = 96\n", "plan", "set")
    assert office.objectives("2024")["4a"]["state"] == "not_met"


def test_closed_month_by_month_the_year_closes_as_their_sum(office: Office) -> None:
    for month in range(1, 13):
        office.does("close", "--period", f"2025-{month:02d}")
    office.does("close", "--period", "2025")
    closed = [office.status(f"2025-{month:02d}") for month in range(1, 13)]
    assert sum(one["groups"]["met"] for one in closed) == 72
    assert sum(one["groups"]["due"] for one in closed) == 80
    assert sum(one["sessions"]["attendance"] for one in closed) == 1502
    year = office.status("2025")
    assert (year["period"]["state"], year["groups"]["met"], year["groups"]["due"]) == (
        "closed",
        72,
        80,
    )
    # Nothing is left to enter in any of them.
    office.imports(told.session_rows())
    assert office.does("log", "--verify").code == 0


def test_before_the_first_month_tracked_nothing_applies(office: Office) -> None:
    found = office.objectives("2024-02")
    assert {found["4a"]["state"], found["4b"]["state"]} == {"not_applicable"}
    assert office.status("2024-02")["groups"]["due"] == 0


def test_the_loudspeaker_counts_where_the_committee_says_so(office: Office) -> None:
    # 2025-05: it credits the seven groups active on 6/5, so that 1 is met as well.
    office.does("settings", "commune-wide=on")
    found = office.status("2025-05")
    assert (found["groups"]["met"], found["groups"]["due"]) == (7, 7)
    # It cures no other month: the year goes from 72 to 73 of 80.
    assert ratio(office.objectives("2025")["4a"]) == (73, 80, "not_met")
    office.does("settings", "commune-wide=off")
    assert office.status("2025-05")["groups"]["met"] == 6


def test_sessions_on_10_9_and_20_10_under_both_calendars(office: Office) -> None:
    def of_hua(month: str) -> bool:
        return told.HUA_NOW not in missing(office.status(month))

    # Reporting: 10/9 is in 15/8-14/9, nothing in 15/9-14/10, 20/10 is in 15/10-14/11.
    assert [of_hua(month) for month in ("2024-09", "2024-10", "2024-11")] == [True, False, True]
    office.does("settings", "duty-calendar=calendar")
    # Calendar: 10/9 in September, 20/10 in October, nothing from 1/11 to 30/11.
    assert [of_hua(month) for month in ("2024-09", "2024-10", "2024-11")] == [True, True, False]
    # 05/9 and 10/9 are in September for all seven: 7/7; October is now whole too.
    assert ratio(office.objectives("2024-10")["4a"]) == (7, 7, "met")
    # The predecessor's session of 20/2 is February's now: the merged group has none in March.
    assert ratio(office.objectives("2025-03")["4a"]) == (6, 7, "not_met")
    # 7 was born on 20/5: due on 31/5, and the sessions of May were before it or not its own.
    assert ratio(office.objectives("2024-05")["4a"]) == (6, 7, "not_met")
    # The report's own days stay 15-14: two sessions from 15/8 to 14/9.
    assert office.status("2024-09")["period"]["from"] == "2024-08-15"
    assert office.status("2024-09")["sessions"] == {"held": 2, "attendance": 152}


def test_two_years_by_calendar_months(office: Office) -> None:
    office.does("settings", "duty-calendar=calendar")
    # 2024, due on the last day: 6+6+7 (7 was born on 20/5) +7+7+7+7+7+8 (split on 20/11) +8 = 70.
    # Not met: 3 in April, 7 in May, Xóm Chùa in August; in November A Hưa and both parts.
    assert ratio(office.objectives("2024")["4a"]) == (70 - 6, 70, "not_met")
    # 2025: 8+8 (merged on 1/3) +7+7+7+6 (ended on 15/6) +6x6 = 79.
    # Not met: 7 in January, the merged group in March, 1 in May, all six in August.
    assert ratio(office.objectives("2025")["4a"]) == (79 - 9, 79, "not_met")


def test_the_report_of_a_year_says_its_totals(office: Office) -> None:
    # 142+151+28+144+145+129+0+146+121+122+123+124+127, each session once.
    assert office.status("2025")["sessions"] == {"held": 13, "attendance": 1502}
    path = office.desktop / "nam.docx"
    office.does("report", "year", "--period", "2025", "--output", path)
    said = words(path).replace("\N{NO-BREAK SPACE}", " ")
    assert "72/80 (90%)" in said
    assert "13 buổi với 1.502 lượt người" in said
    # The calendar months that ended in it, December 2024 (8 of 8) to November 2025: 72 of 81.
    assert "(tháng 12/2024–11/2025), kết quả là 72/81 (88,9%)" in said


def test_papers_keep_the_name_of_their_time(office: Office) -> None:
    for month, name in (("2024-03", told.HUA), ("2024-12", told.HUA_NOW)):
        path = office.desktop / "thang.docx"
        office.does("report", "month", "--period", month, "--output", path)
        assert (told.HUA_NOW in words(path)) is (name == told.HUA_NOW)
        assert told.HUA in words(path)


def test_where_the_calendars_differ_the_report_shows_both(office: Office) -> None:
    path = office.desktop / "thang-10.docx"
    office.does("report", "month", "--period", "2024-10", "--output", path)
    said = words(path)
    # 6 of 7 by reporting months; by calendar months 20/10 makes it 7 of 7.
    assert "6/7" in said
    assert "7/7" in said


def test_reports_by_calendar_months_count_by_their_own_days(office: Office) -> None:
    office.does("settings", "start-day=1", "duty-calendar=calendar")
    found = office.status("2024-10")
    # 1/10-31/10 holds 5/10 and 20/10.
    assert (found["period"]["from"], found["period"]["to"]) == ("2024-10-01", "2024-10-31")
    assert found["sessions"] == {"held": 2, "attendance": 131 + 24}
    # December ends on 31/12; the year is 1/1-31/12 and its parts tile it.
    assert office.status("2024")["period"]["to"] == "2024-12-31"
