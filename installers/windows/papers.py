"""What goes along on paper: licences, the bill of materials with what Windows adds, first words."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from installers.parts.bill import bill_of_materials
from installers.parts.release import ROOT, Release

_HERE = Path(__file__).resolve().parent
_LICENCES = ROOT / "resources/licences"
_ADDED = """
## What the Windows program adds

| what | version | licence | where its text lies |
|---|---|---|---|
| CPython, embeddable | {python} | PSF-2.0 | `PYTHON.txt` |
| Microsoft Visual C++ runtime | {runtime} | Microsoft's own | `MICROSOFT-RUNTIME.txt` |
| NSIS (the setup program itself) | 3 | Zlib, LZMA part CPL-1.0 with exception | `NSIS.txt` |
| mingw-w64 start-up code (in the launchers) | | ZPL-2.1, public domain | `MINGW-W64.txt` |

CPython carries OpenSSL (Apache-2.0), libffi (MIT), SQLite (public domain), bzip2, expat, XZ
and zlib, each named in its licence file.
"""


def lay_out_papers(
    parts: Mapping[str, Mapping[str, Any]], *, python_licence: bytes, release: Release, into: Path
) -> None:
    """Write every licence, the list of them and the bill of materials into ``into``."""
    into.mkdir()
    versions = {name: parts[name]["version"] for name in ("python", "runtime")}
    for path in sorted((_LICENCES / "texts").iterdir()):
        (into / path.name).write_bytes(path.read_bytes())
    third = (_LICENCES / "THIRD-PARTY.md").read_text(encoding="utf-8")
    _write(into / "THIRD-PARTY.md", third.replace("`texts/", "`") + _ADDED.format(**versions))
    (into / "SO138.txt").write_bytes((ROOT / "LICENSE").read_bytes())
    (into / "PYTHON.txt").write_bytes(python_licence)
    for name in ("NSIS", "MINGW-W64"):
        (into / f"{name}.txt").write_bytes((_HERE / f"licences/{name}.txt").read_bytes())
    bill = bill_of_materials(_LICENCES, version=release.version, added=added_by(parts))
    (into / "sbom.cdx.json").write_bytes(bill)


def added_by(parts: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    """What the Windows program has besides the lock, for its bill of materials."""
    return (
        _component("cpython-embeddable", parts["python"]),
        _component("microsoft-visual-cpp-runtime", parts["runtime"]),
    )


def _component(name: str, part: Mapping[str, Any]) -> dict[str, Any]:
    licence = part["licence"]
    plain = not licence.startswith("LicenseRef-")
    said = {"license": {"id": licence}} if plain else {"expression": licence}
    return {
        "type": "library",
        "bom-ref": f"windows:{name}",
        "name": name,
        "version": part["version"],
        "licenses": [said],
        "purl": f"pkg:pypi/{part['package']}@{part['package_version']}",
        "properties": [{"name": "so138:sha256", "value": part["sha256"]}],
    }


def _write(path: Path, text: str) -> None:
    """Text that the oldest Windows editor shows as it is meant."""
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
