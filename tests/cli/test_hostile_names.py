"""Names with letters that hide or pretend, given on the command line and in a list."""

from pathlib import Path

import pytest

from tests.cli.conftest import GROUP_ROWS, Call, write_list
from tests.hostile.test_letters import HIDDEN

# Excel itself refuses to write these.
NOT_IN_EXCEL = frozenset({"nul", "escape", "half a pair", "no letter"})


@pytest.mark.parametrize("kind", sorted(HIDDEN.keys() - NOT_IN_EXCEL))
def test_a_list_stores_the_name_that_is_seen(commune: Call, tmp_path: Path, kind: str) -> None:
    rows = (GROUP_ROWS[0], (1, HIDDEN[kind], 120))
    assert commune("import", write_list(tmp_path / "to.xlsx", rows)).code == 0
    assert [one["name"] for one in commune("groups", "--json").json["groups"]] == ["Tổ dân phố 1"]


@pytest.mark.parametrize("kind", sorted(HIDDEN.keys() - {"nul", "half a pair"}))
def test_a_call_says_the_name_that_is_seen(so138: Call, kind: str) -> None:
    answer = so138(
        "new", "--name", HIDDEN[kind], "--code", "19996", "--superior", "Huế", "--no-password"
    )
    assert answer.code == 0, answer.err
    assert "của Tổ dân phố 1 nằm ở" in answer.out


def test_the_same_group_in_other_letters_is_the_same_group(filled: Call, tmp_path: Path) -> None:
    rows = (GROUP_ROWS[0], (1, HIDDEN["Cyrillic"], 120), (2, HIDDEN["right to left"], 120))
    answer = filled("import", write_list(tmp_path / "moi.xlsx", rows), "--json")
    assert (answer.json["new"], answer.json["same"]) == (0, 1)
    assert [one["code"] for one in answer.json["problems"]] == ["group_row_repeated"]


def test_two_rows_that_look_the_same_are_told_and_taken(commune: Call, tmp_path: Path) -> None:
    rows = (GROUP_ROWS[0], (1, "Tổ 1", 120), (2, "Tổ l", 98))
    answer = commune("import", write_list(tmp_path / "to.xlsx", rows))
    assert answer.code == 0
    assert "“Tổ l” nhìn giống hệt “Tổ 1” khi in" in answer.err


def test_a_very_long_name_is_refused_in_words(commune: Call, tmp_path: Path) -> None:
    rows = (GROUP_ROWS[0], (1, "Tổ " + "x" * 5000, 120))
    answer = commune("import", write_list(tmp_path / "to.xlsx", rows))
    assert answer.code != 0
    assert "dài quá" in answer.out + answer.err or "quá dài" in answer.out + answer.err
