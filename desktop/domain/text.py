"""Vietnamese text: one form, one folding, one order, the same on every machine.

SQLite's ``LIKE``, ``lower`` and ``NOCASE`` know ASCII alone and a machine's locale
differs from the next one's, so search and sort keys are made here and stored.
"""

import re
import unicodedata
from functools import lru_cache

from desktop.domain.letters import drawn_alike, drawn_as_latin, seen

_SPACES = re.compile(r"\s+")
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: f"{index:02d}" for index, letter in enumerate(_LETTERS)}
_TOKENS = re.compile(r"\d+|\D")
_WORDS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")


def nfc(text: str) -> str:
    """The text as it is stored: NFC and as it is seen, with no letter that hides or pretends."""
    return seen(text)


def tidy(text: str) -> str:
    """One line of stored text: NFC, trimmed, inner runs of white space made one blank."""
    return _SPACES.sub(" ", nfc(text)).strip()


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """The search key: small letters, no marks, đ as d, single blanks ("Tổ Đông" → "to dong")."""
    small = tidy(text).casefold().replace("đ", "d")
    bare = "".join(c for c in unicodedata.normalize("NFD", small) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=16384)
def identity_key(text: str) -> str:
    """What makes two names the same name: case, tone placement and punctuation at the ends do not.

    "Hòa Bình" and "HOÀ BÌNH" agree; "Đông" and "Dòng" do not. The tone of each
    syllable is moved behind its letters, so that old and new placement meet. Letters of another
    script count as the Latin ones that they look like.
    """
    words = _WORDS.findall(drawn_as_latin(tidy(text)).casefold())
    return " ".join(_syllable(word) for word in words if word not in ".,;:")


def look_key(text: str) -> str:
    """What makes two names look the same on paper, though they differ: "Tổ l" and "Tổ 1"."""
    return identity_key(drawn_alike(drawn_as_latin(tidy(text))))


_FORMULA = re.compile("[=+\\-@\t\r\n\u2212\uff1d\uff0b\uff0d\uff20]")


def formula_like(text: str) -> bool:
    """Whether a spreadsheet might take a text for a formula: by its first sign, wide ones too."""
    return bool(_FORMULA.match(text))


def guarded(text: str) -> str:
    """The text as a text table holds it: before what looks like a formula stands an apostrophe."""
    return f"'{text}" if formula_like(text.lstrip("'")) else text


def unguarded(text: str) -> str:
    """The text that :func:`guarded` was given."""
    return text[1:] if text.startswith("'") and formula_like(text.lstrip("'")) else text


def _syllable(word: str) -> str:
    if word.isdigit():
        return word.lstrip("0") or "0"
    letters: list[str] = []
    tone = ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone = str(_TONES[char])
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)) + tone


@lru_cache(maxsize=16384)
def sort_key(text: str) -> str:
    """The order key: Vietnamese letters first, then tones, then case; numbers as numbers.

    Comparing two keys as plain strings gives the order a ă â b c d đ e ê … with
    huyền < hỏi < ngã < sắc < nặng, "Tổ 2" before "Tổ 10".
    """
    primary: list[str] = []
    tones: list[str] = []
    for token in _TOKENS.findall(tidy(text)):
        if token.isdigit():
            number = token.lstrip("0") or "0"
            primary.append(f"0{len(number):03d}{number}")
            tones.append("0")
        else:
            _order_letter(token, primary, tones)
    return "".join(primary) + "!" + "".join(tones) + "!" + tidy(text).swapcase()


def name_keys(name: str) -> dict[str, str]:
    """What is kept beside a name to compare, find and order by it, by the names of the columns."""
    return {"identity": identity_key(name), "folded": fold(name), "sort_key": sort_key(name)}


def _order_letter(char: str, primary: list[str], tones: list[str]) -> None:
    tone = 0
    base = ""
    for part in unicodedata.normalize("NFD", char.casefold()):
        if part in _TONES:
            tone = _TONES[part]
        else:
            base += part
    for letter in unicodedata.normalize("NFC", base):
        if letter.isspace():
            primary.append("#")
        elif letter in _RANK:
            primary.append("A" + _RANK[letter])
        else:
            primary.append(f"${ord(letter):06x}")
        tones.append(str(tone))
        tone = 0


_LONG_NUMBER = re.compile(r"(?<!\d)(?:\d[ .]?){11}\d(?!\d)")
_TELEPHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){9}(?!\d)")


def looks_personal(text: str) -> bool:
    """Whether free text holds what looks like a citizen's number (12 digits) or a telephone number.

    People appear as counts only; such text is warned about, never refused.
    """
    return bool(_LONG_NUMBER.search(text) or _TELEPHONE.search(text))


_FAMILIES = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trương Đoàn Mai "
    "Cao Lương Tôn Hà Tạ Châu Lâm"
)
_PERSON = re.compile(rf"\b(?:{'|'.join(_FAMILIES.split())}) (?:Văn|Thị) \w+")


def names_person(text: str) -> bool:
    """Whether a text holds what looks like a person's name ("Lê Văn B")."""
    return bool(_PERSON.search(nfc(text)))


def looks_like_person(text: str) -> bool:
    """Whether a text holds a citizen's or telephone number, or a person's name."""
    return looks_personal(text) or names_person(text)
