"""Names of groups one after the other."""

import re
from collections.abc import Sequence

from desktop.i18n import _, ngettext

_NUMBERED = re.compile(r"(.*\S)\s+(\d+[A-Za-zĐđ]?)")


def join_groups(names: Sequence[str], limit: int = 0) -> str:
    """ "Tổ dân phố 3, 7 và 2 thôn, tổ nữa": a common beginning is said once.

    ``limit`` is how many names are said, 0 for all of them; a single one beyond it is said too,
    since "and 1 more" is no shorter.
    """
    said = names if not limit or len(names) <= limit + 1 else names[:limit]
    text = ", ".join(_folded(said))
    more = len(names) - len(said)
    if not more:
        return text
    return ngettext("{names}… and {n} more", "{names}… and {n} more", more).format(
        names=text, n=more
    )


def joined(words: Sequence[str]) -> str:
    """ "a, b và c"."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])


def _folded(names: Sequence[str]) -> list[str]:
    shown: list[str] = []
    before = ""
    for name in names:
        match = _NUMBERED.fullmatch(name)
        beginning = match[1] if match else ""
        shown.append(match[2] if match and beginning == before else name)
        before = beginning
    return shown
