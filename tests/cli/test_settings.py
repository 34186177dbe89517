"""``so138 settings``: how the committee counts and when its reports are due."""

import pytest

from tests.cli.conftest import Call


def test_settings_are_shown_and_set_by_key(commune: Call) -> None:
    answer = commune("settings", "start-day.year=1", "deadline.month=3", "reminder-days=5")
    assert (answer.code, answer.err) == (0, "")
    shown = commune("settings", "--json").json
    assert (shown["start-day.month"], shown["start-day.year"]) == (15, 1)
    assert (shown["deadline.month"], shown["reminder-days"]) == (3, 5)


def test_after_a_closing_it_is_said_from_which_month_other_days_hold(filled: Call) -> None:
    assert filled("close", "--period", "2026-10", "--accept-confirmations").code == 0
    answer = filled("settings", "start-day=1")
    assert answer.code == 0
    assert "áp dụng từ tháng 11/2026" in answer.err
    assert "tháng 11/2026 lần này tính từ 15/10/2026 đến 30/11/2026" in answer.err
    assert "start-day.month=1" in answer.out.splitlines()
    again = filled("settings", "start-day=1")
    assert (again.code, again.err) == (0, "")
    status = filled("status", "--period", "2026-11", "--json").json["period"]
    assert (status["from"], status["to"]) == ("2026-10-15", "2026-11-30")


def test_what_stays_as_it_is_is_no_step_to_undo(commune: Call) -> None:
    assert commune("settings", "deadline.month=3").code == 0
    assert commune("settings", "deadline.month=3", "start-day=15").code == 0
    assert commune("undo").code == 0
    assert commune("settings", "--json").json["deadline.month"] is None


@pytest.mark.parametrize("pair", ["start-day=0", "start-day=29", "start-day.week=1", "start-day"])
def test_a_pair_that_sets_nothing_ends_the_call(commune: Call, pair: str) -> None:
    answer = commune("settings", pair)
    assert answer.code == 2
    assert pair in answer.err
