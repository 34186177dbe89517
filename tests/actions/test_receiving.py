"""What a superior takes in: nothing lost, nothing counted twice, every refusal with its reason."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.actions.backups import backups
from desktop.actions.board import board_of, findings_of, group_reports, snapshot_in_force
from desktop.actions.connection import practice
from desktop.actions.deciding import accept_unit, decide, leave_out
from desktop.actions.desk import Desk
from desktop.actions.office_keys import new_keys
from desktop.actions.received_files import ReceivingStoppedError
from desktop.actions.receiving import Fate, Taken, receive_packages
from desktop.actions.signed_decisions import decision_holds
from desktop.actions.taking_back import undo_receive
from desktop.actions.verdicts import consolidation_of
from desktop.db.received_queries import active_packages, decisions, receptions
from desktop.db.unit_queries import unit_keys
from desktop.domain.expected_units import UnitId
from desktop.domain.periods import parse_period
from desktop.exchange.consolidation import consolidation_bytes
from desktop.exchange.errors import PassphraseGroupMistypedError, PassphraseMistypedError
from desktop.exchange.file_names import receipt_name
from desktop.exchange.keys import PublicKeys
from desktop.exchange.passphrase import new_passphrase
from desktop.exchange.receipt import ReceiptKind, believed, open_receipt
from desktop.files import FileFaultError
from desktop.wording.superior import report_words, taken_back_text
from tests.actions.conftest import StandingClock
from tests.actions.senders import SINCE, Sender, accepted, written
from tests.exchange.making import HEAD, parts, signed

CODES = ("19996", "20001", "20002")
MONTHS = ("2026-09", "2026-10")


def fates(taken: Taken) -> dict[str, str]:
    """What became of each file, by name."""
    found = {one.file.name: one.fate.value for one in taken.files}
    return found | {one.file.name: one.code for one in taken.refused}


def counting(desk: Desk) -> set[str]:
    """The packages that are in force."""
    return {one.package_id for one in consolidation_of(desk).in_force.values()}


def test_a_first_package_waits_for_the_code_of_its_slip_and_counts_then(
    superior: Desk, public: PublicKeys, stick: Path
) -> None:
    sender = Sender("19996", public)
    sender.send(stick, "2026-09")
    taken = receive_packages(superior, [stick])
    assert [one.cause for one in taken.of(Fate.TO_VERIFY)] == ["new_key"]
    assert counting(superior) == set()
    accepted(superior, sender)
    assert counting(superior) == {sender.sent[0].package_id}
    (key,) = unit_keys(superior.store)
    assert (key.unit_code, key.valid_from) == ("19996", SINCE)
    assert [one.verdict for one in decisions(superior.store)] == ["accept"]
    sender.send(stick, "2026-10")
    later = receive_packages(superior, [stick])
    assert fates(later) == {
        "S138_19996_202609_0001.s138": "duplicate",
        "S138_19996_202610_0002.s138": "accepted",
    }


@pytest.mark.parametrize(("many", "made"), [(20, []), (1, ["before_receiving"])])
def test_many_reports_at_once_are_preceded_by_a_backup(
    superior: Desk,
    public: PublicKeys,
    stick: Path,
    monkeypatch: pytest.MonkeyPatch,
    many: int,
    made: list[str],
) -> None:
    monkeypatch.setattr("desktop.actions.receiving.MANY_ROWS", many)
    sender = Sender("19996", public)
    for month in ("2026-08", "2026-09"):
        sender.send(stick, month)
    receive_packages(superior, [stick], dry_run=True)
    assert backups(superior.store.folder) == ()
    receive_packages(superior, [stick])
    assert [one.reason for one in backups(superior.store.folder)] == made
    receive_packages(superior, [stick])
    assert len(backups(superior.store.folder)) == len(made)


def test_a_mistyped_code_names_its_group_and_another_one_is_refused(
    superior: Desk, public: PublicKeys, stick: Path
) -> None:
    sender = Sender("19996", public)
    sender.send(stick, "2026-09")
    receive_packages(superior, [stick])
    code = sender.sent[0].check_code
    wrong = f"{(int(code[0]) + 1) % 10}{code[1:]}"
    (mistyped,) = accept_unit(superior, "19996", wrong).problems
    assert (mistyped.code, mistyped.details["groups"]) == ("check_code_mistyped", "1")
    other = Sender("20001", public).package("2026-09").check_code
    assert accept_unit(superior, "19996", other).problems[0].code == "check_code_wrong"
    line_beside = sender.sent[0].manifest.sender.fingerprint
    (beside,) = accept_unit(superior, "19996", line_beside).problems
    assert beside.code == "check_code_other_line", "the slip bears digits like these too"
    assert accept_unit(superior, "20009", code).problems[0].code == "unit_sent_nothing"
    groups = code.split("-")
    for short in (
        "123",
        "-".join(groups[:-1]),
        "-".join(groups[1:]),
        "-".join((*groups, groups[0])),
    ):
        assert accept_unit(superior, "19996", short).problems[0].code == "check_code_incomplete"
    assert counting(superior) == set()
    spaced = code.replace("-", " ")
    assert accept_unit(superior, "19996", spaced).done


def test_any_order_and_any_duplicates_give_the_same_bytes(
    superior: Desk, public: PublicKeys, tmp_path: Path
) -> None:
    senders = [Sender(code, public) for code in CODES]
    files = [sender.send(tmp_path / sender.code, month) for sender in senders for month in MONTHS]
    receive_packages(superior, files)
    for sender in senders:
        accepted(superior, sender)
    before = consolidation_bytes(consolidation_of(superior))
    assert len(counting(superior)) == 6
    for seed in range(2):
        shuffled = [*files, *files]
        random.Random(seed).shuffle(shuffled)
        for file in shuffled:
            taken = receive_packages(superior, [file])
            assert [one.fate for one in taken.files] == [Fate.DUPLICATE]
            assert taken.name == ""
    assert consolidation_bytes(consolidation_of(superior)) == before
    assert len(receptions(superior.store)) == 1


def test_a_rehearsal_says_the_same_and_writes_nothing(
    superior: Desk, public: PublicKeys, stick: Path
) -> None:
    Sender("19996", public).send(stick, "2026-09")
    rehearsed = receive_packages(superior, [stick], dry_run=True)
    assert (rehearsed.name, receptions(superior.store)) == ("", ())
    assert sorted(path.suffix for path in stick.iterdir()) == [".s138"]
    assert fates(receive_packages(superior, [stick])) == fates(rehearsed)


def test_a_receipt_lies_beside_the_package_and_says_the_same_as_its_code(
    superior: Desk, public: PublicKeys, stick: Path
) -> None:
    sender = Sender("19996", public)
    sender.send(stick, "2026-09")
    (one,) = receive_packages(superior, [stick]).files
    package = sender.sent[0]
    path = stick / receipt_name(package.manifest, ReceiptKind.RECEIVED)
    assert one.receipt.path == path
    found = open_receipt(path.read_bytes(), (sender.keys.sealing,))
    assert believed(found, signers=(public.signing,), receipt_secret="5e" * 32) == found
    assert (found.package_id, found.kind) == (package.package_id, ReceiptKind.RECEIVED)
    assert found.code == one.receipt.code
    kept = path.read_bytes()
    (again,) = receive_packages(superior, [stick]).files
    assert again.receipt.path == path
    assert path.read_bytes() == kept


def test_a_receipt_that_cannot_be_written_leaves_the_reception_standing(
    superior: Desk, public: PublicKeys, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.exchange import stick as sticks

    Sender("19996", public).send(stick, "2026-09")
    monkeypatch.setattr(sticks, "is_read_only", lambda _folder: True)
    taken = receive_packages(superior, [stick])
    (fault,) = taken.receipt_faults
    assert fault.receipt.fault == "stick_read_only"
    assert len(fault.receipt.code) == 14
    assert len(active_packages(superior.store)) == 1
    assert taken.to_look_at


def test_a_bad_file_never_stops_the_others(superior: Desk, public: PublicKeys, stick: Path) -> None:
    sender = Sender("19996", public)
    good = sender.send(stick, "2026-09").read_bytes()
    flipped = bytearray(good)
    flipped[len(good) // 2] ^= 1
    (stick / "flipped.s138").write_bytes(bytes(flipped))
    (stick / "cut.s138").write_bytes(good[:-10])
    (stick / "longer.s138").write_bytes(good + b"x")
    (stick / "other.s138").write_bytes(b"PK\x03\x04")
    newer = bytearray(good)
    newer[6] = 9
    (stick / "newer.s138").write_bytes(bytes(newer))
    foreign = Sender("20001", Sender("20002", None).keys.public)
    foreign.send(stick, "2026-09")
    taken = receive_packages(superior, [stick])
    found = fates(taken)
    assert found.pop("S138_19996_202609_0001.s138") == "to_verify"
    assert found.pop("other.s138") == "not_a_package"
    assert found.pop("newer.s138") == "too_new"
    assert found.pop("S138_20001_202609_0001.s138") == "not_for_us"
    assert set(found.values()) <= {"damaged", "not_for_us"}
    assert len(found) == 3


def test_a_payload_that_a_stranger_changed_and_signed_again_is_never_counted(
    superior: Desk, public: PublicKeys, stick: Path
) -> None:
    sender = Sender("19996", public)
    sender.send(stick, "2026-09")
    receive_packages(superior, [stick])
    accepted(superior, sender)
    honest = counting(superior)
    stranger = sender.clone(key="stranger", branch="branch-1")
    written(stick, stranger.package("2026-10", attendance=9000), name="forged.s138")
    taken = receive_packages(superior, [stick])
    assert [one.cause for one in taken.of(Fate.TO_VERIFY)] == ["new_key"]
    assert counting(superior) == honest


def test_a_signature_over_other_bytes_is_refused(
    superior: Desk, public: PublicKeys, stick: Path
) -> None:
    from desktop.exchange.sealing import seal

    package = Sender("19996", public).package("2026-09")
    manifest, packed = parts(package.content)
    forged = signed(manifest, packed, Sender("20001", public).keys.signing)
    (stick / "forged.s138").write_bytes(HEAD + seal(forged, (public.age,)))
    assert fates(receive_packages(superior, [stick])) == {"forged.s138": "bad_signature"}


def test_two_computers_with_one_data_folder_are_a_fork_until_a_person_decides(
    superior: Desk, public: PublicKeys, tmp_path: Path
) -> None:
    first = Sender("19996", public)
    one = first.send(tmp_path / "a", "2026-08")
    second = first.clone()
    two, other = (
        first.send(tmp_path / "a", "2026-09"),
        second.send(tmp_path / "b", "2026-09", attendance=70),
    )
    receive_packages(superior, [one])
    accepted(superior, first)
    receive_packages(superior, [two, other])
    causes = {one.cause.value for one in consolidation_of(superior).to_verify}
    assert causes == {"fork"}
    outcome = decide(superior, first.sent[1].package_id[:8], accept=True, reason="Đã hỏi phường")
    assert outcome.value is not None
    assert outcome.value.standing == "in_force"
    assert counting(superior) == {one.package_id for one in first.sent}
    (_by_slip, decision) = decisions(superior.store)
    assert decision_holds(decision, public.signing)
    assert not decision_holds(decision, Sender("20001", None).keys.public.signing)


def test_a_decision_says_what_it_did_to_others_and_they_are_left_out_in_one_step(
    superior: Desk, public: PublicKeys, tmp_path: Path
) -> None:
    first = Sender("19996", public)
    start = first.send(tmp_path / "a", "2026-07")
    receive_packages(superior, [start])
    accepted(superior, first)
    second = first.clone()
    for month in ("2026-08", "2026-09"):
        first.send(tmp_path / "a", month)
        second.send(tmp_path / "b", month, attendance=70)
    receive_packages(superior, [tmp_path / "a", tmp_path / "b"])
    done = decide(superior, first.sent[1].package_id, accept=True, reason="Máy đúng").value
    assert done is not None
    assert done.out == (second.sent[0].package_id,)
    assert second.sent[1].package_id in done.waiting
    (tmp_path / "out").mkdir()
    left = leave_out(superior, done.waiting, reason="Máy sao chép", to=tmp_path / "out").value
    assert left is not None
    assert left.waiting == ()
    assert len(list((tmp_path / "out").glob("*.s138r"))) == len(left.receipts) == len(done.waiting)
    assert leave_out(superior, (), reason="x").problems[0].code == "package_not_here"
    assert leave_out(superior, done.waiting, reason=" ").problems[0].code == "reason_missing"


def test_a_restored_backup_that_sends_again_waits_and_can_be_let_in(
    superior: Desk, public: PublicKeys, tmp_path: Path
) -> None:
    sender = Sender("19996", public)
    first = sender.send(tmp_path / "a", "2026-08")
    restored = sender.clone(branch="branch-2")
    later = sender.send(tmp_path / "a", "2026-09")
    receive_packages(superior, [first, later])
    accepted(superior, sender)
    restored.send(tmp_path / "b", "2026-10")
    taken = receive_packages(superior, [tmp_path / "b"])
    assert [one.cause for one in taken.of(Fate.TO_VERIFY)] == ["other_branch"]
    assert decide(superior, taken.files[0].file.name, accept=True, reason="Đã phục hồi").done
    assert restored.sent[0].package_id in counting(superior)


def test_a_commune_with_new_keys_is_let_in_by_its_next_slip_and_both_keys_hold(
    superior: Desk, public: PublicKeys, tmp_path: Path
) -> None:
    sender = Sender("19996", public)
    first = sender.send(tmp_path / "a", "2026-08")
    receive_packages(superior, [first])
    accepted(superior, sender)
    late = sender.send(tmp_path / "late", "2026-09")
    sender.key = "renewed"
    renewed = sender.send(tmp_path / "b", "2026-10")
    taken = receive_packages(superior, [renewed])
    assert [one.cause for one in taken.of(Fate.TO_VERIFY)] == ["new_key"]
    assert accept_unit(superior, "19996", sender.sent[2].check_code).done
    assert [one.fate for one in receive_packages(superior, [late]).files] == [Fate.ACCEPTED]
    assert counting(superior) == {one.package_id for one in sender.sent}
    assert len(unit_keys(superior.store)) == 2


def test_a_decision_needs_a_reason_and_one_package(
    superior: Desk, public: PublicKeys, stick: Path
) -> None:
    Sender("19996", public).send(stick, "2026-09")
    receive_packages(superior, [stick])
    name = "S138_19996_202609_0001.s138"
    codes = [
        decide(superior, name, accept=True, reason=" ").problems[0].code,
        decide(superior, "S138_none.s138", accept=True, reason="x").problems[0].code,
        decide(superior, "", accept=True, reason="x").problems[0].code,
    ]
    assert codes == ["reason_missing", "package_not_here", "package_not_here"]
    assert decisions(superior.store) == ()


def test_a_reception_is_taken_back_weeks_later_and_only_once(
    superior: Desk, public: PublicKeys, stick: Path, tmp_path: Path
) -> None:
    sender = Sender("19996", public)
    sender.send(stick, "2026-09")
    first = receive_packages(superior, [stick])
    accepted(superior, sender)
    before = consolidation_bytes(consolidation_of(superior))
    sender.send(tmp_path / "later", "2026-10")
    second = receive_packages(superior, [tmp_path / "later"])
    assert second.name != first.name
    clock = superior.clock
    assert isinstance(clock, StandingClock)
    clock.day += timedelta(weeks=5)
    undone = undo_receive(superior, second.name)
    assert undone.value is not None
    assert len(undone.value.packages) == 1
    assert consolidation_bytes(consolidation_of(superior)) == before
    (month,) = undone.value.months
    assert month.before == undone.value.packages[0]
    assert month.now is None
    said = taken_back_text(month.before, month.now)
    assert said.startswith(f"Không còn được tính: {report_words(month.before)}.")
    assert undo_receive(superior, second.name).problems[0].code == "reception_undone"
    assert undo_receive(superior, "2026-01-01 1").problems[0].code == "reception_unknown"
    again = receive_packages(superior, [tmp_path / "later"])
    assert [one.fate for one in again.files] == [Fate.ACCEPTED]


def test_a_reception_brought_only_what_was_new_in_it(
    superior: Desk, public: PublicKeys, stick: Path
) -> None:
    sender = Sender("19996", public)
    sender.send(stick, "2026-09")
    first = receive_packages(superior, [stick])
    sender.send(stick, "2026-10")
    second = receive_packages(superior, [stick])
    taken_back = undo_receive(superior, first.name).value
    assert taken_back is not None
    assert [one.package_id for one in taken_back.packages] == [sender.sent[0].package_id]
    (left,) = active_packages(superior.store)
    assert left.package_id == sender.sent[1].package_id
    assert undo_receive(superior, second.name).done
    assert active_packages(superior.store) == ()
    assert len(receive_packages(superior, [stick]).of(Fate.TO_VERIFY)) == 2


def test_receptions_are_named_by_day_number_and_source(
    superior: Desk, public: PublicKeys, stick: Path
) -> None:
    sender = Sender("19996", public)
    sender.send(stick, "2026-09")
    first = receive_packages(superior, [stick])
    sender.send(stick, "2026-10")
    second = receive_packages(superior, [stick])
    day = superior.clock.now().astimezone().date().isoformat()
    assert (first.name, second.name) == (f"{day} 1, KINGSTON", f"{day} 2, KINGSTON")
    other = stick.with_name("SANDISK")
    sender.send(other, "2026-11")
    third = receive_packages(superior, [stick, other])
    assert third.name == f"{day} 3, SANDISK", "nothing new came from the first"


def test_practice_is_refused_at_a_real_superior_and_read_at_the_practice_one(
    superior: Desk, public: PublicKeys, stick: Path
) -> None:
    package = Sender("19996", public).package("2026-09")
    manifest, packed = parts(package.content)
    from desktop.exchange.sealing import seal

    mine = manifest.replace(
        package.manifest.signer.encode(), practice().commune.signing.public.encode()
    ).replace(
        package.manifest.sender.fingerprint.encode(),
        PublicKeys(
            practice().commune.signing.public, package.manifest.reply_to
        ).fingerprint.encode(),
    )
    content = signed(mine, packed, practice().commune.signing)
    (stick / "practice.s138").write_bytes(HEAD + seal(content, (public.age,)))
    assert fates(receive_packages(superior, [stick])) == {"practice.s138": "practice_signer"}
    new_keys(superior, practice().superior)
    assert fates(receive_packages(superior, [stick])) == {"practice.s138": "to_verify"}


def test_files_with_passphrases_open_with_those_of_their_slips(superior: Desk, stick: Path) -> None:
    package, passphrase = Sender("19996", None).package("2026-09"), new_passphrase()
    written(stick, package, passphrase=passphrase)
    name = "S138_19996_202609_0001.s138"
    assert fates(receive_packages(superior, [stick])) == {name: "passphrase_needed"}
    other = receive_packages(superior, [stick], passphrases=[new_passphrase()])
    assert fates(other) == {name: "wrong_passphrase"}
    slip = PassphraseGroupMistypedError(groups="2")
    mistyped = receive_packages(superior, [stick], mistyped=slip)
    assert fates(mistyped) == {name: "passphrase_group_mistyped"}
    assert mistyped.refused[0].details == {"groups": "2"}
    beside = receive_packages(superior, [stick], passphrases=[new_passphrase()], mistyped=slip)
    assert fates(beside) == {name: "passphrase_group_mistyped"}
    both = receive_packages(superior, [stick], passphrases=[new_passphrase(), passphrase])
    assert fates(both) == {name: "to_verify"}
    with pytest.raises(PassphraseMistypedError):
        receive_packages(superior, [stick], passphrases=["12345"])


def test_new_keys_still_open_what_was_sealed_for_the_former_ones(
    superior: Desk, public: PublicKeys, stick: Path
) -> None:
    Sender("19996", public).send(stick, "2026-09")
    new_keys(superior)
    assert list(fates(receive_packages(superior, [stick])).values()) == ["to_verify"]


def test_what_is_sealed_again_after_keys_were_lost_is_read_where_the_old_key_is_named(
    superior: Desk, public: PublicKeys, stick: Path
) -> None:
    from desktop.exchange.package import seal_package

    lost = Sender("20002", None).keys.public
    package = Sender("19996", PublicKeys(lost.signing, practice().superior.public.age)).package(
        "2026-09"
    )
    (stick / "again.s138").write_bytes(seal_package(package, (public.age,)))
    assert fates(receive_packages(superior, [stick])) == {"again.s138": "not_for_us"}
    formerly = [practice().superior.public.age]
    assert fates(receive_packages(superior, [stick], formerly=formerly)) == {
        "again.s138": "to_verify"
    }


def test_stopping_writes_nothing(superior: Desk, public: PublicKeys, stick: Path) -> None:
    Sender("19996", public).send(stick, "2026-09")
    with pytest.raises(ReceivingStoppedError):
        receive_packages(superior, [stick], cancelled=lambda: True)
    assert receptions(superior.store) == ()


def test_the_board_goes_from_units_to_groups_and_sessions(
    superior: Desk, public: PublicKeys, stick: Path
) -> None:
    sender = Sender("19996", public)
    sender.send(stick, "2026-09")
    receive_packages(superior, [stick])
    accepted(superior, sender)
    period = parse_period("2026-09")
    made = board_of(superior, period)
    assert [(row.unit.name, row.cells[0].state.value) for row in made.rows] == [
        ("Phường Thử", "in")
    ]
    snapshot = snapshot_in_force(superior, UnitId("19996", SINCE), "2026-09")
    assert snapshot is not None
    (east, west) = group_reports(snapshot)
    assert (east.group.name, east.due, east.met, len(east.sessions)) == ("Thôn Đông", 1, 1, 1)
    assert west.sessions[0].attendance == 20
    assert isinstance(findings_of(superior, period), tuple)


def test_a_stick_that_leaves_between_reading_and_the_receipt_loses_nothing(
    superior: Desk, public: PublicKeys, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.actions import answers

    def gone(_path: Path) -> None:
        raise OSError(5, "Input/output error", str(stick))

    Sender("19996", public).send(stick, "2026-09")
    monkeypatch.setattr(answers, "refuse_missing", gone)
    taken = receive_packages(superior, [stick])
    (fault,) = taken.receipt_faults
    assert fault.receipt.fault == "device_failing"
    assert len(active_packages(superior.store)) == 1


def test_a_path_that_is_not_there_is_told_before_anything_is_read(
    superior: Desk, public: PublicKeys, stick: Path
) -> None:
    Sender("19996", public).send(stick, "2026-09")
    with pytest.raises(FileFaultError, match="file_missing"):
        receive_packages(superior, [stick, stick / "gone"])
    assert receptions(superior.store) == ()


def test_files_of_a_stranger_hide_no_report_and_are_rejected_by_their_key_at_once(
    superior: Desk, public: PublicKeys, stick: Path
) -> None:
    sender = Sender("19996", public)
    sender.send(stick, "2026-09")
    receive_packages(superior, [stick])
    stranger = Sender("19996", public, key="stranger", install="elsewhere")
    for attendance in (99, 98):
        stranger.send(stick / "other", "2026-09", attendance=attendance)
    receive_packages(superior, [stick])
    outcome = accept_unit(superior, "19996", sender.sent[0].check_code)
    assert outcome.value is not None
    (other,) = outcome.value.other_keys
    assert (other.fingerprint, len(other.packages)) == (stranger.keys.public.fingerprint, 2)
    month = parse_period("2026-09")
    cell = board_of(superior, month).rows[0].cells[0]
    assert (cell.state.value, cell.waits) == ("in", True)
    done = decide(superior, other.packages[0], accept=False, reason="Không phải", signer=True)
    assert done.value is not None
    assert (len(done.value.receipts), done.value.waiting) == (2, ())
    cell = board_of(superior, month).rows[0].cells[0]
    assert (cell.state.value, cell.waits) == ("in", False)
    positions = [one.position for one in decisions(superior.store)]
    assert positions == sorted(set(positions))
