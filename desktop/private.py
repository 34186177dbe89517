"""What must not leave with a text for whoever helps: names of the user and the machine, paths.

Stands on the standard library alone: the self-test needs it where libraries are missing.
"""

import contextlib
import getpass
import platform
import re
from collections.abc import Iterable
from pathlib import Path

_HIDDEN = "…"
_PATHS = re.compile(
    r"[A-Za-z]:\\[^\s\"'<>|]*|\\\\[^\s\"'<>|]+|(?<![\w.])/(?:[^\s/\"']+/)+[^\s\"']*"
)


def redacted(text: str, hide: Iterable[str]) -> str:
    """The text without the given words and without any path."""
    for word in sorted(hide, key=len, reverse=True):
        text = re.sub(re.escape(word), _HIDDEN, text, flags=re.IGNORECASE)
    return _PATHS.sub(_HIDDEN, text)


def private_words() -> set[str]:
    """Words that tell who uses the machine: its name, the user's, the user's folder."""
    words = {platform.node()}
    with contextlib.suppress(RuntimeError):
        words.add(str(Path.home()))
    with contextlib.suppress(OSError, KeyError, ImportError):
        words.add(getpass.getuser())
    return {word for word in words if len(word) > 2}
