"""The package as a folder: every file in its place with its rights, then packed."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from installers.debian import papers
from installers.debian.contents import library_wheels, merge
from installers.parts.bill import WITHIN, bill_of_materials, third_party
from installers.parts.fetching import own_wheel
from installers.parts.inside import check_bill
from installers.parts.pictures import picture
from installers.parts.release import ROOT, Release
from installers.parts.settling import files_in, kib_of

_HERE = Path(__file__).resolve().parent
_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
BILL = "usr/share/doc/so138/sbom.cdx.json"
"""Where the bill of materials lies in the package."""
_LIBRARIES = "usr/lib/so138"
_FILE, _PROGRAM, _FOLDER = 0o644, 0o755, 0o755


def file_name(release: Release) -> str:
    """What the package is called."""
    return f"so138_{release.version}_amd64.deb"


def build(release: Release, *, work: Path, dist: Path, root: Path = ROOT) -> Path:
    """Build the package; ``work`` keeps the wheels for the next time. Return its path.

    Raises:
        MergeError: the wheels do not go into one folder.
        UnlistedPartError: a file carries what the bill of materials does not list.
        subprocess.CalledProcessError: a wheel cannot be had, or packing failed.
    """
    os.environ["SOURCE_DATE_EPOCH"] = str(release.epoch)
    folder = work / "package"
    for stale in (folder, work / "own"):
        shutil.rmtree(stale, ignore_errors=True)
    wheels = list(library_wheels(lock=root / "requirements.txt", into=work / "wheels"))
    own = own_wheel(root=root, into=work / "own")
    merge([*wheels, own], into=folder / _LIBRARIES)
    _lay_out(folder, release=release, root=root)
    _settle(folder, epoch=release.epoch)
    return _pack(folder, dist / file_name(release))


def _lay_out(folder: Path, *, release: Release, root: Path) -> None:
    """Everything around the program's own folder."""
    desktop = root / "resources/desktop"
    share, version = folder / "usr/share", release.version
    _put(folder / "usr/bin/so138", (_HERE / "share/so138").read_bytes(), mode=_PROGRAM)
    _put(share / "applications/so138.desktop", (desktop / "so138.desktop").read_bytes())
    _put(share / "mime/packages/so138.xml", (desktop / "so138-mime.xml").read_bytes())
    said = (desktop / "so138.metainfo.xml").read_text(encoding="utf-8")
    said = said.replace("@VERSION@", version).replace("@DATE@", release.when.strftime("%Y-%m-%d"))
    _put(share / "metainfo/vn.so138.so138.metainfo.xml", said.encode())
    for place, side, drawing in _icons():
        icon = desktop / f"{drawing}.svg"
        data = picture(icon, side=side) if side else icon.read_bytes()
        _put(share / "icons/hicolor" / place, data)
    documents = share / "doc/so138"
    _put(documents / "copyright", papers.copyright_page().encode())
    _lay_out_bill(folder, version=version)
    _put(documents / "changelog.gz", papers.changelog(version=version, epoch=release.epoch))
    for language, section in (("en", "man1"), ("vi", "vi/man1")):
        page = papers.manual(language, version=version, epoch=release.epoch)
        _put(share / "man" / section / "so138.1.gz", page)
    update = (_HERE / "share/so138.rtupdate").read_bytes()
    _put(share / "python3/runtime.d/so138.rtupdate", update, mode=_PROGRAM)
    known = (_HERE / "share/lintian-overrides").read_bytes()
    _put(share / "lintian/overrides/so138", known)
    _lay_out_control(folder, release=release)


def _lay_out_bill(folder: Path, *, version: str) -> None:
    """What is inside, for machines and for people; what the libraries brought is replaced."""
    bill = bill_of_materials("linux", version=version)
    check_bill(folder, bill)
    _put(folder / BILL, bill)
    within = folder / _LIBRARIES / WITHIN
    _put(within / "sbom.cdx.json", bill)
    _put(within / "THIRD-PARTY.md", third_party("linux").encode())


def _icons() -> Iterator[tuple[str, int, str]]:
    """Place below hicolor, side in pixels (0: the drawing itself), and drawing."""
    for kind, name, drawing in (
        ("apps", "so138", "so138"),
        ("mimetypes", "application-x-so138", "so138-file"),
    ):
        yield f"scalable/{kind}/{name}.svg", 0, drawing
        for side in _ICON_SIZES:
            yield f"{side}x{side}/{kind}/{name}.png", side, drawing


def _lay_out_control(folder: Path, *, release: Release) -> None:
    """The part that dpkg reads."""
    inside, kib = list(files_in(folder)), kib_of(folder)
    depends = (_HERE / "share/depends.txt").read_text(encoding="utf-8")
    about = papers.control(version=release.version, installed_kib=kib, depends=depends)
    _put(folder / "DEBIAN/control", about.encode())
    sums = (f"{_md5(path)}  {path.relative_to(folder)}\n" for path in sorted(inside))
    _put(folder / "DEBIAN/md5sums", "".join(sums).encode())
    for name in ("postinst", "prerm"):
        script = (_HERE / "share" / name).read_bytes()
        _put(folder / "DEBIAN" / name, script, mode=_PROGRAM)


def _md5(path: Path) -> str:
    # Debian's own check of installed files; nothing secret rests on it.
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def _put(path: Path, data: bytes, *, mode: int = _FILE) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.chmod(mode)


def _settle(folder: Path, *, epoch: int) -> None:
    """One moment and one set of rights for all, whoever built it."""
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(_FOLDER)
        os.utime(path, (epoch, epoch))


def _pack(folder: Path, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    call = ["dpkg-deb", "-Zxz", "-z8", "--root-owner-group", "--build"]
    subprocess.run([*call, str(folder), str(path)], check=True, stdout=subprocess.DEVNULL)
    return path
