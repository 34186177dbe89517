"""The setup file: the program's folder packed by makensis, signed where there is a certificate."""

import os
import subprocess
from pathlib import Path

from installers.parts.release import Release
from installers.parts.settling import files_in, kib_of, size_of

_HERE = Path(__file__).resolve().parent
SIGN = _HERE / "sign.sh"
"""What signs one program in place."""


def sign(path: Path) -> None:
    """Sign a program in place with the certificate that ``SIGN_P12`` names.

    Raises:
        subprocess.CalledProcessError: the certificate or its password is no good.
    """
    subprocess.run([str(SIGN), str(path)], check=True, env=_signing())


def _signing() -> dict[str, str]:
    """The environment with the files of the certificate named whole: makensis changes folder."""
    files = (name for name in ("SIGN_P12", "SIGN_PASSWORD_FILE") if os.environ.get(name))
    return {**os.environ, **{name: str(Path(os.environ[name]).absolute()) for name in files}}


def pack(
    program: Path,
    *,
    release: Release,
    python_short: str,
    work: Path,
    into: Path,
    signed: bool = False,
    quick: bool = False,
) -> Path:
    """Pack ``program`` as a setup file; return its path. ``quick`` packs loosely, for trials.

    Raises:
        subprocess.CalledProcessError: makensis or the signing refused.
    """
    output = into / f"So138-{release.version}-setup.exe"
    (work / "files.nsh").write_text(_file_list(program), encoding="utf-8-sig")
    numbers = ".".join(str(number) for number in release.four_numbers)
    told = {"VERSION": release.version, "NUMBERS": numbers, "KIB": str(kib_of(program))}
    app = program / "app"
    told |= {"APP_BYTES": str(size_of(app)), "APP_FILES": str(len(list(files_in(app))))}
    told |= {"WORK": str(work), "OUTPUT": str(output), "PYTHON_SHORT": python_short}
    if signed:
        told["SIGN"] = str(SIGN)
    if quick:
        told["QUICK"] = "1"
    call = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8"]
    call += [f"-D{name}={value}" for name, value in told.items()]
    environment = {**_signing(), "SOURCE_DATE_EPOCH": str(release.epoch), "TZ": "UTC"}
    subprocess.run([*call, str(_HERE / "so138.nsi")], check=True, env=environment)
    if signed:
        sign(output)
    return output


def _file_list(program: Path) -> str:
    """Every file by name, in one order: what lies about in the folder never slips in."""
    lines: list[str] = []
    before: Path | None = None
    for path in files_in(program):
        folder = path.parent.relative_to(program)
        if folder != before:
            place = str(folder).replace("/", "\\")
            lines.append(
                'SetOutPath "$INSTDIR\\${UNPACKED}' + (f'\\{place}"' if place != "." else '"')
            )
            before = folder
        lines.append(f'File "{path}"')
    return "\n".join(lines) + "\n"
