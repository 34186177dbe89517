"""Done with something to look at is 1, and only the commands of the contract end so."""

import ast
from pathlib import Path

import pytest

import desktop.commands
from desktop.cli import COMMAND_PLACES
from tests.cli.conftest import Call

PLACES = Path(desktop.commands.__file__).parent
MAY_LOOK = ("import", "status", "board", "receive", "check", "close")
HELD_BY = {
    "board": {"_ending"},
    "receive": {"receive", "_receive_reports", "take_answers"},
}
"""The functions that such a command ends by, where it is not one of its own name alone."""


def functions_that_look() -> set[tuple[str, str]]:
    """By file and function wherever a command ends with 1."""
    found: set[tuple[str, str]] = set()
    for file in sorted(PLACES.glob("*.py")):
        for part in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(part, ast.FunctionDef):
                named = {one.attr for one in ast.walk(part) if isinstance(one, ast.Attribute)}
                found |= {(file.stem, part.name)} if "LOOK" in named else set()
    return found


def test_only_the_commands_of_the_contract_end_with_something_to_look_at() -> None:
    allowed: set[str] = set()
    for name in MAY_LOOK:
        allowed |= HELD_BY.get(name, {COMMAND_PLACES[name].partition(":")[2]})
    assert {function for _file, function in functions_that_look()} <= allowed


def test_control_the_commands_that_may_do_it_do() -> None:
    files = {file for file, _function in functions_that_look()}
    assert {COMMAND_PLACES[name].partition(":")[0] for name in MAY_LOOK} <= files


@pytest.mark.parametrize("command", [("help-bundle",), ("self-test",), ("log",)])
def test_a_file_to_be_written_into_a_folder_that_is_not_there_is_a_wrong_call(
    so138: Call, tmp_path: Path, command: tuple[str, ...]
) -> None:
    answer = so138(*command, "--output", tmp_path / "none" / "x.pdf")
    assert answer.code == 2
    assert str(tmp_path / "none") in answer.err
