"""The package for Debian: what goes in, what it says of itself, and that it merges honestly."""

import gzip
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from installers.debian import papers
from installers.debian.contents import SHIPPED, MergeError, merge
from installers.parts.bill import bill_of_materials
from installers.parts.hash_page import ON_DEBIAN, groups_of, hash_page
from installers.parts.pictures import picture
from installers.parts.release import ROOT, Release
from installers.parts.settling import sha256_of

SHARE = ROOT / "installers/debian/share"
DESKTOP = ROOT / "resources/desktop"


def wheel(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "desktop/app.py",
        "desktop/_resources/fonts/inter/Inter-Regular.ttf",
        "desktop/_resources/fonts/inter/LICENSE.txt",
        "desktop/_resources/translations/vi.mo",
        "desktop/_resources/licences/texts/LGPL-3.0.txt",
        "PySide6/QtWidgets.abi3.so",
        "PySide6/Qt/lib/libQt6XcbQpa.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "sqlcipher3/_sqlite3.cpython-312-x86_64-linux-gnu.so",
        "reportlab/license.txt",
        "lxml-6.1.3.dist-info/licenses/LICENSE.txt",
        "lxml-6.1.3.dist-info/METADATA",
        "pyrage-1.4.0.dist-info/sboms/pyrage.cyclonedx.json",
        "babel/locale-data/vi.dat",
    ],
)
def test_what_the_program_needs_is_shipped(name: str) -> None:
    assert SHIPPED.takes(name)


@pytest.mark.parametrize(
    "name",
    [
        "pip/__init__.py",
        "pip-26.3.dist-info/METADATA",
        "reportlab/fonts/DarkGardenMK.pfb",
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/QtNetwork.abi3.so",
        "PySide6/lupdate",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "babel/locale-data/fr.dat",
        "lxml/etree.h",
        "desktop/_resources/translations/vi/cli.po",
        "desktop/_resources/licences/sbom.py",
        "lxml-6.1.3.dist-info/RECORD",
        "pillow-13.0.0.dist-info/sboms/auditwheel.cdx.json",
    ],
)
def test_what_nobody_needs_is_left_out(name: str) -> None:
    assert not SHIPPED.takes(name)


def test_wheels_of_several_pythons_go_into_one_folder(tmp_path: Path) -> None:
    files = {"one/__init__.py": b"same"}
    first = wheel(tmp_path / "1.whl", **files, **{"one/a.cpython-311.so": b"3.11"})
    second = wheel(tmp_path / "2.whl", **files, **{"one/a.cpython-313.so": b"3.13"})
    merge([first, second], into=tmp_path / "lib")
    found = {path.name: path.read_bytes() for path in (tmp_path / "lib/one").iterdir()}
    assert found == {
        "__init__.py": b"same",
        "a.cpython-311.so": b"3.11",
        "a.cpython-313.so": b"3.13",
    }


def test_a_file_that_differs_without_saying_so_stops_the_build(tmp_path: Path) -> None:
    first = wheel(tmp_path / "1.whl", **{"one/b.py": b"3.11"})
    second = wheel(tmp_path / "2.whl", **{"one/b.py": b"3.13"})
    with pytest.raises(MergeError, match=r"b\.py"):
        merge([first, second], into=tmp_path / "lib")


def test_every_system_library_of_a_bare_debian_is_asked_for() -> None:
    names = (ROOT / "installers/debian-packages.txt").read_text(encoding="utf-8").splitlines()
    qt = names[
        names.index("# Qt without a screen") : names.index(
            next(line for line in names if line.startswith("# Tests: a screen"))
        )
    ]
    asked = (SHARE / "depends.txt").read_text(encoding="utf-8")
    wanted = [name for name in qt if name and not name.startswith("#")]
    assert len(wanted) > 8
    assert not [
        name for name in wanted if not re.search(rf"^{re.escape(name)}( |$)", asked, re.MULTILINE)
    ]


def test_the_control_file_names_no_library_twice() -> None:
    depends = (SHARE / "depends.txt").read_text(encoding="utf-8")
    said = papers.control(version="1.2.3", installed_kib=7, depends=depends)
    (line,) = re.findall(r"^Depends: (.*)$", said, re.MULTILINE)
    assert len(line.split(", ")) == len(set(line.split(", ")))
    assert "libglib2.0-0 | libglib2.0-0t64" in line
    assert said.startswith("Package: so138\nVersion: 1.2.3\nArchitecture: amd64\n")
    assert said.endswith("\n")


def test_the_copyright_page_names_every_library_but_those_left_out() -> None:
    said = papers.copyright_page()
    assert "  pyside6-essentials: LGPL-3.0-only\n" in said
    assert "  Inter: OFL-1.1\n" in said
    assert "  SQLCipher (in sqlcipher3): BSD-3-Clause\n" in said
    for absent in ("  pip: ", "| pip |", "DarkGarden", "msvcp140"):
        assert absent not in said


def test_every_text_that_the_copyright_page_names_is_in_the_package() -> None:
    named = re.findall(r"/usr/lib/so138/([\w./-]+\.txt)", papers.copyright_page())
    assert {Path(name).name for name in named} >= {"SQLCIPHER.txt", "OPENSSL.txt", "ICU.txt"}
    for name in named:
        assert SHIPPED.takes(name)
        inside = name.replace("desktop/_resources", "resources")
        assert (ROOT / inside).is_file(), name


def test_the_bill_of_materials_lists_what_is_inside_and_nothing_else() -> None:
    made = bill_of_materials("linux", version="1.2.3")
    bill = json.loads(made)
    names = {one["name"] for one in bill["components"]}
    assert {"pyside6-essentials", "sqlcipher3", "Inter", "Qt", "ICU", "SQLCipher"} <= names
    assert not {"pip", "msvcp140.dll", "CPython"} & names
    known = {one["bom-ref"] for one in bill["components"]} | {"so138"}
    assert {ref for one in bill["dependencies"] for ref in one["dependsOn"]} <= known
    assert made == bill_of_materials("linux", version="1.2.3")
    assert bill["metadata"]["component"]["version"] == "1.2.3"


def test_the_page_with_the_hash_says_how_debian_shows_it(tmp_path: Path) -> None:
    file = tmp_path / "so138_1.2.3_amd64.deb"
    file.write_bytes(b"package")
    page = hash_page([file], release=Release(version="1.2.3", epoch=0), way=ON_DEBIAN)
    path = tmp_path / "page.pdf"
    path.write_bytes(page)
    call = ["pdftotext", str(path), "-"]
    said = subprocess.run(call, check=True, capture_output=True, text=True).stdout
    assert f"sha256sum {file.name}" in said
    assert "certutil" not in said
    assert " ".join(groups_of(sha256_of(file))) in " ".join(said.split())


@pytest.mark.parametrize(("language", "word"), [("vi", "CÁC LỆNH"), ("en", "COMMANDS")])
def test_the_manual_names_every_command(language: str, word: str) -> None:
    packed = papers.manual(language, version="1.2.3", epoch=1_795_000_000)
    page = gzip.decompress(packed).decode()
    assert f".SH {word}\n" in page
    assert ".B self\\-test\n" in page
    assert packed == papers.manual(language, version="1.2.3", epoch=1_795_000_000)
    if language == "vi":
        assert "Show this" not in page


def test_the_changelog_bears_the_moment_of_the_release() -> None:
    page = gzip.decompress(papers.changelog(version="1.2.3", epoch=0)).decode()
    assert "Thu, 01 Jan 1970 00:00:00 +0000" in page


@pytest.mark.parametrize("side", [16, 256])
@pytest.mark.parametrize("drawing", ["so138", "so138-file"])
def test_the_icons_are_drawn_alike_every_time(drawing: str, side: int) -> None:
    data = picture(DESKTOP / f"{drawing}.svg", side=side)
    assert data.startswith(b"\x89PNG")
    assert data == picture(DESKTOP / f"{drawing}.svg", side=side)


def test_the_icon_of_the_window_is_the_drawing() -> None:
    assert (DESKTOP / "so138.png").read_bytes() == picture(DESKTOP / "so138.svg", side=64)


def test_the_kinds_of_file_are_those_of_the_menu_entry() -> None:
    kinds = set(
        re.findall(r'<mime-type type="([^"]+)"', (DESKTOP / "so138-mime.xml").read_text("utf-8"))
    )
    entry = (DESKTOP / "so138.desktop").read_text(encoding="utf-8")
    (line,) = re.findall(r"^MimeType=(.*)$", entry, re.MULTILINE)
    assert set(line.strip(";").split(";")) == kinds
    metainfo = (DESKTOP / "so138.metainfo.xml").read_text(encoding="utf-8")
    assert set(re.findall(r"<mediatype>([^<]+)<", metainfo)) == kinds


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="not installed")
def test_the_menu_entry_is_valid() -> None:
    call = ["desktop-file-validate", str(DESKTOP / "so138.desktop")]
    assert subprocess.run(call, capture_output=True, check=False).stdout == b""


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="not installed")
def test_the_description_for_software_centres_is_valid(tmp_path: Path) -> None:
    text = (DESKTOP / "so138.metainfo.xml").read_text(encoding="utf-8")
    path = tmp_path / "vn.so138.so138.metainfo.xml"
    path.write_text(text.replace("@VERSION@", "1.2.3").replace("@DATE@", "2026-11-22"), "utf-8")
    call = ["appstreamcli", "validate", "--no-net", str(path)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["postinst", "prerm", "so138.rtupdate"])
def test_the_scripts_are_plain_shell(name: str) -> None:
    done = subprocess.run(["sh", "-n", str(SHARE / name)], capture_output=True, check=False)
    assert done.returncode == 0
    assert "/home" not in (SHARE / name).read_text(encoding="utf-8")
