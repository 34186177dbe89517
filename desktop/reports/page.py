"""One page while it is drawn: words and rules are collected and written out in one go."""

from collections.abc import Iterable, Sequence

from reportlab.pdfgen.canvas import Canvas

from desktop.reports.typeset import Line, Style

_TOUCHING = 0.01
"""Points between two pieces of one upright rule."""


class Page:
    """A page of a canvas; coordinates in points from the lower left corner.

    Writing all words as one text and every upright rule of a table as one stroke keeps the
    file small and costs less than the layout itself.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._text = canvas.beginText()
        self._font = ("", 0.0)
        self._stretch = 0.0
        self._rules: dict[float, list[tuple[float, float, float, float]]] = {}
        self._uprights: dict[tuple[float, float], list[float]] = {}

    def words(self, line: Line, style: Style, *, x: float, y: float, stretch: float = 0) -> None:
        """Sets a line with its baseline at ``y``; ``stretch`` points are added to every space."""
        text = self._text
        text.setTextOrigin(x, y)
        if stretch != self._stretch:
            text.setWordSpace(stretch)
            self._stretch = stretch
        *before, (name, words) = line.fragments
        for earlier, part in before:
            self._use(earlier, style.size)
            text.textOut(part)
        self._use(name, style.size)
        # Unlike textOut this measures nothing; the next line has an origin of its own.
        text.textLine(words)

    def _use(self, name: str, size: float) -> None:
        if self._font != (name, size):
            self._font = (name, size)
            self._text.setFont(name, size)

    def rule(self, x0: float, y0: float, x1: float, y1: float, *, width: float) -> None:
        """Draws a rule of a width."""
        self._rules.setdefault(width, []).append((x0, y0, x1, y1))

    def upright(self, x: float, top: float, bottom: float, *, width: float) -> None:
        """Draws an upright rule; one that goes on where the last ended becomes one with it."""
        last = self._uprights.get((x, width))
        if last is not None and abs(last[1] - top) < _TOUCHING:
            last[1] = bottom
            return
        if last is not None:
            self.rule(x, last[0], x, last[1], width=width)
        self._uprights[x, width] = [top, bottom]

    def fill(self, x: float, y: float, width: float, height: float, *, grey: float) -> None:
        """Fills a box from its lower left corner: 0 is black, 1 white. Words stand above it."""
        self._canvas.saveState()
        self._canvas.setFillGray(grey)
        self._canvas.rect(x, y, width, height, stroke=0, fill=1)
        self._canvas.restoreState()

    def strokes(
        self,
        ends: Iterable[tuple[float, float, float, float]],
        *,
        width: float,
        grey: float = 0,
        dashes: Sequence[float] = (),
    ) -> None:
        """Draws strokes of one look at once; words stand above them."""
        self._canvas.saveState()
        self._canvas.setLineWidth(width)
        self._canvas.setStrokeGray(grey)
        if dashes:
            self._canvas.setDash(list(dashes))
        self._canvas.lines(list(ends))
        self._canvas.restoreState()

    def mark(self, key: str, title: str, *, level: int, top: float) -> None:
        """Sets a bookmark."""
        self._canvas.bookmarkPage(key, fit="XYZ", top=top)
        self._canvas.addOutlineEntry(title, key, level=level)

    def close(self) -> None:
        """Writes the page out."""
        for (x, width), (top, bottom) in self._uprights.items():
            self.rule(x, top, x, bottom, width=width)
        if self._stretch:
            self._text.setWordSpace(0)
        self._canvas.drawText(self._text)
        for width, rules in self._rules.items():
            self._canvas.setLineWidth(width)
            # Each rule is a stroke of its own, so that it can be measured in the file.
            for ends in rules:
                self._canvas.line(*ends)
        self._canvas.showPage()
