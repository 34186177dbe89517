"""Records what a program asks of the disk: every write, flush and change of names, in order.

strace watches the real program; its lines become events. Calls outside of the watched folder
are dropped. A call that the disk model does not know stops the recording: nothing is guessed.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.ground import ROOT

_KNOWN = (
    "openat,open,creat,close,lseek,write,pwrite64,writev,ftruncate,fsync,fdatasync,"
    "rename,unlink,mkdir,rmdir"
)
_UNKNOWN = (
    "pwritev,pwritev2,truncate,fallocate,copy_file_range,sendfile,sync_file_range,msync,sync,"
    "syncfs,renameat,renameat2,unlinkat,mkdirat,link,linkat,symlink,dup,dup2,dup3"
)
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)(?: .*)?$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


class NoRecorderError(Exception):
    """strace is not there; ``make setup`` installs it."""


class ProgramFailedError(Exception):
    """The program ended with an error of its own; ``said`` is what it had acknowledged."""

    def __init__(self, said: list[tuple[str, ...]], complaint: str) -> None:
        super().__init__(complaint[-2000:])
        self.said = said


@dataclass(frozen=True, slots=True)
class Said:
    """The program acknowledged something to the one who started it."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wrote:
    """Bytes went into a file at an offset; not flushed."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file got a new size; not flushed."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Flushed:
    """All that was asked of a file before this lies on the disk."""

    file: int


@dataclass(frozen=True, slots=True)
class Named:
    """Names of one folder changed together: name to file, to none when it went; not flushed."""

    folder: str
    names: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class FolderFlushed:
    """The names of a folder lie on the disk."""

    folder: str


Event = Said | Wrote | Cut | Flushed | Named | FolderFlushed

FOLDER = 0
"""Stands in :class:`Named` for a folder that was made."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What a run asked of the disk, and the files before and after it by their relative paths.

    Files that were there before are numbered from 1 in the order of their names.
    """

    before: dict[str, bytes]
    events: list[Event]
    after: dict[str, bytes]


WRITER = "tests.faults.writer"
"""The program that is watched unless another one is named."""


def recorded(
    folder: Path, plan: str, *, seed: object, options: Sequence[str] = (), program: str = WRITER
) -> Recording:
    """Run the writer on a folder under the recorder.

    Raises:
        NoRecorderError: strace is not installed. ProgramFailedError: not by a typed error.
    """
    trace = folder.parent / f"{folder.name}.trace"
    before = files_of(folder)
    calls = f"trace={_KNOWN},{_UNKNOWN}"
    watch = ["-f", "--seccomp-bpf", "-xx", "-s", "16777216", "-o", str(trace), "-e", calls]
    run_under_strace(watch, folder, plan, seed, options, program=program)
    with trace.open(encoding="ascii", errors="strict") as lines:
        reader = _Reader(str(folder))
        reader.know(before)
        events = list(reader.events(lines))
    trace.unlink()
    return Recording(before, events, files_of(folder))


def run_under_strace(
    watch: Sequence[str],
    folder: Path,
    plan: str,
    seed: object,
    options: Sequence[str],
    *,
    program: str = WRITER,
) -> list[tuple[str, ...]]:
    """Run the writer under strace and return what it acknowledged.

    Raises:
        NoRecorderError: strace is not installed. ProgramFailedError: not by a typed error.
    """
    strace = shutil.which("strace")
    if strace is None:
        raise NoRecorderError("strace is missing: 'make setup' installs it")
    writer = [sys.executable, "-m", program, str(folder), plan, str(seed), *options]
    # Spreadsheets are written without lxml, as by the program that is shipped.
    place = {
        "TMPDIR": str(folder.parent),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENPYXL_LXML": "False",
    }
    done = subprocess.run(
        [strace, *watch, *writer],
        cwd=folder.parent,  # a failing disk may leave scratch files where the program stands
        env={**os.environ, **place},
        capture_output=True,
        text=True,
        check=False,
    )
    said = [tuple(line.split()) for line in done.stdout.splitlines()]
    if done.returncode != 0:
        raise ProgramFailedError(said, f"the program ended with {done.returncode}: {done.stderr}")
    return said


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its relative path."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@dataclass(slots=True)
class _Open:
    file: int
    folder: str = ""
    position: int = 0


@dataclass(slots=True)
class _Reader:
    """Follows descriptors and names, so that each event names its file by a number of its own."""

    root: str
    handles: dict[int, _Open] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    files: int = 0

    def know(self, before: Iterable[str]) -> None:
        """Number the files that are there before the program starts."""
        for name in before:
            for folder in list(Path(name).parents)[:-1]:
                self.names[str(folder)] = FOLDER
            self.names[name] = self._next()

    def events(self, lines: Iterable[str]) -> Iterator[Event]:
        """The events of a trace."""
        for line in lines:
            if "<unfinished" in line or "resumed>" in line:
                raise ValueError(f"the program has more than one thread: {line[:120]}")
            found = _LINE.match(line)
            if found is None or found[3].startswith("-"):
                continue
            yield from self._event(found[1], found[2], int(found[3]))

    def _event(self, call: str, arguments: str, result: int) -> Iterator[Event]:
        if call in ("open", "openat", "creat"):
            yield from self._open(call, arguments, result)
        elif call in ("rename", "unlink", "mkdir", "rmdir"):
            yield from self._name(call, arguments)
        elif call == "writev":
            if arguments.startswith("1,"):
                yield Said(tuple(_texts(arguments)[0].decode().split()))
            elif _number(arguments) in self.handles:
                raise ValueError(f"unknown to the disk model: {call}")
        elif call in _UNKNOWN.split(","):
            self._refuse(call, arguments)
        else:
            yield from self._handle(call, arguments, result)

    def _refuse(self, call: str, arguments: str) -> None:
        inside = any(
            text.decode(errors="replace").startswith(self.root) for text in _texts(arguments)
        )
        if inside or _number(arguments) in self.handles or call in ("sync", "syncfs"):
            raise ValueError(f"unknown to the disk model: {call}({arguments[:120]}")

    def _open(self, call: str, arguments: str, result: int) -> Iterator[Event]:
        self.handles.pop(result, None)
        name = self._inside(_texts(arguments)[0])
        if name is None:
            return
        if "O_DIRECTORY" in arguments or (self.names.get(name) == FOLDER) or name == "":
            self.handles[result] = _Open(FOLDER, folder=name)
            return
        if name not in self.names:
            if "O_CREAT" not in arguments:
                raise ValueError(f"opened before it was made: {name}")
            yield self._named((name, self._next()))
        elif "O_TRUNC" in arguments:
            yield Cut(self.names[name], 0)
        self.handles[result] = _Open(self.names[name])

    def _name(self, call: str, arguments: str) -> Iterator[Event]:
        paths = [self._inside(text) for text in _texts(arguments)]
        if all(path is None for path in paths):
            return
        first = paths[0]
        if first is None or (call == "rename" and paths[1] is None):
            raise ValueError("a file moves in or out of the watched folder")
        if call == "mkdir":
            if first:
                yield self._named((first, FOLDER))
        elif call == "rename":
            yield self._named((first, None), (str(paths[1]), self.names[first]))
        else:
            yield self._named((first, None))

    def _handle(self, call: str, arguments: str, result: int) -> Iterator[Event]:
        number = _number(arguments)
        opened = self.handles.get(number)
        if opened is None:
            return
        if call == "close":
            del self.handles[number]
        elif call == "lseek":
            opened.position = result
        elif call in ("fsync", "fdatasync"):
            yield FolderFlushed(opened.folder) if opened.file == FOLDER else Flushed(opened.file)
        elif call == "ftruncate":
            yield Cut(opened.file, int(arguments.rsplit(", ", 1)[1]))
        else:
            yield self._wrote(call, arguments, result, opened)

    def _wrote(self, call: str, arguments: str, result: int, opened: _Open) -> Wrote:
        data = _texts(arguments)[0][:result]
        if call == "pwrite64":
            return Wrote(opened.file, int(arguments.rsplit(", ", 1)[1]), data)
        offset, opened.position = opened.position, opened.position + result
        return Wrote(opened.file, offset, data)

    def _named(self, *changes: tuple[str, int | None]) -> Named:
        folders = {name.rpartition("/")[0] for name, _ in changes}
        if len(folders) != 1:
            raise ValueError("a file moves from one folder to another")
        for name, file in changes:
            if file is None:
                self.names.pop(name, None)
            else:
                self.names[name] = file
        return Named(folders.pop(), changes)

    def _next(self) -> int:
        self.files += 1
        return self.files

    def _inside(self, path: bytes) -> str | None:
        text = path.decode(errors="replace")
        if text == self.root:
            return ""
        return text[len(self.root) + 1 :] if text.startswith(self.root + "/") else None


def _texts(arguments: str) -> list[bytes]:
    found = list(_TEXT.finditer(arguments))
    if any(one[2] for one in found):
        raise ValueError("a call is longer than the recorder keeps")
    return [bytes.fromhex(one[1].replace("\\x", "")) for one in found]


def _number(arguments: str) -> int:
    first = arguments.partition(",")[0]
    return int(first) if first.lstrip("-").isdigit() else -1
