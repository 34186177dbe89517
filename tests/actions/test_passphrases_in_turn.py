"""Each passphrase costs time on purpose: a file names its own; for others slips lie in a row."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop.actions import received_files
from desktop.actions.desk import Desk
from desktop.actions.received_files import Opened, PackageOpener, Refused
from desktop.actions.verifying import verify_file
from desktop.exchange import limits, locking, sealing
from desktop.exchange.errors import PassphraseNeededError, WrongPassphraseError
from desktop.exchange.package import Package, Reader
from desktop.exchange.passphrase import new_passphrase
from tests.actions.senders import Sender, written

COUNT = 12
MIXED = (7, 0, 9, 4, 2, 11, 5, 1, 10, 3, 8, 6)


def tries(
    superior: Desk, folder: Path, lines: Sequence[int], monkeypatch: pytest.MonkeyPatch
) -> int:
    """How often a passphrase was tried until every file was open, with slips in some order.

    The files name none, as those of other programs.
    """
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
    monkeypatch.setattr(received_files, "hinted_passphrases", lambda *_asked: None)
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
    assert tries(superior, tmp_path, MIXED, monkeypatch) <= COUNT * (COUNT + 1) // 2


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passphrases that were tried on files, which are quickly locked here."""
    found: list[str] = []

    def relock(locked: bytes, passphrase: str) -> tuple[bytes, str]:
        found.append(passphrase)
        return locking.relock(locked, passphrase)

    monkeypatch.setattr(limits, "WRITTEN_FACTOR", 2)
    monkeypatch.setattr(sealing, "relock", relock)
    return found


def test_one_try_opens_a_file_however_the_slips_lie(
    superior: Desk, tmp_path: Path, tried: list[str]
) -> None:
    slips = [new_passphrase() for _number in range(COUNT)]
    files = [
        written(tmp_path, Sender(f"{20000 + place}", None).package("2026-09"), passphrase=slip)
        for place, slip in enumerate(slips)
    ]
    opener = PackageOpener(superior, passphrases=[slips[one] for one in MIXED])
    assert all(isinstance(opener.opened(file), Opened) for file in files)
    assert tried == slips


def test_a_file_whose_slip_is_missing_is_refused_without_any_try(
    superior: Desk, tmp_path: Path, tried: list[str]
) -> None:
    file = written(tmp_path, Sender("20000", None).package("2026-09"), passphrase=new_passphrase())
    others = [new_passphrase() for _number in range(COUNT)]
    refused = PackageOpener(superior, passphrases=others).opened(file)
    assert isinstance(refused, Refused)
    assert refused.code == WrongPassphraseError.code
    with pytest.raises(WrongPassphraseError):
        verify_file(superior, file, passphrases=others)
    assert tried == []
