"""Texts inside a TOML file, changed in their place: the rest of the file stays as it was typed.

A changed text is read and written as the format says, escapes included, so that whatever comes
in its place is a text again and nothing else.
"""

import json
import re
import tomllib
from collections.abc import Callable

COMMENT = "#"
"""The key under which a comment is given."""

_TOKEN = re.compile(
    r'(?P<text>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<comment>#[^\r\n]*)"
    r"|(?P<key>[A-Za-z0-9_-]+)[ \t]*=",
    re.DOTALL,
)
_IS_KEY = re.compile(r"[ \t]*=")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def changed_texts(content: str, change: Callable[[str, str], str]) -> str:
    """The file with every text as ``change`` gives it for (its key, the text); also comments.

    ValueError when the file is no TOML.
    """
    tomllib.loads(content)
    return _Walk(content, change).done()


def quoted(text: str) -> str:
    """A text as the format writes it in one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


class _Walk:
    """One way through a file; the key met last is that of the texts behind it."""

    def __init__(self, content: str, change: Callable[[str, str], str]) -> None:
        self._content, self._change = content, change
        self._key = ""

    def done(self) -> str:
        return _TOKEN.sub(self._token, self._content)

    def _token(self, found: re.Match[str]) -> str:
        if found["key"]:
            self._key = found["key"]
            return found[0]
        if found["comment"] is not None:
            changed = self._change(COMMENT, found[0])
            return found[0] if changed == found[0] else _CONTROL.sub(" ", changed)
        said = str(tomllib.loads(f"x={found[0]}")["x"])
        changed = self._change(self._key, said)
        if _IS_KEY.match(self._content, found.end()):
            self._key = changed
        return found[0] if changed == said else quoted(changed)
