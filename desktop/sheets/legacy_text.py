"""Text of the fonts that came before Unicode: TCVN3 (``.Vn…``) and VNI (``VNI-…``).

The font name of the cell or run decides; guessing from content corrupts good text.
"""

import re
from functools import lru_cache

from desktop.domain.groups import GROUP_KINDS
from desktop.domain.text import identity_key, nfc

# Letters of the VNI layout that the library's table leaves out.
_VNI_MORE = (("aú", "ẳ"), ("AÚ", "Ẳ"), ("î", "ỵ"), ("Î", "Ỵ"))
_SUBSET_TAG = re.compile(r"^[A-Z]{6}\+")
# No byte of the old fonts shows as one of these; both write their letters below U+0100.
_UNICODE_LETTERS = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u0323\u1ea0-\u1ef9]"
)
_LEGACY = re.compile(r"^(\.vn|vni)", re.IGNORECASE)


def is_legacy_font(font: str) -> bool:
    """Whether text in this font is TCVN3 or VNI."""
    return bool(_LEGACY.match(_SUBSET_TAG.sub("", font.strip())))


def draws_capitals(font: str) -> bool:
    """Whether the font draws capitals from small letters (``.VnTimeH``, ``.VnArialH`` …)."""
    name = _SUBSET_TAG.sub("", font.strip())
    return name.lower().startswith(".vn") and name[3:].rstrip().endswith("H")


@lru_cache(maxsize=8192)
def to_unicode(text: str, font: str) -> str:
    """The text as Unicode NFC, as it looks on paper in this font.

    Text with letters that neither TCVN3 nor VNI can write (ă, ơ, ậ …) is Unicode already,
    whatever font it bears, and stays as it is. Conversion comes before
    any cleaning: U+00AD is the letter ư in TCVN3.
    """
    if is_legacy_font(font) and not _UNICODE_LETTERS.search(text):
        text = _convert(text, tcvn3=_SUBSET_TAG.sub("", font.strip()).startswith("."))
        if draws_capitals(font):
            text = text.upper()
    return nfc(text) if "\n" not in text else "\n".join(nfc(line) for line in text.splitlines())


def _convert(text: str, *, tcvn3: bool) -> str:
    from viparse.normalize.tables import build_charmap, convert
    from viparse.normalize.tcvn3 import TCVN3
    from viparse.normalize.vni import VNI

    if tcvn3:
        # The no-break space stands for nothing in TCVN3: a blank.
        return str(convert(text.replace("\u00a0", " "), TCVN3))
    known = {legacy for legacy, _letter in VNI.pairs}
    more = [pair for pair in _VNI_MORE if pair[0] not in known]
    return str(convert(text, build_charmap("vni", [*VNI.pairs, *more])))


def sentence_case(name: str) -> str:
    """A name drawn in capitals by its font, in readable case: "TỔ DÂN PHỐ 1" → "Tổ dân phố 1".

    The kind is written as usual, the proper name behind it with capital initials.
    """
    for kind in GROUP_KINDS:
        if identity_key(name).startswith(identity_key(kind) + " "):
            words = name.split(" ")
            return " ".join([kind, *(word.capitalize() for word in words[len(kind.split(" ")) :])])
    return name.capitalize()
