"""Closing a data folder when the window is gone; on the worker."""

import logging

from desktop.actions.desk import Desk
from desktop.log import Code

_LOG = logging.getLogger(__name__)


def close_folder(desk: Desk, unkept: list[Exception]) -> None:
    """A verified backup when something was written since, then the checkpoint and the lock.

    The window is gone: what kept the backup from being made goes into ``unkept``. Data that
    are locked were backed up and closed by the lock.
    """
    if desk.store.closed:
        return
    from desktop.actions.backups import back_up_if_changed
    from desktop.actions.terms import STOPPING

    try:
        back_up_if_changed(desk, reason="exit")
    except STOPPING as error:
        _LOG.warning("no backup at the exit: %s", Code(error.code), exc_info=error)
        unkept.append(error)
    finally:
        desk.close()
