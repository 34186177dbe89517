"""What the installation guide shows of a page of the setup program: the parts that are read.

A whole page would be too small to read where it is printed three abreast. Of each kept picture some
strips are drawn one below the other, all of one width, as if the window were smaller.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from installers.windows.sketches import ring

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

PICTURES = Path(__file__).resolve().parent / "pictures"
PAGE = (828, 527)
"""Width and height of a page of the setup program in its picture, in pixels."""
# Where the button to go on lies, and the strip with all buttons, from the top.
_NEXT = (540, 477, 125, 33)
_BUTTONS = (466, 56)
_EDGE = "#8795a8"


@dataclass(frozen=True, slots=True)
class Cutting:
    """Strips of a page, in pixels: where they begin on the left, how wide all are, and of each its
    top and its height."""

    left: int
    width: int
    strips: tuple[tuple[int, int], ...]

    @property
    def parts(self) -> tuple[tuple[int, int, int], ...]:
        """Left, top and height of every strip; the buttons stand on the right, at the end."""
        own = [(self.left, top, tall) for top, tall in self.strips]
        return (*own, (PAGE[0] - self.width, *_BUTTONS))

    def height(self, width: float) -> float:
        """How tall it is when drawn ``width`` wide."""
        return sum(tall for _, _, tall in self.parts) * width / self.width


CUTTINGS = {
    "welcome": Cutting(285, 420, ((15, 48), (96, 112))),
    "who": Cutting(12, 612, ((4, 60), (262, 66))),
    "folder": Cutting(12, 586, ((4, 60), (272, 88))),
    "finish": Cutting(285, 543, ((15, 52), (206, 40))),
}


def cut(page: "Canvas", name: str, x: float, y: float, width: float) -> None:
    """Draw what is shown of a page, with the button to go on ringed; ``y`` is below it."""
    from reportlab.lib.utils import ImageReader

    cutting = CUTTINGS[name]
    scale = width / cutting.width
    image = ImageReader(str(PICTURES / f"{name}.png"))
    tall = cutting.height(width)
    top = y + tall
    for left, above, high in cutting.parts:
        page.saveState()
        shape = page.beginPath()
        shape.rect(x, top - high * scale, width, high * scale)
        page.clipPath(shape, stroke=0)
        corner = (x - left * scale, top + above * scale - PAGE[1] * scale)
        page.drawImage(image, *corner, PAGE[0] * scale, PAGE[1] * scale)
        page.restoreState()
        top -= high * scale
    page.setStrokeColor(_EDGE)
    page.rect(x, y, width, tall, stroke=1, fill=0)
    left, above, wide, high = _NEXT
    across = x + (left - PAGE[0] + cutting.width) * scale
    below = y + (sum(_BUTTONS) - above - high) * scale
    ring(page, across - 3, below - 3, wide * scale + 6, high * scale + 6)
