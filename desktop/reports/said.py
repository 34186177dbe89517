"""Small turns of phrase that several parts of a periodic report share."""

from collections.abc import Iterable, Sequence

from desktop.reports.administrative import amount
from desktop.reports.figures import Compared, Figures

NAMES_LIMIT = 12
"""Up to so many groups are named in a sentence; more stand in appendix V."""

_NAMES_LENGTH = 450
"""Letters that the names may take up together."""


def bullets(lines: Iterable[str]) -> list[str]:
    """The lines with a dash before each."""
    return [f"- {line}" for line in lines]


def listed(words: Sequence[str]) -> str:
    """ "a, b và c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} và {words[-1]}"


def inside(label: str) -> str:
    """A label inside a sentence: a common noun loses its capital, a name keeps it."""
    first, *rest = label.split()
    foreign = first[0] in "FJWZfjwz"
    named = any(word[0].isupper() and not word.isupper() for word in rest if word[0].isalpha())
    if foreign or named or not first[1:].islower():
        return label
    return label[0].lower() + label[1:]


def names_fit(f: Figures, groups: Sequence[str]) -> bool:
    """Whether groups can be named in a sentence."""
    return words_fit([f.name(group) for group in groups])


def words_fit(names: Sequence[str]) -> bool:
    """Whether names are few and short enough for a sentence."""
    return len(names) <= NAMES_LIMIT and len(", ".join(names)) <= _NAMES_LENGTH


def named(f: Figures, key: str, groups: tuple[str, ...]) -> str:
    """A sentence about groups with their names, or about their number where they are many."""
    count = amount(len(groups))
    if names_fit(f, groups):
        return f.say(key, count=count, names=f.names(groups))
    return f.say(f"{key}_many", count=count)


def change(f: Figures, now: int, earlier: Sequence[tuple[Compared, int | None]], unit: str) -> str:
    """ "tăng 02 người so với tháng trước, bằng cùng kỳ năm trước"; empty where nothing is known."""
    words: list[str] = []
    for one, before in earlier:
        if before is None:
            continue
        key = "more" if now > before else "fewer" if now < before else "same"
        count = amount(abs(now - before))
        words.append(f.say(f"change.{key}", count=count, unit=unit, words=one.words))
    return ", ".join(words)
