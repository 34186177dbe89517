"""The composition root: one start for both doors, and an end that can be told apart."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from desktop import app

Command = Callable[..., int]


@pytest.fixture
def command_line(monkeypatch: pytest.MonkeyPatch) -> Callable[[Command], None]:
    """Return what puts another command line in place of the real one."""

    def replace(main: Command) -> None:
        door = ModuleType("desktop.cli")
        vars(door)["main"] = main
        vars(door)["options_with_value"] = frozenset[str]
        monkeypatch.setitem(sys.modules, "desktop.cli", door)

    return replace


def test_the_command_line_gets_arguments_and_the_way_to_the_window(
    command_line: Callable[[Command], None],
) -> None:
    calls: list[tuple[list[str], object]] = []

    def run(argv: list[str], *, open_window: object) -> int:
        calls.append((argv, open_window))
        return 4

    command_line(run)
    assert app.main(("status", "--json")) == 4
    assert calls == [(["status", "--json"], app.open_window)]


def test_an_error_of_the_program_ends_with_3_and_a_report(
    command_line: Callable[[Command], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(argv: list[str], *, open_window: object) -> int:
        raise LookupError("Nguyễn Văn A")

    hook = sys.excepthook
    command_line(run)
    assert app.main([]) == 3
    assert "Nguyễn Văn A" not in capsys.readouterr().err
    assert len(list((tmp_path / "own" / "logs").glob("crash-*.txt"))) == 1
    assert sys.excepthook is hook


def test_a_window_that_cannot_open_leaves_word_for_the_launcher(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SO138_FAULT_ERROR", "")
    monkeypatch.setitem(sys.modules, "desktop.ui.opening", None)
    with pytest.raises(ImportError):
        app.open_window(tmp_path / "data", "vi")
    assert os.environ["SO138_FAULT_ERROR"] == "ModuleNotFoundError desktop.ui.opening"


@pytest.mark.parametrize(
    "heavy", ["PySide6", "sqlcipher3", "sqlite_utils", "reportlab", "openpyxl"]
)
def test_starting_waits_for_nothing_heavy(heavy: str) -> None:
    code = f"import sys, desktop.app; sys.exit({heavy!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == 0
