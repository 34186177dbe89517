"""The bill of materials and the list of licences: ``python resources/licences/sbom.py``.

Made from the lock file, what is installed, and components.toml alone: no clock, no machine, no
network, so that the same lock gives the same bytes. ``check`` says whether the files are up to
date.
"""

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BOM = HERE / "sbom.cdx.json"
LIST = HERE / "THIRD-PARTY.md"
_ENTRY = re.compile(r"^([a-z0-9-]+)==([^\s;\\]+)(?: ; ([^\\]+?))? \\$", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_WORD = re.compile(r"[A-Za-z0-9.-]+")
_SPACE = uuid.UUID("5b0e7a0a-138b-5138-8138-000000000138")

_LIST_HEAD = """\
# Phần mềm, phông chữ và biểu tượng của người khác / What others made

Sổ 138 dùng các thư viện dưới đây. Giấy phép của tất cả đều cho phép dùng, sao chép và phát cho
người khác miễn phí. Văn bản giấy phép nằm cạnh từng thư viện; của Qt và của những gì nằm bên trong
một thư viện mà thư viện ấy không kèm văn bản thì nằm trong thư mục `texts`.

Made by `make sbom` from the lock file and `components.toml`; the bill of materials for machines is
`sbom.cdx.json` (CycloneDX). Sổ 138 itself is under the Apache License 2.0.

"""
_CARRIED_HEAD = (
    "What lies inside the files of a library:",
    "",
    "| what | version | inside | licence | its text |",
    "|---|---|---|---|---|",
)
_LIST_TAIL = """
## Qt and PySide6 under the LGPL 3

The window is made with Qt 6.8.3 and its Python binding (PySide6 Essentials, Shiboken), used under
the GNU Lesser General Public License, version 3. What that asks, and how it is met:

- Both licence texts come along: `texts/LGPL-3.0.txt` and the GPL that it refers to,
  `texts/GPL-3.0.txt`.
- The libraries are used as their makers published them, unchanged, as files of their own that are
  loaded when the program starts; nothing of them is linked into a file of ours. Whoever wants to
  may put another build of the same version in their place: the folders `PySide6` and `shiboken6`
  of the installed program are ordinary folders, and nothing checks them.
- Taking the program apart to find faults after such an exchange is allowed; the program's own
  licence forbids nothing of the kind.
- The sources of exactly these versions are those of the release 6.8.3 of Qt and of Qt for Python,
  named by version and checksum in the lock file. Who hands the program on also hands on, or offers
  for three years, those source archives.
"""


@dataclass(frozen=True, slots=True)
class Locked:
    """One library of the lock file, with the checksums of every file that may be installed."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def reference(self) -> str:
        """Its address as a package of the Python index: "pkg:pypi/click@8.5.1"."""
        return f"pkg:pypi/{self.name}@{self.version}"


class Materials:
    """What the lock file and components.toml say together."""

    def __init__(self, *, lock: str, facts: Mapping[str, Any], version: str) -> None:
        self.facts = facts
        self.version = version
        self._lock = lock
        self.locked = tuple(one for one in _locked(lock) if not _unshipped(facts, one.name))

    @classmethod
    def of_project(cls) -> "Materials":
        """Those of this project."""
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        return cls(
            lock=(ROOT / "requirements.txt").read_text(encoding="utf-8"),
            facts=tomllib.loads((HERE / "components.toml").read_text(encoding="utf-8")),
            version=project["project"]["version"],
        )

    def installed_on(self, system: str) -> "Materials":
        """What an installed program of ``system`` ("windows", "linux") has, and nothing else."""
        facts = {**self.facts, "installed": True}
        facts["libraries"] = {
            name: {key: value for key, value in one.items() if key != "kept_out"}
            for name, one in self.facts["libraries"].items()
            if not one.get("never_shipped")
        }
        facts["carried"] = [one for one in self.facts["carried"] if one.get("on", system) == system]
        return Materials(lock=self._lock, facts=facts, version=self.version)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all locked libraries."""
        return frozenset(one.name for one in self.locked)

    def problems(self) -> Iterator[str]:
        """What is not known of a library, or not allowed."""
        known: Mapping[str, Any] = self.facts["libraries"]
        yield from (f"no licence written down: {name}" for name in sorted(self.names - set(known)))
        yield from (f"no longer used: {name}" for name in sorted(set(known) - self.names))
        allowed = set(self.facts["allowed"]["licences"])
        every = [(name, one["licence"]) for name, one in known.items()]
        others = (*self.facts["shipped"], *self.facts["carried"])
        every += [(one["name"], one["licence"]) for one in others]
        for name, licence in every:
            if wrong := set(_WORD.findall(licence)) - allowed - {"OR", "AND"}:
                yield f"not allowed: {name} is under {', '.join(sorted(wrong))}"
        for one in self.facts["carried"]:
            if one["by"] not in known:
                yield f"carried by nothing: {one['name']}"
            if "text" in one and not (HERE / one["text"]).is_file():
                yield f"no text: {one['text']}"

    def bom(self, added: Sequence[Mapping[str, Any]] = ()) -> bytes:
        """The bill of materials, CycloneDX 1.6 in JSON; the same for the same lock.

        ``added`` are components that an installed program has besides; one may name in
        ``dependsOn`` what lies in it.
        """
        about = {"type": "application", "bom-ref": "so138", "name": "so138"}
        about |= {"version": self.version}
        components = [self._library(one) for one in self.locked]
        components += [_shipped(one) for one in self.facts["shipped"]]
        components += [_carried(one) for one in self.facts["carried"]]
        components += [
            {key: value for key, value in one.items() if key != "dependsOn"} for one in added
        ]
        document: dict[str, Any] = {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "metadata": {"component": {**about, **_licences("Apache-2.0")}},
            "components": components,
            "dependencies": self._dependencies(added),
        }
        text = json.dumps(document, ensure_ascii=False, sort_keys=True)
        document["serialNumber"] = f"urn:uuid:{uuid.uuid5(_SPACE, text)}"
        return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

    def _library(self, one: Locked) -> dict[str, Any]:
        known = self.facts["libraries"][one.name]
        properties = [{"name": "so138:sha256", "value": value} for value in one.hashes]
        properties += [{"name": "so138:inside", "value": value} for value in _inside(known)]
        if one.marker:
            properties.append({"name": "so138:marker", "value": one.marker})
        return {
            "type": "library",
            "bom-ref": one.reference,
            "name": one.name,
            "version": one.version,
            "purl": one.reference,
            "properties": properties,
            **_licences(known["licence"]),
        }

    def _dependencies(self, added: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        references = {one.name: one.reference for one in self.locked}
        inside: dict[str, list[str]] = {}
        for one in self.facts["carried"]:
            inside.setdefault(one["by"], []).append(_carried(one)["bom-ref"])
        own = [(one.name, one.reference) for one in self.locked]
        asked = [
            {
                "ref": ref,
                "dependsOn": sorted(
                    [*(references[one] for one in _asked(name) & self.names), *inside.get(name, ())]
                ),
            }
            for name, ref in [("so138", "so138"), *own]
        ]
        told = [one for one in added if "dependsOn" in one]
        return [*asked, *({"ref": one["bom-ref"], "dependsOn": one["dependsOn"]} for one in told)]

    def list(self) -> str:
        """The list of licences for people, in Markdown."""
        lines = ["| what | version | licence | carries besides |", "|---|---|---|---|"]
        notes = []
        for one in self.locked:
            known = self.facts["libraries"][one.name]
            inside = "; ".join(_inside(known))
            lines.append(f"| {one.name} | {one.version} | {known['licence']} | {inside} |")
            if "note" in known:
                notes.append(f"- {one.name}: {known['note']}")
        for one in self.facts["shipped"]:
            place = f"text in `resources/{one['folder']}`"
            lines.append(f"| {one['name']} | {one['version']} | {one['licence']} | {place} |")
        lines += ["", *_CARRIED_HEAD, *(_carried_line(one) for one in self.facts["carried"])]
        return _LIST_HEAD + "\n".join([*lines, "", *notes]) + "\n" + _LIST_TAIL


def _inside(known: Mapping[str, Any]) -> tuple[str, ...]:
    return (*known.get("inside", ()), *known.get("kept_out", ()))


def _carried_line(one: Mapping[str, str]) -> str:
    none = "none is asked for" if one["licence"].endswith("Public-Domain") else "beside the library"
    text = f"`{one['text']}`" if "text" in one else none
    only = {"windows": " (Windows)", "linux": " (Debian)"}.get(one.get("on", ""), "")
    what = f"{one['name']}{only} | {one['version']} | {one['by']} | {one['licence']}"
    return f"| {what} | {text} |"


def _unshipped(facts: Mapping[str, Any], name: str) -> bool:
    """Whether the facts are an installed program's, which has no such library."""
    return bool(facts.get("installed")) and name not in facts["libraries"]


def _locked(lock: str) -> Iterator[Locked]:
    for entry in re.split(r"\n(?=\S)", lock.strip()):
        if found := _ENTRY.match(entry):
            hashes = tuple(sorted(_HASH.findall(entry)))
            yield Locked(found[1], found[2], found[3] or "", hashes)


def _asked(name: str) -> frozenset[str]:
    """What an installed library asks for, extras aside, by normalised name."""
    asked = metadata.requires(name) or ()
    plain = (one for one in asked if "extra ==" not in one)
    return frozenset(re.sub(r"[-_.]+", "-", _WORD.findall(one)[0]).lower() for one in plain)


def _licences(licence: str) -> dict[str, Any]:
    if " " in licence or licence.startswith("LicenseRef-"):
        return {"licenses": [{"expression": licence}]}
    return {"licenses": [{"license": {"id": licence}}]}


def _shipped(one: Mapping[str, str]) -> dict[str, Any]:
    return {
        "type": "data" if one["folder"] == "icons" else "library",
        "bom-ref": f"shipped:{one['folder']}",
        "name": one["name"],
        "version": one["version"],
        **_licences(one["licence"]),
    }


def _carried(one: Mapping[str, str]) -> dict[str, Any]:
    """A work inside a library, with the names by which lists of known holes call it."""
    return {"bom-ref": f"{one['by']}:{one['name']}@{one['version']}", **generic(one)}


def generic(one: Mapping[str, str]) -> dict[str, Any]:
    """A component that comes from no package index, from its name, version, licence and "cpe"."""
    plain = one["name"].lower().replace(" ", "-")
    made = {
        "type": "library",
        "name": one["name"],
        "version": one["version"],
        "purl": f"pkg:generic/{plain}@{one['version']}",
        **_licences(one["licence"]),
    }
    if "cpe" in one:
        made["cpe"] = f"cpe:2.3:a:{one['cpe']}:{one['version']}:*:*:*:*:*:*:*"
    return made


def main(arguments: list[str]) -> int:
    """Write both files, or with ``check`` say what is wrong with them."""
    materials = Materials.of_project()
    problems = list(materials.problems())
    if not problems:
        made = {BOM: materials.bom(), LIST: materials.list().encode()}
        if arguments == ["check"]:
            problems = [
                f"out of date, run make sbom: {path.name}"
                for path, content in made.items()
                if not path.is_file() or path.read_bytes() != content
            ]
        else:
            for path, content in made.items():
                path.write_bytes(content)
    print("\n".join(problems) or f"{len(materials.locked)} libraries, all licences known.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
