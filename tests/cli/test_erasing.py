"""A name typed by mistake, taken out from the command line."""

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
