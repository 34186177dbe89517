"""A name typed by mistake, taken out from the command line."""

from pathlib import Path

from tests.cli.conftest import Call


def test_the_name_is_told_first_and_taken_out_with_yes(filled: Call) -> None:
    told = filled("erase", "hoi nghi")
    assert told.code == 0, told.err
    assert "Chưa thay đổi gì" in told.out
    assert "Hội nghị" in filled("sessions", "--period", "2026-10", "--json").out
    done = filled("erase", "hội nghị", "--replacement", "họp", "--yes", "--json")
    assert done.json["erased"] is True
    assert done.json["places"]["list_entries"] >= 1
    assert done.json["backups"]
    assert "Hội nghị" not in filled("sessions", "--period", "2026-10", "--json").out
    whole = filled("log", "--verify")
    assert whole.code == 0
    assert "Xóa một tên gõ nhầm" in whole.out
    assert filled("backup", "--verify").code == 0


def test_too_little_is_refused_in_words(filled: Call) -> None:
    answer = filled("erase", "A", "--yes")
    assert answer.code == 2
    assert "ít nhất hai chữ cái" in answer.err


def test_one_word_alone_is_warned_of_and_each_place_has_an_example(filled: Call) -> None:
    told = filled("erase", "hội")
    assert told.code == 0, told.err
    assert "Một tiếng đứng riêng" in told.out
    assert "mục trong danh mục: " in told.out
    assert "ví dụ “" in told.out
    data = filled("erase", "hội", "--json").json
    assert data["common"] is True
    assert data["examples"].keys() >= {"list_entries"}
    assert data["erased"] is False


def test_a_damaged_copy_is_named_and_the_rest_is_looked_through(
    filled: Call, tmp_path: Path
) -> None:
    assert filled("backup").code == 0
    copy = max(tmp_path.rglob("backups/*.db"))
    data = bytearray(copy.read_bytes())
    data[len(data) // 2] ^= 1
    copy.write_bytes(data)
    told = filled("erase", "hội nghị", "--json")
    assert told.code == 0, told.err
    assert str(copy) in told.json["unread"]
    assert told.json["places"]["list_entries"] >= 1
