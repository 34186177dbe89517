"""All units of a superior: what counts, what waits, and who is missing."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.actions.board import board_of
from desktop.actions.consolidated import consolidated_of, read_ahead
from desktop.actions.consolidated_papers import (
    CONSOLIDATED_KINDS,
    ConsolidatedChoice,
    NobodyLateError,
    NoOpenDataError,
    UnitNotLateError,
    consolidated_document,
    consolidated_file,
)
from desktop.actions.desk import Desk
from desktop.db.received_queries import (
    UnitReply,
    receptions,
)
from desktop.db.received_saving import save_reply, undo_reception
from desktop.domain.consolidated import Sum
from desktop.domain.periods import parse_period
from tests.actions.consolidated.conftest import OCTOBER, QUARTER, UNITS, chain, correct, made, words
from tests.actions.units_making import (
    Sent,
    chained,
    receive,
    sent_month,
    sent_period,
)


def test_the_totals_are_of_the_packages_in_force(desk: Desk) -> None:
    found = consolidated_of(desk, OCTOBER)
    own = [sent_month(unit) for unit in UNITS[:4]]
    assert found.totals.activity.sessions == Sum(sum(len(one.sessions) for one in own), units=4)
    assert found.totals.not_sent == UNITS[4:]
    assert found.waiting == (UNITS[4],)
    assert found.composed == {}


def test_a_later_correction_replaces_what_it_corrects(desk: Desk) -> None:
    correct(desk, UNITS[0])
    own = [sent_month(UNITS[0], seed=10), *(sent_month(unit) for unit in UNITS[1:4])]
    expected = sum(len(one.sessions) for one in own)
    assert consolidated_of(desk, OCTOBER).totals.activity.sessions.value == expected


def test_a_fork_is_in_no_total_and_named_apart(desk: Desk) -> None:
    before = consolidated_of(desk, OCTOBER).totals.activity.sessions
    first, *_later = chain(UNITS[0])
    july = sent_month(UNITS[0], 7, seed=3)
    receive(desk, replace(first, snapshot=july), name="bản sao")
    found = consolidated_of(desk, OCTOBER)
    own = len(sent_month(UNITS[0]).sessions)
    assert before.value is not None
    assert found.totals.activity.sessions == Sum(before.value - own, units=3)
    assert UNITS[0] in found.waiting
    said = words(consolidated_document(desk, "report", OCTOBER))
    assert "chưa tính vào tổng (02 đơn vị): Phường số 1; Phường số 5." in said


def test_a_report_that_was_given_back_counts_on_and_is_named(desk: Desk) -> None:
    before = consolidated_of(desk, OCTOBER).totals
    reply = UnitReply(
        id="1",
        package_id=chain(UNITS[1])[-1].package_id,
        kind="returned",
        at=desk.clock.now(),
        officer="o",
    )
    with desk.writing(action="reply", undoable=False) as write:
        save_reply(write, reply)
    found = consolidated_of(desk, OCTOBER)
    assert found.totals == before
    assert found.returned == (UNITS[1],)
    said = words(consolidated_document(desk, "report", OCTOBER))
    assert "vẫn tính trong tổng (01 đơn vị): Phường số 2." in said
    tally = board_of(desk, OCTOBER).tallies[0]
    assert f"Có {tally.in_}/{tally.due}" in said, "what was given back is none that was sent"
    assert consolidated_of(desk, QUARTER).returned == ()
    for kind in ("matrix", "trend"):
        assert "tổng: tháng 10 năm 2026: Phường số 2." in words(
            consolidated_document(desk, kind, OCTOBER)
        )


def test_a_quarter_of_months_knows_the_month_that_was_given_back(desk: Desk) -> None:
    september = next(one for one in chain(UNITS[1]) if one.snapshot.period.id == "2026-09")
    reply = UnitReply(
        id="1",
        package_id=september.package_id,
        kind="returned",
        at=desk.clock.now(),
        officer="o",
    )
    before = consolidated_of(desk, QUARTER).totals
    with desk.writing(action="reply", undoable=False) as write:
        save_reply(write, reply)
    found = consolidated_of(desk, QUARTER)
    assert found.totals == before
    assert found.returned == (UNITS[1],)
    assert found.returned_months == {UNITS[1].unit: ("2026-09",)}
    said = words(consolidated_document(desk, "report", QUARTER))
    assert "vẫn tính trong tổng (01 đơn vị): Phường số 2 (tháng 9)." in said
    (told,) = json.loads(consolidated_file(desk, "report", QUARTER, ".json"))["returned"]
    assert told["months"] == ["2026-09"]


def test_a_reception_that_is_taken_back_takes_its_figures_along(desk: Desk) -> None:
    before = consolidated_file(desk, "report", OCTOBER, ".json")
    correct(desk, UNITS[0])
    assert consolidated_file(desk, "report", OCTOBER, ".json") != before
    newest, *_others = receptions(desk.store)
    with desk.writing(action="undo_receive", undoable=False) as write:
        undo_reception(write, newest.id, at=desk.clock.now(), officer="o")
    assert consolidated_file(desk, "report", OCTOBER, ".json") == before


def test_a_quarter_is_composed_of_months_where_no_report_of_it_came(desk: Desk) -> None:
    last = chain(UNITS[0])[-1].package_id
    whole = sent_period(UNITS[0], "2026-Q3", seed=4)
    receive(desk, Sent(UNITS[0], whole, sequence=5, previous=last), name="quý")
    receive(desk, *chained(Sent(UNITS[5], sent_month(UNITS[5], 8))), name="tháng 8")
    found = consolidated_of(desk, QUARTER)
    assert found.months == ("2026-07", "2026-08", "2026-09")
    full = found.months
    assert found.composed == {
        **{unit.unit: full for unit in UNITS[1:4]},
        UNITS[5].unit: ("2026-08",),
    }
    own = [whole, *(sent_month(unit, month) for unit in UNITS[1:4] for month in (7, 8, 9))]
    own.append(sent_month(UNITS[5], 8))
    met = sum(len(duty.met) for one in own for duty in one.duty)
    due = sum(len(duty.due) for one in own for duty in one.duty)
    share = found.totals.activity.group_months
    assert (share.met, share.due) == (met, due)


def test_reading_ahead_tells_how_far_it_came_and_stops(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.actions.package_figures._AT_ONCE", 5)
    steps: list[tuple[int, int]] = []

    def stop_at_five(done: int, total: int) -> None:
        steps.append((done, total))
        if done == 5 and len(steps) == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        read_ahead(desk, QUARTER, stop_at_five)
    read_ahead(desk, QUARTER, stop_at_five)
    assert steps == [(0, 12), (5, 12), (0, 7), (5, 7)], "what was read stays known"
    assert consolidated_of(desk, QUARTER).totals.sent


def test_the_report_names_who_is_missing_and_how_a_quarter_came_together(desk: Desk) -> None:
    said = words(consolidated_document(desk, "report", OCTOBER))
    assert "Có 4/6 (66,7%) đơn vị đã gửi số liệu." in said
    assert "Chưa gửi (01 đơn vị): Phường số 6." in said
    assert "Cần đối chiếu, chưa tính vào tổng (01 đơn vị): Phường số 5." in said
    assert "Chưa gồm 02 đơn vị chưa có số liệu." in said
    receive(desk, *chained(Sent(UNITS[5], sent_month(UNITS[5], 8))), name="tháng 8")
    said = words(consolidated_document(desk, "report", QUARTER))
    assert "cộng từ báo cáo của đủ 03 tháng (04 đơn vị): Phường số 1; Phường số 2;" in said
    assert "chỉ gồm các tháng đã gửi (01 đơn vị): Phường số 6 (tháng 8)." in said


def test_every_paper_is_written_in_every_form(desk: Desk) -> None:
    for kind in CONSOLIDATED_KINDS:
        for ending, start in ((".pdf", b"%PDF"), (".docx", b"PK"), (".xlsx", b"PK")):
            assert consolidated_file(desk, kind, OCTOBER, ending).startswith(start), (kind, ending)


def test_the_same_packages_give_the_same_bytes_in_any_order(desk: Desk, tmp_path: Path) -> None:
    endings = (".pdf", ".docx", ".xlsx", ".csv", ".json")
    with made(tmp_path / "other", order=7) as other:
        for kind in ("report", "by-unit", "by-objective", "allocated", "matrix", "trend"):
            for ending in endings:
                one = consolidated_file(desk, kind, OCTOBER, ending)
                assert consolidated_file(other, kind, OCTOBER, ending) == one, (kind, ending)


def test_the_letter_goes_to_the_late_ones_or_to_one(desk: Desk) -> None:
    letter = consolidated_document(desk, "reminder", OCTOBER)
    assert letter.salutation == ("Kính gửi: Phường số\u00a06",)
    assert "chưa nhận được báo cáo của phường số 6." in words(letter)
    assert letter.recipients.lines[-1].endswith("BCĐ.")
    waiting = ConsolidatedChoice(unit=UNITS[4].code, by=date(2026, 10, 25))
    one = consolidated_document(desk, "reminder", OCTOBER, waiting)
    assert one.salutation == ("Kính gửi: Phường số\u00a05",)
    assert "trước hết ngày 25 tháng 10 năm 2026" in words(one)
    with pytest.raises(UnitNotLateError):
        consolidated_document(desk, "reminder", OCTOBER, ConsolidatedChoice(unit=UNITS[0].code))
    with pytest.raises(NobodyLateError):
        consolidated_document(desk, "reminder", parse_period("2026-11"))
    with pytest.raises(NoOpenDataError):
        consolidated_file(desk, "reminder", OCTOBER, ".json")
