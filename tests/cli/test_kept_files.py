"""A command that writes a file takes no other file of that name away."""

from pathlib import Path

import pytest

from desktop.files import FileFaultError, write_keeping
from tests.cli.conftest import Call


def kept_name(name: str, number: int) -> str:
    whole = Path(name)
    return f"{whole.stem} {number}{whole.suffix}"


def test_a_filled_in_list_is_kept_beside_the_template(so138: Call, tmp_path: Path) -> None:
    place = tmp_path / "groups.xlsx"
    place.write_bytes(b"filled in")
    answer = so138("template", "groups", "--output", place)
    assert answer.code == 0
    assert "groups (bản trước).xlsx" in answer.err
    assert (tmp_path / "groups (bản trước).xlsx").read_bytes() == b"filled in"
    assert place.read_bytes().startswith(b"PK")


def test_the_same_file_made_again_leaves_one_file(so138: Call, tmp_path: Path) -> None:
    for _again in range(2):
        answer = so138("template", "groups", "--output", tmp_path / "groups.xlsx")
        assert (answer.code, answer.err) == (0, "")
    assert [one.name for one in tmp_path.glob("*.xlsx")] == ["groups.xlsx"]


def test_every_former_file_keeps_a_name_of_its_own(so138: Call, tmp_path: Path) -> None:
    place = tmp_path / "groups.xlsx"
    for words in (b"first", b"second"):
        place.write_bytes(words)
        assert so138("template", "groups", "--output", place).code == 0
    assert (tmp_path / "groups (bản trước).xlsx").read_bytes() == b"first"
    assert (tmp_path / "groups (bản trước 2).xlsx").read_bytes() == b"second"


def test_who_says_overwrite_replaces_the_file(so138: Call, tmp_path: Path) -> None:
    place = tmp_path / "groups.xlsx"
    place.write_bytes(b"filled in")
    answer = so138("template", "groups", "--overwrite", "--output", place)
    assert (answer.code, answer.err) == (0, "")
    assert [one.name for one in tmp_path.glob("*.xlsx")] == ["groups.xlsx"]


@pytest.mark.parametrize(
    "command",
    [
        ("report", "month", "--period", "2026-09"),
        ("log",),
        ("papers",),
    ],
)
def test_a_paper_is_kept_beside_the_new_one(
    filled: Call, tmp_path: Path, command: tuple[str, ...]
) -> None:
    place = tmp_path / "giay.pdf"
    place.write_bytes(b"signed")
    assert filled(*command, "--output", place).code == 0
    assert (tmp_path / "giay (bản trước).pdf").read_bytes() == b"signed"


def test_a_form_is_kept_beside_the_one_written(filled: Call, tmp_path: Path) -> None:
    place = tmp_path / "mau.toml"
    place.write_bytes(b"own words")
    assert filled("forms", "export", "month", "--output", place).code == 0
    assert (tmp_path / "mau (bản trước).toml").read_bytes() == b"own words"


def test_a_write_that_fails_leaves_the_former_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "a.pdf"
    place.write_bytes(b"signed")

    def refuse(_self: Path, _target: Path) -> Path:
        raise OSError(28, "no room")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileFaultError):
        write_keeping(place, b"new", name=kept_name)
    assert [one.name for one in tmp_path.iterdir()] == ["a.pdf"]
    assert place.read_bytes() == b"signed"


def test_a_disk_that_knows_one_name_a_file_keeps_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "a.pdf"
    place.write_bytes(b"signed")

    def refuse(_self: Path, _target: Path) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert write_keeping(place, b"new", name=kept_name) == tmp_path / "a 1.pdf"
    assert (place.read_bytes(), (tmp_path / "a 1.pdf").read_bytes()) == (b"new", b"signed")


def test_a_name_as_long_as_systems_take_is_kept_shorter(tmp_path: Path) -> None:
    place = tmp_path / ("a" * 236 + ".pdf")
    place.write_bytes(b"signed")
    kept = write_keeping(place, b"new", name=lambda name, number: kept_name(name, 10**20 + number))
    assert kept is not None
    assert (len(kept.name), kept.suffix, kept.read_bytes()) == (255, ".pdf", b"signed")
