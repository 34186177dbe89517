"""What goes along on paper: licences, the bill of materials with what Windows adds, first words."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from installers.parts.bill import (
    LICENCES,
    WITHIN,
    bill_of_materials,
    from_no_index,
    third_party,
)
from installers.parts.release import ROOT, Release

_HERE = Path(__file__).resolve().parent
_ADDED = """
## What the Windows program adds

| what | version | licence | where its text lies |
|---|---|---|---|
| CPython, embeddable | {python} | PSF-2.0 | `PYTHON.txt` |
| Microsoft Visual C++ runtime | {runtime} | Microsoft's own | `MICROSOFT-RUNTIME.txt` |
| NSIS (the setup program itself) | 3 | Zlib, LZMA part CPL-1.0 with exception | `NSIS.txt` |
| mingw-w64 start-up code (in the launchers) | | ZPL-2.1, public domain | `MINGW-W64.txt` |

Inside CPython, with the texts in `PYTHON-PARTS.txt`:

| what | version | licence |
|---|---|---|
{inside}
"""


def lay_out_papers(
    parts: Mapping[str, Mapping[str, Any]],
    *,
    python_licence: bytes,
    release: Release,
    into: Path,
    libraries: Path,
) -> bytes:
    """Write every licence, the list of them and the bill of materials into ``into``.

    The list and the bill that lie among the ``libraries`` become those of the installed program.
    Returns the bill.
    """
    into.mkdir()
    for path in sorted((LICENCES / "texts").iterdir()):
        (into / path.name).write_bytes(path.read_bytes())
    third = third_party("windows") + _added_list(parts)
    _write(into / "THIRD-PARTY.md", third.replace("`texts/", "`").replace("`texts`", "này"))
    (into / "SO138.txt").write_bytes((ROOT / "LICENSE").read_bytes())
    (into / "PYTHON.txt").write_bytes(python_licence)
    for name in ("NSIS", "MINGW-W64"):
        (into / f"{name}.txt").write_bytes((_HERE / f"licences/{name}.txt").read_bytes())
    bill = bill_of_materials("windows", version=release.version, added=added_by(parts))
    (into / "sbom.cdx.json").write_bytes(bill)
    _write(libraries / WITHIN / "THIRD-PARTY.md", third)
    (libraries / WITHIN / "sbom.cdx.json").write_bytes(bill)
    return bill


def _added_list(parts: Mapping[str, Mapping[str, Any]]) -> str:
    rows = (f"| {one['name']} | {one['version']} | {one['licence']} |" for one in _inside(parts))
    versions = {name: parts[name]["version"] for name in ("python", "runtime")}
    return _ADDED.format(**versions, inside="\n".join(rows))


def _inside(parts: Mapping[str, Mapping[str, Any]]) -> Sequence[Mapping[str, str]]:
    """What lies inside Python."""
    inside: Sequence[Mapping[str, str]] = parts["python"]["inside"]
    return inside


def added_by(parts: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    """What the Windows program has besides the lock, for its bill of materials."""
    inside = [
        {"bom-ref": f"python:{one['name']}@{one['version']}", **from_no_index(one)}
        for one in _inside(parts)
    ]
    python = _component({"name": "CPython", "cpe": "python:python", **parts["python"]})
    python["dependsOn"] = sorted(one["bom-ref"] for one in inside)
    runtime = {"name": "Microsoft Visual C++ runtime", **parts["runtime"]}
    return (python, _component(runtime), *inside)


def _component(part: Mapping[str, Any]) -> dict[str, Any]:
    """One table of parts.toml; the package that it was fetched in is no name that scanners know."""
    source = f"{part['package']}=={part['package_version']}"
    said = {"so138:fetched-as": source, "so138:sha256": part["sha256"]}
    made = {"bom-ref": f"windows:{part['name']}", **from_no_index(part)}
    return made | {"properties": [{"name": name, "value": value} for name, value in said.items()]}


def _write(path: Path, text: str) -> None:
    """Text that the oldest Windows editor shows as it is meant."""
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
