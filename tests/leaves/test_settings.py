"""Preferences never stop the program, and never lose what they can keep."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import settings
from desktop.settings import Settings


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "window.json"
    chosen = Settings(width=1024, theme="dark", row_height=36).remembering(Path("/d/Hương Trà"))
    assert settings.save(chosen, path)
    assert settings.load(path) == chosen
    assert [one.name for one in path.parent.iterdir()] == ["window.json"]


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none.json") == Settings()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "\x00\xff"])
def test_a_damaged_file_gives_the_defaults(tmp_path: Path, text: str) -> None:
    path = tmp_path / "window.json"
    path.write_text(text, encoding="latin-1")
    assert settings.load(path) == Settings()


def test_a_senseless_value_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_text(
        json.dumps(
            {"width": -3, "theme": "pink", "row_height": "32", "maximized": 0, "scale": 125}
        ),
        encoding="utf-8",
    )
    assert settings.load(path) == Settings(scale=125)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["width", "theme", "recent", "language", "other"]), JSON))
def test_whatever_a_file_says_settings_come_out(
    tmp_path_factory: pytest.TempPathFactory, found: dict[str, object]
) -> None:
    path = tmp_path_factory.mktemp("s") / "window.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    loaded = settings.load(path)
    assert loaded.theme in {"system", "light", "dark"}
    assert 640 <= loaded.width <= 10000


def test_recent_folders_are_few_distinct_and_latest_first() -> None:
    chosen = Settings()
    for name in "abcdefgha":
        chosen = chosen.remembering(Path(name))
    assert chosen.recent == ("a", "h", "g", "f", "e", "d")


def test_a_place_that_refuses_is_said(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("", encoding="utf-8")
    assert not settings.save(Settings(), blocker / "window.json")
