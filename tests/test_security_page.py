"""The page on security says what the code does: every number, algorithm and file it names."""

import re
import tomllib
from dataclasses import fields
from fnmatch import fnmatch
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from desktop.cli import COMMAND_PLACES
from desktop.db import backup_thinning, slots, tries, wrapping
from desktop.db.backup_info import BackupInfo
from desktop.domain import plan_reading
from desktop.exchange import limits, passphrase
from desktop.sheets.cells import Limits
from tests.hostile.offline_calls import Calls

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def cipher(setting: str, tmp_path: Path) -> str:
    """A setting of the engine as the program uses it: with a raw key and nothing changed."""
    connection = dbapi2.connect(str(tmp_path / f"{setting}.db"))
    connection.execute(f"PRAGMA key=\"x'{'00' * 48}'\"")
    connection.execute("CREATE TABLE t (a)")
    found = str(connection.execute(f"PRAGMA {setting}").fetchone()[0])
    connection.close()
    return found


def of_code(tmp_path: Path) -> dict[str, object]:
    """The numbers by the page's names, as the code has them."""
    lists = Limits()
    return {
        "data key, bits": wrapping.KEY_BYTES * 8,
        "page of the store, bytes": cipher("cipher_page_size", tmp_path),
        "page authentication": cipher("cipher_hmac_algorithm", tmp_path),
        "argon2id, least memory, MiB": slots.FLOOR.memory_kib // 1024,
        "argon2id, fewest passes": slots.FLOOR.iterations,
        "argon2id, least time when calibrated, seconds": slots.FASTEST_SECONDS,
        "argon2id, most time when calibrated, seconds": slots.SLOWEST_SECONDS,
        "argon2id, most memory a reader grants, MiB": slots.CEILING.memory_kib // 1024,
        "argon2id, most passes a reader grants": slots.CEILING.iterations,
        "argon2id, most memory × passes of one slot, MiB": slots.MOST_OF_SLOT // 1024,
        "argon2id, most memory × passes of one try, MiB": slots.MOST_OF_TRY // 1024,
        "salt of a slot, bytes": wrapping.SALT_BYTES,
        "nonce of a slot, bytes": wrapping.NONCE_BYTES,
        "recovery sheet, random digits": slots.SHEET_DIGITS,
        "recovery sheet, digits in a group with its check digit": slots.GROUP + 1,
        "package passphrase, random digits": passphrase._DIGITS,
        "package passphrase, bits": passphrase.BITS,
        "scrypt of a package passphrase, log2 N": limits.WRITTEN_FACTOR,
        "scrypt that a reader grants, log2 N": limits.WORK_FACTOR,
        "longest delay after wrong passwords, seconds": tries.LONGEST_SECONDS,
        "largest package, MiB": limits.PACKAGE // limits.MIB,
        "largest snapshot in it, MiB": limits.SNAPSHOT // limits.MIB,
        "largest Excel list, MB": lists.file_size // 1_000_000,
        "largest Excel list unpacked, MB": lists.unpacked_size // 1_000_000,
        "largest plan, KiB": plan_reading.LARGEST_FILE // 1024,
        "newest verified backups always kept": backup_thinning.VERIFIED_KEPT,
    }


def of_page() -> dict[str, str]:
    """The table of numbers on the page."""
    table = PAGE.split("## Numbers\n")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|$", table, re.MULTILINE)[1:])


def test_every_number_on_the_page_is_that_of_the_code(tmp_path: Path) -> None:
    page = of_page()
    page.pop("---", None)
    assert page == {name: str(value) for name, value in of_code(tmp_path).items()}


def test_every_file_and_command_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"`((?:tests|resources)/[\w./-]+)`", PAGE))
    assert len(named) >= 3
    assert not [name for name in named if not (ROOT / name).exists()]
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"`make ([a-z-]+)`", PAGE)) <= set(targets)
    assert set(re.findall(r"`so138 ([a-z-]+)`", PAGE)) - {"--version"} <= set(COMMAND_PLACES)


@pytest.mark.parametrize(
    ("algorithm", "place", "sign"),
    [
        ("argon2id", "db/slots.py", "Argon2id("),
        ("HKDF-SHA-256", "db/slots.py", "HKDF(SHA256()"),
        ("AES-256-GCM", "db/wrapping.py", "AESGCM(key)"),
        ("HMAC-SHA-256", "db/wrapping.py", "hmac.HMAC(key, hashes.SHA256())"),
        ("Ed25519", "exchange/keys.py", "Ed25519PrivateKey"),
        ("age", "exchange/sealing.py", "pyrage"),
    ],
)
def test_every_algorithm_on_the_page_is_in_use(algorithm: str, place: str, sign: str) -> None:
    assert algorithm in PAGE
    assert sign in (ROOT / "desktop" / place).read_text(encoding="utf-8")


def said_in_clear() -> dict[str, str]:
    """What the page says of files in clear, by the patterns of their names."""
    table = PAGE.split("### What lies in clear\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+) \| ([^|]+?) \|$", table, re.MULTILINE)
    return {name: said for names, said in rows for name in re.findall(r"`([^`]+)`", names)}


def is_readable(path: Path) -> bool:
    """Whether a file is text that everybody reads."""
    try:
        return bool(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError:
        return False


def test_no_file_of_a_folder_is_in_clear_but_those_that_the_page_names(tmp_path: Path) -> None:
    call = Calls(tmp_path)
    for seed, name in enumerate(("one", "other")):
        call("sample", "--groups", "2", "--months", "1", "--seed", str(seed), data=name)
        call("backup", data=name)
    named = ("--name", "Phường Mới", "--code", "20002", "--from", "2027-01-01", "--no-password")
    folders = (tmp_path / "one", tmp_path / "other")
    call("merge", "--into", tmp_path / "new", *folders, *named)
    assert call.wrong == [], call.told
    patterns = said_in_clear()
    found = {one.name for one in tmp_path.rglob("*") if one.is_file() and is_readable(one)}
    assert "ket-qua-nhap.txt" in found
    assert not [one for one in found if not any(fnmatch(one, name) for name in patterns)]


def test_a_backups_description_says_no_more_than_the_page() -> None:
    """The number, the name and the check sums of the description tell nothing of the data."""
    said = {"at": "when", "reason": "why", "sessions": "sessions", "models": "models"}
    said |= {"size": "size", "verified": "verified", "units": "units", "receptions": "receptions"}
    page = said_in_clear()["*.info.json"]
    assert all(word in page for word in said.values())
    kept = {one.name for one in fields(BackupInfo)}
    assert kept - said.keys() == {"name", "counter", "tried_at", "damaged"}


def test_officers_find_the_summary_first_and_in_vietnamese() -> None:
    head = PAGE.split("\n\nFor engineers.")[0]
    assert head.count("> - **") >= 7
    for word in ("bí mật nhà nước", "dưới 5", "mật khẩu", "tờ khôi phục", "Không dùng mạng"):
        assert word in head


def test_the_page_names_the_versions_that_the_setup_file_for_windows_carries() -> None:
    parts = (ROOT / "installers/windows/parts.toml").read_text(encoding="utf-8")
    python = tomllib.loads(parts)["python"]
    inside = {one["name"]: one["version"] for one in python["inside"]}
    for name, version in (("CPython", python["version"]), *inside.items()):
        if name in {"CPython", "SQLite", "expat"}:
            assert f"{name} {version}" in PAGE
    assert "OpenSSL" not in inside
