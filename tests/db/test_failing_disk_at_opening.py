"""A disk that fails at opening: nothing is said about the file that was not read."""

import errno
from pathlib import Path
from typing import NoReturn

import pytest

from desktop.db import engine
from desktop.db.errors import StoreBrokenError, StoreDamagedError
from desktop.db.layout import Layout
from tests.db.made import Place


def _disk_error_at_opening(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """The engine's word for a page that the disk did not give is that it is damaged."""
    connect, left = engine.connect, [times]

    def failing(path: Path, data_key: bytes) -> object:
        if left[0]:
            left[0] -= 1
            raise StoreDamagedError(folder=str(path.parent), reason="disk")
        return connect(path, data_key)

    monkeypatch.setattr(engine, "connect", failing)


def test_a_whole_file_that_the_disk_did_not_give_once_opens(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.create().close()
    _disk_error_at_opening(monkeypatch, 1)
    with place.open() as store:
        assert not store.broken


def test_a_file_that_the_disk_does_not_give_is_not_called_damaged(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.create().close()
    _disk_error_at_opening(monkeypatch, 9)

    def refused(*_given: object, **_named: object) -> NoReturn:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as disk:
        disk.setattr(Path, "open", refused)
        with pytest.raises(StoreBrokenError):
            place.open()


def test_control_a_file_that_is_damaged_is_called_so(place: Place) -> None:
    place.create().close()
    file = Layout(place.folder).store
    data = bytearray(file.read_bytes())
    data[200] ^= 1
    file.write_bytes(data)
    with pytest.raises(StoreDamagedError):
        place.open()
