"""Following a plan, bringing one in, adding to one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from desktop.actions.desk import ChangeKind, Desk
from desktop.actions.plan_choice import (
    add_all_to_plan,
    add_plan_content,
    add_plan_file,
    add_to_plan,
    additions,
    change_addition,
    choices,
    choose_plan,
    known_plans,
    plan_id_named,
    remove_addition,
    remove_plan_file,
    withdraw_choice,
)
from desktop.actions.plans import pack_of, plan_id_of_month
from desktop.actions.profile import change_profile, profile
from desktop.actions.safety import undo

OWN = """
format = 1
id = "rieng"
title = "Kế hoạch riêng"
issuer = "Ban Chỉ đạo"
[[tasks]]
id = "1"
text = "Việc thứ nhất."
clause = "Mục 1"
"""
COUNT = {"id": "camera", "label": "Camera lắp mới", "unit": "chiếc", "kind": "flow"}
OBJECTIVE = {
    "id": "11",
    "title": "Lắp 12 camera trong năm",
    "kind": "allocated",
    "numerator": "camera",
    "target": Decimal("12.5"),
    "due": date(2026, 12, 14),
}


def codes(outcome: object) -> list[str]:
    return [one.code for one in getattr(outcome, "problems", ())]


def test_without_a_month_a_plan_is_followed_from_the_first_month_tracked(desk: Desk) -> None:
    outcome = choose_plan(desk, "hanoi-2021")
    assert outcome.value == "2026-01"
    assert outcome.changes.kinds == {ChangeKind.PLAN}
    assert plan_id_of_month(desk, "2026-01") == "hanoi-2021"
    assert plan_id_of_month(desk, "2025-12") == "hue-302"


def test_where_no_first_month_was_named_a_plan_is_followed_since_always(desk: Desk) -> None:
    assert change_profile(desk, replace(profile(desk), first_month=None)).done
    assert choose_plan(desk, "hanoi-2021").value == "2026-11"
    assert plan_id_of_month(desk, "2020-01") == "hanoi-2021"


def test_a_choice_from_a_month_on_makes_those_of_later_months_give_way(desk: Desk) -> None:
    choose_plan(desk, "hanoi-2021", "2026-03")
    choose_plan(desk, "hanoi-2012", "2026-06")
    choose_plan(desk, "", "2026-02")
    assert [(one.from_month, one.plan_id) for one in choices(desk)] == [("2026-02", "")]
    assert plan_id_of_month(desk, "2026-10") == ""
    undo(desk)
    assert [one.from_month for one in choices(desk)] == ["2026-03", "2026-06"]


def test_a_choice_taken_back_lets_the_one_before_go_on(desk: Desk) -> None:
    choose_plan(desk, "hanoi-2021", "2026-01")
    choose_plan(desk, "hanoi-2012", "2026-06")
    assert withdraw_choice(desk, "2026-06").done
    assert plan_id_of_month(desk, "2026-10") == "hanoi-2021"
    assert codes(withdraw_choice(desk, "2026-06")) == ["choice_unknown"]


def test_only_known_plans_and_months_are_chosen(desk: Desk) -> None:
    assert codes(choose_plan(desk, "xx")) == ["plan_unknown"]
    for month in ("2026", "2026-Q1", "2026-13", "x"):
        assert codes(choose_plan(desk, "hanoi-2021", month)) == ["month_not_understood"]
    assert choices(desk) == ()


def test_a_plan_of_the_committee_stands_beside_the_shipped_ones(desk: Desk) -> None:
    assert add_plan_content(desk, OWN.encode()).value == "rieng"
    choose_plan(desk, "rieng")
    known = {one.pack.id: one for one in known_plans(desk)}
    assert (known["rieng"].own, known["rieng"].followed) == (True, True)
    assert known["rieng"].from_months == ("2026-01",)
    assert not known["hue-302"].own
    assert not known["hue-302"].followed
    assert plan_id_named(desk, "302/KH-UBND") == "hue-302"


def test_a_plan_that_is_followed_is_not_taken_away(desk: Desk) -> None:
    add_plan_content(desk, OWN.encode())
    choose_plan(desk, "rieng")
    assert codes(remove_plan_file(desk, "rieng")) == ["plan_in_use"]
    choose_plan(desk, "hue-302")
    assert remove_plan_file(desk, "rieng").done
    assert pack_of(desk, "rieng") is None
    assert codes(remove_plan_file(desk, "hue-302")) == ["plan_unknown"]


def test_a_broken_plan_is_refused_with_key_path_and_line(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "hong.toml"
    path.write_text(OWN.replace("clause", "claus"), encoding="utf-8")
    outcome = add_plan_file(desk, path)
    assert not outcome.done
    assert [(one.path, one.line) for one in outcome.plan_problems] == [
        ("tasks[0].clause", 6),
        ("tasks[0].claus", 9),
    ]
    assert [one.code for one in add_plan_file(desk, tmp_path).plan_problems] == ["unreadable"]


def test_an_eleventh_objective_with_its_own_count_is_added_and_read_back(desk: Desk) -> None:
    outcome = add_all_to_plan(desk, "hue-302", (("count", COUNT), ("objective", OBJECTIVE)))
    assert outcome.done
    pack = pack_of(desk, "hue-302")
    assert pack is not None
    found = pack.objective("11")
    assert found is not None
    assert (found.clause, found.quote) == ("Ban Chỉ đạo đặt thêm", OBJECTIVE["title"])
    assert found.due == date(2026, 12, 14)
    assert getattr(found.rule, "target", None) == Decimal("12.5")
    assert pack.count("camera") is not None


def test_additions_are_all_written_or_none(desk: Desk) -> None:
    wrong = {**OBJECTIVE, "numerator": "khong_co"}
    outcome = add_all_to_plan(desk, "hue-302", (("count", COUNT), ("objective", wrong)))
    assert [one.path for one in outcome.plan_problems] == ["objectives[0].numerator"]
    assert additions(desk, "hue-302") == ()


def test_an_id_that_the_plan_has_already_is_refused(desk: Desk) -> None:
    outcome = add_to_plan(desk, "hue-302", "objective", {**OBJECTIVE, "id": "4a", "numerator": "1"})
    assert "id_twice" in [one.code for one in outcome.plan_problems]
    assert codes(add_to_plan(desk, "hue-302", "colour", COUNT)) == ["addition_kind_unknown"]
    assert codes(add_to_plan(desk, "xx", "count", COUNT)) == ["plan_unknown"]


def test_an_addition_that_another_one_names_stays(desk: Desk) -> None:
    made = add_all_to_plan(desk, "hue-302", (("count", COUNT), ("objective", OBJECTIVE))).value
    assert made is not None
    count, objective = made
    assert codes(remove_addition(desk, "hue-302", count)) == ["addition_in_use"]
    assert remove_addition(desk, "hue-302", objective).done
    assert remove_addition(desk, "hue-302", count).done
    assert additions(desk, "hue-302") == ()
    undo(desk)
    assert [one.name for one in additions(desk, "hue-302")] == ["camera"]


def test_a_changed_addition_keeps_its_place_and_is_checked_like_a_new_one(desk: Desk) -> None:
    made = add_all_to_plan(desk, "hue-302", (("count", COUNT), ("objective", OBJECTIVE))).value
    assert made is not None
    wrong = change_addition(desk, "hue-302", made[1], {**OBJECTIVE, "target": -1})
    assert {one.path for one in wrong.plan_problems} == {"objectives[0].target"}
    renamed = change_addition(desk, "hue-302", made[0], {**COUNT, "id": "camera2"})
    assert not renamed.done
    assert change_addition(desk, "hue-302", made[0], {**COUNT, "label": "Camera mới"}).done
    assert [one.kind for one in additions(desk, "hue-302")] == ["count", "objective"]
    assert additions(desk, "hue-302")[0].table["label"] == "Camera mới"
    assert codes(change_addition(desk, "hue-302", "x", COUNT)) == ["addition_unknown"]
