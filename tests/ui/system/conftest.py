"""Widgets of a finished test go at once: those left over slow every later change of the look."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent


@pytest.fixture(autouse=True)
def clear_away() -> Iterator[None]:
    yield
    # Without a running event loop nothing that asked to be deleted later ever is.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
