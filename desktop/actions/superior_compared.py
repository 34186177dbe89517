"""Whether somebody compared the superior's fingerprint with its paper, and comparing it later.

A first connection file is taken as it is: whoever brought it may have made it. Until its digits
were compared, everything that shows the connection says so.
"""

from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.db import exchange_queries, queries
from desktop.db.exchange_queries import Superior
from desktop.db.saving import save_setting
from desktop.db.writing import Write
from desktop.domain.problems import Problem
from desktop.exchange.digits import is_whole_code, same_code
from desktop.exchange.errors import ExchangeError
from desktop.exchange.keys import PublicKeys

COMPARED = "superior_compared"
"""The fingerprint that was compared with the paper, or that a compared one vouches for."""
WAITING = "superior_waits"
"""The fingerprint of a connection file with other keys that came and waits to be compared."""


class FingerprintDiffersError(ExchangeError):
    """The digits that were typed are not the fingerprint of the superior."""

    code = "fingerprint_differs"


def was_compared(desk: Desk, superior: Superior) -> bool:
    """Whether the fingerprint of a superior was compared with its paper."""
    return keys_compared(desk, _keys(superior))


def keys_compared(desk: Desk, keys: PublicKeys) -> bool:
    """Whether the fingerprint of these keys is the one that was compared with the paper."""
    return queries.settings(desk.store).get(COMPARED, "") == keys.fingerprint


def keep_compared(write: Write, keys: PublicKeys) -> None:
    """Keeps that the fingerprint of these keys is the one of the paper; no other file waits."""
    save_setting(write, COMPARED, keys.fingerprint)
    save_setting(write, WAITING, "")


def keep_waiting(desk: Desk, keys: PublicKeys) -> Changes:
    """Keeps that a file with these keys came and was not taken: the newest paper says which holds.

    What is sealed until then is for the keys in use, which the superior may have given up.
    """
    if queries.settings(desk.store).get(WAITING, "") == keys.fingerprint:
        return Changes()
    with desk.writing(action="connection_waits", undoable=False) as write:
        save_setting(write, WAITING, keys.fingerprint)
    return Changes.of_tables({*write.changed_tables, "superiors"})


def waiting_fingerprint(desk: Desk, superior: Superior) -> str:
    """The fingerprint of a file that waits beside a superior's keys in use; empty for none."""
    waits = queries.settings(desk.store).get(WAITING, "")
    return waits if waits != _keys(superior).fingerprint else ""


def fingerprint_problem(typed: str) -> Problem | None:
    """What is wrong with a typed fingerprint before it is held against any; none where nothing is.

    One with all its digits may still be another one.
    """
    return None if is_whole_code(typed) else Problem("fingerprint_incomplete", "fingerprint")


def compare_superior(desk: Desk, fingerprint: str) -> Outcome[str]:
    """Holds the digits of the paper against the connected superior's; the same ones are kept.

    Raises:
        FingerprintDiffersError: the digits are others; nothing was changed.
    """
    found = exchange_queries.superior(desk.store)
    if found is None:
        return refused(Problem("not_connected", "superior"))
    keys = _keys(found)
    if (wrong := fingerprint_problem(fingerprint)) is not None:
        return refused(wrong)
    if not same_code(fingerprint, keys.fingerprint):
        raise FingerprintDiffersError
    if was_compared(desk, found) and not waiting_fingerprint(desk, found):
        return Outcome(found.name)
    with desk.writing(action="connect", label=found.name, undoable=False) as write:
        keep_compared(write, keys)
    return Outcome(found.name, (), Changes.of_tables({*write.changed_tables, "superiors"}))


def _keys(superior: Superior) -> PublicKeys:
    return PublicKeys(superior.signing_public, superior.sealing_public)
