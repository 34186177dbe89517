"""README.md and CONTRIBUTING.md name nothing that does not exist."""

import re
import shlex
from pathlib import Path

import click
import pytest

from desktop.cli import whole_call

ROOT = Path(__file__).resolve().parent.parent
PAPERS = ("README.md", "CONTRIBUTING.md")
CODE = re.compile(r"```[^\n]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
PLACE = re.compile(r"^(?:desktop|resources|tests|installers|\.ci)/[\w./*-]+$")
# What a command line may hold after its name.
LINE = re.compile(r"^(?:\.venv/bin/)?so138(?= |$)(.*)$")


def paper(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def code_lines(name: str) -> list[str]:
    found = (block or inline for block, inline in CODE.findall(paper(name)))
    return [line.strip() for text in found for line in text.splitlines() if line.strip()]


def calls(name: str) -> list[list[str]]:
    """The words after "so138" of every line that calls it."""
    matches = (LINE.match(line) for line in code_lines(name))
    return [shlex.split(match[1], comments=True) for match in matches if match]


def understood(door: click.Group, words: list[str]) -> str:
    """What is wrong with a call; empty when the command line would take it.

    A call that only names a command leaves its arguments out, and that is no fault.
    """
    named = [word for word in words if word in door.list_commands(click.Context(door))]
    if not named:
        return "no such command" if words else ""
    context = click.Context(door)
    command = door.get_command(context, named[0])
    assert command is not None
    before, after = words[: words.index(named[0])], words[words.index(named[0]) + 1 :]
    try:
        door.make_parser(context).parse_args(list(before))
        command.make_parser(context).parse_args(list(after))
        if any(word.startswith("--") for word in after):
            command.make_context(named[0], list(after), parent=context)
    except click.ClickException as error:
        return str(error)
    return ""


@pytest.fixture
def door() -> click.Group:
    return whole_call(lambda _data, _language: 0)


@pytest.mark.parametrize("name", PAPERS)
def test_every_command_exists(name: str, door: click.Group) -> None:
    made = calls(name)
    assert made, "no call is found"
    wrong = {" ".join(words): understood(door, words) for words in made}
    assert {words: fault for words, fault in wrong.items() if fault} == {}


@pytest.mark.parametrize("call", ["restock", "status --when 2026-10", "restore --deep x"])
def test_a_wrong_call_is_seen(call: str, door: click.Group) -> None:
    assert understood(door, call.split())


@pytest.mark.parametrize("name", PAPERS)
def test_every_make_target_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", paper("Makefile"), re.MULTILINE))
    named = {target for line in code_lines(name) for target in re.findall(r"^make ([a-z]+)", line)}
    assert named
    assert named <= targets


def test_the_readme_names_every_make_target() -> None:
    listed = set(re.findall(r"^([a-z-]+):.*##", paper("Makefile"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)`", paper("README.md") + paper("CONTRIBUTING.md")))
    assert listed <= named


def test_every_picture_exists_and_is_small() -> None:
    pictures = [ROOT / place for place in PICTURE.findall(paper("README.md"))]
    assert len(pictures) >= 3
    for picture in pictures:
        assert picture.read_bytes().startswith(b"\x89PNG"), picture
        assert picture.stat().st_size <= 150_000, picture
    kept = set((ROOT / "resources" / "help" / "pictures").iterdir())
    assert kept == set(pictures), "a picture that nothing shows"


@pytest.mark.parametrize("name", PAPERS)
def test_every_file_that_is_named_exists(name: str) -> None:
    places = [line for line in code_lines(name) if PLACE.match(line)]
    assert places
    missing = [place for place in places if not list(ROOT.glob(place.rstrip("/")))]
    assert missing == []


@pytest.mark.parametrize("name", PAPERS)
def test_no_address_and_no_place_of_one_machine(name: str) -> None:
    found = re.findall(r"https?://\S+|/(?:home|root|work|tmp)/\S+|C:\\\S+", paper(name))
    assert found == []


def test_places_of_data_are_those_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    from platformdirs.unix import Unix

    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    places = Unix("so138", appauthor=False)
    text = paper("README.md").replace("~", str(Path.home()))
    for place in (places.user_data_dir, f"{places.user_config_dir}/window.json"):
        assert f"`{place}`" in text
    assert f"`{places.user_log_dir}`" in text
