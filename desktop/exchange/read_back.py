"""Reading from the device itself, past the memory of the system, as far as the system allows.

What was just written is otherwise read back from memory, and a failing stick is not noticed.
"""

import errno
import mmap
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

_PIECE = 1 << 20
_NOT_OFFERED = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EACCES})


class ReadFrom(StrEnum):
    """Where the bytes came from."""

    DEVICE = "device"
    """Past the memory of the system."""
    MEMORY = "memory"
    """The system was asked to forget them first, which it may not have done."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a file holds: SHA-256 in hexadecimal, size in bytes, and where they were read from."""

    sha256: str
    size: int
    source: ReadFrom


def read_back(path: Path, *, progress: Callable[[int], object] = int) -> ReadBack:
    """Read a file whole; ``progress`` is told how many bytes were read so far.

    Raises:
        OSError: as the system says it.
    """
    digest, size = sha256(), 0
    source = ReadFrom.DEVICE
    try:
        opened = _past_memory(path)
    except OSError as error:
        if error.errno not in _NOT_OFFERED:
            raise
        source, opened = ReadFrom.MEMORY, _after_forgetting(path)
    for piece in opened:
        digest.update(piece)
        size += len(piece)
        progress(size)
    return ReadBack(digest.hexdigest(), size, source)


if sys.platform == "win32":

    def _past_memory(path: Path) -> Iterator[memoryview]:
        """Windows: opened without buffering, read into whole pages."""
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateFileW.restype = wintypes.HANDLE
        kernel.CreateFileW.argtypes = [
            *(wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, wintypes.LPVOID),
            *(wintypes.DWORD, wintypes.DWORD, wintypes.HANDLE),
        ]
        kernel.ReadFile.argtypes = [
            *(wintypes.HANDLE, wintypes.LPVOID, wintypes.DWORD),
            *(ctypes.POINTER(wintypes.DWORD), wintypes.LPVOID),
        ]
        kernel.CloseHandle.argtypes = [wintypes.HANDLE]
        read, share_all, existing = 0x80000000, 0x7, 3
        unbuffered, sequential = 0x20000000, 0x08000000
        handle = kernel.CreateFileW(
            str(path), read, share_all, None, existing, unbuffered | sequential, None
        )
        if handle == wintypes.HANDLE(-1).value:
            raise ctypes.WinError(ctypes.get_last_error())
        return _windows_pieces(kernel, handle)

    def _windows_pieces(kernel: object, handle: int) -> Iterator[memoryview]:
        import ctypes
        from ctypes import wintypes

        calls: ctypes.WinDLL = kernel  # type: ignore[assignment]
        # Left to be collected: it cannot be closed while the system's view of it stands.
        pages = mmap.mmap(-1, _PIECE)
        place = (ctypes.c_char * _PIECE).from_buffer(pages)
        got = wintypes.DWORD(0)
        try:
            while True:
                if not calls.ReadFile(handle, place, _PIECE, ctypes.byref(got), None):
                    raise ctypes.WinError(ctypes.get_last_error())
                if not got.value:
                    break
                yield memoryview(pages[: got.value])
        finally:
            calls.CloseHandle(handle)

else:

    def _past_memory(path: Path) -> Iterator[memoryview]:
        """Linux: opened for direct transfer, read into whole pages."""
        direct = getattr(os, "O_DIRECT", 0)
        if not direct:
            raise OSError(errno.EINVAL, "no direct transfer")
        handle = os.open(path, os.O_RDONLY | direct)
        try:
            pages = mmap.mmap(-1, _room(os.fstat(handle).st_size))
            # Some file systems open so and refuse the first transfer only.
            return _direct_pieces(handle, pages, os.readv(handle, [pages]))
        except OSError:
            os.close(handle)
            raise

    def _room(size: int) -> int:
        """Whole pages for a file and its end: each one costs time, filled or not."""
        return min(_PIECE, (size // mmap.PAGESIZE + 1) * mmap.PAGESIZE)

    def _direct_pieces(handle: int, pages: mmap.mmap, got: int) -> Iterator[memoryview]:
        try:
            with pages, memoryview(pages) as whole:
                while got:
                    with whole[:got] as piece:
                        yield piece
                    if got % mmap.PAGESIZE:
                        break  # the end of the file: what follows would not be aligned
                    got = os.readv(handle, [pages])
        finally:
            os.close(handle)


def _after_forgetting(path: Path) -> Iterator[memoryview]:
    """The system is asked to forget what it holds of the file, then it is read as usual."""
    with path.open("rb", buffering=0) as file:
        if sys.platform == "linux":
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while piece := file.read(_PIECE):
            yield memoryview(piece)
