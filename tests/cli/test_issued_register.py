"""``papers --output``: the register of issued papers as a paper to be signed and filed."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call


@pytest.mark.parametrize(
    ("name", "begins"), [("so.pdf", b"%PDF"), ("so.docx", b"PK"), ("so.XLSX", b"PK")]
)
def test_the_ending_says_what_is_written(
    commune: Call, tmp_path: Path, name: str, begins: bytes
) -> None:
    target = tmp_path / name
    answer = commune("papers", "--year", "2026", "--output", target)
    assert answer.code == 0
    assert target.read_bytes().startswith(begins)
    assert str(target) in answer.out


def test_another_ending_is_refused_and_nothing_is_written(commune: Call, tmp_path: Path) -> None:
    answer = commune("papers", "--output", tmp_path / "so.odt")
    assert answer.code == 2
    assert ".pdf" in answer.err
    assert list(tmp_path.glob("so*")) == []


@pytest.mark.parametrize("other", [("--json",), ("--period", "2026-09")])
def test_what_belongs_to_the_list_does_not_go_with_the_paper(
    commune: Call, tmp_path: Path, other: tuple[str, ...]
) -> None:
    answer = commune("papers", *other, "--output", tmp_path / "so.pdf")
    assert answer.code == 2
    assert "--year" in answer.err
    assert not (tmp_path / "so.pdf").exists()
