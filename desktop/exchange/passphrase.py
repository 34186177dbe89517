"""The passphrase of a package for an office whose key the commune has not got.

28 random digits (93 bits) in seven groups of four, each with a check digit, so that the office
may type them from the slip and is told which group it mistyped. The hyphens belong to it.
"""

import secrets

from desktop.exchange.digits import GROUP, bare, grouped, mistyped_groups
from desktop.exchange.errors import PassphraseGroupMistypedError, PassphraseMistypedError

GROUPS = 7
_DIGITS = GROUP * GROUPS
BITS = 93
"""How many yes-or-no guesses a passphrase is worth: log2 of 10 to the power of 28."""


def new_passphrase() -> str:
    """A passphrase that nobody can guess: "12344-…" in seven groups."""
    return grouped(f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}")


def read_passphrase(typed: str) -> str:
    """The passphrase that somebody typed, with its hyphens, however it was separated.

    Raises:
        PassphraseMistypedError: groups are missing, or it is no row of digits.
        PassphraseGroupMistypedError: groups are wrong by their check digits.
    """
    wrong, digits = mistyped_groups(typed), bare(typed)
    if not wrong and len(digits) != (GROUP + 1) * GROUPS:
        wrong = (0,)
    if wrong == (0,):
        raise PassphraseMistypedError
    if wrong:
        raise PassphraseGroupMistypedError(groups=", ".join(map(str, wrong)))
    size = GROUP + 1
    return "-".join(digits[at : at + size] for at in range(0, len(digits), size))
