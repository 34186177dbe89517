"""Typed digits held against a fingerprint, group by group."""

from desktop.exchange.digits import GROUP, bare

_SIZE = GROUP + 1
"""Four digits and their check digit."""


def differing_groups(typed: str, fingerprint: str) -> tuple[int, ...]:
    """Which groups of a fingerprint were typed otherwise or not at all, counted from 1.

    Digits beyond the last group make that one differ.
    """
    right, said = _groups(fingerprint), _groups(typed)
    said = (*said[: len(right) - 1], "".join(said[len(right) - 1 :]))
    return tuple(
        place
        for place, group in enumerate(right, 1)
        if place > len(said) or said[place - 1] != group
    )


def place_of_group(typed: str, group: int) -> tuple[int, int]:
    """Where a group stands in a typed text: its first character and its length."""
    marks = [place for place, one in enumerate(typed) if bare(one)]
    wanted = marks[(group - 1) * _SIZE : group * _SIZE]
    return (wanted[0], wanted[-1] + 1 - wanted[0]) if wanted else (len(typed), 0)


def _groups(text: str) -> tuple[str, ...]:
    digits = bare(text)
    return tuple(digits[at : at + _SIZE] for at in range(0, len(digits), _SIZE))
