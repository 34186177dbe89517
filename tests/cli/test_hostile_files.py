"""Files given to commands that are none: devices, folders, long ones. The call ends in words."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call

CALLS = {
    "texts": ("texts", "set", "strengths", "FILE", "--period", "2026-10"),
    "import": ("import", "FILE"),
    "plan": ("plan", "add", "FILE"),
    "verify": ("verify", "FILE"),
    "check": ("close", "--period", "2026-10", "--answers", "FILE"),
}


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    path = tmp_path / "dai.txt"
    with path.open("wb") as file:
        file.truncate(3 << 30)
    return path


@pytest.mark.parametrize("call", sorted(CALLS))
@pytest.mark.parametrize("kind", ["long", "device", "folder", "absent"])
def test_a_call_ends_in_words(
    commune: Call, tmp_path: Path, long_file: Path, call: str, kind: str
) -> None:
    if kind == "device" and not Path("/dev/zero").exists():
        pytest.skip("no such device here")
    places = {"long": long_file, "device": Path("/dev/zero"), "folder": tmp_path}
    place = places.get(kind, tmp_path / "khong-co.txt")
    answer = commune(*(str(place) if one == "FILE" else one for one in CALLS[call]))
    assert answer.code in (1, 2, 3, 4)
    assert answer.err or answer.out
    assert "lỗi bên trong" not in answer.err


@pytest.mark.parametrize("name", ["a\x1b[31m.xlsx", "a\u202efdp.xlsx", "a\x07.xlsx"])
def test_a_file_name_never_speaks_to_the_terminal(commune: Call, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    answer = commune("import", path)
    assert answer.code == 2
    assert not set("\x1b\x07\u202e") & set(answer.err + answer.out)


def test_a_link_that_leads_to_itself_is_no_file(commune: Call, tmp_path: Path) -> None:
    link = tmp_path / "vong.xlsx"
    link.symlink_to(link)
    assert commune("import", link).code in (2, 3)
