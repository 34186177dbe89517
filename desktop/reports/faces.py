"""The four faces of the shipped Times-metric font, registered once per process."""

import struct
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from desktop.paths import resource

REGULAR = "So138Serif"
BOLD = "So138Serif-Bold"
ITALIC = "So138Serif-Italic"
BOLD_ITALIC = "So138Serif-BoldItalic"

_FILES = {REGULAR: "Regular", BOLD: "Bold", ITALIC: "Italic", BOLD_ITALIC: "BoldItalic"}

ASCENT = 0.891
DESCENT = 0.216


def face_of(*, bold: bool, italic: bool) -> str:
    """The name of the face for a style."""
    if bold:
        return BOLD_ITALIC if italic else BOLD
    return ITALIC if italic else REGULAR


def is_drawn(letter: str) -> bool:
    """Whether the typeface has a letter; its four faces have the same ones."""
    return ord(letter) in face(REGULAR).face.charToGlyph


@lru_cache(maxsize=4)
def face(name: str) -> TTFont:
    """The face, read from its file at first use; only faces that were used are embedded.

    Raises:
        ProgramFileError: the file of the face is missing or damaged.
    """
    place = f"fonts/liberation-serif/LiberationSerif-{_FILES[name]}.ttf"
    try:
        found = TTFont(name, str(resource(place)))
    except (OSError, TTFError, struct.error) as error:
        # Seldom needed, and not small.
        from desktop.files import ProgramFileError

        raise ProgramFileError(Path(place), str(error)) from error
    pdfmetrics.registerFont(found)
    return found
