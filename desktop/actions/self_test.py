"""Whether every part of the installed program starts: each is used once in a scratch folder."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.actions.desk import RandomIds, SystemClock
from desktop.actions.setup import Sources, open_desk
from desktop.paths import resource

_WINDOW_STARTS = (
    "from PySide6.QtGui import QFont; from PySide6.QtWidgets import QApplication, QTableView; "
    "app = QApplication([]); table = QTableView(); table.show(); app.processEvents()"
)
_WINDOW_SECONDS = 60


@dataclass(frozen=True, slots=True)
class PartStarted:
    """One part of the program; ``reason`` says what the system said when it did not start."""

    name: str
    started: bool
    reason: str = ""


def start_every_part() -> tuple[PartStarted, ...]:
    """Use each part once; a part that fails does not keep the others from being tried."""
    with TemporaryDirectory(prefix="so138-") as scratch:
        folder = Path(scratch)
        parts: dict[str, Callable[[Path], None]] = {
            "fonts": _fonts,
            "window": _window,
            "store": _store,
            "backup": _backup,
            "keys": _keys,
            "pdf": _pdf,
            "preview": _preview,
            "word": _word,
            "excel": _excel,
            "exchange": _exchange,
        }
        return tuple(_tried(name, start, folder) for name, start in parts.items())


def _tried(name: str, start: Callable[[Path], None], folder: Path) -> PartStarted:
    try:
        start(folder)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong here is what was asked for
        return PartStarted(name, started=False, reason=f"{type(error).__name__}: {error}")
    return PartStarted(name, started=True)


def _fonts(folder: Path) -> None:
    del folder
    for family in ("inter", "liberation-serif"):
        if len(list(resource(f"fonts/{family}").glob("*.ttf"))) < 4:
            raise FileNotFoundError(family)


def _window(folder: Path) -> None:
    """Qt ends the process where its system libraries are missing, so it gets one of its own."""
    del folder
    done = subprocess.run(
        [sys.executable, "-c", _WINDOW_STARTS],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=_WINDOW_SECONDS,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise RuntimeError(said[-1] if said else str(done.returncode))


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
        raise RuntimeError(", ".join(damaged))


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
        raise RuntimeError(", ".join(one.code for one in problems))
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
            raise RuntimeError(f"{picture.width} px")
    finally:
        document.close()  # type: ignore[no-untyped-call]


def _word(folder: Path) -> None:
    """The report as a Word file: a package that begins as one."""
    from desktop.actions.periods import period_named
    from desktop.actions.reports import month_report_word

    with open_desk(folder / "data", sources=_sources()) as desk:
        data = month_report_word(desk, period_named(desk, "2026-10"))
    if not data.startswith(b"PK"):
        raise RuntimeError("no package")


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
            raise RuntimeError(path.name)
        if not month_report_excel(desk, period_named(desk, "2026-10")).startswith(b"PK"):
            raise RuntimeError("no package")


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
            raise RuntimeError("not sent")
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
            raise RuntimeError("no receipt")
