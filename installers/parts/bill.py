"""What goes along with an installed program about the works of others: for machines, for people."""

import importlib.util
import json
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from types import ModuleType
from typing import Any, Literal

from installers.parts.release import ROOT

System = Literal["windows", "linux"]
LICENCES = ROOT / "resources/licences"
WITHIN = "desktop/_resources/licences"
"""Where the lists and texts lie in the folder of an installed program's libraries."""


def bill_of_materials(
    system: System, *, version: str, added: Sequence[Mapping[str, Any]] = ()
) -> bytes:
    """What the lock brings, what lies inside it on ``system``, and what is ``added``; CycloneDX.

    What an installed program does not have (pip, what is made for another system) is not listed.
    """
    materials = _materials(system)
    materials.version = version
    made: bytes = materials.bom(added)
    return made


def third_party(system: System) -> str:
    """The list of licences of what is installed on ``system``, in Markdown."""
    made: str = _materials(system).list()
    return made.replace("`resources/", "`desktop/_resources/")


def licences_of(system: System) -> tuple[tuple[str, str], ...]:
    """Name and licence of everything of others that is installed on ``system``."""
    materials = _materials(system)
    libraries = [(one.name, materials.facts["libraries"][one.name]) for one in materials.locked]
    shipped = [(one["name"], one) for one in materials.facts["shipped"]]
    carried = [(f"{one['name']} (in {one['by']})", one) for one in materials.facts["carried"]]
    return tuple((name, one["licence"]) for name, one in (*libraries, *shipped, *carried))


def from_no_index(one: Mapping[str, str]) -> dict[str, Any]:
    """A component that is ``added``, from its name, version, licence and "cpe"."""
    made: dict[str, Any] = _sbom().generic(one)
    return made


def versions_of(bill: bytes) -> Mapping[str, frozenset[str]]:
    """Every version that a bill of materials lists, by name."""
    found: dict[str, set[str]] = {}
    for one in json.loads(bill)["components"]:
        found.setdefault(one["name"], set()).add(one["version"])
    return {name: frozenset(versions) for name, versions in found.items()}


def _materials(system: System) -> Any:
    return _sbom().Materials.of_project().installed_on(system)


@cache
def _sbom() -> ModuleType:
    """The program behind ``make sbom``, which lies beside what it writes."""
    spec = importlib.util.spec_from_file_location("so138_sbom", LICENCES / "sbom.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("sbom.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
