"""What lies in the installed folder: the wheels of the lock for every Python, merged and trimmed.

A library's files for CPython 3.11, 3.12 and 3.13 carry the version in their names, so that one
folder serves all three; a file that differs without saying so stops the build.
"""

import re
import stat
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

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

_QT_MODULES = "Core|Gui|Widgets|PrintSupport|Svg"
_QT_LIBRARIES = "Core|Gui|Widgets|PrintSupport|Svg|DBus|XcbQpa"
_QT_PLUGINS = (
    r"platforms/libq(xcb|offscreen)",
    r"platforminputcontexts/lib(ibus|compose)platforminputcontextplugin",
    r"platformthemes/libqxdgdesktopportal",
    r"printsupport/libcupsprintersupport",
    r"iconengines/libqsvgicon",
    r"imageformats/libq(svg|jpeg|ico)",
)
_QT_KEPT = re.compile(
    r"PySide6/("
    r"(__init__|_config|_git_pyside_version)\.py|support/(__init__|deprecated)\.py"
    rf"|libpyside6\.abi3\.so[.0-9]*|Qt({_QT_MODULES})\.abi3\.so"
    rf"|Qt/lib/(libQt6({_QT_LIBRARIES})|libicu(data|i18n|uc))\.so[.0-9]*"
    rf"|Qt/plugins/({'|'.join(_QT_PLUGINS)})\.so"
    r")"
)
_NOT_SHIPPED_PATTERNS = (
    r"pip(-[^/]*\.dist-info)?/.*",  # sqlite-utils asks for it and never runs it
    r"reportlab/fonts/.*",  # one of them is under the GPL; our papers use none
    r"pypdfium2_cli/.*",
    r"babel/locale-data/(?!(root|en|en_001|vi|vi_VN)\.dat).*",
    r"PIL/_avif\..*|pillow\.libs/libavif-.*",
    r"lxml/includes/.*",
    r"(.*/)?(tests?|__pycache__)/.*",
    r".*\.(pyi|pyx|pxd|c|h|hpp|cpp|typed|pyc)",
    r"[^/]*\.data/.*",
    r"[^/]*\.dist-info/(RECORD|WHEEL|INSTALLER|REQUESTED|entry_points\.txt)",
    # Of the three with parts in Rust they say what is inside; the others name what is not.
    r"(?!cryptography|pyrage|python_calamine)[^/]*\.dist-info/sboms/.*",
    # Ours: what only the makers of the program need.
    r"desktop/_resources/(.*/)?[^/]*\.(py|po)",
    r"desktop/_resources/licences/components\.toml",
    r"desktop/_resources/help/pictures/.*",
    r"desktop/_resources/desktop/.*\.(desktop|xml|manifest|md)",
)
_NOT_SHIPPED = re.compile("|".join(_NOT_SHIPPED_PATTERNS))


class MergeError(Exception):
    """Two wheels bring different files of one name."""


def is_shipped(name: str) -> bool:
    """Whether a file of a wheel goes into the installed folder."""
    if name.startswith("PySide6/"):
        return bool(_QT_KEPT.fullmatch(name))
    return not name.endswith("/") and not _NOT_SHIPPED.fullmatch(name)


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
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if is_shipped(name):
                    _put(into / name, archive.read(name))


def _put(path: Path, data: bytes) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        path.chmod(stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP | stat.S_IROTH)
    elif path.read_bytes() != data:
        raise MergeError(path.name)
