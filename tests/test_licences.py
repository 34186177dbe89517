"""What others made: every library is known, allowed, told to people and to machines."""

import contextlib
import importlib.util
import json
import re
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest
import sqlcipher3
from PIL import features
from PySide6.QtCore import qVersion

from desktop.paths import resource

ROOT = Path(__file__).resolve().parent.parent

# How the libraries' own records name the licences that have no short name there.
SAID = {
    "Apache-2.0": ("Apache License, Version 2.0", "Apache-2.0"),
    "BSD-3-Clause": ("BSD", "BSD license"),
    "BSD-3-Clause AND Apache-2.0": ("BSD-3-Clause, Apache-2.0",),
    "LGPL-3.0-only": ("LGPL-3.0-only OR",),
    "LicenseRef-Public-Domain": ("Public Domain",),
    "PSF-2.0": ("PSFL",),
    "MIT": ("MIT License",),
    "Zlib": ("provided 'as-is'",),
}


@pytest.fixture(scope="module")
def sbom() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sbom", resource("licences") / "sbom.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["sbom"] = module
    spec.loader.exec_module(module)
    return module


def test_every_locked_library_has_an_allowed_licence(sbom: ModuleType) -> None:
    materials = sbom.Materials.of_project()
    assert not list(materials.problems())
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert len(materials.locked) == sum("==" in line for line in lines) > 30


def test_the_written_files_are_those_that_the_lock_gives(sbom: ModuleType) -> None:
    materials = sbom.Materials.of_project()
    assert materials.bom() == sbom.BOM.read_bytes()
    assert materials.list() == sbom.LIST.read_text(encoding="utf-8")
    assert materials.bom() == sbom.Materials.of_project().bom()


def test_the_bill_is_whole_by_the_rules_of_its_format(sbom: ModuleType) -> None:
    bill = json.loads(sbom.BOM.read_bytes())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    references = [one["bom-ref"] for one in bill["components"]]
    assert len(references) == len(set(references))
    named = {*references, "so138"}
    assert {one["ref"] for one in bill["dependencies"]} <= named
    assert {ref for one in bill["dependencies"] for ref in one["dependsOn"]} <= named
    libraries = [one for one in bill["components"] if one["bom-ref"].startswith("pkg:")]
    assert all(one["version"] and one["licenses"] and one["purl"] for one in libraries)
    assert all(any(p["name"] == "so138:sha256" for p in one["properties"]) for one in libraries)
    assert "://" not in sbom.BOM.read_text(encoding="utf-8")


def said_of(name: str) -> str:
    """What an installed library says of its own licence."""
    about = metadata.metadata(name).json
    heads = (str(about.get(key, "")) for key in ("license_expression", "license", "classifier"))
    texts = [path for path in metadata.files(name) or () if "licen" in str(path).lower()]
    read = (Path(str(path.locate())).read_text("utf-8", "replace")[:600] for path in texts[:3])
    return " ".join((*heads, *read))


def test_the_licences_written_down_are_those_that_the_libraries_say(sbom: ModuleType) -> None:
    wrong = []
    for name, one in sbom.Materials.of_project().facts["libraries"].items():
        said = said_of(name)
        wanted = (one["licence"], *SAID.get(one["licence"], ()))
        if not any(each in said for each in wanted):
            wrong.append(f"{name}: {one['licence']}")
    assert not wrong


def test_a_library_of_another_licence_or_none_is_found(sbom: ModuleType) -> None:
    facts = sbom.Materials.of_project().facts
    changed = facts | {"libraries": dict(facts["libraries"])}
    del changed["libraries"]["click"]
    changed["libraries"]["lxml"] = {"licence": "AGPL-3.0-only"}
    changed["libraries"]["gone"] = {"licence": "MIT"}
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    found = list(sbom.Materials(lock=lock, facts=changed, version="1").problems())
    assert found == [
        "no licence written down: click",
        "no longer used: gone",
        "not allowed: lxml is under AGPL-3.0-only",
    ]


def test_what_lies_inside_a_library_has_its_text_and_its_version(sbom: ModuleType) -> None:
    carried = {
        (one["name"], one["by"]): one for one in sbom.Materials.of_project().facts["carried"]
    }
    text = (resource("licences") / carried["SQLCipher", "sqlcipher3"]["text"]).read_text("utf-8")
    assert "ZETETIC LLC" in text
    assert carried["SQLite", "sqlcipher3"]["version"] == sqlcipher3.sqlite_version
    with contextlib.closing(sqlcipher3.connect(":memory:")) as store:
        (cipher,) = store.execute("PRAGMA cipher_version").fetchone()
    assert cipher.startswith(carried["SQLCipher", "sqlcipher3"]["version"])
    assert carried["Qt", "pyside6-essentials"]["version"] == qVersion()
    assert carried["FreeType", "pillow"]["version"] == features.version("freetype2")


def test_a_work_inside_without_its_library_or_text_is_found(sbom: ModuleType) -> None:
    facts = dict(sbom.Materials.of_project().facts)
    one = {"name": "x", "version": "1", "licence": "MIT", "by": "gone", "text": "texts/X.txt"}
    facts["carried"] = [one]
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    found = list(sbom.Materials(lock=lock, facts=facts, version="1").problems())
    assert found == ["carried by nothing: x", "no text: texts/X.txt"]


def test_the_texts_that_the_lgpl_asks_for_come_along() -> None:
    texts = resource("licences") / "texts"
    lesser = (texts / "LGPL-3.0.txt").read_text(encoding="utf-8")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in lesser
    assert "Version 3, 29 June 2007" in (texts / "GPL-3.0.txt").read_text(encoding="utf-8")
    said = (resource("licences") / "THIRD-PARTY.md").read_text(encoding="utf-8")
    assert "under the LGPL 3" in said


def test_what_is_shipped_carries_its_licence(sbom: ModuleType) -> None:
    for one in sbom.Materials.of_project().facts["shipped"]:
        assert list(resource(one["folder"]).glob("LICENSE*")), one["name"]
        about = (resource(one["folder"].split("/")[0]) / "README.md").read_text(encoding="utf-8")
        assert one["version"] in about
