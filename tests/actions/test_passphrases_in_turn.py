"""Each passphrase costs time on purpose: slips in a row open their files without trying all."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop.actions import received_files
from desktop.actions.desk import Desk
from desktop.actions.received_files import Opened, PackageOpener
from desktop.exchange.errors import PassphraseNeededError, WrongPassphraseError
from desktop.exchange.package import Package, Reader
from desktop.exchange.passphrase import new_passphrase
from tests.actions.senders import Sender

COUNT = 12


def tries(
    superior: Desk, folder: Path, lines: Sequence[int], monkeypatch: pytest.MonkeyPatch
) -> int:
    """How often a passphrase was tried until every file was open, with slips in some order."""
    package = Sender("19996", None).package("2026-09")
    slips = [new_passphrase() for _number in range(COUNT)]
    tried: list[str] = []

    def opened(data: bytes, reader: Reader) -> Package:
        if not reader.passphrase:
            raise PassphraseNeededError
        tried.append(reader.passphrase)
        if reader.passphrase != slips[data[0]]:
            raise WrongPassphraseError
        return package

    monkeypatch.setattr(received_files, "open_package", opened)
    opener = PackageOpener(superior, passphrases=[slips[one] for one in lines])
    for number in range(COUNT):
        file = folder / f"{number}.s138"
        file.write_bytes(bytes([number]))
        assert isinstance(opener.opened(file), Opened)
    return len(tried)


def test_slips_in_the_order_of_their_files_or_against_it_cost_few_tries(
    superior: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forward = list(range(COUNT))
    assert tries(superior, tmp_path, forward, monkeypatch) <= 2 * COUNT
    assert tries(superior, tmp_path, forward[::-1], monkeypatch) <= 3 * COUNT
    by_unit = [*range(6, 12), *range(6)]
    assert tries(superior, tmp_path, by_unit, monkeypatch) <= 4 * COUNT


def test_slips_in_any_order_open_their_files(
    superior: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixed = [7, 0, 9, 4, 2, 11, 5, 1, 10, 3, 8, 6]
    assert tries(superior, tmp_path, mixed, monkeypatch) <= COUNT * (COUNT + 1) // 2
