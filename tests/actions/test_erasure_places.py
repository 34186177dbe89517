"""Where a name typed by mistake can hide, and what must stay readable once it is gone."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from desktop.actions.backups import back_up
from desktop.actions.desk import Desk
from desktop.actions.erasure import Erasing, Erasure, erase, plan_erasure
from desktop.actions.forms import form_content, use_form
from desktop.actions.groups import record_group, record_groups
from desktop.actions.issued_papers import issue_paper
from desktop.actions.officers import officer_leaves, rename_officer
from desktop.actions.plan_additions import add_to_plan
from desktop.actions.plan_choice import choose_plan
from desktop.actions.plan_files import add_plan_content
from desktop.actions.plans import plan_of_month
from desktop.actions.safety import check, redo, undo, verify_log
from desktop.actions.sessions import record_session
from desktop.actions.setup import Sources, log_ins
from desktop.db import engine, erased_copies
from desktop.db.backup_info import read_info
from desktop.db.backup_places import MirrorChoice, choose_mirror, mirror_choice
from desktop.db.erased_copies import key_of_copy, look_into_copy
from desktop.db.text_queries import own_forms
from desktop.domain.groups import GroupDraft
from desktop.domain.issued import IssuedDraft
from desktop.domain.sessions import SessionDraft
from desktop.paths import resource
from desktop.reports.form_files import read_form
from desktop.wording.erasing import out_of_reach_lines
from tests.actions import merging_making as making
from tests.actions.locked_making import AN, WORD, Place, first_officer, joined

NAME = "Quách Thị Chim Yến"
BARE = Erasure(NAME)
AWKWARD = 'ông "A" \\x # {b}'


def found(desk: Desk, erasure: Erasure = BARE) -> Erasing:
    outcome = plan_erasure(desk, erasure)
    assert outcome.value is not None, outcome.problems
    return outcome.value


def note(desk: Desk, groups: tuple[str, ...], text: str) -> None:
    draft = SessionDraft(
        held_on=date(2026, 9, 5),
        group_ids=groups[:1],
        format="Hội nghị",
        topics=("Luật Phòng, chống ma túy",),
        attendance=30,
        note=text,
    )
    assert record_session(desk, draft).done


def log_text(desk: Desk) -> str:
    return str(desk.store.read("SELECT details FROM audit"))


def own_plan(title: str) -> bytes:
    text = resource("plans/hanoi-2012.toml").read_text(encoding="utf-8")
    text = text.replace('id = "hanoi-2012"', 'id = "rieng"')
    start = text.index("title = ")
    return (text[:start] + f"title = {title}\n" + text[text.index("\n", start) + 1 :]).encode()


# A plan and a form of the committee's own stay readable.


@pytest.mark.parametrize("replacement", ["…", "", AWKWARD])
def test_an_own_plan_stays_a_plan_whatever_comes_in_the_place_of_the_name(
    desk: Desk, replacement: str
) -> None:
    assert add_plan_content(desk, own_plan(f'"Kế hoạch của {NAME}"')).done
    assert choose_plan(desk, "rieng", "2026-01").done
    before = plan_of_month(desk, "2026-10")
    assert before is not None
    assert erase(desk, Erasure(NAME, replacement)).done
    after = plan_of_month(desk, "2026-10")
    assert after is not None
    assert after.objectives == before.objectives
    assert after.title == f"Kế hoạch của {replacement}".strip()
    assert undo(desk).done


def test_codes_of_a_plan_stay_and_are_said(desk: Desk) -> None:
    table = {"id": "yen", "label": "Số việc của Yen", "unit": "việc", "kind": "flow"}
    assert add_to_plan(desk, "hue-302", "count", table).done
    assert found(desk, Erasure("Yến")).stays == {"codes": 1}
    assert erase(desk, Erasure("Yến", "Anh")).done
    plan = plan_of_month(desk, "2026-10")
    assert plan is not None
    kept = plan.count("yen")
    assert kept is not None
    assert kept.label == "Số việc của Anh"


def form_with(desk: Desk, text: str) -> str:
    """The file of an own form in which the name stands; the value is its name."""
    content = form_content(desk, "common")
    own = content.replace('as_above = "Như trên"', f'as_above = "{text}"')
    outcome = use_form(desk, "common", own.encode())
    assert outcome.done, outcome.form_problems
    return "common"


def texts(desk: Desk, name: str) -> str:
    return str(read_form(name, own_forms(desk.store)[name].encode()).texts)


def test_a_form_that_writes_the_name_with_escapes_is_found(desk: Desk) -> None:
    name = form_with(desk, r"Qu\u00e1ch Th\u1ecb Chim Y\u1ebfn")
    assert NAME in texts(desk, name)
    told = found(desk)
    assert told.counts["own_forms"] == 1
    assert told.examples["own_forms"] == NAME
    assert erase(desk, BARE).done
    assert NAME not in texts(desk, name)


def test_a_replacement_that_a_form_cannot_hold_is_refused_and_nothing_is_written(
    desk: Desk,
) -> None:
    name = form_with(desk, NAME)
    head, stored = desk.store.head, own_forms(desk.store)[name]
    outcome = erase(desk, Erasure(NAME, "{khong_co}"))
    assert [one.code for one in outcome.problems] == ["erasure_breaks_form"]
    assert outcome.problems[0].field == "replacement"
    assert (desk.store.head, own_forms(desk.store)[name]) == (head, stored)


def test_a_replacement_with_quotes_stands_in_a_form_as_it_was_typed(desk: Desk) -> None:
    name = form_with(desk, NAME)
    before = len(read_form(name, own_forms(desk.store)[name].encode()).texts)
    assert erase(desk, Erasure(NAME, 'ông "A" \\x')).done
    reading = read_form(name, own_forms(desk.store)[name].encode())
    assert len(reading.texts) == before
    assert any('ông "A" \\x' in one for one in reading.texts.values())


# An officer's name at the door.


def test_an_officers_name_goes_from_the_door_and_from_that_of_every_copy(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    with place.make(first_officer()) as desk:
        officer = joined(desk, NAME)
        back_up(desk, reason="by_hand")
        told = found(desk)
        assert len(told.doors) == 3
        assert erase(desk, BARE).done
        assert found(desk).nothing
        assert verify_log(desk) is None
        assert desk.store.side_file.of_kind("officer")[1]["label"] == "…"
    for path in tmp_path.rglob("*.key.json*"):
        slots = json.loads(path.read_bytes())["slots"]
        assert NAME not in str(slots), path
    assert place.opens(WORD)
    assert place.opens("mật-khẩu-hai")
    assert [one.label for one in log_ins(place.folder)] == ["Lê Thị Bình", "…"]
    with place.desk() as desk:
        assert officer_leaves(desk, officer).done
        assert desk.store.side_file.opens_itself is False


def test_who_sits_there_bears_the_erased_name_no_longer_nor_a_former_one(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    with place.make(first_officer(name=NAME)) as desk:
        assert desk.own_name == NAME
        assert erase(desk, BARE).done
        assert desk.own_name == "…"
        assert rename_officer(desk, desk.officer, "Lê Thị Bình").done
        assert desk.own_name == "Lê Thị Bình"


# Typed freely under the name of a code.


def test_the_kind_of_a_group_is_a_text(desk: Desk) -> None:
    assert record_group(desk, GroupDraft("Thôn 9", kind=f"Xóm của {NAME}")).done
    assert NAME not in log_text(desk)
    assert found(desk).counts["residential_groups"] == 1
    assert erase(desk, BARE).done
    assert desk.store.read("SELECT kind FROM residential_groups") == [("Xóm của …",)]


def test_the_symbol_of_a_paper_and_the_time_of_a_session_are_texts(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    draft = IssuedDraft(kind="letter", number=7, issued_on=date(2026, 9, 5), series=f"BC-{NAME}")
    outcome = issue_paper(desk, draft)
    note(desk, groups, "")
    with desk.writing(action="record_session") as write:
        ((session,),) = desk.store.read("SELECT id FROM sessions")
        write.put("sessions", {"id": session, "start_time": f"nhà {NAME}"})
    assert NAME not in log_text(desk)
    counts = found(desk).counts
    assert counts["sessions"] == 1
    assert counts.get("issued_papers", 0) == int(outcome.done)
    assert erase(desk, BARE).done
    assert found(desk).nothing


def test_what_the_log_of_a_former_version_says_in_clear_is_taken_out_with_a_signed_hash(
    desk: Desk,
) -> None:
    with desk.writing(action="set_up") as write:
        write.say(word=f"Xóm của {NAME}")
    assert found(desk).counts["audit"] == 1
    assert erase(desk, BARE).done
    assert NAME not in log_text(desk)
    assert verify_log(desk) is None
    guard = "SELECT count(*) FROM sqlite_schema WHERE name = 'audit_is_not_changed'"
    assert desk.store.read(guard) == [(1,)]


def test_an_entry_that_is_changed_once_more_breaks_the_log(desk: Desk) -> None:
    with desk.writing(action="set_up") as write:
        write.say(word=NAME)
    ((seq,),) = desk.store.read("SELECT max(seq) FROM audit")
    assert erase(desk, BARE).done
    desk.store.connection.execute("DROP TRIGGER audit_is_not_changed")
    desk.store.connection.execute(
        'UPDATE audit SET details = \'{"word":"khác"}\' WHERE seq = ?', (seq,)
    )
    assert verify_log(desk) == seq


# A text that stands nowhere any more.


def test_the_salt_of_a_text_that_was_taken_back_goes(desk: Desk, groups: tuple[str, ...]) -> None:
    note(desk, groups, NAME)
    ((typed,),) = desk.store.read("SELECT max(seq) FROM audit")
    assert undo(desk).done
    assert record_groups(desk, [GroupDraft("Thôn 9")]).value
    told = found(desk)
    assert not told.seen
    assert told.lost >= 1
    assert erase(desk, BARE).done
    assert desk.store.read("SELECT 1 FROM audit_salts WHERE seq = ?", (typed,)) == []
    assert found(desk).nothing
    assert verify_log(desk) is None


def test_the_salt_of_a_text_that_still_stands_is_kept(desk: Desk, groups: tuple[str, ...]) -> None:
    note(desk, groups, "Trời mưa")
    ((typed,),) = desk.store.read("SELECT max(seq) FROM audit")
    assert record_group(desk, GroupDraft(f"Xóm {NAME}")).done
    assert erase(desk, BARE).done
    assert desk.store.read("SELECT 1 FROM audit_salts WHERE seq = ?", (typed,)) == [(1,)]


# Two names that become one.


def test_steps_are_taken_back_where_two_names_became_one(desk: Desk) -> None:
    for name in ("Xóm ông Quách Chim", "Xóm ông Quach Chim"):
        assert record_group(desk, GroupDraft(name)).done
    assert erase(desk, Erasure("Quách Chim", "")).done
    named = "SELECT name FROM residential_groups WHERE deleted_at IS NULL ORDER BY name"
    assert desk.store.read(named) == [("Xóm ông",), ("Xóm ông (2)",)]
    assert undo(desk).done
    assert undo(desk).done
    assert desk.store.read(named) == []
    assert redo(desk).done
    assert redo(desk).done
    assert desk.store.read(named) == [("Xóm ông",), ("Xóm ông (2)",)]


def test_two_symbols_that_become_one_keep_their_papers_apart(desk: Desk) -> None:
    with desk.writing(action="issue_paper") as write:
        for number, series in enumerate(("BC-Quách", "BC-Quach")):
            row = {"id": f"p{number}", "kind": "letter", "year": 2026, "series": series}
            write.put("issued_papers", {**row, "number": 7, "issued_on": "2026-09-05"})
    assert erase(desk, Erasure("Quách", "A")).done
    stored = desk.store.read("SELECT series FROM issued_papers ORDER BY id")
    assert stored == [("BC-A",), ("BC-A (2)",)]
    assert undo(desk).done


# Copies.


def test_a_damaged_copy_is_named_and_stops_nothing(desk: Desk, groups: tuple[str, ...]) -> None:
    note(desk, groups, NAME)
    back_up(desk, reason="by_hand")
    note(desk, groups, "khác")
    back_up(desk, reason="by_hand")
    spoilt, whole = sorted(desk.store.layout.backups.glob("*.db"))
    data = bytearray(spoilt.read_bytes())
    for page in range(1, len(data) // 4096):
        data[page * 4096 + 100] ^= 1
    spoilt.write_bytes(data)
    told = found(desk)
    assert told.unread == (spoilt,)
    assert told.copies == (whole,)
    assert erase(desk, BARE).done
    assert look_into_copy(whole, BARE, data_key=desk.store.data_key).total == 0
    assert NAME not in str(desk.store.read("SELECT note FROM sessions"))


def test_any_damaged_page_of_a_copy_is_found_remembered_and_said_from_then_on(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    """Of some pages the engine gives blanks without a word; control: whole, it is cleaned."""
    note(desk, groups, NAME)
    back_up(desk, reason="by_hand")
    (copy,) = found(desk).copies
    held = copy.read_bytes()
    for page in range(1, len(held) // 4096, 7):
        spoilt = bytearray(held)
        spoilt[page * 4096 + 100] ^= 1
        copy.write_bytes(spoilt)
        told = found(desk)
        assert (told.copies, told.unread, told.damaged) == ((), (copy,), (copy,)), page
        assert read_info(copy).damaged
    assert any("bị hỏng" in line for line in out_of_reach_lines(told))
    assert "backup_damaged" in {one.code for one in check(desk)}
    copy.write_bytes(held)
    assert found(desk).copies == (copy,)
    assert not read_info(copy).damaged


def test_no_half_made_copy_that_a_kill_leaves_keeps_the_words(
    desk: Desk, groups: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever lies there at any flush to the disk is what a kill would leave."""
    note(desk, groups, NAME)
    back_up(desk, reason="by_hand")
    backups, flush = desk.store.layout.backups, os.fsync
    named, left = {*backups.iterdir()}, set[Path]()

    def seen(handle: int) -> None:
        left.update(backups.iterdir())
        flush(handle)

    with monkeypatch.context() as once:
        once.setattr(os, "fsync", seen)
        assert erase(desk, BARE).done
    assert any(".erasing." in path.name for path in left)
    for path in left - named:
        path.write_bytes(b"half")
    assert found(desk).nothing
    assert {*backups.iterdir()} == named


def test_damage_that_only_taking_out_meets_is_remembered(
    desk: Desk, groups: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    note(desk, groups, NAME)
    back_up(desk, reason="by_hand")
    (copy,) = found(desk).copies
    with monkeypatch.context() as once:
        once.setattr(engine, "integrity_faults", lambda _connection: ("fault",))
        done = erase(desk, BARE).value
    assert done is not None
    assert (done.copies, done.unread, done.damaged) == ((), (copy,), (copy,))
    assert read_info(copy).damaged


def test_a_copy_whose_page_stops_the_engine_in_writing_is_named_and_stops_nothing(
    desk: Desk, groups: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    note(desk, groups, NAME)
    back_up(desk, reason="by_hand")
    (copy,) = found(desk).copies
    held = copy.read_bytes()

    def short(*_args: object, **_words: object) -> None:
        raise MemoryError

    monkeypatch.setattr(erased_copies, "_rewrite_draft", short)
    done = erase(desk, BARE).value
    assert done is not None
    assert copy in done.unread
    assert copy.read_bytes() == held
    assert NAME not in str(desk.store.read("SELECT note FROM sessions"))


def test_former_communes_are_cleaned_with_the_merged_one(tmp_path: Path) -> None:
    one = making.make(tmp_path / "a", making.Made(groups=(f"Xóm {NAME}", "Thôn 2")))
    other = making.make(tmp_path / "b", making.Made(name="Xã B", code="20002", groups=("Thôn 3",)))
    assert making.merged(tmp_path / "new", one, other).done
    with making.opened(tmp_path / "new") as desk:
        archived = [path for path in found(desk).copies if "merged" in path.parts]
        assert len(archived) == 1
        assert erase(desk, BARE).done
        key = key_of_copy(archived[0], desk.store.data_key)
        assert key is not None
        assert look_into_copy(archived[0], BARE, data_key=key).total == 0
        assert found(desk).nothing


# What lies around the data.


def test_folders_that_bear_the_name_are_forgotten_or_said(
    tmp_path: Path, sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "window.json"
    folders = [f"/usb/{NAME}", "/usb/khác"]
    kept.write_text(json.dumps({"recent": folders, "papers_folder": folders[0]}))
    monkeypatch.setenv("SO138_SETTINGS", str(kept))
    place = Place(tmp_path / NAME, clock=sources.clock)  # type: ignore[arg-type]
    with place.make(None) as desk:
        told = found(desk)
        assert told.texts == (kept,)
        assert told.named == (tmp_path / NAME,)
        assert erase(desk, BARE).done
    held = json.loads(kept.read_text())
    assert held["recent"] == ["/usb/khác"]
    assert held["papers_folder"] == ""


def test_the_folder_of_the_second_copies_stays_chosen_and_is_named(
    desk: Desk, tmp_path: Path
) -> None:
    named = tmp_path / NAME
    named.mkdir()
    choose_mirror(desk.store.folder, MirrorChoice(folder=named))
    assert found(desk).named == (named,)
    assert erase(desk, BARE).done
    assert mirror_choice(desk.store.folder).folder == named


# What is told before.


def test_each_place_is_told_with_an_example(desk: Desk, groups: tuple[str, ...]) -> None:
    note(desk, groups, "giữ an ninh trật tự")
    told = found(desk, Erasure("An"))
    assert told.examples["sessions"] == "giữ an ninh trật tự"
    assert Erasure("An").common
    assert not Erasure(AN).common
