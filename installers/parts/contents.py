"""What of the libraries goes into an installed program, on every system, and what does not."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

QT_MODULES = "Core|Gui|Widgets|PrintSupport|Svg"
"""The parts of Qt that the program uses."""
_QT_PYTHON = r"(__init__|_config|_git_pyside_version)\.py|support/(__init__|deprecated)\.py"
_LEFT_OUT = (
    r"pip(-[^/]*\.dist-info)?/.*",  # sqlite-utils asks for it and never runs it
    r"reportlab/fonts/.*",  # one of them is under the GPL; our papers use none
    r"pypdfium2_cli/.*",
    r"babel/locale-data/(?!(root|en|en_001|vi|vi_VN)\.dat).*",
    r"PIL/_avif\..*",
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
    r"desktop/_resources/desktop/.*\.(desktop|xml|manifest)",
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What is taken on one system: of Qt what is named, of the rest what is not left out."""

    qt: re.Pattern[str]
    left_out: re.Pattern[str]

    @classmethod
    def of_system(cls, *, qt: Sequence[str], left_out: Sequence[str]) -> "Contents":
        """Patterns of Qt's own files on that system, and of what stays out there besides."""
        kept = "|".join((_QT_PYTHON, *qt))
        return cls(re.compile(f"PySide6/({kept})"), re.compile("|".join((*_LEFT_OUT, *left_out))))

    def takes(self, name: str) -> bool:
        """Whether a file of a wheel goes into the program."""
        if name.startswith("PySide6/"):
            return bool(self.qt.fullmatch(name))
        return not name.endswith("/") and not self.left_out.fullmatch(name)

    def of_wheel(self, wheel: Path) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of all that is taken of a wheel."""
        with zipfile.ZipFile(wheel) as archive:
            for name in filter(self.takes, archive.namelist()):
                yield name, archive.read(name)
