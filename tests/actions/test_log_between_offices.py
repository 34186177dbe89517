"""The log answers whether a month was sent, received and decided on: of which unit, which file,
and with which answer."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.actions.deciding import decide
from desktop.actions.desk import Desk
from desktop.actions.log_names import log_names
from desktop.actions.receipts import receive_code, receive_files
from desktop.actions.receiving import receive_packages
from desktop.actions.replies import answer_report, remarks_of
from desktop.actions.safety import log, verify_log
from desktop.actions.taking_back import undo_receive
from desktop.actions.terms import AuditEntry
from desktop.actions.told_remarks import keep_told_remarks
from desktop.actions.units import record_unit
from desktop.domain.expected_units import ExpectedUnit
from desktop.domain.log_names import LogNames
from desktop.domain.log_reports import answer_told, reports_told
from desktop.domain.periods import parse_period
from desktop.exchange.keys import PublicKeys
from desktop.exchange.package import Package
from desktop.exchange.receipt import ReceiptKind
from desktop.wording import log_text
from tests.actions.senders import SINCE, Sender, accepted
from tests.actions.sending_making import AUGUST, NOON, Office, closed_months, put, sent
from tests.actions.test_receipts import august, office, package

__all__ = ["august", "office", "package"]

UNIT = "Phường Hương Trà (19996)"
FIRST = f"{UNIT} tháng 9/2026 (tệp số 1)"


def newest(desk: Desk) -> AuditEntry:
    (entry,) = log(desk, limit=1)
    return entry


def said(desk: Desk) -> str:
    """The newest entry of the log, as both doors show it."""
    entry = newest(desk)
    return log_text(entry.action, entry.details, log_names(desk, (entry,)))


def as_formerly(entry: AuditEntry) -> AuditEntry:
    """An entry of a version that kept ids alone."""
    kept = {name: one for name, one in entry.details.items() if name in {"changes", "packages"}}
    return replace(entry, details=kept)


def said_formerly(desk: Desk, entries: Iterable[AuditEntry]) -> list[str]:
    former = [as_formerly(one) for one in entries]
    names = log_names(desk, former)
    return [log_text(one.action, one.details, names) for one in former]


@pytest.fixture
def sender(superior: Desk, public: PublicKeys) -> Sender:
    """A unit of the superior's list, which its files call otherwise."""
    listed = ExpectedUnit(code="19996", name="Phường Hương Trà", valid_from=SINCE)
    assert record_unit(superior, listed).done
    return Sender("19996", public, name="Phường HT")


def received(desk: Desk, sender: Sender, folder: Path, *months: str) -> str:
    """The months come in one reception; its name."""
    for month in months:
        sender.send(folder, month)
    return receive_packages(desk, [folder]).name


def test_a_commune_s_file_is_told_by_month_and_number(
    desk: Desk, office: Office, stick: Path
) -> None:
    assert said(desk).startswith(f"Kết nối với cấp trên: {office.name}; ")
    august, september = closed_months(desk)
    sent(desk, august, stick)
    sent(desk, september, stick)
    made, written = log(desk, limit=2)[::-1]
    names = log_names(desk, (made, written))
    assert [log_text(one.action, one.details, names) for one in (made, written)] == [
        "Tạo tệp số liệu gửi cấp trên: tháng 9/2026 (tệp số 2)",
        "Ghi tệp số liệu gửi cấp trên: tháng 9/2026 (tệp số 2)",
    ]


@pytest.mark.parametrize(
    ("kind", "remarks", "text"),
    [
        (ReceiptKind.RECEIVED, (), "Cấp trên đã tiếp nhận {report}"),
        (
            ReceiptKind.RECEIVED,
            ("Tệp chờ đối chiếu.",),
            "Cấp trên chưa tính, cần đối chiếu {report}",
        ),
        (ReceiptKind.ACCEPTED, (), "Cấp trên chấp nhận {report}"),
        (ReceiptKind.ACCEPTED, ("Lần sau nộp sớm.",), "Cấp trên chấp nhận {report}"),
        (ReceiptKind.RETURNED, ("Nguyễn Văn A sai.",), "Cấp trên trả lại {report}"),
    ],
)
def test_a_receipt_is_told_by_its_answer_month_and_number(
    desk: Desk,
    office: Office,
    package: Package,
    stick: Path,
    kind: ReceiptKind,
    remarks: tuple[str, ...],
    text: str,
) -> None:
    data = office.answer(package, kind, *((one, "") for one in remarks))
    assert receive_files(desk, [put(stick, "S138_a.s138r", data)]).receipts
    assert said(desk) == text.format(report="tháng 8/2026 (tệp số 1)")
    assert "Nguyễn Văn A" not in json.dumps(dict(newest(desk).details), ensure_ascii=False)


def test_an_answer_that_came_late_is_told_as_one_that_changes_nothing(
    desk: Desk, office: Office, package: Package, stick: Path
) -> None:
    later = office.answer(package, ReceiptKind.ACCEPTED, at=NOON + timedelta(minutes=5))
    receive_files(desk, [put(stick, "S138_b.s138r", later)])
    earlier = office.answer(package, ReceiptKind.RETURNED, ("Sai.", ""))
    receive_files(desk, [put(stick, "S138_a.s138r", earlier)])
    assert said(desk) == "Cấp trên trả lại tháng 8/2026 (tệp số 1); trả lời cũ, không thay đổi gì"


def test_an_answer_by_telephone_says_that_its_code_alone_is_known(
    desk: Desk, package: Package
) -> None:
    code = Office.code_by_telephone(package, ReceiptKind.RETURNED)
    taken = receive_code(desk, parse_period(AUGUST), code).value
    text = "Cấp trên trả lại tháng 8/2026 (tệp số 1); chỉ biết theo mã"
    assert said(desk) == text
    assert taken is not None
    assert keep_told_remarks(desk, taken, ["Xem lại tổ 7."]).done
    assert said(desk) == text


def test_a_reception_is_told_by_unit_month_and_number_under_the_name_of_the_list(
    superior: Desk, sender: Sender, tmp_path: Path
) -> None:
    name = received(superior, sender, tmp_path / "in", "2026-08", "2026-09")
    assert said(superior) == (
        f"Nhận báo cáo {UNIT} tháng 8/2026 (tệp số 1), tháng 9/2026 (tệp số 2); "
        "lần nhận “20/10/2026, lần 1, in”"
    )
    assert undo_receive(superior, name).done
    assert said(superior) == (
        f"Thu hồi việc nhận báo cáo {UNIT} tháng 8/2026 (tệp số 1), tháng 9/2026 (tệp số 2); "
        "lần nhận “20/10/2026, lần 1, in”"
    )


def test_what_is_decided_and_answered_is_told_with_the_file_that_it_is_about(
    superior: Desk, sender: Sender, tmp_path: Path
) -> None:
    received(superior, sender, tmp_path / "in", "2026-09")
    accepted(superior, sender)
    assert said(superior) == f"Chấp nhận khóa của đơn vị: {FIRST}"
    answer_report(superior, "19996", parse_period("2026-09"), kind="accepted")
    assert said(superior) == f"Trả lời đơn vị: chấp nhận báo cáo {FIRST}"
    remarks = remarks_of(("Thiếu chữ ký",))
    answer_report(superior, "19996", parse_period("2026-09"), kind="returned", remarks=remarks)
    assert said(superior) == f"Trả lời đơn vị: trả lại báo cáo {FIRST}"
    sender.send(tmp_path / "again", "2026-09", correction=1)
    receive_packages(superior, [tmp_path / "again"])
    named, report = sender.sent[1].package_id, f"{UNIT} tháng 9/2026 (tệp số 2, thay thế lần 1)"
    assert decide(superior, named, accept=False, reason="Sai mẫu").done
    assert said(superior) == f"Quyết định không tính báo cáo {report}"
    assert decide(superior, named, accept=True, reason="Đã hỏi").done
    assert said(superior) == f"Quyết định tính báo cáo {report}"
    assert verify_log(superior) is None


def test_entries_keep_what_their_sentence_needs_and_no_name(
    superior: Desk, sender: Sender, tmp_path: Path
) -> None:
    name = received(superior, sender, tmp_path / "in", "2026-09")
    accepted(superior, sender)
    answer_report(superior, "19996", parse_period("2026-09"), kind="accepted")
    decide(superior, sender.sent[0].package_id, accept=False, reason="Sai mẫu")
    undo_receive(superior, name)
    entries = [
        one for one in log(superior, limit=5) if reports_told(one.action, one.details, LogNames())
    ]
    assert [one.action for one in entries] == [
        "undo_receive",
        "decide",
        "reply",
        "accept_unit",
        "receive",
    ]
    for entry in entries:
        (report,) = reports_told(entry.action, entry.details, LogNames())
        assert report == ("2026-09", 1, 0, "19996", "")
        text = json.dumps(dict(entry.details), ensure_ascii=False)
        assert not any(word in text for word in ("Phường", "Hương", "Sai mẫu"))
    assert [answer_told(one.action, one.details) for one in entries] == [
        "",
        "reject",
        "accepted",
        "",
        "",
    ]


def test_entries_of_former_versions_are_told_by_what_the_store_knows_of_their_ids(
    superior: Desk, sender: Sender, desk: Desk, office: Office, package: Package, tmp_path: Path
) -> None:
    name = received(superior, sender, tmp_path / "in", "2026-09")
    accepted(superior, sender)
    decide(superior, sender.sent[0].package_id, accept=False, reason="Sai mẫu")
    undo_receive(superior, name)
    assert said_formerly(superior, log(superior, limit=4)) == [
        f"Thu hồi việc nhận báo cáo {FIRST}; lần nhận “20/10/2026, lần 1, in”",
        f"Quyết định không tính báo cáo {FIRST}",
        f"Chấp nhận khóa của đơn vị: {FIRST}",
        f"Nhận báo cáo {FIRST}; lần nhận “20/10/2026, lần 1, in”",
    ]
    data = office.answer(package, ReceiptKind.ACCEPTED)
    receive_files(desk, [put(tmp_path / "usb", "S138_a.s138r", data)])
    assert said_formerly(desk, log(desk, limit=2)) == [
        "Cấp trên chấp nhận tháng 8/2026 (tệp số 1)",
        "Ghi tệp số liệu gửi cấp trên: tháng 8/2026 (tệp số 1)",
    ]
    entry = newest(superior)
    assert log_text(entry.action, as_formerly(entry).details) == "Thu hồi một lần nhận"


def test_of_many_files_the_first_are_named_and_the_rest_counted(
    superior: Desk, sender: Sender, public: PublicKeys, tmp_path: Path
) -> None:
    months = [f"2026-{month:02d}" for month in range(1, 10)]
    for one in (Sender("20001", public), Sender("20002", public)):
        for month in months:
            one.send(tmp_path / "in", month)
    received(superior, sender, tmp_path / "in", *months)
    entry = newest(superior)
    assert (entry.details["packages"], entry.details["units"], entry.details["periods"]) == (
        27,
        3,
        9,
    )
    known = log_names(superior, (entry,))
    assert len(reports_told(entry.action, entry.details, known)) == 27
    text = log_text(entry.action, entry.details, known)
    assert text.count("(tệp số ") == 20
    assert "… và 7 tệp nữa; lần nhận “" in text


def test_a_reception_of_more_files_than_the_log_has_lines_for_is_told_by_their_numbers() -> None:
    details = {"packages": 1800, "units": 150, "periods": 12, "counts": {}, "digest": "0"}
    assert log_text("receive", details) == "Một lần nhận báo cáo: 1.800 tệp, 150 đơn vị, 12 kỳ"
    october = {"packages": 600, "units": 600, "periods": 1, "period": "2026-10"}
    assert log_text("receive", october).endswith("600 tệp, 600 đơn vị, tháng 10/2026")
    assert log_text("receive", {"packages": 600}) == "Một lần nhận báo cáo: 600 tệp"


def test_a_unit_that_is_in_no_list_is_told_as_it_calls_itself(
    superior: Desk, public: PublicKeys, tmp_path: Path
) -> None:
    stranger = Sender("20000", public, name="Phường\nLạ", valid_from=date(2026, 1, 1))
    received(superior, stranger, tmp_path / "in", "2026-09")
    assert said(superior).startswith("Nhận báo cáo Phường Lạ (20000) tháng 9/2026 (tệp số 1)")
