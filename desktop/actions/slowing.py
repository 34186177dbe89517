"""Tries to open locked data: each waits after several wrong ones, and a wrong one is counted."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from desktop.db.errors import PasswordNeededError, TooSoonError, WrongPasswordError
from desktop.db.slots import Secret
from desktop.db.store_opening import holds_store
from desktop.domain.sources import Clock
from desktop.paths import mark_of


@contextlib.contextmanager
def slowed_try(folder: Path, secret: Secret | None, clock: Clock) -> Iterator[None]:
    """A try with a secret, in its turn; without one nothing is tried, and nothing counted.

    Raises:
        TooSoonError: with the seconds to wait; nothing was tried.
    """
    if secret is None:
        yield
        return
    from desktop.db import tries

    with tries.one_at_a_time(mark_of(folder)) as turn:
        if not turn:
            raise TooSoonError(seconds="1", folder=str(folder))
        with _counted(folder, clock):
            yield


@contextlib.contextmanager
def _counted(folder: Path, clock: Clock) -> Iterator[None]:
    from desktop.db import tries

    left = tries.seconds_left(folder, now=clock.now())
    if left:
        raise TooSoonError(seconds=str(left), folder=str(folder))
    try:
        yield
    except PasswordNeededError:
        raise
    except WrongPasswordError:
        if holds_store(folder):
            tries.count_wrong(folder, now=clock.now())
        raise
    tries.forget(folder)
