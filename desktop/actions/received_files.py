"""Finding and opening packages: files, folders, whole sticks, with the keys of this office."""

import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.actions.connection import practice
from desktop.actions.desk import Desk
from desktop.actions.figures_text import figures_text
from desktop.actions.office_keys import known_keys
from desktop.exchange.connection import open_connection
from desktop.exchange.errors import (
    ExchangeError,
    PassphraseNeededError,
    WrongPassphraseError,
)
from desktop.exchange.keys import SIGNATURE_BYTES
from desktop.exchange.manifest import Manifest
from desktop.exchange.package import Package, Reader, hinted_passphrases, open_package
from desktop.exchange.passphrase import read_passphrase
from desktop.exchange.reading import read_exchanged
from desktop.exchange.stick_files import Skipped, StickFileKind, find_files
from desktop.files import FileFaultError, fault_of

_LENGTH_BYTES = 4


class PracticeSignerError(ExchangeError):
    """A package signed with the keys of the practice commune, which everybody has."""

    code = "practice_signer"


class ReceivingStoppedError(ExchangeError):
    """The officer stopped the receiving before anything was written."""

    code = "receiving_stopped"


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken in: a stable code, and the details of its sentence."""

    file: Path
    code: str
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """A package that is whole, and the file that it lay in; its snapshot was read and let go.

    ``figures`` is the text of its totals, ``content`` what was signed.
    """

    file: Path
    package_id: str
    check_code: str
    manifest: Manifest
    content: bytes = field(repr=False)
    figures: str = ""

    @classmethod
    def of(cls, file: Path, package: Package) -> "Opened":
        """What is kept of a package that was read."""
        return cls(
            file,
            package.package_id,
            package.check_code,
            package.manifest,
            package.content,
            figures_text(package.snapshot),
        )

    @property
    def manifest_bytes(self) -> bytes:
        """The manifest as it was signed."""
        return self.content[self._start : self._start + self._length]

    @property
    def packed_snapshot(self) -> bytes:
        """The snapshot as it was signed, packed."""
        return self.content[self._start + self._length :]

    @property
    def signature(self) -> str:
        """The signature, in hexadecimal digits."""
        return self.content[:SIGNATURE_BYTES].hex()

    @property
    def _start(self) -> int:
        return SIGNATURE_BYTES + _LENGTH_BYTES

    @property
    def _length(self) -> int:
        return int.from_bytes(self.content[SIGNATURE_BYTES : self._start])


@dataclass(frozen=True, slots=True)
class FoundPackages:
    """The files that may be packages, what was passed over, and whether the search was whole."""

    files: tuple[Path, ...]
    skipped: tuple[Skipped, ...] = ()
    complete: bool = True


def find_packages(paths: Sequence[Path]) -> FoundPackages:
    """Files named outright, and every package below the folders named; each once.

    Raises:
        FileFaultError: a path is not there or cannot be read.
    """
    files: list[Path] = []
    skipped: list[Skipped] = []
    complete = True
    for path in paths:
        if not _is_folder(path):
            files.append(path)
            continue
        found = find_files(path)
        files += [one.path for one in found.of_kind(StickFileKind.PACKAGE)]
        skipped += found.skipped
        complete = complete and found.complete
    return FoundPackages(tuple(dict.fromkeys(files)), tuple(skipped), complete)


def _is_folder(path: Path) -> bool:
    """Whether a path that is there is a folder; a stick may leave at any moment."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        raise fault_of(error, path) from error


def former_key(file: Path) -> str:
    """The age key that a former connection file of this office names.

    Its secret may be lost with a former data folder: what a commune seals again for the new key
    still names the old one.

    Raises:
        ExchangeError, FileFaultError: it is no connection file, or cannot be read.
    """
    return open_connection(read_exchanged(file)).keys.age


class PackageOpener:
    """Opens files with all keys of this office, and with passphrases in turn."""

    def __init__(
        self,
        desk: Desk,
        *,
        passphrases: Sequence[str] = (),
        formerly: Sequence[str] = (),
        mistyped: ExchangeError | None = None,
    ) -> None:
        keys = known_keys(desk)
        self._sealing = keys.sealing if keys else ()
        self._fingerprints = keys.fingerprints if keys else frozenset()
        self._formerly = frozenset(formerly)
        self._passphrases = [read_passphrase(typed) for typed in passphrases]
        self._used: list[int] = []
        self._mistyped = mistyped
        signers = practice().signers
        own = keys.current.signing.public if keys else ""
        self._practice = frozenset() if own in signers else signers

    def opened(self, file: Path) -> Opened | Refused:
        """The package of a file, or why it is refused."""
        try:
            package = self._open(read_exchanged(file))
            if package.manifest.signer in self._practice:
                raise PracticeSignerError
        except (ExchangeError, FileFaultError) as error:
            return Refused(file, error.code, dict(error.details))
        return Opened.of(file, package)

    def _open(self, data: bytes) -> Package:
        try:
            return open_package(data, self._reader(""))
        except PassphraseNeededError:
            if not self._passphrases:
                # One was given for it, as it seems, and is known to be mistyped.
                if self._mistyped is not None:
                    raise self._mistyped from None
                raise
        for place in self._places(data):
            try:
                package = open_package(data, self._reader(self._passphrases[place]))
            except WrongPassphraseError:
                continue
            self._used.append(place)
            return package
        raise self._mistyped or WrongPassphraseError

    def _places(self, data: bytes) -> Sequence[int]:
        """The places of the passphrases in the order of trying, for a wrong one costs much time.

        A file of this program names its own. For those of others: slips mostly lie in the order of
        their files, or the other way round: the neighbours of the one that fitted last come first.
        Each package has a passphrase of its own: those that opened one are tried last.
        """
        named = hinted_passphrases(data, self._passphrases)
        if named is not None:
            return named
        last = self._used[-1] if self._used else 0
        places = range(len(self._passphrases))
        used = set(self._used)
        return sorted(places, key=lambda one: (one in used, abs(one - last), one))

    def _reader(self, passphrase: str) -> Reader:
        return Reader(self._sealing, passphrase, self._formerly, self._fingerprints)


def opened_each(
    files: Sequence[Path],
    opener: PackageOpener,
    *,
    progress: Callable[[int, int], object],
    cancelled: Callable[[], bool],
) -> Iterator[Opened | Refused]:
    """Every file in turn, opened or refused.

    Raises:
        ReceivingStoppedError: the officer stopped it.
    """
    for number, file in enumerate(files, start=1):
        if cancelled():
            raise ReceivingStoppedError
        yield opener.opened(file)
        progress(number, len(files))
