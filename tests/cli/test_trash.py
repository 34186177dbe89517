"""The trash from the command line."""

from pathlib import Path

import pytest

from desktop.wording.log_lines import change_texts, in_lines
from tests.cli.conftest import Call


def test_an_empty_trash_says_so_and_words_that_fit_nothing_too(filled: Call) -> None:
    answer = filled("trash")
    assert (answer.code, answer.out.strip()) == (0, "Thùng rác trống.")
    assert filled("trash", "--find", "không đâu có").out.strip() == "Không có mục nào phù hợp."


def test_a_number_that_is_not_there_is_a_wrong_call(filled: Call) -> None:
    answer = filled("trash", "--bring-back", "7")
    assert answer.code == 2
    assert "7" in answer.err


def test_the_log_is_filtered_by_day_and_words(filled: Call) -> None:
    every = filled("log", "--json").json["entries"]
    some = filled("log", "--find", "buoi tuyen truyen", "--json").json["entries"]
    assert 0 < len(some) < len(every)
    assert filled("log", "--to", "2020-01-01", "--json").json["entries"] == []
    assert filled("log", "--verify", "--from", "2020-01-01").code == 0


def test_the_log_says_figures_before_and_after() -> None:
    values = {"attendance": [18190, 5555], "held_on": ["", "2026-10-05"]}
    row = {"table": "sessions", "id": "s1", "kind": "changed", "values": values}
    assert change_texts({"changes": [row]}) == (
        "lượt người tham gia 18.190 → 5.555",
        "ngày tổ chức — → 05/10/2026",
    )


def test_the_log_leaves_out_no_figure_of_a_long_change() -> None:
    """A month's counts are some forty; the tooltip alone says how many more there are."""
    values = [{"attendance": [number, number + 1]} for number in range(50)]
    rows = [
        {"table": "sessions", "id": f"s{place}", "kind": "changed", "values": one}
        for place, one in enumerate(values)
    ]
    texts = change_texts({"changes": rows})
    assert len(texts) == 50
    assert texts[-1].endswith("49 → 50")
    lines = in_lines("; ".join(("Sửa", *texts))).split("\n")
    assert lines[0] == "Sửa"
    assert lines[-1] == f"và {51 - len(lines) + 1} thay đổi khác"


def test_the_log_is_printed_and_its_head_is_held_against_it(filled: Call, tmp_path: Path) -> None:
    paper = tmp_path / "nhat-ky.pdf"
    assert filled("log", "--find", "buoi", "--output", paper).code == 0
    assert paper.read_bytes().startswith(b"%PDF")
    newest = filled("log", "--json").json["entries"][0]
    held = filled("log", "--verify", "--head", newest["hash"].upper(), "--json")
    assert (held.code, held.json["head_at"]) == (0, newest["seq"])
    other = filled("log", "--head", "0" * 64, "--json")
    assert (other.code, other.json["head_at"]) == (3, None)
    assert filled("log", "--output", tmp_path / "nhat-ky.docx").code == 2


@pytest.mark.parametrize("typed", ["0000", "0" * 63, "0" * 65, "g" * 64, " "])
def test_a_head_that_was_not_typed_whole_accuses_nobody(filled: Call, typed: str) -> None:
    answer = filled("log", "--head", typed)
    assert answer.code == 2
    assert "64" in answer.err
    assert "bị lấy đi" not in answer.out + answer.err


def test_a_verified_log_says_what_it_cannot_tell_by_itself(filled: Call) -> None:
    assert "đối chiếu cả với các bản sao lưu" in filled("log", "--verify").out
    newest = filled("log", "--json").json["entries"][0]["hash"]
    assert "đối chiếu cả" not in filled("log", "--verify", "--head", newest).out
