"""What of the libraries goes into the Windows program, and what does not."""

import re
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from installers.parts.settling import files_in

PYTHON = ("--platform", "win_amd64", "--implementation", "cp", "--python-version", "3.13")

_QT_MODULES = "Core|Gui|Widgets|PrintSupport|Svg"
_QT_PLUGINS = (
    "platforms/q(windows|offscreen)",
    "styles/qmodernwindowsstyle",
    "iconengines/qsvgicon",
    "imageformats/q(svg|jpeg|ico)",
)
_QT_KEPT = re.compile(
    rf"PySide6/((__init__|_config|_git_pyside_version|support/(__init__|deprecated))\.py"
    rf"|Qt({_QT_MODULES})\.pyd|Qt6({_QT_MODULES})\.dll|pyside6\.abi3\.dll"
    rf"|plugins/({'|'.join(_QT_PLUGINS)})\.dll)"
)
_NOT_SHIPPED = re.compile(
    "|".join(  # noqa: FLY002 one line for each would be no line to read
        (
            r"pip(-[^/]*\.dist-info)?/.*",  # sqlite-utils asks for it and never runs it
            r"reportlab/fonts/.*",  # one of them is under the GPL; our papers use none
            r"pypdfium2_cli/.*",
            r"babel/locale-data/(?!(root|en|en_001|vi|vi_VN)\.dat).*",
            r"PIL/_(avif|imagingtk|webp)\..*",
            r"rapidfuzz/__pyinstaller/.*",
            r"tzdata/zoneinfo/(?!(__init__\.py|UTC|(Asia|Etc)/.*|tzdata\.zi)$).*",
            r"lxml/(includes|isoschematron)/.*",
            # Our own set of these lies in one place, see parts.toml.
            r"shiboken6/(concrt140|msvcp140.*|vc[a-z]+140.*)\.dll",
            r"(.*/)?(tests?|__pycache__)/.*",
            r".*\.(pyi|pyx|pxd|pxi|c|h|hpp|cpp|lib|exe|typed|pyc)",
            r"[^/]*\.data/.*",
            r"[^/]*\.dist-info/(RECORD|WHEEL|INSTALLER|REQUESTED|(entry_points|top_level)\.txt)",
            # Of the three with parts in Rust they say what is inside; the others name what is not.
            r"(?!cryptography|pyrage|python_calamine)[^/]*\.dist-info/sboms/.*",
            r"[^/]*\.dist-info/LicenseRef-Qt-Commercial\.txt",
            # What only the makers of the program need.
            r"desktop/_resources/(.*/)?[^/]*\.(py|po|ts)",
            r"desktop/_resources/licences/components\.toml",
            r"desktop/_resources/desktop/.*\.(desktop|xml|manifest)",
            r"desktop/_resources/help/pictures/.*",
        )
    )
)
_IMPORTED = re.compile(r"DLL Name: (\S+)")
_SYSTEM = re.compile(
    r"(api-ms-win-.*|advapi32|authz|bcrypt|bcryptprimitives|cfgmgr32|combase|comctl32|comdlg32"
    r"|crypt32|d3d9|d3d11|d3d12|dwmapi|dwrite|dxgi|gdi32|imm32|iphlpapi|kernel32|mpr|netapi32"
    r"|msvcrt|ntdll|ole32|oleaut32|pdh|powrprof|propsys|psapi|rpcrt4|secur32|setupapi|shell32|shlwapi"
    r"|ucrtbase|uiautomationcore|user32|userenv|uxtheme|version|winmm|winspool|wintrust|ws2_32"
    r"|wtsapi32)(\.dll|\.drv)?",
    re.IGNORECASE,
)


class MissingPartError(Exception):
    """A library asks for a file that is neither shipped nor part of Windows 10."""


def is_shipped(name: str) -> bool:
    """Whether a file of a wheel goes into the program."""
    if name.startswith("PySide6/"):
        return bool(_QT_KEPT.fullmatch(name))
    return not name.endswith("/") and not _NOT_SHIPPED.fullmatch(name)


def unpack(wheels: Iterable[Path], *, into: Path) -> None:
    """Put what is shipped of the wheels into one folder."""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for name in filter(is_shipped, archive.namelist()):
                path = into / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(archive.read(name))


def check_imports(folder: Path) -> None:
    """See that every machine-code file finds what it asks for.

    Raises:
        MissingPartError: with the asking file and what it asks for.
    """
    shipped = {path.name.lower() for path in files_in(folder)}
    for path in files_in(folder):
        if path.suffix.lower() not in {".dll", ".pyd", ".exe"}:
            continue
        for asked in _asked_by(path):
            if asked.lower() not in shipped and not _SYSTEM.fullmatch(asked):
                raise MissingPartError(f"{path.relative_to(folder)}: {asked}")


def _asked_by(path: Path) -> Iterator[str]:
    call = ["x86_64-w64-mingw32-objdump", "--private-headers", str(path)]
    told = subprocess.run(call, check=True, capture_output=True, text=True).stdout
    yield from _IMPORTED.findall(told)
