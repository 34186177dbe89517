"""How a call is read, how it ends, and what it says when it is wrong."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from desktop.cli import COMMAND_PLACES, main
from desktop.commands.named_paths import NamedPath
from tests.cli.conftest import Call, refuse_window

COMMANDS = tuple(COMMAND_PLACES)


def test_without_a_command_the_window_opens(tmp_path: Path) -> None:
    opened: list[tuple[Path, str]] = []

    def open_window(data: Path, language: str) -> int:
        opened.append((data, language))
        return 0

    assert main(["--data", str(tmp_path), "--lang", "en"], open_window=open_window) == 0
    assert opened == [(tmp_path, "en")]


def test_the_data_folder_may_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def open_window(data: Path, language: str) -> int:
        opened.append(data)
        return 0

    monkeypatch.setenv("SO138_DATA", str(tmp_path / "named"))
    assert main([], open_window=open_window) == 0
    assert opened == [tmp_path / "named"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a screen")
def test_a_program_without_any_output_closes_its_window_quietly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["--data", str(tmp_path)], open_window=lambda data, language: 0) == 0


def test_without_a_screen_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([], open_window=refuse_window) == 3
    assert "không có màn hình" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(so138: Call, command: str) -> None:
    answer = so138(command, "--help")
    assert answer.code == 0
    assert answer.out.startswith("Cách dùng:")
    assert command in answer.out.split("Ví dụ:")[1].split("Tùy chọn:")[0]


def test_the_help_names_every_command(so138: Call) -> None:
    lines = so138("--help").out.split("Các lệnh:")[1].splitlines()
    named = [line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "]
    assert tuple(named) == COMMANDS


def test_help_speaks_english_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "status", "--help"], open_window=refuse_window) == 0
    assert capsys.readouterr().out.startswith("Usage:")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["statsu"], "không có lệnh “statsu”"),
        (["status"], "thiếu --period"),
        (["status", "--perod", "2026-10"], "không có tùy chọn --perod"),
        (["status", "--period"], "--period"),
        (["template", "tasks", "--output", "x.xlsx"], "groups, sessions, models, counts"),
        (["sample", "--groups", "0"], "từ 1 đến 200"),
        (["sample", "--groups", "many"], "từ 1 đến 200"),
        (["groups", "more"], "so138 groups --help"),
        (["--lang", "fr", "groups"], "vi, en"),
        (["status", "--period", "2026-13"], "2026-13"),
        (["status", "--period", "tháng mười"], "tháng mười"),
        (["sessions", "--period", "2026-10-20..2026-10-01"], "2026-10-20..2026-10-01"),
    ],
)
def test_a_wrong_call_ends_with_2_and_one_line(so138: Call, call: list[str], said: str) -> None:
    answer = so138(*call)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (["receive", ""], "PATH…"),
        (["receive", "usb", " "], "PATH…"),
        (["send", "--period", "2026-10", "--to", ""], "--to"),
        (["backup", "--to", ""], "--to"),
        (["--data", "", "groups"], "--data"),
    ],
)
def test_an_empty_path_is_not_the_folder_that_the_call_is_made_in(
    so138: Call, call: list[str], name: str
) -> None:
    answer = so138(*call)
    assert (answer.code, answer.out) == (2, "")
    assert f"{name} để trống" in answer.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_path_of_a_command_is_one_that_refuses_an_empty_name(command: str) -> None:
    module, name = COMMAND_PLACES[command].split(":")
    found = getattr(import_module(f"desktop.commands.{module}"), name)
    assert isinstance(found, click.Command)
    paths = [one.type for one in parameters(found) if isinstance(one.type, click.Path)]
    assert all(isinstance(one, NamedPath) for one in paths)


def parameters(command: click.Command) -> Iterator[click.Parameter]:
    """Those of a command and of all below it."""
    yield from command.params
    below = command.commands.values() if isinstance(command, click.Group) else ()
    for one in below:
        yield from parameters(one)


@pytest.mark.parametrize("command", [("groups",), ("status", "--period", "2026-10"), ("check",)])
def test_a_folder_without_data_ends_with_2(so138: Call, command: tuple[str, ...]) -> None:
    answer = so138(*command)
    assert answer.code == 2
    assert "không có dữ liệu của Sổ 138" in answer.err


def test_a_second_program_on_the_folder_ends_with_3(commune: Call, tmp_path: Path) -> None:
    from desktop.actions.desk import RandomIds, SystemClock
    from desktop.actions.setup import Sources, open_desk

    with open_desk(tmp_path / "data", sources=Sources(SystemClock(), RandomIds())):
        answer = commune("groups")
        assert commune("backups").code == 3
    assert (answer.code, answer.out) == (3, "")
    assert "đang mở" in answer.err
    assert commune("groups").code == 0


def test_a_damaged_store_ends_with_3(filled: Call, tmp_path: Path) -> None:
    store = next(path for path in (tmp_path / "data").iterdir() if path.suffix == ".db")
    data = bytearray(store.read_bytes())
    data[100:300] = bytes(200)
    store.write_bytes(bytes(data))
    answer = filled("groups")
    assert answer.code == 3
    assert "hỏng" in answer.err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_ends_with_3(so138: Call, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    answer = so138("sample", data=locked / "data")
    assert answer.code == 3


def test_json_is_utf8_in_nfc_whatever_the_console_is(filled: Call, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--data", tmp_path / "data", "groups", "--json"],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
        capture_output=True,
        check=True,
    )
    assert "Tổ dân phố 1".encode() in done.stdout
    assert done.stderr == b""


def test_a_reader_that_leaves_makes_no_noise(filled: Call, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "desktop", "--data", tmp_path / "data", "log"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()
        assert (running.wait(), said) == (0, b"")


def test_the_exit_code_is_kept_when_the_reader_of_what_is_said_leaves(
    filled: Call, tmp_path: Path
) -> None:
    own = tmp_path / "month.toml"
    own.write_text('x = "a"\n', "utf-8")
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "desktop",
            "--data",
            tmp_path / "data",
            "forms",
            "use",
            "month",
            own,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.wait() == 2


@pytest.mark.parametrize("heavy", ["PySide6", "reportlab", "openpyxl", "sqlite_utils"])
def test_reading_waits_for_nothing_that_it_does_not_need(
    filled: Call, tmp_path: Path, heavy: str
) -> None:
    call = ["--data", str(tmp_path / "data"), "status", "--period", "2026-10"]
    code = (
        "import sys; from desktop.app import main; "
        f"main({call!r}); sys.exit({heavy!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
