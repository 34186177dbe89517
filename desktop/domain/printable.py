"""Letters that a paper cannot print as they are written.

The typeface of papers has the letters of Vietnamese and of its neighbours; a picture or a letter
of another script would leave a blank. Marks that are not seen, or turn the direction of writing,
make a signed text read otherwise than it looks.
"""

import re
import unicodedata
from collections.abc import Callable

_PLAIN = re.compile(
    r"[\s\x20-\x7e\xa1-\xac\xae-\u017f\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9"
    r"\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026]*"
)
"""What nearly every text is made of: it needs no look at the typeface."""
_TURNED = frozenset({"R", "AL", "AN"})


def first_unprintable(text: str, is_drawn: Callable[[str], bool]) -> str | None:
    """The first letter that would not be printed as it is written; none when all would.

    ``is_drawn`` says whether the typeface has a letter.
    """
    composed = unicodedata.normalize("NFC", text)
    if _PLAIN.fullmatch(composed):
        return None
    return next((one for one in composed if not _is_printed(one, is_drawn)), None)


def _is_printed(letter: str, is_drawn: Callable[[str], bool]) -> bool:
    if letter.isspace():
        return True
    if unicodedata.category(letter) in ("Cf", "Cc", "Zl", "Zp"):
        return False
    return unicodedata.bidirectional(letter) not in _TURNED and is_drawn(letter)


def letter_named(letter: str) -> str:
    """A letter for a sentence: itself where it can be seen, and its number."""
    code = f"U+{ord(letter):04X}"
    seen = unicodedata.category(letter)[0] not in "CZM"
    return f"“{letter}” ({code})" if seen else code
