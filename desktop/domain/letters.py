"""Letters that are not what they seem: unseen ones, and those of other scripts that look Latin.

A name typed with them looks like another name and is a different one. What cannot be seen is
taken out, and a letter of another script among Latin ones is made the Latin one that it shows.
"""

import re
import unicodedata

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""U+FFFC and U+FFFD are not among them: a box and a question mark show that something is lost."""
_SPACING = dict.fromkeys((0x2028, 0x2029), " ")
_STROKED = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"})
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ODD = re.compile("[\u0370-\u052f\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff]")
_DRAWN_ANEW = re.compile("[\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff]")
_PILED = re.compile("([\u0300-\u036f]{2})[\u0300-\u036f]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_WORD = re.compile("[^\\W\\d_][\u0300-\u036f\\w]*")

_CYRILLIC = ("АВЕКМНОРСТХІЈЅаеорсухіјѕԁԛԝ", "ABEKMHOPCTXIJSaeopcyxijsdqw")
_GREEK = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo")
_LIKE_LATIN = str.maketrans(_CYRILLIC[0] + _GREEK[0], _CYRILLIC[1] + _GREEK[1])
_LIKE = re.compile(f"[{_CYRILLIC[0]}{_GREEK[0]}]")
_ALIKE = str.maketrans({"I": "1", "l": "1", "|": "1", "O": "0", "o": "0"})


# Ordinary text holds none of these, and most text is ordinary: one look spares the cleaning.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u0300-\u052f\u1f00-\u1fff\u2028\u2029\u2126\ufb00-\ufb06"
    "\uff01-\uff5e\U0001d400-\U0001d7ff\u00d0\u0189\u00f0\u0256" + _UNSEEN.pattern[1:]
)


_HALVES = re.compile("[\ud800-\udfff]")


def is_text(text: str) -> bool:
    """Whether every letter is whole: bytes that are no text come as half ones from the system."""
    return text.isascii() or not _HALVES.search(text)


def whole(text: str) -> str:
    """The text without half letters, which no file and no store can hold."""
    return text if is_text(text) else _HALVES.sub("", text)


def seen(text: str) -> str:
    """The text as it is seen, NFC: no unseen letter, no control, none that only looks Latin.

    Line ends and tabs stay. A text in another script stays what it is, and so does a letter
    that is like no Latin one.
    """
    if not _SUSPECT.search(text):
        return unicodedata.normalize("NFC", text)
    bare = unicodedata.normalize("NFC", text).translate(_STROKED)
    bare = _CONTROLS.sub(" ", _UNSEEN.sub("", bare).translate(_SPACING))
    if _ODD.search(bare):
        bare = _DRAWN_ANEW.sub(lambda one: unicodedata.normalize("NFKC", one[0]), bare)
        bare = _among_latin(bare)
    return unicodedata.normalize("NFC", _PILED.sub(r"\1", bare))


def _among_latin(text: str) -> str:
    """Letters that look Latin become so in a word, or a whole text, that is Latin otherwise."""
    rest = _LIKE.sub("", text)
    if _LATIN.search(rest) and not _ODD.search(rest):
        return text.translate(_LIKE_LATIN)
    return _WORD.sub(
        lambda one: one[0].translate(_LIKE_LATIN) if _LATIN.search(one[0]) else one[0], text
    )


def drawn_as_latin(text: str) -> str:
    """Every letter that looks like a Latin one as that one: for comparing, never for storing."""
    return text if text.isascii() else text.translate(_LIKE_LATIN)


def drawn_alike(text: str) -> str:
    """A text in which l, I and 1, and O and 0, are the same: on paper they hardly differ."""
    return text.translate(_ALIKE)
