"""The Windows program as a folder: launchers, Python, libraries, licences; nothing else."""

import io
import os
import shutil
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop.own_files import LIST
from installers.parts.fetching import (
    Pinned,
    WrongPartError,
    fetched,
    of_hash,
    own_wheel,
    wheels_of_lock,
)
from installers.parts.inside import check_bill
from installers.parts.release import ROOT, Release
from installers.parts.settling import files_in, settle, sha256_of
from installers.parts.system import install
from installers.windows.bytecode import compiled, packages_missing, packed
from installers.windows.contents import PYTHON, check_imports, unpack
from installers.windows.launchers import make_launchers
from installers.windows.papers import lay_out_papers

_HERE = Path(__file__).resolve().parent
# The launchers take the place of the first; nobody needs a second way in. OpenSSL is for networks,
# which nothing here uses: hashes come from Python's own code, keys from the libraries' own copies.
_NOT_OF_PYTHON = frozenset(
    {"python.exe", "pythonw.exe", "python.cat", "LICENSE.txt"}
    | {"_ssl.pyd", "_hashlib.pyd", "libssl-3.dll", "libcrypto-3.dll"}
)
Parts = Mapping[str, Mapping[str, Any]]


def parts_of(path: Path = _HERE / "parts.toml") -> Parts:
    """The pinned parts that are no library of the lock."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def make_program(release: Release, *, work: Path) -> Path:
    """Build the folder ``work/program``; what was fetched stays in ``work/fetched``.

    Raises:
        MissingPartError: a library asks for a file that is not shipped.
        UnlistedPartError: a file carries what the bill of materials does not list.
        WrongPartError: a fetched part is another than parts.toml says.
        subprocess.CalledProcessError: a part cannot be had, or the compiler refused.
    """
    parts, folder, store = parts_of(), work / "program", work / "fetched"
    for stale in (folder, work / "own"):
        shutil.rmtree(stale, ignore_errors=True)
    app = folder / "app"
    app.mkdir(parents=True)
    licence = _lay_out_python(parts, store=store, into=app / "python")
    _lay_out_libraries(store=store, own=work / "own", into=app / "lib")
    _lay_out_runtime(parts["runtime"], wheels=_of_lock(store), into=app / "python")
    bill = lay_out_papers(
        parts,
        python_licence=licence,
        release=release,
        into=app / "licences",
        libraries=app / "lib",
    )
    (app / "version.ini").write_text(f"[so138]\nversion={release.version}\n", encoding="ascii")
    short = parts["python"]["short"]
    make_launchers(release, python_short=short, work=work / "launchers", into=folder)
    check_imports(folder)
    check_bill(folder, bill)
    shutil.copyfile(_HERE / "sitecustomize.py", app / "python/sitecustomize.py")
    compiled(app, work=work)
    packed(app / "lib")
    note_files(app)
    settle(folder, release)
    return folder


def note_files(app: Path) -> None:
    """Write the hashes of all that the program runs on, by which the self-test finds what is gone.

    The version's own file is left out: it is no part of the program.
    """
    files = [path for room in ("lib", "python") for path in files_in(app / room)]
    lines = [f"{sha256_of(path)}  {path.relative_to(app).as_posix()}\n" for path in files]
    (app / LIST).write_text("".join(lines), encoding="utf-8")


def pinned(part: Mapping[str, Any]) -> Pinned:
    """One table of parts.toml as what is fetched."""
    return Pinned(package=part["package"], version=part["package_version"], sha256=part["sha256"])


def _lay_out_python(parts: Parts, *, store: Path, into: Path) -> bytes:
    """Put Python, and the C library it brings, into ``into``; return Python's licence."""
    python, backend = parts["python"], pinned(parts["backend"])
    into.mkdir()
    options = ("--no-binary", python["package"])
    source = fetched(pinned(python), into=store, options=options, backend=backend)
    prefix = f"{python['folder']}/"
    with zipfile.ZipFile(io.BytesIO(_inner(source, python["archive"]))) as archive:
        names = [name for name in archive.namelist() if name.startswith(prefix)]
        inside = {name.removeprefix(prefix): archive.read(name) for name in names}
    library = f"python{python['short']}"
    for name, data in inside.items():
        if name and name not in _NOT_OF_PYTHON and not name.startswith(library + "."):
            (into / name).write_bytes(data)
    (into / f"{library}.dll").write_bytes(inside[f"{library}.dll"])
    (into / f"{library}.zip").write_bytes(_opened(inside[f"{library}.zip"]))
    (into / f"{library}._pth").write_text(
        f"{library}.zip\n.\n..\\lib\nimport site\n", encoding="ascii"
    )
    return inside["LICENSE.txt"]


def _lay_out_runtime(runtime: Mapping[str, Any], *, wheels: Path, into: Path) -> None:
    """Put the C++ library beside Python, in whose folder every library looks."""
    if (wheel := of_hash(wheels, runtime["sha256"])) is None:
        raise WrongPartError(runtime["package"])
    with zipfile.ZipFile(wheel) as archive:
        for name in runtime["files"]:
            (into / name).write_bytes(archive.read(f"{runtime['package']}/{name}"))


def _inner(source: Path, name: str) -> bytes:
    """The archive inside the source package."""
    with tarfile.open(source) as package:
        found = next(one for one in package if one.name.endswith("/" + name))
        file = package.extractfile(found)
        return file.read() if file is not None else b""


def _opened(packed: bytes) -> bytes:
    """The standard library unpacked in its zip: the setup file packs it better, it loads faster."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as given,
        zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive,
    ):
        for name in sorted(given.namelist()):
            if not name.endswith("/"):
                entry = zipfile.ZipInfo(name)
                entry.create_system = 0
                archive.writestr(entry, given.read(name))
    return made.getvalue()


def _lay_out_libraries(*, store: Path, own: Path, into: Path) -> None:
    wheels = wheels_of_lock(ROOT / "requirements.txt", into=_of_lock(store), options=PYTHON)
    own.mkdir(parents=True)
    unpack([*wheels, own_wheel(root=ROOT, into=own)], into=into)
    for name in ("before_update", "after_install"):
        (into / f"so138_{name}.py").write_bytes((_HERE / f"{name}.py").read_bytes())


def _of_lock(store: Path) -> Path:
    """A folder for the wheels of exactly this lock: an old wheel never slips in."""
    return store / f"lock-{sha256_of(ROOT / 'requirements.txt')[:12]}"


def tools_missing() -> tuple[str, ...]:
    """The Debian packages that a build needs and this machine lacks."""
    needed = {
        "makensis": "nsis",
        "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
        "x86_64-w64-mingw32-windres": "binutils-mingw-w64-x86-64",
    }
    if os.environ.get("SIGN_P12"):
        needed["osslsigncode"] = "osslsigncode"
    return tuple(package for tool, package in needed.items() if shutil.which(tool) is None)


def install_tools() -> None:
    """Install what is missing, as the rest of the project does it.

    Raises:
        subprocess.CalledProcessError: apt refused.
    """
    if missing := (*tools_missing(), *packages_missing()):
        install(missing)
