"""Which texts are age keys that can be written to, judged without the library.

A public key is a point of Curve25519 in Bech32 (BIP 173). Points of low order give every sender
the same shared secret, zero: the library stops the program over them, so they are refused here.
"""

import re
from functools import lru_cache

_PREFIX = "age"
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_FORM = re.compile(rf"{_PREFIX}1[{_LETTERS}]{{58}}")
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM = 6
_PRIME = 2**255 - 19
# The u coordinates of the points whose order divides 8 (RFC 7748, section 6.1, on zero).
_LOW_ORDER = frozenset(
    {
        0,
        1,
        _PRIME - 1,
        325606250916557431795983626356110631294008115727848805560023387167927233504,
        39382357235489614581723060781553021112529911719440698176882885853963445705823,
    }
)


@lru_cache(maxsize=1024)
def is_age_key(text: str) -> bool:
    """Whether a text is a public age key, typed rightly, to which something can be sealed."""
    if not _FORM.fullmatch(text):
        return False
    values = [_LETTERS.index(letter) for letter in text[len(_PREFIX) + 1 :]]
    if _remainder(values) != 1:
        return False
    number = 0
    for value in values[:-_CHECKSUM]:
        number = number << 5 | value
    point = int.from_bytes((number >> 4).to_bytes(32), "little") % 2**255
    return point % _PRIME not in _LOW_ORDER


def _remainder(values: list[int]) -> int:
    """The checksum of Bech32 over the prefix and the values; 1 when the text is whole."""
    high = [ord(letter) >> 5 for letter in _PREFIX]
    low = [ord(letter) & 31 for letter in _PREFIX]
    rest = 1
    for value in (*high, 0, *low, *values):
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            rest ^= generator if top >> place & 1 else 0
    return rest
