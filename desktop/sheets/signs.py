"""Signs that a list tells of sessions: such a list is never read as a list of groups."""

from collections.abc import Collection, Mapping

from desktop.sheets.vocabulary import ListKind, Vocabulary

_ENOUGH_ALONE = 2
_REAL = 70.0
_COUNTS = frozenset({"households", "population"})


def count_signs(
    headings: Mapping[int, str], unread: Collection[int], words: Vocabulary, *, titled: bool
) -> int:
    """How many columns speak of sessions; a title that does counts as one more.

    ``unread``: the columns that fill no field; a time among them is a sign as well.
    """
    found = 0
    for column, heading in headings.items():
        key = words.key(heading)
        spoken = any(f" {sign} " in f" {key} " for sign in words.signs)
        timed = column in unread and any(
            key == sign or key.startswith(sign + " ") for sign in words.time_signs
        )
        found += spoken or timed
    return found + titled


def speaks_of_sessions(signs: int, chosen: Collection[tuple[str, float]]) -> bool:
    """Whether headings that could be those of groups are those of sessions.

    A single sign is outweighed by a column of households or inhabitants that names them so.
    """
    counted = any(field in _COUNTS and score > _REAL for field, score in chosen)
    return signs >= _ENOUGH_ALONE or (signs > 0 and not counted)


def titled_as(titles: Collection[str], words: Vocabulary, kind: ListKind) -> bool:
    """Whether a title above the headings says that the list is of this kind."""
    return any(word in title for title in titles for word in words.titles[kind])
