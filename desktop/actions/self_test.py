"""Whether every part of the installed program starts: each is used once in a scratch folder."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.actions.desk import RandomIds, SystemClock
from desktop.actions.setup import Sources, open_desk
from desktop.paths import WINDOW_TEST, resource

_WINDOW_SECONDS = 120
_FACTS = "facts "


@dataclass(frozen=True, slots=True)
class PartStarted:
    """One part of the program, and how long it took in seconds.

    ``reason`` says what the system said when it did not start; ``facts`` are what it told of this
    machine: fonts, screens.
    """

    name: str
    started: bool
    reason: str = ""
    seconds: float = 0.0
    facts: Mapping[str, str] | None = None


class PartFailedError(Exception):
    """A part started and did not do what it is for; the message says what."""


def start_every_part() -> tuple[PartStarted, ...]:
    """Use each part once; a part that fails does not keep the others from being tried."""
    with TemporaryDirectory(prefix="so138-", ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        parts: dict[str, Callable[[Path], Mapping[str, str] | None]] = {
            "fonts": _fonts,
            "store": _store,
            "window": _window,
            "screen": _screen,
            "backup": _backup,
            "keys": _keys,
            "pdf": _pdf,
            "preview": _preview,
            "word": _word,
            "excel": _excel,
            "exchange": _exchange,
        }
        return tuple(_tried(name, start, folder) for name, start in parts.items())


def report_text(parts: tuple[PartStarted, ...]) -> str:
    """What a helper far away reads: versions, system, and every part with its time.

    No data, no names, no paths of the user are in it.
    """
    from desktop.actions.help_bundle import private_words, redacted, versions_text

    lines = [versions_text({}), f"self-test: {'ok' if all(p.started for p in parts) else 'FAILED'}"]
    for part in parts:
        state = "ok" if part.started else f"FAILED {part.reason}"
        lines.append(f"{part.name}: {state} ({part.seconds:.2f} s)")
        lines += [f"  {name}: {value}" for name, value in (part.facts or {}).items()]
    return redacted("\n".join(lines) + "\n", private_words())


def _tried(
    name: str, start: Callable[[Path], Mapping[str, str] | None], folder: Path
) -> PartStarted:
    begun = time.perf_counter()
    try:
        facts = start(folder)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong here is what was asked for
        from desktop.actions.help_bundle import private_words, redacted

        reason = redacted(f"{type(error).__name__}: {error}", private_words())
        return PartStarted(name, False, reason, time.perf_counter() - begun)
    return PartStarted(name, True, "", time.perf_counter() - begun, facts)


def _fonts(folder: Path) -> None:
    del folder
    for family in ("inter", "liberation-serif"):
        if len(list(resource(f"fonts/{family}").glob("*.ttf"))) < 4:
            raise FileNotFoundError(family)


def _window(folder: Path) -> Mapping[str, str]:
    """The window opens on the scratch register, without being seen, and is painted."""
    return _in_process_of_its_own(folder, "offscreen")


def _screen(folder: Path) -> Mapping[str, str] | None:
    """What the real screens say of themselves; nothing on a machine without one."""
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY"))):
        return {"screens": "0"}
    return _in_process_of_its_own(folder / "no window", os.environ.get("QT_QPA_PLATFORM", ""))


def _in_process_of_its_own(folder: Path, platform: str) -> Mapping[str, str]:
    """Qt ends the process where its system libraries are missing, so it gets one of its own.

    The program may lie where the plain Python does not look (/usr/lib/so138): the child is told.
    """
    told = {"PYTHONPATH": os.pathsep.join(one for one in sys.path if one)}
    told |= {"SO138_LOGS": str(folder.parent / "logs"), "PYTHONUTF8": "1"}
    told |= {"SO138_SETTINGS": str(folder.parent / "settings" / "window.json")}
    environment = {**os.environ, **told}
    if platform:
        environment["QT_QPA_PLATFORM"] = platform
    done = subprocess.run(
        [sys.executable, "-m", "desktop", WINDOW_TEST, str(folder)],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=_WINDOW_SECONDS,
        check=False,
    )
    lines = done.stdout.splitlines()
    found = next((one for one in reversed(lines) if one.startswith(_FACTS)), None)
    if done.returncode or found is None:
        said = done.stderr.strip().splitlines()
        raise PartFailedError(said[-1] if said else f"exit code {done.returncode}")
    return {str(name): str(value) for name, value in json.loads(found[len(_FACTS) :]).items()}


def _sources() -> Sources:
    return Sources(SystemClock(), RandomIds())


def _store(folder: Path) -> None:
    """A store is made, filled, closed and opened again with its key, and every page is checked."""
    from desktop.actions.safety import check
    from desktop.actions.sample import make_sample

    make_sample(folder / "data", groups=3, months=2)
    with open_desk(folder / "data", sources=_sources()) as desk:
        damaged = [one.code for one in check(desk, deep=True) if one.code.endswith("damaged")]
    if damaged:
        raise PartFailedError(", ".join(damaged))


def _keys(folder: Path) -> None:
    """A password is set as hard as this machine bears, and opens; so does the recovery sheet."""
    from desktop.actions.passwords import FirstOfficer, turn_password_on
    from desktop.actions.secrets import new_sheet
    from desktop.actions.terms import Password, Sheet

    word = "mật-khẩu-thử"
    with open_desk(folder / "second", sources=_sources()) as desk:
        problems = turn_password_on(desk, FirstOfficer("Thử", word)).problems
        sheet = new_sheet(desk).value
    if problems or sheet is None:
        raise PartFailedError(", ".join(one.code for one in problems))
    for secret in (Password(word), Sheet("".join(sheet.groups))):
        open_desk(folder / "second", sources=_sources(), secret=secret).close()


def _backup(folder: Path) -> None:
    from desktop.actions.safety import back_up, restore

    with open_desk(folder / "data", sources=_sources()) as desk:
        made = back_up(desk, reason="copy", to=folder / "copy")
    restore(folder / "second", str(folder / "copy" / made.name), sources=_sources())


def _pdf(folder: Path) -> None:
    from desktop.actions.periods import period_named
    from desktop.actions.reports import month_report_pdf

    with open_desk(folder / "data", sources=_sources()) as desk:
        data = month_report_pdf(desk, period_named(desk, "2026-10"))
    (folder / "report.pdf").write_bytes(data)


def _preview(folder: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(folder / "report.pdf")  # type: ignore[no-untyped-call]
    try:
        picture = document[0].render(scale=1)
        if picture.width < 500:
            raise PartFailedError(f"{picture.width} px")
    finally:
        document.close()  # type: ignore[no-untyped-call]


def _word(folder: Path) -> None:
    """The report as a Word file: a package that begins as one."""
    from desktop.actions.periods import period_named
    from desktop.actions.reports import month_report_word

    with open_desk(folder / "data", sources=_sources()) as desk:
        data = month_report_word(desk, period_named(desk, "2026-10"))
    if not data.startswith(b"PK"):
        raise PartFailedError("no package")


def _excel(folder: Path) -> None:
    """A template is written and read back, and the report is written as sheets."""
    from desktop.actions.imports import rehearse, template
    from desktop.actions.periods import period_named
    from desktop.actions.reports import month_report_excel
    from desktop.actions.terms import ListKind

    path = folder / "list.xlsx"
    path.write_bytes(template(ListKind.GROUPS))
    with open_desk(folder / "data", sources=_sources()) as desk:
        if rehearse(desk, path).kind is not ListKind.GROUPS:
            raise PartFailedError(path.name)
        if not month_report_excel(desk, period_named(desk, "2026-10")).startswith(b"PK"):
            raise PartFailedError("no package")


def _exchange(folder: Path) -> None:
    """A closed month is sent, read as its superior reads it, and its receipt comes back."""
    from desktop.actions.connection import practice
    from desktop.actions.periods import period_named
    from desktop.actions.receipts import receive_files
    from desktop.actions.sending import send_period
    from desktop.exchange.package import Reader, open_package
    from desktop.exchange.receipt import ReceiptKind, receipt_for, seal_receipt

    offices, stick = practice(), folder / "stick"
    stick.mkdir()
    with open_desk(folder / "data", sources=_sources()) as desk:
        sent = send_period(desk, period_named(desk, "2026-09"), stick).value
        if sent is None:
            raise PartFailedError("not sent")
        package = open_package(sent.path.read_bytes(), Reader(keys=(offices.superior.sealing,)))
        answer = receipt_for(
            package.package_id,
            package.manifest,
            kind=ReceiptKind.RECEIVED,
            at=desk.clock.now(),
            superior=offices.draft.name,
            keys=offices.superior,
        )
        data = seal_receipt(answer, keys=offices.superior, reply_to=package.manifest.reply_to)
        (stick / "S138_self-test.s138r").write_bytes(data)
        if not receive_files(desk, [stick]).receipts:
            raise PartFailedError("no receipt")
