"""Trees of Debian come from the machine's own archive; one that broke off is none."""

import os
from pathlib import Path

import pytest

from installers.parts.trees import NoTreeError, entering, make_tree

MAKES = 'for last; do before=$prior; prior=$last; done; mkdir "$before"'
BREAKS_OFF = f'{MAKES}; echo "no room" >&2; exit 9'


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs before all others; this one's apt knows two archives."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    program(folder / "apt-get", "printf 'Other mirror:/other\\nDebian mirror:/debian\\n'")
    return folder


def program(path: Path, does: str) -> None:
    path.write_text(f'#!/bin/sh\necho "$@" > {path}.called\n{does}\n', encoding="ascii")
    path.chmod(0o755)


def test_a_tree_comes_from_the_archive_of_the_machine(programs: Path, tmp_path: Path) -> None:
    program(programs / "mmdebstrap", MAKES)
    tree = tmp_path / "trees/wine"
    make_tree("trixie", tree, packages=("wine", "xvfb"), architectures=("amd64", "i386"))
    assert tree.is_dir()
    called = (programs / "mmdebstrap.called").read_text(encoding="ascii").split()
    assert {"--include=wine,xvfb", "--architectures=amd64,i386", "trixie"} <= set(called)
    assert called[-1] == "mirror:/debian"


def test_a_tree_that_broke_off_is_none_and_does_not_stand_in_the_way(
    programs: Path, tmp_path: Path
) -> None:
    program(programs / "mmdebstrap", BREAKS_OFF)
    with pytest.raises(NoTreeError, match="no room"):
        make_tree("trixie", tmp_path / "tree")
    assert not (tmp_path / "tree").exists()
    program(programs / "mmdebstrap", MAKES)
    make_tree("trixie", tmp_path / "tree")
    assert (tmp_path / "tree").is_dir()


def test_without_mmdebstrap_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoTreeError, match="mmdebstrap is not installed"):
        make_tree("trixie", tmp_path / "tree")


def test_a_folder_is_shown_to_a_command_only_where_asked(tmp_path: Path) -> None:
    assert entering(tmp_path, "true")[-3:] == [str(tmp_path), "", "true"]
    assert entering(tmp_path, "true", shown=Path("/a b"))[-3:] == [str(tmp_path), "/a b", "true"]
