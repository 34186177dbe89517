"""The trash from the command line."""

from tests.cli.conftest import Call


def test_an_empty_trash_says_so(filled: Call) -> None:
    answer = filled("trash")
    assert (answer.code, answer.out.strip()) == (0, "Thùng rác trống.")


def test_a_number_that_is_not_there_is_a_wrong_call(filled: Call) -> None:
    answer = filled("trash", "--bring-back", "7")
    assert answer.code == 2
    assert "7" in answer.err
