"""Plain drawings for the installation guide of what our own pictures cannot show.

The stick, the black window, the file, and the blue window of SmartScreen. Each is drawn into a box
whose lower left corner is given, in points; the box is as wide as a picture of the guide.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from installers.parts.release import ROOT

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

TEXT, STRONG = "Sans-Regular", "Sans-SemiBold"
RED, INK, PALE, BLUE = "#c62828", "#1f2933", "#cfd8e3", "#0063b1"
ICON = ROOT / "resources/desktop/so138.png"
Sketch = Callable[["Canvas", float, float, float, "Setup"], None]
BLUE_TALL = 104.0
"""How tall the blue window is drawn, in points."""


@dataclass(frozen=True, slots=True)
class Setup:
    """The setup file that is spoken of: its name and how its SHA-256 begins."""

    name: str
    begins: str


def stick(page: "Canvas", x: float, y: float, width: float, setup: Setup) -> None:
    """A stick, an arrow, a folder of the PC."""
    page.setFillColor(PALE)
    page.roundRect(x + 10, y + 14, 34, 22, 3, stroke=0, fill=1)
    page.setFillColor("#8795a8")
    page.rect(x + 44, y + 19, 12, 12, stroke=0, fill=1)
    words(page, x + 33, y + 3, 7, "USB", middle=True)
    arrow(page, x + 64, y + 25, x + 90)
    page.setFillColor("#f2c96b")
    page.roundRect(x + 98, y + 13, 36, 24, 2, stroke=0, fill=1)
    page.rect(x + 98, y + 35, 15, 5, stroke=0, fill=1)
    words(page, x + 116, y + 3, 7, "C:\\Cai-dat", middle=True)
    del width, setup


def black_window(page: "Canvas", x: float, y: float, width: float, setup: Setup) -> None:
    """What is typed, and what Windows answers."""
    page.setFillColor("#0c0c0c")
    page.rect(x, y, width, 44, stroke=0, fill=1)
    lines = ("C:\\Cai-dat>certutil -hashfile", f" {setup.name} SHA256", f"{setup.begins}…")
    for number, line in enumerate(lines):
        words(page, x + 5, y + 33 - 13 * number, 7, line, color="#e6e6e6")


def setup_file(page: "Canvas", x: float, y: float, width: float, setup: Setup) -> None:
    """The setup file as the folder shows it, with the pointer on it."""
    from reportlab.lib.utils import ImageReader

    middle = x + width / 2
    # Read here: by its name the page would tell the folder it was built in.
    page.drawImage(ImageReader(str(ICON)), middle - 15, y + 14, 30, 30, mask="auto")
    words(page, middle, y + 3, 7, setup.name, middle=True)
    page.setStrokeColor(INK)
    page.setFillColor("#ffffff")
    shape = page.beginPath()
    tip = (middle + 12, y + 22)
    shape.moveTo(*tip)
    for across, down in ((0, -14), (3.2, -11), (5.4, -15.5), (7.4, -14.6), (5.4, -10), (9.5, -9.6)):
        shape.lineTo(tip[0] + across, tip[1] + down)
    shape.close()
    page.drawPath(shape, stroke=1, fill=1)


def warned(page: "Canvas", x: float, y: float, width: float, setup: Setup) -> None:
    """SmartScreen as it comes: the way on is the small underlined words."""
    _blue(page, x, y, width)
    del setup
    words(page, x + 10, y + 46, 7.5, "Thông tin thêm", color="#ffffff")
    page.setStrokeColor("#ffffff")
    page.line(x + 10, y + 44.2, x + 64, y + 44.2)
    ring(page, x + 5, y + 39.5, 66, 17)
    _button(page, x + width - 60, y + 9, "Không chạy")


def opened(page: "Canvas", x: float, y: float, width: float, setup: Setup) -> None:
    """SmartScreen after that: a second button has come."""
    _blue(page, x, y, width)
    words(page, x + 10, y + 47, 7, f"Ứng dụng:  {setup.name}", color="#ffffff")
    words(page, x + 10, y + 36, 7, "Nhà phát hành:  không xác định", color="#ffffff")
    _button(page, x + width - 114, y + 9, "Vẫn chạy")
    _button(page, x + width - 60, y + 9, "Không chạy")
    ring(page, x + width - 118, y + 5, 58, 23)


def _blue(page: "Canvas", x: float, y: float, width: float) -> None:
    tall = BLUE_TALL
    page.setFillColor(BLUE)
    page.rect(x, y, width, tall, stroke=0, fill=1)
    words(page, x + 10, y + tall - 18, 9.6, "Windows đã bảo vệ PC của bạn", color="#ffffff")
    page.setFillColor("#5b9bd0")
    for number, part in enumerate((0.86, 0.8, 0.5)):
        page.rect(x + 10, y + tall - 28 - 6 * number, width * part, 2.2, stroke=0, fill=1)


def _button(page: "Canvas", x: float, y: float, text: str) -> None:
    page.setStrokeColor("#ffffff")
    page.setFillColor("#3f88c5")
    page.rect(x, y, 50, 15, stroke=1, fill=1)
    words(page, x + 25, y + 4.6, 7.5, text, color="#ffffff", middle=True)


def words(
    page: "Canvas",
    x: float,
    y: float,
    size: float,
    text: str,
    *,
    color: str = INK,
    font: str = TEXT,
    middle: bool = False,
) -> None:
    """A line of text on a sketch."""
    page.setFont(font, size)
    page.setFillColor(color)
    (page.drawCentredString if middle else page.drawString)(x, y, text)


def ring(page: "Canvas", x: float, y: float, width: float, height: float) -> None:
    """The red mark round what is to be pressed."""
    page.setStrokeColor(RED)
    page.setLineWidth(1.6)
    page.roundRect(x, y, width, height, height / 2.4, stroke=1, fill=0)
    page.setLineWidth(0.6)


def arrow(page: "Canvas", x: float, y: float, to: float) -> None:
    """From left to right."""
    page.setStrokeColor(RED)
    page.setFillColor(RED)
    page.setLineWidth(2)
    page.line(x, y, to - 6, y)
    page.setLineWidth(0.6)
    head = page.beginPath()
    head.moveTo(to, y)
    head.lineTo(to - 8, y + 5)
    head.lineTo(to - 8, y - 5)
    head.close()
    page.drawPath(head, stroke=0, fill=1)
