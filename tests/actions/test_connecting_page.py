"""The help page on connecting names commands that exist, and every loss of keys that is tested."""

import re
import shlex

import click

from desktop.cli import COMMAND_PLACES, whole_call
from desktop.paths import resource

CALL = re.compile(r"`so138 ([^`]+)`")


def page() -> str:
    return (resource("help") / "connecting.md").read_text(encoding="utf-8")


def test_every_call_on_the_page_is_understood() -> None:
    door = whole_call(lambda _data, _language: 0)
    found = [shlex.split(call.replace("\\", "/")) for call in CALL.findall(page())]
    assert len(found) >= 6
    for name, *words in found:
        assert name in COMMAND_PLACES
        command = door.get_command(click.Context(door), name)
        assert command is not None
        command.make_parser(click.Context(command)).parse_args(list(words))


def test_the_page_speaks_of_both_sides_losing_their_keys() -> None:
    lost = [line for line in page().splitlines() if line.startswith("| ")]
    assert sum("Cấp trên" in line.split("|")[1] for line in lost) == 2
    assert sum("Đơn vị" in line.split("|")[1] for line in lost) == 3
