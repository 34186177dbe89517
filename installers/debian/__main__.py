"""``python -m installers.debian``: build the package into ``dist`` and say its size and hash."""

import shutil
import sys

from installers.debian.package import BILL, build
from installers.parts.hash_page import ON_DEBIAN, hash_page
from installers.parts.release import ROOT, release_of
from installers.parts.settling import note_sums, sha256_of, size_of


def main() -> int:
    """Build, and say what came out."""
    work, dist = ROOT / "build/debian", ROOT / "dist"
    release = release_of()
    path = build(release, work=work, dist=dist)
    page = dist / f"{path.stem}-kiem-tra.pdf"
    page.write_bytes(hash_page((path,), release=release, way=ON_DEBIAN))
    bill = dist / f"{path.stem}.cdx.json"
    shutil.copyfile(work / f"package/{BILL}", bill)
    note_sums(dist, path, page, bill)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1e6:.1f} MB")
    print(f"installed  {size_of(work / 'package/usr') / 1e6:.0f} MB")
    print(f"sha256  {sha256_of(path)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
