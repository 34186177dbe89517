"""Parts of the self-test that Qt draws: screens, signs, a printed page, the window."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import (
    QGuiApplication,
    QIcon,
    QImage,
    QImageReader,
    QPageSize,
    QPainter,
)
from PySide6.QtWidgets import QApplication

from desktop import i18n
from desktop.part_trials import PartFailedError, told_failed
from desktop.paths import resource
from desktop.ui.design.icons import icon_pixmap
from desktop.ui.design.theme import make_application
from desktop.ui.design.tokens import LIGHT, Role

_SIDE, _FAULT = 24, 3
_FORMATS = frozenset({b"svg", b"jpeg", b"ico", b"png"})


def start_part(name: str, folder: Path) -> Mapping[str, str]:
    """Start one part that Qt draws, in a process of its own; return what it tells of itself.

    An error that would have a dialog ends the process: nobody is there to read it.

    Raises:
        PartFailedError: it started and did not do what it is for.
    """
    i18n.install(i18n.DEFAULT_LANGUAGE)
    app = make_application()
    sys.excepthook = _end
    parts: dict[str, Callable[[], Mapping[str, str]]] = {
        "window": lambda: _window(app, folder),
        "screen": lambda: _screens(app),
        "print": lambda: _printed(folder / "printed.pdf"),
        "icons": _icons,
    }
    return parts[name]()


def _end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    del kind, trace
    told_failed(error)
    os._exit(_FAULT)


def _window(app: QApplication, folder: Path) -> Mapping[str, str]:
    """The window opens on the scratch register, without being seen, and is painted."""
    from desktop.ui.window_trial import WindowTrial

    trial = WindowTrial(app, folder / "data")
    trial.run()
    return trial.facts


def _printed(path: Path) -> Mapping[str, str]:
    """A page goes through the printing of the system's library, into a file."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(20, 20, 20, 20))
    painter = QPainter(printer)
    painter.drawText(100, 100, "138")
    if not painter.end() or not path.read_bytes().startswith(b"%PDF-"):
        raise PartFailedError("nothing was printed")
    return {}


def _icons() -> Mapping[str, str]:
    """Every drawn sign is there and is seen, and pictures of each kind in use can be read."""
    ink = LIGHT[Role.INK]
    names = sorted(path.stem for path in resource("icons").glob("*.svg"))
    unseen = [name for name in names if not _is_seen(icon_pixmap(name, ink, _SIDE).toImage())]
    if unseen or not names:
        raise PartFailedError(f"not drawn: {', '.join(unseen) or 'all'}")
    lacking = _FORMATS - {bytes(one.data()) for one in QImageReader.supportedImageFormats()}
    if lacking:
        raise PartFailedError(f"no pictures: {b', '.join(sorted(lacking)).decode()}")
    drawing = QIcon(str(resource(f"icons/{names[0]}.svg")))
    if not _is_seen(drawing.pixmap(_SIDE, _SIDE).toImage()):
        raise PartFailedError("no drawing as an icon")
    if QIcon(str(resource("desktop/so138.png"))).pixmap(_SIDE, _SIDE).isNull():
        raise PartFailedError("so138.png")
    return {"signs": str(len(names))}


def _is_seen(picture: QImage) -> bool:
    """Whether anything is drawn in a small picture."""
    sides = range(picture.width()), range(picture.height())
    return any(picture.pixelColor(x, y).alpha() for x in sides[0] for y in sides[1])


def _screens(app: QGuiApplication) -> dict[str, str]:
    """Size, points per inch and scale of every screen; how the system calls its platform."""
    found = {"platform": app.platformName(), "screens": str(len(app.screens()))}
    for number, screen in enumerate(app.screens(), start=1):
        size = screen.size()
        found[f"screen {number}"] = (
            f"{size.width()} x {size.height()}, {screen.logicalDotsPerInch():.0f} dpi, "
            f"scale {screen.devicePixelRatio():.2f}"
        )
    return found
