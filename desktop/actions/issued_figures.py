"""What a paper without a closing is made of, and whether that is still what was signed."""

from dataclasses import replace
from hashlib import sha256

from desktop.actions.desk import Desk
from desktop.actions.periods import period_named, period_view
from desktop.actions.post_inventory import inventory
from desktop.db import queries
from desktop.domain.issued import IssuedPaper
from desktop.domain.issued_words import read_words
from desktop.domain.periods import Period
from desktop.domain.snapshot import snapshot_bytes

_MINUTES = "minutes"
_POST_HAND_OVER = "post-hand-over"


def facts_of(desk: Desk, line: IssuedPaper, period: Period) -> str:
    """A digest of what a letter, plan, register, minutes or report of days is made of."""
    if line.kind == _MINUTES:
        made_of = repr(queries.session_by_id(desk.store, line.about)).encode()
    elif line.kind == _POST_HAND_OVER:
        made_of = repr(inventory(desk, period)).encode()
    else:
        known = period_view(desk, period).snapshot
        # The day on which a draft is made is no figure.
        upkeep = replace(known.upkeep, on=period.last_day)
        made_of = snapshot_bytes(replace(known, draft=False, upkeep=upkeep))
    return sha256(made_of).hexdigest()[:16]


def figures_stand(desk: Desk, line: IssuedPaper) -> bool:
    """Whether a paper without a closing is still made of what it was when it got its number.

    Where it is not, the number stays open: it never stands over figures that were not signed.
    """
    issued = read_words(line.words)
    if issued is None or not issued.facts:
        return True
    return issued.facts == facts_of(desk, line, period_named(desk, line.period))
