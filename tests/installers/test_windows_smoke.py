"""A small setup file, built twice where the compilers are: a minute, no Wine, no network.

The program inside is empty; all else is the real thing: launchers, icons, the script of the setup
program with every sentence.
"""

import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from installers.parts.release import Release
from installers.parts.settling import settle
from installers.windows import guide as guide_module
from installers.windows import packing, sketches
from installers.windows.guide import guide
from installers.windows.launchers import LAUNCHERS, make_launchers
from installers.windows.packing import pack
from installers.windows.program import parts_of, tools_missing

RELEASE = Release(version="1.2.3", epoch=1_700_000_000)
SHORT = parts_of()["python"]["short"]
NEEDS_TOOLS = pytest.mark.skipif(bool(tools_missing()), reason=f"not installed: {tools_missing()}")
NEEDS_SIGNING = pytest.mark.skipif(
    not (shutil.which("osslsigncode") and shutil.which("openssl")), reason="nothing to sign with"
)
SHA256 = "0123456789abcdef" * 4
AMD64, WINDOW, CONSOLE = 0x8664, 2, 3


def built(work: Path, *, signed: bool = False) -> Path:
    """Launchers and a setup file around an empty program."""
    program = work / "program"
    (program / "app/python").mkdir(parents=True)
    make_launchers(RELEASE, python_short=SHORT, work=work / "launchers", into=program)
    (program / f"app/python/python{SHORT}.dll").write_bytes(b"")
    (program / "app/version.ini").write_text("[so138]\nversion=1.2.3\n", encoding="ascii")
    settle(program, RELEASE)
    return pack(
        program,
        release=RELEASE,
        python_short=SHORT,
        work=work,
        into=work,
        signed=signed,
        quick=True,
    )


@NEEDS_TOOLS
def test_launchers_and_setup_file_are_the_same_from_any_folder(
    qapp: QGuiApplication, tmp_path: Path
) -> None:
    one, two = (built(tmp_path / name) for name in ("a", "a longer name"))
    for launcher in LAUNCHERS:
        name = f"program/{launcher.name}.exe"
        assert (one.parent / name).read_bytes() == (two.parent / name).read_bytes()
    assert one.read_bytes() == two.read_bytes()
    assert one.read_bytes()[:2] == b"MZ"


@NEEDS_TOOLS
def test_one_launcher_is_a_window_the_other_a_console_of_64_bits(
    qapp: QGuiApplication, tmp_path: Path
) -> None:
    make_launchers(RELEASE, python_short=SHORT, work=tmp_path / "work", into=tmp_path)
    for name, kind in (("So138", WINDOW), ("so138-cli", CONSOLE)):
        data = (tmp_path / f"{name}.exe").read_bytes()
        head = struct.unpack_from("<I", data, 60)[0]
        assert struct.unpack_from("<H", data, head + 4)[0] == AMD64
        assert struct.unpack_from("<I", data, head + 8)[0] == 0, "no moment of building"
        assert struct.unpack_from("<H", data, head + 24 + 68)[0] == kind
        assert b"PerMonitorV2" in data
        assert "Sổ 138".encode("utf-16-le") in data


@NEEDS_TOOLS
@NEEDS_SIGNING
def test_setup_file_and_remover_are_signed_with_files_named_from_where_one_stands(
    qapp: QGuiApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a checkout with blanks"
    folder.mkdir()
    monkeypatch.chdir(folder)
    Path("password.txt").write_text("mat khau\n", encoding="ascii")
    asked = "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=Xa -keyout key.pem -out cert.pem"
    subprocess.run(asked.split(), check=True, capture_output=True)
    packed = "openssl pkcs12 -export -in cert.pem -inkey key.pem -out cert.p12"
    call = [*packed.split(), "-passout", "file:password.txt"]
    subprocess.run(call, check=True, capture_output=True)
    monkeypatch.setenv("SIGN_P12", "cert.p12")
    monkeypatch.setenv("SIGN_PASSWORD_FILE", "password.txt")
    script = Path(shutil.copy2(packing.SIGN, folder))
    with script.open("a", encoding="ascii") as file:
        file.write('echo signed >> "$(dirname "$0")/said.txt"\n')
    monkeypatch.setattr(packing, "SIGN", script)
    setup = built(folder / "signed", signed=True)
    said = (folder / "said.txt").read_text(encoding="ascii").split()
    assert len(said) == len(("remover", "setup file"))
    taken = ["osslsigncode", "extract-signature", "-in", str(setup), "-out", "signature"]
    assert subprocess.run(taken, check=False, capture_output=True).returncode == 0


def test_the_guide_is_the_same_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = guide(RELEASE, sha256=SHA256)
    for module, name in ((sketches, "ICON"), (guide_module, "PICTURES")):
        place: Path = getattr(module, name)
        copy = shutil.copytree if place.is_dir() else shutil.copyfile
        monkeypatch.setattr(module, name, Path(copy(place, tmp_path / place.name)))
    assert guide(RELEASE, sha256=SHA256) == here


def test_the_guide_is_one_page_and_says_what_windows_says(tmp_path: Path) -> None:
    pages = [guide(RELEASE, sha256=SHA256)]
    path = tmp_path / "guide.pdf"
    path.write_bytes(pages[0])
    asked = ["pdfinfo", str(path)], ["pdftotext", "-layout", str(path), "-"]
    about, text = (
        subprocess.run(call, check=True, capture_output=True, text=True).stdout for call in asked
    )
    assert "Pages:           1\n" in about
    said = ("Windows đã bảo vệ PC của bạn", "Thông tin thêm", "Vẫn chạy", "So138-1.2.3-setup.exe")
    assert all(words in text for words in said)


def test_the_guide_calls_the_buttons_as_the_setup_program_does() -> None:
    words = Path(guide_module.__file__).with_name("words.nsh").read_text(encoding="utf-8")
    source = Path(guide_module.__file__).read_text(encoding="utf-8")
    for button in ("Tiếp tục", "Cài đặt", "Mở Sổ 138 ngay", "Quay lại bản trước", "Thôi"):
        assert button in words
        assert button in source
