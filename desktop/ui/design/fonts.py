"""The shipped screen fonts: Inter, with figures of one width in every table."""

from PySide6.QtGui import QFont, QFontDatabase

from desktop.paths import resource

FAMILY = "Inter"
_FACES = ("Regular", "SemiBold")  # the weights of the style sheet and of painted text


def load_fonts() -> bool:
    """Make the faces of the screen known to Qt; False when one of them could not be read."""
    folder = resource("fonts/inter")
    loaded = [
        QFontDatabase.addApplicationFont(str(folder / f"{FAMILY}-{face}.ttf")) for face in _FACES
    ]
    return all(number >= 0 for number in loaded)


def screen_font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Inter ``size`` pixels high, with tabular figures so that columns of numbers line up."""
    font = QFont(FAMILY)
    font.setPixelSize(size)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font
