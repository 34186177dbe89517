"""The two programs that people start: So138.exe (window) and so138-cli.exe (console)."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from installers.parts.pictures import side_picture
from installers.parts.release import ROOT, Release
from installers.windows.icons import icon_of

_HERE = Path(__file__).resolve().parent
_SHOWN = ROOT / "resources/desktop"
_FLAGS = ("-O2", "-Wall", "-Wextra", "-Werror", "-municode", "-s", "-Wl,--no-insert-timestamp")
_SAFE = ("-Wl,--dynamicbase", "-Wl,--nxcompat", "-Wl,--high-entropy-va")
_LIBRARIES = ("-lshell32", "-luser32")


@dataclass(frozen=True, slots=True)
class Launcher:
    """One of the two: file name without ending, its description, and how it is linked."""

    name: str
    about: str
    flags: tuple[str, ...]


LAUNCHERS = (
    Launcher("So138", "Sổ 138", ("-mwindows", "-DSO138_WINDOW")),
    Launcher("so138-cli", "Sổ 138 - dòng lệnh", ("-mconsole",)),
)


def make_launchers(release: Release, *, python_short: str, work: Path, into: Path) -> None:
    """Compile both into ``into``; icons and descriptions are left in ``work``.

    Raises:
        subprocess.CalledProcessError: the compiler refused.
    """
    work.mkdir(parents=True, exist_ok=True)
    for drawing in ("so138", "so138-file"):
        icon = icon_of(_SHOWN / f"{drawing}.svg")
        (work / f"{drawing}.ico").write_bytes(icon)
    side = side_picture(_SHOWN / "so138.svg")
    (work / "side.bmp").write_bytes(side)
    _fill(_SHOWN / "launcher.manifest", work / "launcher.manifest", release)
    for launcher in LAUNCHERS:
        _fill(_HERE / "launcher.rc", work / f"{launcher.name}.rc", release, launcher)
        _compile(launcher, python_short=python_short, work=work, into=into)


def _fill(template: Path, path: Path, release: Release, launcher: Launcher | None = None) -> None:
    numbers = [str(number) for number in release.four_numbers]
    said = {"@DOTTED@": ".".join(numbers), "@COMMAS@": ",".join(numbers)}
    said["@VERSION@"] = release.version
    if launcher is not None:
        said |= {"@NAME@": launcher.name, "@ABOUT@": launcher.about}
    text = template.read_text(encoding="utf-8")
    for sign, value in said.items():
        text = text.replace(sign, value)
    path.write_text(text, encoding="utf-8")


def _compile(launcher: Launcher, *, python_short: str, work: Path, into: Path) -> None:
    described = f"{launcher.name}.res.o"
    call = ["x86_64-w64-mingw32-windres", f"{launcher.name}.rc", "-o", described]
    subprocess.run(call, check=True, cwd=work)
    short = f'-DPYTHON_SHORT=L"{python_short}"'
    call = ["x86_64-w64-mingw32-gcc", *_FLAGS, *_SAFE, short, *launcher.flags]
    call += [str(_HERE / "launcher.c"), described, *_LIBRARIES]
    subprocess.run([*call, "-o", str(into / f"{launcher.name}.exe")], check=True, cwd=work)
