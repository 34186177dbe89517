"""The pictures of README.md: the practice commune in the program's own window."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, qBlue, qGreen, qRed
from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions.sample import make_sample
from desktop.domain.periods import month_period
from desktop.ui.design.theme import Theme
from desktop.ui.sessions.room import SessionsRoom
from tests.screens.registry import SCREENS, Stage
from tests.screens.whole_window import WholeWindow
from tests.ui.sessions.pictures import type_a_word

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "help" / "pictures"
DAY = date(2026, 10, 13)
MONTH = month_period(2026, 10)
ROOMS = {
    "overview": "tong-quan",
    "sessions": "so-thang",
    "models": "mo-hinh",
    "reports": "bao-cao",
    "counts": "tinh-hinh",
    "objectives": "muc-tieu",
}
_COLOURS, _FREQUENT = 256, 96
_REPORT_MS = 1500

Grab = Callable[[QApplication, QWidget], QPixmap]


def write_pictures(app: QApplication, theme: Theme, *, grab: Grab, folder: Path) -> Iterator[Path]:
    """Write the first screen and six rooms; each in few colours, so that it stays small."""
    folder.mkdir(parents=True, exist_ok=True)
    stage = Stage(app, theme)
    doors = SCREENS["60-man-hinh-dau"](stage)
    WholeWindow.until_calm()
    yield _save(grab(app, doors), folder / "man-hinh-dau.png")
    doors.hide()
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "practice"
        make_sample(data)
        whole = WholeWindow(data, theme=theme, day=DAY)
        whole.context.set_month(MONTH)
        for room, name in ROOMS.items():
            _visit(whole, room)
            yield _save(grab(app, whole.window), folder / f"{name}.png")
        whole.close()


def _visit(whole: WholeWindow, key: str) -> None:
    whole.window.show_room(key)
    whole.until_idle()
    room = whole.window.room(key)
    if isinstance(room, SessionsRoom):
        type_a_word(room.page)
    whole.until_calm(_REPORT_MS)


def _save(picture: QPixmap, path: Path) -> Path:
    fewer = in_few_colours(picture.toImage())
    if not fewer.save(str(path)):
        raise OSError(f"not written: {path}")
    return path


def in_few_colours(image: QImage) -> QImage:
    """The image in 256 colours, without dithering: the most frequent, then the most vivid."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = Counter(memoryview(plain.constBits()).cast("I"))
    ranked = [colour for colour, _times in pixels.most_common()]
    rare = sorted(ranked[_FREQUENT:], key=lambda one: pixels[one] * _vividness(one), reverse=True)
    colours = ranked[:_FREQUENT] + rare[: _COLOURS - _FREQUENT]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, colours, flags)


def _vividness(colour: int) -> int:
    """How far a colour is from grey; greys serve for one another."""
    parts = (qRed(colour), qGreen(colour), qBlue(colour))
    return max(parts) - min(parts)
