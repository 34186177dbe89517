"""The setup file: the program's folder packed by makensis, signed where there is a certificate."""

import os
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

from installers.parts.release import Release
from installers.parts.settling import files_in

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate for signing programs, and where its password and a clock's stamp come from."""

    file: Path
    password_file: Path | None = None
    stamp: str = ""

    @classmethod
    def of_environment(cls) -> "Certificate | None":
        """What ``SIGN_P12``, ``SIGN_PASSWORD_FILE`` and ``SIGN_STAMP`` name, if anything."""
        file, password = os.environ.get("SIGN_P12"), os.environ.get("SIGN_PASSWORD_FILE")
        if not file:
            return None
        stamp = os.environ.get("SIGN_STAMP", "")
        return cls(Path(file).resolve(), Path(password).resolve() if password else None, stamp)

    def call(self) -> list[str]:
        """The command that signs; the file to sign in place is added at its end."""
        told = ["-pkcs12", str(self.file), "-h", "sha256", "-n", "So 138"]
        if self.password_file is not None:
            told += ["-readpass", str(self.password_file)]
        if self.stamp:
            told += ["-ts", self.stamp]
        script = 'file=$1; shift; osslsigncode sign "$@" -in "$file" -out "$file.signed" > /dev/null '
        script += '&& mv "$file.signed" "$file"'
        # The file comes last in the call, and first to the script.
        last = 'for last; do :; done; set -- "$last" "${@:1:$#-1}"; '
        return ["bash", "-c", last + script, "bash", *told]

    def sign(self, path: Path) -> None:
        """Sign ``path`` in place.

        Raises:
            subprocess.CalledProcessError: the certificate or its password is no good.
        """
        subprocess.run([*self.call(), str(path)], check=True)


def pack(
    program: Path,
    *,
    release: Release,
    python_short: str,
    work: Path,
    into: Path,
    certificate: Certificate | None = None,
) -> Path:
    """Pack ``program`` as a setup file; return its path.

    Raises:
        subprocess.CalledProcessError: makensis or the signing refused.
    """
    output = into / f"So138-{release.version}-setup.exe"
    (work / "files.nsh").write_text(_file_list(program), encoding="utf-8-sig")
    numbers = ".".join(str(number) for number in release.four_numbers)
    kib = sum(-(-path.stat().st_size // 1024) for path in files_in(program))
    told = {"VERSION": release.version, "NUMBERS": numbers, "KIB": str(kib)}
    told |= {"WORK": str(work), "OUTPUT": str(output), "PYTHON_SHORT": python_short}
    if certificate is not None:
        told["SIGN"] = shlex.join(certificate.call())
    call = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8"]
    call += [f"-D{name}={value}" for name, value in told.items()]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(release.epoch), "TZ": "UTC"}
    subprocess.run([*call, str(_HERE / "so138.nsi")], check=True, env=environment)
    if certificate is not None:
        certificate.sign(output)
    return output


def _file_list(program: Path) -> str:
    """Every file by name, in one order: what lies about in the folder never slips in."""
    lines: list[str] = []
    before: Path | None = None
    for path in files_in(program):
        folder = path.parent.relative_to(program)
        if folder != before:
            place = str(folder).replace("/", "\\")
            lines.append('SetOutPath "$INSTDIR\\moi' + (f'\\{place}"' if place != "." else '"'))
            before = folder
        lines.append(f'File "{path}"')
    return "\n".join(lines) + "\n"
