"""The head of the log leaves the office with what is sent, and is held against the log later."""

from pathlib import Path

from desktop.actions.check_codes import stick_slip_document
from desktop.actions.connection import connect
from desktop.actions.desk import Desk
from desktop.actions.log_paper import LogAsked, entry_of_head, head_typed, log_document
from desktop.actions.receipts import receive_files
from desktop.actions.safety import back_up, log_cut_off, undo, verify_log
from desktop.db import audit
from desktop.db.audit import GENESIS, entry_hash
from desktop.exchange.receipt import ReceiptKind
from desktop.reports.tree import Paragraph
from tests.actions.sending_making import Office, closed_months, put, sent


def rewrite_from(desk: Desk, first: int) -> None:
    """What somebody does who holds the open file: an officer changed, all hashes made anew."""
    previous = GENESIS
    for (name,) in desk.store.read("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        desk.store.connection.execute(f'DROP TRIGGER "{name}"')
    rows = desk.store.read("SELECT seq, at, officer, action, details FROM audit ORDER BY seq")
    for seq, at, officer, action, details in rows:
        name = "Người khác" if seq == first else officer
        link = entry_hash(previous, seq=seq, at=at, officer=name, action=action, details=details)
        desk.store.connection.execute(
            "UPDATE audit SET officer = ?, previous = ?, hash = ? WHERE seq = ?",
            (name, previous, link, seq),
        )
        previous = link
    desk.store.head = audit.read_head(desk.store.connection)


def test_every_package_carries_the_head_and_the_log_still_knows_it(
    desk: Desk, tmp_path: Path
) -> None:
    office = Office.new()
    connect(desk, office.connection())
    stick = tmp_path / "usb"
    heads = []
    for month in closed_months(desk):
        before = desk.store.head
        read = office.read(sent(desk, month, stick).path)
        entry = entry_of_head(desk, read.manifest.audit_head)
        assert entry is not None
        assert before.seq <= entry < desk.store.head.seq
        heads.append(read.manifest.audit_head)
    assert len(set(heads)) == len(heads)


def test_the_slip_bears_the_head_that_stands_in_its_file(desk: Desk, tmp_path: Path) -> None:
    office = Office.new()
    connect(desk, office.connection())
    for month in closed_months(desk):
        read = office.read(sent(desk, month, tmp_path / "usb").path)
        slip = stick_slip_document(desk, month)
        (line,) = (
            one.text for one in slip.blocks if isinstance(one, Paragraph) and "nhật ký" in one.text
        )
        printed = "".join(line.partition(": ")[2].split())
        assert printed.startswith(read.manifest.audit_head)


def test_a_log_made_anew_fits_together_but_not_with_a_head_that_was_sent(
    desk: Desk, tmp_path: Path
) -> None:
    office = Office.new()
    connect(desk, office.connection())
    august, _september = closed_months(desk)
    head = office.read(sent(desk, august, tmp_path / "usb").path).manifest.audit_head
    rewrite_from(desk, 2)
    assert verify_log(desk) is None
    assert entry_of_head(desk, head) is None


def test_a_receipt_answers_the_very_package_whose_head_the_log_knows(
    desk: Desk, tmp_path: Path
) -> None:
    office = Office.new()
    connect(desk, office.connection())
    august, _september = closed_months(desk)
    stick = tmp_path / "usb"
    package = office.read(sent(desk, august, stick).path)
    answer = office.answer(package, ReceiptKind.RECEIVED)
    taken = receive_files(desk, [put(stick, "S138_da-nhan.s138r", answer)])
    assert [one.period for one in taken.receipts] == ["2026-08"]
    rows = desk.store.read("SELECT package_id FROM receipts")
    assert rows == [(package.package_id,)]
    assert entry_of_head(desk, package.manifest.audit_head) is not None
    assert verify_log(desk) is None


def test_the_printed_log_bears_the_head_that_is_held_against_it(desk: Desk) -> None:
    document = log_document(desk, (), LogAsked())
    last = document.blocks[-1]
    assert isinstance(last, Paragraph)
    printed = last.text.partition(": ")[2].partition(". ")[0]
    typed = head_typed(printed)
    assert typed is not None
    assert entry_of_head(desk, typed) == desk.store.head.seq


def test_entries_taken_off_the_end_show_against_the_backups(desk: Desk) -> None:
    made = back_up(desk, reason="by_hand")
    assert log_cut_off(desk) is None
    undo(desk)
    assert log_cut_off(desk) is None
    for (name,) in desk.store.read("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        desk.store.connection.execute(f'DROP TRIGGER "{name}"')
    last = desk.store.read("SELECT max(seq) FROM audit")[0][0]
    desk.store.connection.execute("DELETE FROM audit_salts WHERE seq > ?", (last - 2,))
    desk.store.connection.execute("DELETE FROM audit WHERE seq > ?", (last - 2,))
    assert verify_log(desk) is None
    assert log_cut_off(desk) == made.name
