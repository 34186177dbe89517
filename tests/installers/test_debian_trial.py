"""The trial of the package says what it could not do, and fails unless it is told to skip."""

from pathlib import Path

import pytest

from installers.debian import trial
from installers.debian.trees import Tree, clean_tree
from installers.parts.trees import NoTreeError


@pytest.fixture
def no_trees(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine whose program for making trees is missing."""
    monkeypatch.delenv("SKIP_TREES", raising=False)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(trial, "older_package", lambda package, *, work: tmp_path / "older.deb")


def test_without_trees_the_trial_fails_in_words(
    no_trees: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert trial.main(["bookworm"]) == 1
    said = capsys.readouterr().out
    assert "Not installed: mmdebstrap" in said
    assert "SKIP_TREES=1 skips this test." in said


def test_told_to_skip_it_passes_and_says_so(
    no_trees: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKIP_TREES", "1")
    assert trial.main(["bookworm"]) == 0
    assert "Skipped, as told." in capsys.readouterr().out


def test_only_root_enters_a_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(NoTreeError, match="root"):
        clean_tree("bookworm", work=tmp_path)


def test_a_command_in_a_tree_runs_as_its_user_with_a_bare_environment(tmp_path: Path) -> None:
    tree = Tree(suite="bookworm", folder=tmp_path)
    words = tree.call("so138", "--version", user="lan", more={"DISPLAY": ":7"})
    assert words[:2] == ["unshare", "-m"]
    assert words[-2:] == ["so138", "--version"]
    assert {"HOME=/home/lan", "DISPLAY=:7"} <= set(words)
    assert "--reuid=lan" in words
    assert "setpriv" not in tree.call("true")
