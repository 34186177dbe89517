"""``python -m installers.debian``: build the package into ``dist`` and say its size and hash."""

import hashlib
import sys
from pathlib import Path

from installers.debian.package import build, release_of

_ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Build, and say what came out."""
    dist = _ROOT / "dist"
    path = build(release_of(), work=_ROOT / "build/debian", dist=dist)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    kept = dist / "SHA256SUMS"
    known = kept.read_text(encoding="utf-8").splitlines() if kept.is_file() else []
    lines = [line for line in known if not line.endswith(f"  {path.name}")]
    lines = sorted([*lines, f"{digest}  {path.name}"], key=lambda line: line.split("  ")[1])
    kept.write_text("\n".join(lines) + "\n", encoding="utf-8")
    inside = sum(
        one.stat().st_size for one in (_ROOT / "build/debian/package").rglob("*") if one.is_file()
    )
    print(f"{path.relative_to(_ROOT)}  {path.stat().st_size / 1e6:.1f} MB")
    print(f"installed  {inside / 1e6:.0f} MB")
    print(f"sha256  {digest}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
