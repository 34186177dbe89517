"""``python -m installers.windows``: build the setup file and the portable folder into ``dist``."""

import os
import shutil
import sys
from pathlib import Path

from installers.parts.hash_page import ON_WINDOWS, hash_page
from installers.parts.release import ROOT, Release, release_of
from installers.parts.settling import note_sums, settle, sha256_of, size_of, zipped
from installers.windows.guide import guide
from installers.windows.packing import pack, sign
from installers.windows.program import install_tools, make_program, parts_of

_HERE = Path(__file__).resolve().parent


def main() -> int:
    """Build, and say what came out."""
    release = release_of()
    install_tools()
    work, dist = ROOT / "build/windows", ROOT / "dist"
    dist.mkdir(exist_ok=True)
    made = build(release, work=work, dist=dist, signed=bool(os.environ.get("SIGN_P12")))
    for path in made:
        sys.stdout.write(f"{path.name}  {path.stat().st_size / 1e6:.1f} MB  {sha256_of(path)}\n")
    sys.stdout.write(f"installed  {size_of(work / 'program') / 1e6:.0f} MB\n")
    return 0


def build(release: Release, *, work: Path, dist: Path, signed: bool) -> tuple[Path, ...]:
    """Build the setup file, the portable folder and the papers that go along; note their hashes."""
    program = make_program(release, work=work)
    if signed:
        for launcher in sorted(program.glob("*.exe")):
            sign(launcher)
        settle(program, release)
    short = parts_of()["python"]["short"]
    setup = pack(
        program,
        release=release,
        python_short=short,
        work=work,
        into=dist,
        signed=signed,
    )
    bill = dist / f"So138-{release.version}-windows.cdx.json"
    shutil.copyfile(program / "app/licences/sbom.cdx.json", bill)
    portable = _portable(program, release=release, work=work, dist=dist)
    page = dist / f"So138-{release.version}-kiem-tra.pdf"
    page.write_bytes(hash_page((setup, portable), release=release, way=ON_WINDOWS))
    way = dist / "HUONG-DAN-CAI-DAT.pdf"
    way.write_bytes(guide(release, sha256=sha256_of(setup)))
    made = (setup, portable, bill, page, way)
    note_sums(dist, *made)
    return made


def _portable(program: Path, *, release: Release, work: Path, dist: Path) -> Path:
    """The same folder as a zip file: unpacked anywhere, it runs."""
    folder, path = work / "portable", dist / f"So138-{release.version}-portable.zip"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(program, folder)
    words = (_HERE / "DOC-TRUOC.txt").read_text(encoding="utf-8")
    (folder / "DOC-TRUOC.txt").write_bytes(words.replace("\n", "\r\n").encode("utf-8-sig"))
    zipped(folder, into=path, top=f"So138-{release.version}", release=release)
    return path


if __name__ == "__main__":
    sys.exit(main())
