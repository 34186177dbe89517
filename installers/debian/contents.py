"""What lies in the installed folder: the wheels of the lock for every Python, merged and trimmed.

A library's files for CPython 3.11, 3.12 and 3.13 carry the version in their names, so that one
folder serves all three; a file that differs without saying so stops the build.
"""

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from installers.parts.contents import QT_MODULES, Contents
from installers.parts.fetching import wheels_of_lock

PYTHONS = ("3.11", "3.12", "3.13")
_GLIBC = ("2_28", "2_27", "2_26", "2_17", "2_12")
"""The C libraries that the wheels may be made for; Debian 12 has a newer one than all of them."""
_SYSTEM = (
    "--implementation",
    "cp",
    *(word for one in _GLIBC for word in ("--platform", f"manylinux_{one}_x86_64")),
    *(word for one in ("2014", "2010", "1") for word in ("--platform", f"manylinux{one}_x86_64")),
)

_QT_LIBRARIES = f"{QT_MODULES}|DBus|XcbQpa"
_QT = (
    rf"libpyside6\.abi3\.so[.0-9]*|Qt({QT_MODULES})\.abi3\.so",
    rf"Qt/lib/(libQt6({_QT_LIBRARIES})|libicu(data|i18n|uc))\.so[.0-9]*",
    r"Qt/plugins/platforms/libq(xcb|offscreen)\.so",
    r"Qt/plugins/platforminputcontexts/lib(ibus|compose)platforminputcontextplugin\.so",
    r"Qt/plugins/platformthemes/libqxdgdesktopportal\.so",
    r"Qt/plugins/printsupport/libcupsprintersupport\.so",
    r"Qt/plugins/iconengines/libqsvgicon\.so",
    r"Qt/plugins/imageformats/libq(svg|jpeg|ico)\.so",
)
_LEFT_OUT = (r"pillow\.libs/libavif-.*", r"desktop/_resources/desktop/.*\.md")
SHIPPED = Contents.of_system(qt=_QT, left_out=_LEFT_OUT)
"""What of the wheels goes into the installed folder."""


class MergeError(Exception):
    """Two wheels bring different files of one name."""


def library_wheels(*, lock: Path, into: Path) -> Iterator[Path]:
    """Fetch the wheels of the lock for every Python, each checked against its hash.

    Raises:
        subprocess.CalledProcessError: one cannot be had, or is another than the lock says.
    """
    for python in PYTHONS:
        options = ("--python-version", python, *_SYSTEM)
        yield from wheels_of_lock(lock, into=into / python, options=options)


def merge(wheels: Iterable[Path], *, into: Path) -> None:
    """Unpack what is shipped of the wheels into one folder.

    Raises:
        MergeError: two of them bring different bytes under one name.
    """
    for wheel in wheels:
        for name, data in SHIPPED.of_wheel(wheel):
            _put(into / name, data)


def _put(path: Path, data: bytes) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        path.chmod(stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP | stat.S_IROTH)
    elif path.read_bytes() != data:
        raise MergeError(path.name)
