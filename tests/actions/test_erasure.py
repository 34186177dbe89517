"""A name typed by mistake is found everywhere, told first, and gone for good afterwards."""

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desktop.actions.backups import back_up
from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.actions.erasure import Erasure, erase, plan_erasure
from desktop.actions.models import record_model
from desktop.actions.periods import period_named
from desktop.actions.safety import undo, verify_log
from desktop.actions.sessions import delete_session, record_session
from desktop.actions.unfinished import keep_unfinished
from desktop.db.erasing_texts import clean_row
from desktop.domain.erasing import BLANK
from desktop.domain.models import ModelDraft
from desktop.domain.sessions import SessionDraft
from desktop.domain.snapshot import read_snapshot

NAME = "Quách Thị Chim Yến"
BARE = Erasure(NAME)
_PAGE, _RESERVED = 4096, 80


def draft(groups: tuple[str, ...], note: str, day: int = 5) -> SessionDraft:
    return SessionDraft(
        held_on=date(2026, 9, day),
        group_ids=groups[:1],
        format="Hội nghị",
        topics=("Luật Phòng, chống ma túy",),
        lead_body="Công an xã",
        attendance=30,
        note=note,
    )


def plain_pages(path: Path, key: bytes) -> bytes:
    """What the pages of an encrypted file hold, the freed ones among them."""
    data = path.read_bytes()
    parts = []
    for start in range(0, len(data), _PAGE):
        page = data[start : start + _PAGE]
        skip = 16 if start == 0 else 0
        end = _PAGE - _RESERVED
        cipher = Cipher(algorithms.AES(key), modes.CBC(page[end : end + 16])).decryptor()
        parts.append(cipher.update(page[skip:end]) + cipher.finalize())
    return b"".join(parts)


@pytest.fixture
def typed(desk: Desk, groups: tuple[str, ...]) -> Desk:
    """The name in a note, a deleted line, a model, a closed month, a half-typed line, backups."""
    first = record_session(desk, draft(groups, f"Có {NAME} dự")).value
    gone = record_session(desk, draft(groups, "gặp QUACH  THI CHIM YEN", day=6)).value
    assert first
    assert gone
    back_up(desk, reason="by_hand")
    delete_session(desk, gone)
    assert record_model(
        desk, ModelDraft(name=f"Mô hình {NAME}", kind="Câu lạc bộ", commune_wide=True)
    ).done
    keep_unfinished(
        desk, period_named(desk, "2026-10"), line_id="line", position=1, cells={"note": NAME}
    )
    closed = close_period(desk, period_named(desk, "2026-09"))
    assert closed.done, closed.problems
    back_up(desk, reason="by_hand")
    return desk


def everything(desk: Desk) -> list[Path]:
    desk.store.checkpoint()
    return [desk.store.layout.store, *sorted(desk.store.layout.backups.glob("*.db"))]


def test_the_name_is_in_no_page_of_any_file_afterwards(typed: Desk) -> None:
    key, wanted = typed.store.data_key, [NAME.encode(), b"quach thi chim yen"]
    files = everything(typed)
    assert all(NAME.encode() in plain_pages(path, key) for path in files)
    assert erase(typed, BARE).done
    assert len(files) == 3
    for path in everything(typed):
        pages = plain_pages(path, key).lower()
        assert not [one for one in wanted if one.lower() in pages], path
    again = plan_erasure(typed, BARE).value
    assert again is not None
    assert again.nothing


def test_all_places_are_told_before_anything_is_changed(typed: Desk) -> None:
    found = plan_erasure(typed, BARE).value
    assert found is not None
    assert {"sessions", "trash", "models", "closings", "undo_steps", "unfinished_lines"} <= (
        found.counts.keys()
    )
    assert len(found.copies) == 2
    assert "Có Quách Thị Chim Yến dự" in str(typed.store.read("SELECT note FROM sessions"))


def test_the_log_stays_whole_and_says_where_its_salts_went(typed: Desk) -> None:
    erase(typed, BARE)
    assert verify_log(typed) is None
    told = str(typed.store.read("SELECT details FROM audit WHERE action = 'erase'"))
    assert "closings" in told
    assert NAME not in told


def test_a_salt_that_is_missing_without_a_word_breaks_the_log(typed: Desk) -> None:
    typed.store.connection.execute("DELETE FROM audit_salts WHERE seq = 2")
    assert verify_log(typed) == 2


def test_a_gap_that_nobody_signed_breaks_the_log(typed: Desk) -> None:
    with typed.writing(action="erase", undoable=False) as write:
        write.say(entries="2", places="{}", snapshots="[]", signer="00" * 32, signature="00" * 64)
    typed.store.connection.execute("DELETE FROM audit_salts WHERE seq = 2")
    assert verify_log(typed) == 2


def test_marks_count_where_they_are_asked_for(desk: Desk, groups: tuple[str, ...]) -> None:
    record_session(desk, draft(groups, "gặp Hoà và Hoa, không gặp Hoàng"))
    assert erase(desk, Erasure("Hoà", marks=True)).done
    assert desk.store.read("SELECT note FROM sessions") == [("gặp … và Hoa, không gặp Hoàng",)]
    assert erase(desk, Erasure("hoa", replacement="")).done
    assert desk.store.read("SELECT note FROM sessions") == [("gặp … và , không gặp Hoàng",)]


def test_steps_before_an_erasure_are_still_taken_back(desk: Desk, groups: tuple[str, ...]) -> None:
    record_session(desk, draft(groups, f"Có {NAME} dự"))
    assert erase(desk, BARE).done
    undone = undo(desk)
    assert undone.done
    assert undone.value is not None
    assert desk.store.read("SELECT count(*) FROM sessions") == [(0,)]


def test_a_short_word_and_a_replacement_with_the_name_are_refused(desk: Desk) -> None:
    assert plan_erasure(desk, Erasure("A")).problems[0].code == "erasure_too_short"
    again = replace(BARE, replacement=f"bà {NAME}")
    assert plan_erasure(desk, again).problems[0].code == "erasure_again_in_replacement"


def test_a_closed_period_is_still_read_and_says_its_new_hash(typed: Desk) -> None:
    assert erase(typed, BARE).done
    ((data, told),) = typed.store.read("SELECT snapshot, snapshot_sha256 FROM closings")
    assert sha256(data).hexdigest() == told
    assert BLANK in str(read_snapshot(data))
    assert told in str(typed.store.read("SELECT details FROM audit WHERE action = 'erase'"))


def test_names_that_are_keys_are_cleaned_without_losing_what_they_hold() -> None:
    held = f'{{"{NAME}": 1, "{NAME.upper()}": 2, "note": 3}}'
    clean = clean_row("report_texts", {"made_from": held}, BARE)["made_from"]
    assert json.loads(str(clean)) == {"…": 1, "… (2)": 2, "note": 3}


def test_a_half_made_copy_that_a_kill_left_does_not_keep_the_name(typed: Desk) -> None:
    copy = next(typed.store.layout.backups.glob("*.db"))
    left = copy.with_name(f".so138-000099-20261122-160500.db.{'0' * 8}.part")
    left.write_bytes(copy.read_bytes())
    assert erase(typed, BARE).done
    assert not left.exists()
