"""The Windows program: what goes in, the same bytes twice, words for every page."""

import json
import re
import struct
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from installers.parts.bill import bill_of_materials, third_party
from installers.parts.hash_page import ON_WINDOWS, groups_of, hash_page
from installers.parts.inside import UnlistedPartError, check_bill
from installers.parts.release import ROOT, Release
from installers.parts.settling import files_in, note_sums, settle, zipped
from installers.windows.bytecode import packed
from installers.windows.contents import SHIPPED
from installers.windows.icons import SIDES, icon_of
from installers.windows.papers import added_by, lay_out_papers
from installers.windows.program import parts_of

WINDOWS = ROOT / "installers/windows"
_WHOLE = re.MULTILINE | re.DOTALL
RELEASE = Release(version="1.2.3", epoch=1_700_000_000)


@pytest.mark.parametrize(
    "name",
    [
        "desktop/app.py",
        "desktop/_resources/translations/vi.mo",
        "desktop/_resources/licences/texts/LGPL-3.0.txt",
        "PySide6/Qt6Widgets.dll",
        "PySide6/plugins/platforms/qwindows.dll",
        "babel/locale-data/vi.dat",
        "click-8.5.1.dist-info/licenses/LICENSE.txt",
    ],
)
def test_what_runs_and_its_licences_go_in(name: str) -> None:
    assert SHIPPED.takes(name)


@pytest.mark.parametrize(
    "name",
    [
        "pip/__main__.py",
        "pip-26.3.dist-info/METADATA",
        "reportlab/fonts/DarkGardenMK.pfb",
        "PySide6/Qt6Quick.dll",
        "PySide6/QtNetwork.pyd",
        "PySide6/opengl32sw.dll",
        "shiboken6/msvcp140.dll",
        "numpy/tests/test_x.py",
        "babel/locale-data/de.dat",
        "desktop/_resources/translations/vi/cli.po",
    ],
)
def test_what_is_not_used_or_not_allowed_stays_out(name: str) -> None:
    assert not SHIPPED.takes(name)


def test_every_part_is_pinned_by_version_and_hash() -> None:
    for part in parts_of().values():
        assert re.fullmatch(r"[0-9a-f]{64}", part["sha256"])
        assert re.fullmatch(r"[0-9.]+", part["package_version"])


def test_the_runtime_is_the_one_that_the_locked_library_carries() -> None:
    runtime = parts_of()["runtime"]
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    entry = lock.partition(f"{runtime['package']}=={runtime['package_version']} ")[2]
    assert runtime["sha256"] in entry.partition("==")[0]


def test_the_licences_of_the_parts_are_allowed_and_their_text_comes_along() -> None:
    folder = ROOT / "resources/licences"
    facts = tomllib.loads((folder / "components.toml").read_text(encoding="utf-8"))
    parts = parts_of()
    licences = {parts[name]["licence"] for name in ("python", "runtime")}
    assert licences <= set(facts["allowed"]["licences"])
    text = (folder / "texts/MICROSOFT-RUNTIME.txt").read_text(encoding="utf-8")
    assert all(name in text for name in parts["runtime"]["files"])
    assert parts["runtime"]["version"] in text


def test_the_version_is_told_to_windows_in_four_numbers() -> None:
    assert RELEASE.four_numbers == (1, 2, 3, 0)


def test_a_folder_packed_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name, order in (("one", "ab"), ("two", "ba")):
        folder = tmp_path / name
        folder.mkdir()
        for letter in order:
            (folder / f"{letter}.txt").write_text(letter, encoding="ascii")
        settle(folder, RELEASE)
        zipped(folder, into=tmp_path / f"{name}.zip", top="So138", release=RELEASE)
        made.append((tmp_path / f"{name}.zip").read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == ["So138/a.txt", "So138/b.txt"]


def test_sums_keep_other_files_and_forget_what_is_gone(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_text("aa  gone.deb\nbb  kept.deb\n", encoding="ascii")
    for name in ("kept.deb", "new.exe"):
        (tmp_path / name).write_bytes(b"")
    lines = note_sums(tmp_path, tmp_path / "new.exe").read_text(encoding="ascii").splitlines()
    assert [line.split("  ")[1] for line in lines] == ["kept.deb", "new.exe"]


def test_an_icon_holds_a_picture_of_each_side(qapp: QGuiApplication) -> None:
    data = icon_of(ROOT / "resources/desktop/so138.svg")
    assert struct.unpack("<HHH", data[:6]) == (0, 1, len(SIDES))
    size, place = struct.unpack("<II", data[6 + 8 : 6 + 16])
    first = QImage.fromData(data[place : place + size])
    assert first.width() == SIDES[0]
    assert not first.isNull()


def test_modules_of_one_file_are_found_run_and_placed(tmp_path: Path) -> None:
    folder = tmp_path / "lib"
    (folder / "room/table").mkdir(parents=True)
    (folder / "room/__init__.py").write_text("x = 1\n", encoding="ascii")
    (folder / "room/table/__init__.py").write_text("from room import x\n", encoding="ascii")
    (folder / "room/words.txt").write_text("lời", encoding="utf-8")
    (folder / "room/__main__.py").write_text("print('run')\n", encoding="ascii")
    (folder / "loose").mkdir()
    (folder / "loose/alone.py").write_text("", encoding="ascii")
    call = [sys.executable, "-m", "compileall", "-q", "-b", str(folder)]
    subprocess.run(call, check=True)
    for source in folder.rglob("*.py"):
        source.unlink()
    packed(folder)
    left = [path.relative_to(folder).as_posix() for path in files_in(folder)]
    assert left == ["loose/alone.pyc", "modules.bin", "room/words.txt"]
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); "
        "from installers.windows.sitecustomize import Packed; "
        f"sys.meta_path.insert(2, Packed({str(folder)!r}, '/')); "
        "import importlib.resources, runpy, room.table; "
        "print(room.table.x, room.__path__ == [sys.argv[1] + '/room']); "
        "print(importlib.resources.files('room').joinpath('words.txt').read_text('utf-8')); "
        "runpy.run_module('room', run_name='__main__', alter_sys=True)"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(folder)],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.stdout.split() == ["1", "True", "lời", "run"]


def _script() -> str:
    """The setup program without its sentences."""
    parts = (path for path in sorted(WINDOWS.glob("*.ns[hi]")) if path.name != "words.nsh")
    return "".join(path.read_text(encoding="utf-8") for path in parts)


def test_every_sentence_of_the_setup_program_is_there_in_both_languages() -> None:
    words = (WINDOWS / "words.nsh").read_text(encoding="utf-8")
    asked = set(re.findall(r"\$\(([A-Z_]+)\)", _script()))
    asked |= set(re.findall(r"!insertmacro (?:Refuse \S+ \S+|Spoken \S+) ([A-Z_]+)", _script()))
    asked |= set(re.findall(r"\$\{(?:VIETNAMESE|ENGLISH)_([A-Z_]+)\}", _script()))
    joined = words.replace("\\\n", " ")
    there = re.findall(r'^!insertmacro Words (\w+)\s+"([^"]+)"\s+"([^"]+)"$', joined, re.MULTILINE)
    assert asked == {name for name, _, _ in there}
    assert all(vietnamese and english for _, vietnamese, english in there)
    assert not any("!" in vietnamese for _, vietnamese, _ in there)


def test_nothing_before_the_first_page_speaks_the_language_of_windows() -> None:
    early = re.findall(r"^Function (?:un)?\.onInit$.*?^FunctionEnd$", _script(), _WHOLE)
    early += re.findall(r"^Function un\.PutBack$.*?^FunctionEnd$", _script(), _WHOLE)
    early += re.findall(r"^Function .*?^FunctionEnd$", _text("around.nsh"), _WHOLE)
    assert early
    assert not re.findall(r"\$\([A-Z_]+\)", "".join(early))


def _text(name: str) -> str:
    return (WINDOWS / name).read_text(encoding="utf-8")


def test_nothing_in_the_setup_script_deletes_data_or_a_folder_that_is_not_ours() -> None:
    removed = re.findall(r'RMDir /r "([^"]+)"', _script())
    # As a whole goes only the program itself, out of folders that bear our mark.
    assert set(removed) == {r"$INSTDIR\app", r"${PLACE}\app"}
    assert removed.count(r"$INSTDIR\app") == 1
    removal = _text("removal.nsh").partition('Section "Uninstall"')[2].partition("RMDir /r")[0]
    assert '${If} ${IsOurs} "$INSTDIR"' in removal
    drop = _text("folders.nsh").partition("!macro DropVersion PLACE")[2]
    assert drop.lstrip().startswith('${If} ${IsOurs} "${PLACE}"')


def test_every_refusal_has_a_code_of_its_own_that_the_page_explains() -> None:
    codes = re.findall(r"!define CODE_\w+ (\d+)", _text("so138.nsi"))
    assert len(codes) == len(set(codes))
    table = re.findall(r"^\| ([0-9, ]+) \|", _text("README.md"), re.MULTILINE)
    explained = {number for line in table for number in line.split(", ")}
    assert set(codes) <= explained


def windows_bill() -> dict[str, Any]:
    added = added_by(parts_of())
    bill: dict[str, Any] = json.loads(bill_of_materials("windows", version="1.2.3", added=added))
    return bill


def test_the_bill_of_materials_names_python_and_leaves_pip_out() -> None:
    bill = windows_bill()
    by_name = {one["name"]: one for one in bill["components"]}
    python = tomllib.loads((WINDOWS / "parts.toml").read_text(encoding="utf-8"))["python"]
    assert by_name["CPython"]["version"] == python["version"]
    assert by_name["CPython"]["purl"] == f"pkg:generic/cpython@{python['version']}"
    assert f":python:python:{python['version']}:" in by_name["CPython"]["cpe"]
    assert "pip" not in by_name


def test_what_lies_inside_a_library_or_python_is_in_the_bill_of_windows() -> None:
    bill = windows_bill()
    there = {(one["name"], one["version"]) for one in bill["components"]}
    for name in ("Qt", "SQLCipher", "SQLite", "PDFium", "libxml2"):
        assert any(one == name for one, _ in there)
    # Each copy is that of a library; Python's own, which is older, stays out.
    assert {version for name, version in there if name == "OpenSSL"} == {"3.6.0", "4.0.3"}
    assert "ICU" not in {name for name, _ in there}
    known = {one["bom-ref"] for one in bill["components"]}
    assert len(known) == len(bill["components"])
    told = {ref for one in bill["dependencies"] for ref in one["dependsOn"]}
    assert told <= known
    assert {one["ref"] for one in bill["dependencies"]} <= known | {"so138"}


def test_a_part_of_another_version_than_the_bill_lists_stops_the_build(tmp_path: Path) -> None:
    bill = bill_of_materials("windows", version="1.2.3", added=added_by(parts_of()))
    (tmp_path / "_rust.pyd").write_bytes(b"\0OpenSSL 4.0.3 3 Sep 2026\0")
    (tmp_path / "words.txt").write_bytes(b"OpenSSL 9.9.9 1 Jan 2030")
    check_bill(tmp_path, bill)
    (tmp_path / "libssl-3.dll").write_bytes(b"\0OpenSSL 3.0.15 3 Sep 2024\0")
    with pytest.raises(UnlistedPartError, match=r"libssl-3\.dll: OpenSSL 3\.0\.15"):
        check_bill(tmp_path, bill)


def test_a_python_of_another_version_than_the_bill_lists_stops_the_build(tmp_path: Path) -> None:
    bill = bill_of_materials("windows", version="1.2.3", added=added_by(parts_of()))
    own = parts_of()["python"]["version"].encode()
    (tmp_path / "python313.dll").write_bytes(b"\0tags/v" + own + b"\0")
    check_bill(tmp_path, bill)
    (tmp_path / "python313.dll").write_bytes(b"\0tags/v3.13.99\0")
    with pytest.raises(UnlistedPartError, match=r"python313\.dll: CPython 3\.13\.99"):
        check_bill(tmp_path, bill)


def test_the_papers_list_what_is_installed_and_every_text_they_name(tmp_path: Path) -> None:
    libraries = tmp_path / "lib"
    (libraries / "desktop/_resources/licences").mkdir(parents=True)
    lay_out_papers(
        parts_of(),
        python_licence=b"PSF",
        release=RELEASE,
        into=tmp_path / "licences",
        libraries=libraries,
    )
    said = (tmp_path / "licences/THIRD-PARTY.md").read_text(encoding="utf-8-sig")
    named = set(re.findall(r"`([A-Z0-9.-]+\.txt)`", said, re.IGNORECASE))
    assert {"SQLCIPHER.txt", "OPENSSL.txt", "PYTHON-PARTS.txt", "QT-THIRD-PARTY.txt"} <= named
    assert not [name for name in named if not (tmp_path / "licences" / name).is_file()]
    assert "ZETETIC" in (tmp_path / "licences/SQLCIPHER.txt").read_text(encoding="utf-8")
    assert "DarkGarden" not in said
    assert "| pip |" not in said
    assert "DarkGarden" not in third_party("linux")


def test_the_hash_is_printed_in_groups_that_can_be_read_aloud() -> None:
    value = "0123456789abcdef" * 4
    assert groups_of(value) == ["0123 4567 89ab cdef 0123 4567 89ab cdef"] * 2


def test_the_page_with_the_hash_is_the_same_each_time(tmp_path: Path) -> None:
    file = tmp_path / "So138-1.2.3-setup.exe"
    file.write_bytes(b"program")
    pages = [hash_page([file], release=RELEASE, way=ON_WINDOWS) for _ in range(2)]
    assert pages[0] == pages[1]
    assert pages[0].startswith(b"%PDF-")
