"""Every command of the program called for real: a commune, its superior, a merger, damage."""

import contextlib
import io
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MONTH = "2026-10"
UNITS = "Mã;Tên đơn vị;Hiệu lực từ\n19996;Phường Hương Trà;01/07/2025\n20001;Xã A;2025-07-01\n"
NEW = ("--code", "19996", "--superior", "Huế", "--from", "2026-08", "--no-password")


@dataclass
class Calls:
    """Calls the program and keeps what was called and how each call ended."""

    place: Path
    done: list[tuple[str, int]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def __call__(self, *words: str | Path, data: str = "commune") -> str:
        """What a call says; the command is the first word."""
        from desktop.app import main

        said, told = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _stream in range(2))
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(told):
            code = main(["--data", str(self.place / data), *map(str, words)])
        self.done.append((" ".join(map(str, words[:2])), code))
        told.seek(0)
        if code > 1:
            self.told.append(told.read())
        said.seek(0)
        return said.read()

    def json(self, *words: str | Path, data: str = "commune") -> Any:
        """The object that a call with --json gives."""
        said = self(*words, "--json", data=data)
        return json.loads(said) if said else {}

    def refused(self, *words: str, data: str = "commune") -> None:
        """A call that is understood as far as what it names, which is not there."""
        self(*words, data=data)
        name, code = self.done.pop()
        self.done.append((name, 0 if code in (2, 4) else 5))

    @property
    def commands(self) -> set[str]:
        """The commands that were called, and not for their help alone."""
        return {name.split()[0] for name, _code in self.done if not name.endswith("--help")}

    @property
    def wrong(self) -> list[str]:
        """The calls that were not understood, or met a fault."""
        return [f"{name}: {code}" for name, code in self.done if code not in (0, 1)]


def call_everything(place: Path) -> Calls:
    """Calls each command at least once with what it needs."""
    call = Calls(place)
    _practice(call)
    _commune(call)
    _superior(call)
    _keys(call)
    _whole_folders(call)
    return call


def _practice(call: Calls) -> None:
    from desktop.cli import COMMAND_PLACES

    for name in COMMAND_PLACES:
        call(name, "--help")
    call("self-test")
    call("sample", "--groups", "3", "--months", "3", data="practice")
    for ending in ("pdf", "docx", "xlsx"):
        paper = call.place / f"a.{ending}"
        call("report", "month", "--period", MONTH, "--output", paper, data="practice")
    for name in ("plan list", "area", "status --period 2026-10", "counts --period 2026-10"):
        call(*name.split(), data="practice")
    for name in ("groups", "models", "connection", "papers", "settings", "officers"):
        call(name, data="practice")
    call("sessions", "--period", MONTH, data="practice")
    call("inspections", "--period", MONTH, data="practice")
    call("texts", "show", "--period", MONTH, data="practice")
    call("forms", "export", "month", "--output", call.place / "mau.toml", data="practice")
    call("corrections", "--period", "2026-09", data="practice")
    call("check-code", "--period", "2026-09", data="practice")
    call("area", "milestone", "Rà soát", "--due", "2026-12-31", data="practice")
    call("undo", data="practice")
    call("redo", data="practice")
    call("erase", "Rà soát", "--yes", data="practice")
    call("trash", data="practice")
    call("log", "--verify", "--output", call.place / "log.pdf", data="practice")
    call("check", "--deep", data="practice")
    call("help-bundle", "--output", call.place / "b.zip", data="practice")
    session = call.json("sessions", "--period", MONTH, data="practice")["sessions"][0]["id"]
    minutes = ("report", "minutes", "--session", session, "--output", call.place / "m.pdf")
    call(*minutes, data="practice")
    call.refused("code", "0DSM-8VMC", data="practice")


def _commune(call: Calls) -> None:
    call("new", "--name", "Phường Hương Trà", *NEW)
    lists = call.place / "groups.xlsx"
    call("template", "groups", "--output", lists)
    call("import", lists)
    call("reopen", "--period", "2026-09", "--reason", "Bổ sung", data="practice")


def _superior(call: Calls) -> None:
    named = ("--name", "Thành phố Huế", "--code", "46", "--no-password")
    call("new", "--role", "superior", *named, data="superior")
    units, stick = call.place / "units.csv", call.place / "stick"
    units.write_text(UNITS, encoding="utf-8")
    stick.mkdir()
    call("units", "import", units, data="superior")
    call("units", data="superior")
    call("connect", "--out", stick, data="superior")
    call("receive", stick)
    codes = {}
    for month in ("2026-08", "2026-09"):
        call("close", "--period", month, "--accept-confirmations")
        codes[month] = call.json("send", "--period", month, "--to", stick)
        call("verify", codes[month]["file"])
    call("receive", stick, "--dry-run", data="superior")
    waiting = call.json("receive", stick, data="superior")["to_verify"]
    call("accept", "19996", "--code", codes["2026-08"]["check_code"], data="superior")
    _answer(call, stick, waiting)


def _answer(call: Calls, stick: Path, waiting: list[dict[str, Any]]) -> None:
    board = ("board", "--period", "2026-08")
    call(*board, data="superior")
    reply = ("reply", "19996", "--period", "2026-08")
    call(*reply, "--accepted", data="superior")
    paper = ("consolidate", "report", "--period", "2026-08", "--output", call.place / "t.pdf")
    call(*paper, data="superior")
    call("receive", stick)
    call.refused("receipt", "--period", "2026-09", "--code", "1234 5678 9012")
    receptions = call.json("receptions", data="superior")["receptions"]
    call("undo-receive", receptions[0]["name"], data="superior")
    package = str(waiting[-1].get("sha256", "00000000"))[:8]
    call.refused("decide", package, "--reject", "--reason", "Gửi nhầm", data="superior")


def _keys(call: Calls) -> None:
    os.environ["SO138_NEW_PASSWORD"] = "mot hai ba bon nam"  # noqa: S105 - of a folder made here
    call("password", "set", "--officer", "Lê Văn A", data="practice")
    os.environ["SO138_PASSWORD"] = os.environ.pop("SO138_NEW_PASSWORD")
    call("recovery", "new", "--output", call.place / "phieu.pdf", data="practice")
    call("officers", data="practice")
    call("password", "remove", data="practice")
    del os.environ["SO138_PASSWORD"]


def _whole_folders(call: Calls) -> None:
    call("backup", data="practice")
    name = call.json("backups", data="practice")["backups"][0]["name"]
    call("compare", name, data="practice")
    call("restore", name, "--dry-run", data="practice")
    call("rescue", "--dry-run", data="practice")
    call("sample", "--groups", "2", "--months", "1", "--seed", "2", data="other")
    folders = (call.place / "practice", call.place / "other")
    call("merge", "--into", call.place / "merged", *folders, "--dry-run")
    call("moved", "--to", "Máy mới", data="other")
