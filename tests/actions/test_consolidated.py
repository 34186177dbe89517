"""All units of a superior: what counts, what waits, what was printed and has changed since."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import NoReturn

import pytest

from desktop.actions.board import board_of
from desktop.actions.consolidated import consolidated_of, read_ahead, series_of, year_of
from desktop.actions.consolidated_months import months_of, plain_month
from desktop.actions.consolidated_papers import (
    CONSOLIDATED_KINDS,
    MEASURES,
    ConsolidatedChoice,
    NobodyLateError,
    NoOpenDataError,
    NotReissuedError,
    UnitNotLateError,
    UnknownMeasureError,
    consolidated_document,
    consolidated_file,
    known_measures,
)
from desktop.actions.desk import Desk
from desktop.actions.figures_text import card_figures, figures_text, plain_figures
from desktop.actions.issued_papers import IssuedDraft, issue_paper
from desktop.actions.issued_totals import changed_papers, changed_since_printed, reissue_of
from desktop.actions.setup import Sources
from desktop.db import queries
from desktop.db.received_queries import (
    UnitReply,
    active_packages,
    receptions,
)
from desktop.db.received_saving import save_reply, undo_reception
from desktop.domain.consolidated import Sum
from desktop.domain.consolidated_series import matrix, trend
from desktop.domain.expected_units import ExpectedUnit, lacking_months
from desktop.domain.periods import parse_period
from desktop.domain.plans import CountKind
from desktop.domain.printed_totals import printed_totals
from desktop.reports.tree import Document, Paragraph
from tests.actions.conftest import CountedIds, StandingClock
from tests.actions.schema_faults import faults, schema_of
from tests.actions.units_making import (
    Sent,
    chained,
    receive,
    sent_month,
    sent_period,
    superior_desk,
    units_named,
)

OCTOBER, QUARTER = parse_period("2026-10"), parse_period("2026-Q3")
UNITS = units_named(6)
STRANGER = "f" * 64


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Six units, of which four have sent July to October; one more was signed by a stranger."""
    with made(tmp_path / "data") as found:
        yield found


def made(folder: Path, *, order: int = 0) -> Desk:
    sources = Sources(StandingClock(), CountedIds())
    found = superior_desk(folder, sources, UNITS)
    sent = [one for unit in UNITS[:4] for one in chain(unit)]
    sent.append(Sent(UNITS[4], sent_month(UNITS[4]), signer=STRANGER))
    Random(order).shuffle(sent)
    half = len(sent) // 2
    receive(found, *sent[:half], name="TN 1")
    receive(found, *sent[half - 3 :], name="TN 2")
    return found


def chain(unit: ExpectedUnit) -> tuple[Sent, ...]:
    return chained(*(Sent(unit, sent_month(unit, month)) for month in (7, 8, 9, 10)))


def correct(desk: Desk, unit: ExpectedUnit, *, seed: int = 9, number: int = 1) -> None:
    """A correction of October whose figures differ."""
    earlier = chain(unit)[-1]
    for one in range(1, number + 1):
        earlier = Sent(
            unit,
            sent_month(unit, seed=seed + one),
            sequence=4 + one,
            correction=one,
            previous=earlier.package_id,
        )
    receive(desk, earlier, name=f"{unit.code} {seed} {number}")


def words(document: Document) -> str:
    found = [one.text for one in document.blocks if isinstance(one, Paragraph)]
    return "\n".join(found).replace("\u00a0", " ")


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


def merged_desk(folder: Path, sources: Sources, *periods: str) -> Desk:
    """The first unit went into the second on 1 September, which sent some periods."""
    day = date(2026, 9, 1)
    old = replace(UNITS[0], valid_until=day, successor_code=UNITS[1].code)
    new = replace(UNITS[1], valid_from=day)
    made = superior_desk(folder, sources, (old, new))
    months = (Sent(old, sent_month(old, month)) for month in (7, 8))
    receive(made, *chained(*months), name="TN 1")
    receive(made, *chained(*(Sent(new, sent_period(new, one)) for one in periods)), name="TN 2")
    return made


def test_stocks_of_a_unit_that_went_into_another_are_counted_once(
    tmp_path: Path, sources: Sources
) -> None:
    quarter, september = parse_period("2026-Q3"), parse_period("2026-09")
    with merged_desk(tmp_path / "merged", sources, "2026-09") as desk:
        whole, month = (consolidated_of(desk, one).totals for one in (quarter, september))
        assert whole.activity.models == month.activity.models
        assert whole.activity.groups_with_model == month.activity.groups_with_model
        assert whole.count("dependent_persons") is not None
        stocks = [one.category for one in month.counts if one.kind is CountKind.STOCK]
        for name in stocks:
            now, then = whole.count(name), month.count(name)
            assert now is not None
            assert then is not None
            assert now.total == then.total
        months = [consolidated_of(desk, parse_period(f"2026-0{at}")).totals for at in (7, 8, 9)]
        held = [one.activity.sessions.value or 0 for one in months]
        assert whole.activity.sessions.value == sum(held)
        due = sum(one.activity.group_months.due for one in months)
        assert whole.activity.group_months.due == due
        units = next(one for one in printed_totals(whole) if one.measure == "units")
        assert (units.numerator, units.denominator) == (1, 1)
        data = json.loads(consolidated_file(desk, "report", quarter, ".json"))
        assert data["totals"]["units"] == {"expected": 1, "sent": 1}
        assert [one["models"] is None for one in data["units"]] == [True, False]
        assert faults(*schema_of(consolidated_file(desk, "report", quarter, ".json"))) == []


def test_after_a_merger_nobody_lacks_the_months_of_the_other(
    tmp_path: Path, sources: Sources
) -> None:
    quarter = parse_period("2026-Q3")
    with merged_desk(tmp_path / "merged", sources, "2026-09") as desk:
        assert consolidated_of(desk, quarter).lacking == {}
        said = words(consolidated_document(desk, "report", quarter))
        assert "còn thiếu báo cáo tháng" not in said
        assert "Phường số 1 (tháng 7, 8); Phường số 2 (tháng 9)." in said
        year = consolidated_of(desk, parse_period("2026"))
        old = UNITS[0].unit
        assert year.lacking[old] == tuple(f"2026-{month:02d}" for month in range(1, 7))


def test_months_that_a_former_unit_never_sent_are_lacking_to_the_one_in_its_place() -> None:
    day = date(2026, 9, 1)
    old = replace(UNITS[0], valid_until=day, successor_code=UNITS[1].code)
    new = replace(UNITS[1], valid_from=day)
    months = [parse_period(f"2026-0{number}") for number in (7, 8, 9)]
    found = lacking_months((old, new), months, {new.unit: ("2026-09",)})
    assert found == {new.unit: ("2026-07", "2026-08")}
    assert lacking_months((old, new), months, {new.unit: ("2026-07", "2026-08", "2026-09")}) == {}


def test_the_own_report_of_a_successor_holds_the_months_of_those_before(
    tmp_path: Path, sources: Sources
) -> None:
    quarter = parse_period("2026-Q3")
    with merged_desk(tmp_path / "merged", sources, "2026-09", "2026-Q3") as desk:
        new = replace(UNITS[1], valid_from=date(2026, 9, 1))
        own = sent_period(new, "2026-Q3")
        found = consolidated_of(desk, quarter)
        assert [line.unit.code for line in found.totals.lines] == [new.code]
        assert found.totals.activity.sessions.value == own.totals.activity.sessions
        assert found.composed == {}


def test_months_before_a_successor_with_a_fresh_folder_count_beside_its_own_report(
    tmp_path: Path, sources: Sources
) -> None:
    quarter = parse_period("2026-Q3")
    with merged_desk(tmp_path / "merged", sources) as desk:
        new = replace(UNITS[1], valid_from=date(2026, 9, 1))
        own = replace(sent_period(new, "2026-Q3"), first_month="2026-09")
        receive(desk, Sent(new, own), name="TN 3")
        found = consolidated_of(desk, quarter)
        july, august = (
            consolidated_of(desk, parse_period(one)).totals.activity.sessions.value or 0
            for one in ("2026-07", "2026-08")
        )
        assert july
        assert august
        totals = found.totals.activity
        assert totals.sessions.value == own.totals.activity.sessions + july + august
        assert list(found.composed.values()) == [("2026-07", "2026-08")]
        assert totals.models.value == own.totals.models, "what stands at the end is counted once"
        units = next(one for one in printed_totals(found.totals) if one.measure == "units")
        assert (units.numerator, units.denominator) == (1, 1)


def test_a_successor_that_tracks_from_the_middle_holds_the_months_from_there_on(
    tmp_path: Path, sources: Sources
) -> None:
    with merged_desk(tmp_path / "merged", sources) as desk:
        new = replace(UNITS[1], valid_from=date(2026, 9, 1))
        own = replace(sent_period(new, "2026-Q3"), first_month="2026-08")
        receive(desk, Sent(new, own), name="TN 3")
        found = consolidated_of(desk, parse_period("2026-Q3"))
        assert list(found.composed.values()) == [("2026-07",)]
        assert found.lacking == {}, "August is in the report of the one in its place"


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


def test_what_was_printed_is_kept_once(desk: Desk) -> None:
    for _again in range(2):
        consolidated_file(desk, "report", OCTOBER, ".pdf")
        consolidated_file(desk, "report", OCTOBER, ".docx")
    acts = [one.action for one in queries.log_entries(desk.store, limit=50)]
    assert acts.count("keep_printed_totals") == 1
    assert changed_since_printed(desk, OCTOBER) == ()
    assert changed_papers(desk) == ()


def test_data_and_tables_are_not_printed_totals(desk: Desk) -> None:
    consolidated_file(desk, "report", OCTOBER, ".json")
    consolidated_file(desk, "by-unit", OCTOBER, ".pdf")
    correct(desk, UNITS[0])
    assert changed_since_printed(desk, OCTOBER) == ()


def test_a_total_that_changed_after_printing_is_told_and_replaced(desk: Desk) -> None:
    before = consolidated_of(desk, OCTOBER).totals.activity.attendance.value
    consolidated_file(desk, "report", OCTOBER, ".pdf")
    correct(desk, UNITS[0])
    now = consolidated_of(desk, OCTOBER).totals.activity.attendance.value
    assert before != now
    (paper,) = changed_papers(desk)
    assert (paper.period, paper.number) == ("2026-10", 1)
    (people,) = (one for one in paper.changes if one.measure == "attendance")
    assert people.printed is not None
    assert people.now is not None
    assert (people.printed.numerator, people.now.numerator) == (before, now)
    anew = ConsolidatedChoice(reissue=True)
    document = consolidated_document(desk, "report", OCTOBER, anew)
    assert "(Báo cáo tổng hợp thay thế lần 01)" in [
        line.replace("\u00a0", " ") for line in document.subject
    ]
    first = consolidated_file(desk, "report", OCTOBER, ".pdf", anew)
    assert changed_papers(desk) == ()
    assert consolidated_file(desk, "report", OCTOBER, ".pdf", anew) == first


def test_the_second_replacement_stands_against_the_first(desk: Desk) -> None:
    anew = ConsolidatedChoice(reissue=True)
    consolidated_file(desk, "report", OCTOBER, ".pdf")
    correct(desk, UNITS[0])
    consolidated_file(desk, "report", OCTOBER, ".pdf", anew)
    middle = consolidated_of(desk, OCTOBER).totals.activity.attendance.value
    correct(desk, UNITS[1])
    second = reissue_of(desk, OCTOBER)
    assert second is not None
    (people,) = (one for one in second.changes if one.measure == "attendance")
    assert second.number == 2
    assert people.printed is not None
    assert people.printed.numerator == middle


def test_working_copies_are_no_replacements(desk: Desk) -> None:
    for place in range(3):
        consolidated_file(desk, "report", OCTOBER, ".pdf")
        correct(desk, UNITS[place])
    found = reissue_of(desk, OCTOBER)
    assert found is not None
    assert found.number == 1


def test_printing_once_more_does_not_silence_the_offer(desk: Desk) -> None:
    consolidated_file(desk, "report", OCTOBER, ".pdf")
    correct(desk, UNITS[0])
    told = changed_since_printed(desk, OCTOBER)
    consolidated_file(desk, "report", OCTOBER, ".pdf")
    assert changed_since_printed(desk, OCTOBER) == told != ()
    consolidated_file(desk, "report", OCTOBER, ".pdf", ConsolidatedChoice(reissue=True))
    assert changed_since_printed(desk, OCTOBER) == ()


def test_a_report_begun_anew_replaces_nothing(desk: Desk) -> None:
    consolidated_file(desk, "report", OCTOBER, ".pdf")
    correct(desk, UNITS[0])
    consolidated_file(desk, "report", OCTOBER, ".pdf", ConsolidatedChoice(anew=True))
    assert changed_since_printed(desk, OCTOBER) == ()
    assert reissue_of(desk, OCTOBER) is None


def test_totals_with_a_number_of_their_own_were_issued(desk: Desk) -> None:
    consolidated_file(desk, "report", OCTOBER, ".pdf")
    correct(desk, UNITS[0])
    assert changed_since_printed(desk, OCTOBER)
    draft = IssuedDraft(kind="report", period=OCTOBER.id, number=7, issued_on=desk.clock.today())
    assert issue_paper(desk, draft).done
    assert changed_since_printed(desk, OCTOBER) == ()
    assert "07" in consolidated_document(desk, "report", OCTOBER).letterhead.number
    correct(desk, UNITS[1])
    assert changed_since_printed(desk, OCTOBER)
    assert "07" not in consolidated_document(desk, "report", OCTOBER).letterhead.number


def test_a_report_is_a_draft_while_its_period_goes_on(desk: Desk) -> None:
    year = parse_period("2026")
    assert year.last_day > desk.clock.today() > OCTOBER.last_day
    assert consolidated_document(desk, "report", OCTOBER).draft == ""
    assert consolidated_document(desk, "report", year).draft == "DỰ THẢO"


def test_nothing_is_replaced_that_was_not_printed(desk: Desk) -> None:
    with pytest.raises(NotReissuedError):
        consolidated_file(desk, "report", OCTOBER, ".pdf", ConsolidatedChoice(reissue=True))
    consolidated_file(desk, "report", OCTOBER, ".pdf")
    with pytest.raises(NotReissuedError):
        consolidated_file(desk, "report", OCTOBER, ".pdf", ConsolidatedChoice(reissue=True))


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


def test_a_measure_is_one_of_the_program_or_of_the_plan(desk: Desk) -> None:
    names = known_measures(desk, OCTOBER)
    assert {"sessions", "count:plants", "objective:4a"} <= set(names)
    for name in names:
        choice = ConsolidatedChoice(measure=name)
        assert consolidated_document(desk, "matrix", OCTOBER, choice).blocks
        assert consolidated_document(desk, "trend", OCTOBER, choice).blocks
    with pytest.raises(UnknownMeasureError):
        consolidated_document(desk, "matrix", OCTOBER, ConsolidatedChoice(measure="x"))


def test_a_matrix_from_what_stands_beside_packages_is_that_of_their_snapshots(desk: Desk) -> None:
    months = year_of(desk, OCTOBER)
    whole = [one.totals for one in series_of(desk, months)]
    plain = months_of(desk, months, MEASURES)
    assert any(line.sent for one in plain for line in one.lines)
    for measure in MEASURES:
        assert matrix(plain, measure) == matrix(whole, measure), measure
        assert trend(plain, measure) == trend(whole, measure), measure


def test_figures_of_a_reception_of_before_are_read_from_the_snapshot(desk: Desk) -> None:
    text = figures_text(sent_month(UNITS[0]))
    kept = json.loads(text)
    assert plain_figures(text, OCTOBER) is not None
    del kept["with_model"]
    before = json.dumps(kept)
    assert card_figures(before) == replace(card_figures(text) or fail(), with_model=None)
    assert plain_figures(before, OCTOBER) is None
    wanted = plain_month(desk, OCTOBER)
    with desk.writing(action="receive", undoable=False) as write:
        for row in active_packages(desk.store):
            key = {"reception_id": row.reception_id, "package_id": row.package_id}
            write.put("received_packages", {**key, "figures": ""})
    assert matrix((plain_month(desk, OCTOBER),), "upkeep") == matrix((wanted,), "upkeep")


def fail() -> NoReturn:
    raise AssertionError


def table(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_csv_has_a_row_for_every_unit_and_leaves_blank_what_nobody_gave(desk: Desk) -> None:
    rows = table(consolidated_file(desk, "by-unit", OCTOBER, ".csv"))
    assert [row["code"] for row in rows] == [unit.code for unit in UNITS]
    first, waiting, absent = rows[0], rows[4], rows[5]
    own = sent_month(UNITS[0])
    assert first["sessions"] == str(len(own.sessions))
    plants = next(line for line in own.counts if line.category == "plants")
    assert first["count:plants"] == str(plants.known)
    assert (waiting["sent"], waiting["to_verify"], waiting["sessions"]) == ("0", "1", "")
    assert (absent["sent"], absent["to_verify"], absent["count:plants"]) == ("0", "0", "")


def test_a_name_that_looks_like_a_formula_is_no_formula(tmp_path: Path, sources: Sources) -> None:
    units = tuple(
        replace(UNITS[place], name=f"{start}cmd|'/C calc'!A0")
        for place, start in enumerate(("=", "+", "-", "@"))
    )
    with superior_desk(tmp_path / "bad", sources, units) as desk:
        receive(desk, *(Sent(unit, sent_month(unit)) for unit in units), name="TN 1")
        for kind in ("by-unit", "matrix", "late"):
            for row in table(consolidated_file(desk, kind, OCTOBER, ".csv")):
                assert row["name"].startswith("'")
                assert "cmd" in row["name"]


def test_the_open_data_is_what_the_schema_says(desk: Desk) -> None:
    for name in ("2026-10", "2026-Q3", "2026-12", "2026-10-01..2026-10-20"):
        for kind in CONSOLIDATED_KINDS:
            if kind != "reminder":
                data = consolidated_file(desk, kind, parse_period(name), ".json")
                assert faults(*schema_of(data)) == [], (kind, name)


def test_a_value_that_the_schema_forbids_is_seen(desk: Desk) -> None:
    value, shape = schema_of(consolidated_file(desk, "report", OCTOBER, ".json"))
    value["totals"]["models"]["value"] = "12"
    value["units"][0]["sessions"] = -1
    del value["plan"]
    assert len(faults(value, shape)) == 3
