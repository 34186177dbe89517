"""Taking secrets out of memory, as far as Python lets it go.

Texts and bytes cannot be changed by rights: whoever made one and hands it to nobody else may
overwrite it where it lies. What the interpreter copied meanwhile stays out of reach.
"""

import sys

_OVERWRITES = sys.implementation.name == "cpython"


def wipe(data: bytes | bytearray) -> None:
    """Overwrite bytes that nobody else holds; another interpreter leaves fixed ones as they are."""
    if isinstance(data, bytearray):
        data[:] = bytes(len(data))
    elif _OVERWRITES and len(data) > 1:
        # Bytes of one letter or none are shared by the whole program.
        import ctypes

        ctypes.memset(id(data) + bytes.__basicsize__ - 1, 0, len(data))


def hexadecimal(data: bytes | bytearray) -> bytearray:
    """The bytes in hexadecimal, without a copy that cannot be wiped."""
    digits = b"0123456789abcdef"
    found = bytearray(2 * len(data))
    for place, byte in enumerate(data):
        found[2 * place], found[2 * place + 1] = digits[byte >> 4], digits[byte & 15]
    return found
