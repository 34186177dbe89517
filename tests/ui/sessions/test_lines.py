"""What typed texts mean: groups, days, words, numbers; kept lines; pasted blocks."""

from datetime import date

import pytest

from desktop.actions.unfinished import UnfinishedLine
from desktop.domain.groups import ResidentialGroup
from desktop.domain.periods import month_period
from desktop.domain.sessions import OutreachSession
from desktop.ui.sessions.details import words_of, written_time
from desktop.ui.sessions.editors import word_meant
from desktop.ui.sessions.group_text import groups_text, named_groups
from desktop.ui.sessions.kept_lines import cells_of, with_kept
from desktop.ui.sessions.lines import (
    Cell,
    Register,
    SheetLine,
    dirty,
    line_of,
    read_line,
    typed,
)
from desktop.ui.sessions.paste import lines_of_block, read_block
from desktop.ui.sessions.sheet_model import MonthSheetModel

GROUPS = (
    *(ResidentialGroup(id=f"t{n}", name=f"Tổ dân phố {n}") for n in range(1, 24)),
    ResidentialGroup(id="dong", name="Thôn Đông"),
    ResidentialGroup(id="thon5", name="Thôn 5"),
)
REGISTER = Register(
    period=month_period(2026, 10),
    today=date(2026, 10, 12),
    groups=GROUPS,
    formats=("Hội nghị", "Họp tổ dân phố"),
    topics=("Luật Phòng, chống ma túy", "Tác hại của ma túy tổng hợp"),
    bodies=("Đoàn TN", "Hội CCB"),
    wide="Toàn phường",
)
SESSION = OutreachSession(
    id="s1",
    held_on=date(2026, 9, 20),
    group_ids=("t3",),
    format="Hội nghị",
    topics=("Luật Phòng, chống ma túy",),
    lead_body="Đoàn TN",
    attendance=45,
    place="Nhà văn hóa",
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("3", ("t3",)),
        ("03", ("t3",)),
        ("Tổ 3, 7", ("t3", "t7")),
        ("tdp 3", ("t3",)),
        ("TDP5", ("t5",)),
        ("to dan pho 7", ("t7",)),
        ("1-4", ("t1", "t2", "t3", "t4")),
        ("Tổ 1 đến 3", ("t1", "t2", "t3")),
        ("Tổ 1, 2 và 4 (chung)", ("t1", "t2", "t4")),
        ("dong", ("dong",)),
        ("Thôn 5", ("thon5",)),
        ("Tổ 5", ("t5",)),
        ("Tổ 3, thôn 5", ("t3", "thon5")),
    ],
)
def test_groups_are_named_as_on_the_paper_register(text: str, ids: tuple[str, ...]) -> None:
    assert named_groups(text, GROUPS).ids == ids


@pytest.mark.parametrize(
    ("text", "code"),
    [("99", "group_unknown"), ("5", "group_ambiguous"), ("20-30", "group_unknown")],
)
def test_a_text_that_names_no_one_group_says_why(text: str, code: str) -> None:
    problem = named_groups(text, GROUPS).problem
    assert problem is not None
    assert problem.code == code


@pytest.mark.parametrize("ids", [("t3",), ("t1", "t2", "t4"), ("t3", "dong"), ("dong", "thon5")])
def test_what_a_cell_shows_of_groups_names_them_again(ids: tuple[str, ...]) -> None:
    assert named_groups(groups_text(ids, GROUPS), GROUPS).ids == ids


def test_the_whole_commune_is_no_group() -> None:
    named = named_groups("toàn phường", GROUPS)
    assert (named.ids, named.commune_wide) == ((), True)


def test_a_stored_session_read_back_is_the_same() -> None:
    line = line_of(SESSION, REGISTER)
    reading = read_line(line, REGISTER)
    assert reading.draft == line.stored
    assert not dirty(line, reading, REGISTER)


def test_typing_keeps_what_the_cells_do_not_show() -> None:
    line = typed(line_of(SESSION, REGISTER), Cell.ATTENDANCE, "1200", REGISTER)
    draft = read_line(line, REGISTER).draft
    assert line.texts[Cell.ATTENDANCE] == "1.200"
    assert (draft.attendance, draft.place, draft.group_ids) == (1200, "Nhà văn hóa", ("t3",))


def test_topics_are_divided_by_semicolons_alone() -> None:
    line = typed(SheetLine(key="n"), Cell.TOPIC, "luat phong, chong ma tuy; điều mới", REGISTER)
    assert read_line(line, REGISTER).draft.topics == ("Luật Phòng, chống ma túy", "điều mới")


def test_a_day_ahead_is_refused_unless_planned() -> None:
    line = typed(SheetLine(key="n"), Cell.DAY, "14/10", REGISTER)
    assert "date_in_future" in {one.code for one in read_line(line, REGISTER).of(Cell.DAY)}


def test_a_half_typed_line_is_kept_and_read_back() -> None:
    line = typed(line_of(SESSION, REGISTER), Cell.DAY, "31/2", REGISTER)
    kept = UnfinishedLine("k", "sessions/2026-10", 0, cells_of(line))
    lines, done = with_kept((line_of(SESSION, REGISTER),), (kept,), REGISTER)
    assert lines[0].texts == line.texts
    assert done == ()


def test_a_kept_line_that_was_written_meanwhile_serves_no_more() -> None:
    new = SheetLine(key="n")
    for cell, text in ((Cell.DAY, "20"), (Cell.GROUPS, "Tổ 3"), (Cell.ATTENDANCE, "5")):
        new = typed(new, cell, text, REGISTER)
    kept = UnfinishedLine("n", "sessions/2026-10", 0, cells_of(new))
    session = OutreachSession(id="s2", held_on=date(2026, 9, 20), group_ids=("t3",), attendance=5)
    lines, done = with_kept((line_of(session, REGISTER),), (kept,), REGISTER)
    assert len(lines) == 1
    assert done == ("n",)


def sheet() -> MonthSheetModel:
    return MonthSheetModel(register=REGISTER, new_key=iter(map(str, range(999))).__next__)


def test_a_block_without_headings_begins_at_the_current_cell() -> None:
    pasted = lines_of_block(read_block("20\tTổ 3\n21\tTổ 4\n"), sheet(), row=0, cell=Cell.DAY)
    assert [one.line.texts[Cell.GROUPS] for one in pasted] == ["Tổ dân phố 3", "Tổ dân phố 4"]
    assert all(one.complete and one.new for one in pasted)


def test_headings_say_where_columns_belong_and_numbering_is_left_out() -> None:
    block = read_block("STT\tLượt người\tNgày\tThôn, tổ\n1\t45\t20/9\tTổ 3\n")
    texts = lines_of_block(block, sheet(), row=0, cell=Cell.DAY)[0].line.texts
    assert (texts[Cell.DAY], texts[Cell.GROUPS], texts[Cell.ATTENDANCE]) == (
        "20/9",
        "Tổ dân phố 3",
        "45",
    )


def test_a_block_over_stored_lines_changes_them() -> None:
    model = sheet()
    model.show_lines((line_of(SESSION, REGISTER),), register=REGISTER, locked=False)
    pasted = lines_of_block(read_block("46\n47"), model, row=0, cell=Cell.ATTENDANCE)
    assert [one.new for one in pasted] == [False, True]
    assert pasted[0].reading.draft.attendance == 46


@pytest.mark.parametrize(
    ("text", "time"),
    [("19h30", "19:30"), ("7", "07:00"), ("19:30", "19:30"), ("25:00", None), ("", "")],
)
def test_times_as_they_are_said(text: str, time: str | None) -> None:
    assert written_time(text) == time


def test_several_words_of_a_list() -> None:
    assert words_of("doan tn; Hội mới;", REGISTER.bodies) == ("Đoàn TN", "Hội mới")


WORDS = (
    "Luật Phòng, chống ma túy",
    "Phòng, chống ma túy",
    "Phòng cháy, chữa cháy",
    "Zalo",
    "Họp thôn",
    "Họp thôn, tổ",
)


@pytest.mark.parametrize(
    ("typed_text", "meant"),
    [
        ("luat", "Luật Phòng, chống ma túy"),
        ("PHONG, CHONG MA TUY", "Phòng, chống ma túy"),
        ("zalo", "Zalo"),
        ("hop thon", "Họp thôn"),
        ("hop thon,", "Họp thôn, tổ"),
        ("phong", ""),
        ("ma tuy", ""),
        ("chong ma tuy", ""),
        ("hop t", ""),
        ("zalo xa", ""),
        (" ", ""),
    ],
)
def test_a_word_is_meant_only_when_spelt_or_begun_by_it_alone(typed_text: str, meant: str) -> None:
    assert word_meant(typed_text, WORDS) == meant


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tổ 99", "Tổ 99"),
        ("tổ 3 và Tổ 98", "Tổ 98"),
        ("Thôn Ế", "Thôn Ế"),
        ("21-99", "21-99"),
    ],
)
def test_an_unknown_group_is_named_as_it_was_typed(text: str, name: str) -> None:
    problem = named_groups(text, GROUPS).problem
    assert problem is not None
    assert problem.details["name"] == name
