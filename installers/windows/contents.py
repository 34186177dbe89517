"""What of the libraries goes into the Windows program, and what does not."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from installers.parts.contents import QT_MODULES, Contents
from installers.parts.settling import files_in

PYTHON = ("--platform", "win_amd64", "--implementation", "cp", "--python-version", "3.13")

_QT = (
    rf"Qt({QT_MODULES})\.pyd|Qt6({QT_MODULES})\.dll|pyside6\.abi3\.dll",
    r"plugins/platforms/q(windows|offscreen)\.dll",
    r"plugins/styles/qmodernwindowsstyle\.dll",
    r"plugins/iconengines/qsvgicon\.dll",
    r"plugins/imageformats/q(svg|jpeg|ico)\.dll",
)
_LEFT_OUT = (
    r"PIL/_(imagingtk|webp)\..*",
    r"rapidfuzz/__pyinstaller/.*",
    r"tzdata/zoneinfo/(?!(__init__\.py|UTC|(Asia|Etc)/.*|tzdata\.zi)$).*",
    r"lxml/isoschematron/.*",
    # Our own set of these lies in one place, see parts.toml.
    r"shiboken6/(concrt140|msvcp140.*|vc[a-z]+140.*)\.dll",
    r".*\.(pxi|lib|exe)",
    r"[^/]*\.dist-info/(top_level|LicenseRef-Qt-Commercial)\.txt",
    r"desktop/_resources/(.*/)?[^/]*\.ts",
)
SHIPPED = Contents.of_system(qt=_QT, left_out=_LEFT_OUT)
"""What of the wheels goes into the program."""
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


def unpack(wheels: Iterable[Path], *, into: Path) -> None:
    """Put what is shipped of the wheels into one folder."""
    for wheel in wheels:
        for name, data in SHIPPED.of_wheel(wheel):
            path = into / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


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
