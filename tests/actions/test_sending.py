"""Sending a closed period: made once, kept before it is written, written again as it was."""

import os
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.actions.closing import close_period, reopen_period
from desktop.actions.connection import connect, forget_superior, renew_own_keys
from desktop.actions.desk import Desk
from desktop.actions.periods import PeriodState, period_named, period_view
from desktop.actions.sending import (
    SendState,
    check_again,
    clean_stick,
    history,
    our_files,
    prepare_package,
    send_period,
    sendable,
    sendable_periods,
    write_package,
)
from desktop.actions.targets import TargetMissingError
from desktop.actions.terms import FileFaultError
from desktop.db.errors import MovedAwayError, NotAllowedError
from desktop.db.exchange_queries import sent_content, sent_secrets
from desktop.domain.officers import OfficerRole
from desktop.exchange.errors import NotForUsError, PassphraseNeededError
from desktop.exchange.package import Reader, open_package
from tests.actions.conftest import StandingClock
from tests.actions.sending_making import AUGUST, SEPTEMBER, Office, closed_months, sent


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def states(desk: Desk) -> dict[str, SendState]:
    return {one.period.id: one.state for one in sendable_periods(desk)}


def test_only_closed_periods_are_sent(desk: Desk, stick: Path) -> None:
    closed_months(desk)
    assert states(desk) == {SEPTEMBER: SendState.NOT_SENT, AUGUST: SendState.NOT_SENT}
    refused = send_period(desk, period_named(desk, "2026-10"), stick)
    assert [one.code for one in refused.problems] == ["period_open_not_sent"]
    assert list(stick.iterdir()) == []
    assert history(desk) == ()


def test_a_file_says_what_was_closed_and_continues_the_chain(desk: Desk, stick: Path) -> None:
    office = Office.new()
    connect(desk, office.connection())
    august, september = closed_months(desk)
    first, second = sent(desk, august, stick), sent(desk, september, stick)
    read = office.read(second.path)
    assert (read.manifest.sequence, read.manifest.previous) == (2, first.package.package_id)
    assert read.package_id == second.package.package_id
    assert read.check_code == second.package.check_code
    assert read.snapshot == period_view(desk, september).snapshot
    assert second.package.sha256 == sha256(second.path.read_bytes()).hexdigest()
    assert (first.made.first, second.made.first, second.made.passphrase) == (True, False, None)
    assert period_view(desk, september).state is PeriodState.SENT
    assert states(desk) == dict.fromkeys((SEPTEMBER, AUGUST), SendState.WRITTEN)
    assert read.manifest.audit_head
    assert not read.manifest.clock_suspect


def test_written_again_it_is_the_same_bytes_and_place(desk: Desk, stick: Path) -> None:
    connect(desk, Office.new().connection())
    august, _september = closed_months(desk)
    first = sent(desk, august, stick)
    again = sent(desk, august, stick.parent / "usb2")
    assert again.path.read_bytes() == first.path.read_bytes()
    assert again.package == first.package
    assert not again.made.new
    here = sent(desk, august, stick)
    assert here.already_there
    (line,) = history(desk)
    assert [one.place for one in line.copies] == [
        str(first.path),
        str(again.path),
        str(first.path),
    ]


def test_it_is_kept_before_it_is_written_and_a_tear_changes_nothing(
    desk: Desk, stick: Path
) -> None:
    connect(desk, Office.new().connection())
    august, _september = closed_months(desk)
    with pytest.raises(FileFaultError) as torn:
        send_period(desk, august, stick, cancelled=lambda: True)
    assert torn.value.code == "stick_cancelled"
    assert states(desk)[AUGUST] is SendState.PREPARED
    assert period_view(desk, august).state is PeriodState.CLOSED
    (kept,) = history(desk)
    with pytest.raises(FileFaultError) as gone:
        send_period(desk, august, stick / "pulled out")
    assert gone.value.code == "target_missing"
    whole = sent(desk, august, stick)
    assert whole.package == kept.package
    assert states(desk)[AUGUST] is SendState.WRITTEN


def test_progress_is_told_and_what_lies_there_is_checked_again(desk: Desk, stick: Path) -> None:
    august, _september = closed_months(desk)
    connect(desk, Office.new().connection())
    told: list[tuple[int, int]] = []
    outcome = send_period(desk, august, stick, progress=lambda *at: told.append(at))
    assert told[-1][0] == told[-1][1]
    assert outcome.value is not None
    package = outcome.value.package
    assert check_again(desk, package.package_id, stick).sha256 == package.sha256
    outcome.value.path.write_bytes(b"other")
    with pytest.raises(FileFaultError) as failing:
        check_again(desk, package.package_id, stick)
    assert failing.value.code == "stick_failing"


def test_a_correction_gets_the_next_place_and_its_number(desk: Desk, stick: Path) -> None:
    office = Office.new()
    connect(desk, office.connection())
    august, _september = closed_months(desk)
    first = sent(desk, august, stick)
    assert reopen_period(desk, august, reason="Sai số buổi").done
    assert sendable(desk, august) is None
    assert close_period(desk, august, unanswered=True).done
    assert states(desk)[AUGUST] is SendState.CORRECTED
    second = sent(desk, august, stick)
    manifest = office.read(second.path).manifest
    assert (manifest.sequence, manifest.correction) == (2, 1)
    assert manifest.previous == first.package.package_id
    assert [one.in_force for one in history(desk, august)] == [True, False]


def test_without_a_superior_a_passphrase_opens_it(desk: Desk, stick: Path) -> None:
    august, _september = closed_months(desk)
    file = sent(desk, august, stick)
    passphrase = file.made.passphrase
    assert passphrase is not None
    data = file.path.read_bytes()
    with pytest.raises(PassphraseNeededError):
        open_package(data, Reader())
    read = open_package(data, Reader(passphrase=passphrase))
    assert read.manifest.recipient is None
    assert sent(desk, august, stick).made.passphrase == passphrase


def test_connected_later_a_file_is_made_that_names_the_superior(desk: Desk, stick: Path) -> None:
    august, _september = closed_months(desk)
    locked = sent(desk, august, stick)
    office = Office.new()
    connect(desk, office.connection())
    sealed = sent(desk, august, stick)
    assert (sealed.package.sequence, sealed.package.previous) == (2, locked.package.package_id)
    assert sealed.made.passphrase is None
    assert (locked.made.instead_of, sealed.made.instead_of) == ("", locked.package.file_name)
    assert sent(desk, august, stick).made.instead_of == "", "its slip is printed by now"
    read = office.read(sealed.path).manifest
    assert read.recipient is not None
    assert read.recipient.age == office.keys.public.age


def test_a_superior_with_a_new_endorsed_key_gets_the_same_package(desk: Desk, stick: Path) -> None:
    office = Office.new()
    connect(desk, office.connection())
    august, _september = closed_months(desk)
    before, lost = sent(desk, august, stick), office.keys.sealing.public
    connect(desk, office.renewed())
    connect(desk, office.renewed())
    again = sent(desk, august, stick)
    assert again.package.package_id == before.package.package_id
    assert again.package.sequence == before.package.sequence
    assert again.package.sha256 != before.package.sha256
    assert office.read(again.path, formerly=(lost,)).check_code == before.package.check_code
    assert len(list(stick.iterdir())) == 1


def test_a_superior_that_lost_its_keys_gets_a_file_of_its_own(desk: Desk, stick: Path) -> None:
    connect(desk, Office.new().connection())
    august, _september = closed_months(desk)
    before = sent(desk, august, stick)
    office = Office.new()
    connect(desk, office.connection(), confirmed=True)
    again = sent(desk, august, stick)
    read = office.read(again.path)
    assert (again.package.sequence, again.package.previous) == (2, before.package.package_id)
    assert read.snapshot == period_view(desk, august).snapshot
    assert period_view(desk, august).state is PeriodState.SENT


def test_without_the_superior_again_the_file_is_locked(desk: Desk, stick: Path) -> None:
    office = Office.new()
    connect(desk, office.connection())
    august, _september = closed_months(desk)
    sent(desk, august, stick)
    forget_superior(desk)
    locked = sent(desk, august, stick)
    assert locked.made.passphrase is not None
    assert locked.package.sequence == 2
    with pytest.raises(PassphraseNeededError):
        office.read(locked.path)


def test_new_own_keys_sign_the_next_file_and_show_on_its_slip(desk: Desk, stick: Path) -> None:
    office = Office.new()
    connect(desk, office.connection())
    august, september = closed_months(desk)
    first = sent(desk, august, stick)
    renew_own_keys(desk)
    second = sent(desk, september, stick)
    signers = [office.read(one.path).manifest.signer for one in (first, second)]
    assert signers[0] != signers[1]
    assert second.made.first
    assert office.read(second.path).manifest.previous == first.package.package_id
    # The earlier file is written again as it was.
    assert sent(desk, august, stick).already_there


def test_a_name_that_is_taken_is_passed_over(desk: Desk, stick: Path) -> None:
    connect(desk, Office.new().connection())
    august, _september = closed_months(desk)
    foreign = stick / "S138_19996_202608_0001.s138"
    foreign.write_bytes(b"another installation wrote this")
    file = sent(desk, august, stick)
    assert file.path.name.startswith("S138_19996_202608_0001_")
    assert foreign.read_bytes() == b"another installation wrote this"
    assert check_again(desk, file.package.package_id, stick).size == file.made.size


def test_a_folder_that_bears_the_files_name_is_passed_over_too(desk: Desk, stick: Path) -> None:
    connect(desk, Office.new().connection())
    august, _september = closed_months(desk)
    folder = stick / "S138_19996_202608_0001.s138"
    folder.mkdir()
    file = sent(desk, august, stick)
    assert file.path.name.startswith("S138_19996_202608_0001_")
    assert folder.is_dir()
    assert check_again(desk, file.package.package_id, stick).size == file.made.size


def test_old_files_of_ours_are_cleaned_and_foreign_ones_stay(desk: Desk, stick: Path) -> None:
    connect(desk, Office.new().connection())
    august, _september = closed_months(desk)
    file = sent(desk, august, stick)
    (stick / "anh.jpg").write_bytes(b"jpeg")
    listed = our_files(stick)
    assert [one.path for one in listed] == [file.path]
    assert clean_stick(listed).removed == (file.path,)
    assert [path.name for path in stick.iterdir()] == ["anh.jpg"]


def test_a_clock_behind_what_was_seen_is_said_in_the_file(desk: Desk, stick: Path) -> None:
    office = Office.new()
    connect(desk, office.connection())
    august, _september = closed_months(desk)
    clock = desk.clock
    assert isinstance(clock, StandingClock)
    clock.day -= timedelta(days=400)
    assert office.read(sent(desk, august, stick).path).manifest.clock_suspect


def test_another_office_cannot_read_it(desk: Desk, stick: Path) -> None:
    connect(desk, Office.new().connection())
    august, _september = closed_months(desk)
    file = sent(desk, august, stick)
    with pytest.raises(NotForUsError):
        Office.new().read(file.path)


def test_an_unknown_package_is_not_written(desk: Desk, stick: Path) -> None:
    refused = write_package(desk, "0" * 64, stick)
    assert [one.code for one in refused.problems] == ["package_unknown"]


def test_a_folder_that_is_missing_is_said_and_never_made(desk: Desk, tmp_path: Path) -> None:
    connect(desk, Office.new().connection())
    august, _september = closed_months(desk)
    for missing in (tmp_path / "KINGSTON", tmp_path / "a" / "b"):
        with pytest.raises(TargetMissingError):
            send_period(desk, august, missing)
        (kept,) = history(desk)
        with pytest.raises(TargetMissingError):
            write_package(desk, kept.package.package_id, missing)
        assert not missing.exists()
    assert not (tmp_path / "a").exists()


@pytest.mark.skipif(
    os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write anywhere"
)
def test_a_locked_stick_is_told_before_anything_is_written(desk: Desk, stick: Path) -> None:
    connect(desk, Office.new().connection())
    august, _september = closed_months(desk)
    stick.chmod(0o500)
    with pytest.raises(FileFaultError) as fault:
        send_period(desk, august, stick)
    assert fault.value.code == "stick_read_only"


@pytest.mark.parametrize("moved", [False, True])
def test_who_may_not_send_leaves_no_file_behind_not_even_one_made_before(
    desk: Desk, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: bool
) -> None:
    connect(desk, Office.new().connection())
    august, _september = closed_months(desk)
    file = sent(desk, august, stick)
    if moved:
        monkeypatch.setattr(Desk, "moved_to", "máy mới")
    else:
        monkeypatch.setattr(Desk, "officer_role", OfficerRole.READS)
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(MovedAwayError if moved else NotAllowedError):
        send_period(desk, august, other)
    with pytest.raises(MovedAwayError if moved else NotAllowedError):
        write_package(desk, file.package.package_id, other)
    assert list(other.iterdir()) == []


def test_an_open_correction_still_rewrites_the_earlier_file(desk: Desk, stick: Path) -> None:
    connect(desk, Office.new().connection())
    august, _september = closed_months(desk)
    file = sent(desk, august, stick)
    reopen_period(desk, august, reason="Sai số buổi")
    again = write_package(desk, file.package.package_id, stick)
    assert again.value is not None
    assert replace(again.value, already_there=False).path == file.path


def test_written_and_then_cut_off_before_it_was_noted(desk: Desk, stick: Path) -> None:
    """The power fails between the last flush and the note: the next call finds the file whole."""
    office = Office.new()
    connect(desk, office.connection())
    august, _september = closed_months(desk)
    made = prepare_package(desk, august).value
    assert made is not None
    whole = sent_content(desk.store, made.package.package_id)
    (stick / made.package.file_name).write_bytes(whole)
    assert states(desk)[AUGUST] is SendState.PREPARED
    file = sent(desk, august, stick)
    assert file.already_there
    assert file.package == made.package
    assert states(desk)[AUGUST] is SendState.WRITTEN


def test_secrets_of_files_show_in_no_value(desk: Desk, stick: Path) -> None:
    august, _september = closed_months(desk)
    file = sent(desk, august, stick)
    secrets = sent_secrets(desk.store, file.package.package_id)
    shown = repr((file, history(desk), sendable_periods(desk), secrets))
    assert file.made.passphrase is not None
    assert file.made.passphrase not in shown
    assert secrets.receipt_secret not in shown
