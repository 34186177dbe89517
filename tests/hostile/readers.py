"""Every reader of a file that somebody else may have written, with good files to damage.

A reader may give what it understood, or refuse with the one kind of error that it documents.
Files between offices have a driver of their own: ``tests.faults.package_fuzz``.
"""

import io
import json
import random
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from desktop import settings
from desktop.db import keys
from desktop.db.backup_info import info_path
from desktop.db.backup_thinning import Dated, kept_counters
from desktop.db.backups import list_backups
from desktop.db.errors import StoreError
from desktop.domain.area_parsing import parse_area_rule
from desktop.domain.count_files import parse_counts
from desktop.domain.office_files import parse_assessments, parse_inspections
from desktop.domain.plan_input_files import parse_input
from desktop.domain.plan_parsing import parse_plan
from desktop.paths import resource
from desktop.reports.form_files import read_form
from desktop.sheets.errors import SheetError
from desktop.sheets.reading import Known, read_list
from desktop.sheets.templates import write_template
from desktop.sheets.unit_list import read_unit_list
from desktop.sheets.vocabulary import ListKind
from desktop.sheets.workbook import read_workbook
from desktop.ui.importing.recent import recent_lists
from desktop.ui.memory import WindowMemory
from desktop.ui.setup.answers import Answers, keep_answers, load_answers
from tests.faults.mutations import damaged_bytes, damaged_json
from tests.hostile.books import book, sheet_xml, xls

DATA = Path(__file__).resolve().parents[1] / "sheets" / "data"
TODAY = date(2026, 11, 22)

Damage = Callable[[random.Random], bytes]
Read = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader: bytes made by chance, what reads them, and the error that it may end with."""

    make: Damage
    read: Read
    refuses: tuple[type[Exception], ...] = field(default=())


@contextmanager
def file_of(content: bytes, name: str) -> Iterator[Path]:
    """The bytes as a file in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="so138-hostile-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        yield path


def _list(content: bytes, name: str) -> str:
    with file_of(content, name) as path:
        workbook = read_workbook(path)
    reading = read_list(workbook, Known(), today=TODAY)
    return "read with problems" if reading.list_problems else "read"


def _units(content: bytes) -> str:
    with file_of(content, "list.xlsx") as path:
        read_unit_list(read_workbook(path))
    return "read"


@cache
def _templates() -> tuple[bytes, ...]:
    kinds = (ListKind.GROUPS, ListKind.SESSIONS, ListKind.MODELS)
    return (book(), book(sheet_xml('<row r="3"><c r="A3" s="1"><v>46300</v></c></row>')), *(
        write_template(kind) for kind in kinds
    ))  # fmt: skip


@cache
def _parts(which: int) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(_templates()[which])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


_PIECES = (
    *(b'r="999999999"', b'r="-1"', b'r=""', b't="s"', b't="d"', b't="zz"', b's="99999"', b"<c/>"),
    *(b"<v>1e999</v>", b"<v>-1</v>", b"<row/>", b"<!-- -->", b"<![CDATA[x]]>", b"&#0;", b"&amp;"),
    *(
        b'ref="A1:XFD1048576"',
        b'ref="B2:A1"',
        b'ref=":"',
        b"<f>1</f>",
        b"\xf0\x9f\x98\x80",
        b"<is/>",
    ),
)


def _damaged_book(chance: random.Random) -> bytes:
    """An .xlsx with a damaged part in a sound archive, or a damaged archive."""
    which = chance.randrange(len(_templates()))
    if chance.random() < 0.3:
        return damaged_bytes(_templates()[which], chance)
    parts = dict(_parts(which))
    for _again in range(chance.choice((1, 1, 2))):
        name = chance.choice([one for one in parts if one.endswith((".xml", ".rels"))])
        parts[name] = _damaged_text(parts[name], chance, _PIECES, b">< ")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _damaged_text(
    data: bytes, chance: random.Random, pieces: tuple[bytes, ...], joints: bytes
) -> bytes:
    """A text with a piece put in, or put in the place of what stood there; or bytes damaged."""
    if chance.random() < 0.3 or not data:
        return damaged_bytes(data, chance)
    places = [at for at, byte in enumerate(data) if byte in joints] or [0]
    at = chance.choice(places)
    end = at + chance.choice((0, 0, 1, 5, 30))
    return data[:at] + chance.choice(pieces) + data[end:]


@cache
def _old_books() -> tuple[bytes, ...]:
    return ((DATA / "old-fonts.xls").read_bytes(), xls([b"", b""]))


_ROWS = "Ngày;Tổ;Hình thức;Số người\n05/10/2026;Tổ 1;Hội nghị;45\n06/10/2026;Tổ 2;Họp;30\n"
_TABLES = (
    *(_ROWS.encode(one) for one in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le")),
    unicodedata.normalize("NFKD", _ROWS).encode("cp1258", "replace"),
)
_OF_TABLES = (
    *(b'"', b'""', b"\n", b"\r", b"\t", b";;;;;", b"\0", b"=1+1", b"'=", b"\xff\xfe", b"1e9"),
)

_OF_TOML = (
    *(b"= 1", b'= ""', b"= []", b"= {}", b"= true", b"= 1e400", b"= nan", b"= -1", b"= 0x7f"),
    *(b"= " + b"9" * 5000, b"= " + b"[" * 3000, b"a" + b".a" * 300, b"\n[a]\n", b"\n[[a]]\n"),
    *(b"= 2026-02-30", b"= 0001-01-01", b"= 9999-12-31", b'= "../../x"', b'= "CON"', b"= 'a\nb'"),
    *(b'= "\\u202e"', b'= "\\ud800"', b'= "\\u0000"', b'"""', b"'''", b"#", b"\\", b"\xff"),
    *(
        b'= "' + b"x" * 9000 + b'"',
        b'= "sum(sum(sum(1)))"',
        b'= "1/0"',
        b'= "((((((1"',
        b"= [1,'a',{}]",
    ),
)


def _toml(*contents: bytes) -> Damage:
    def make(chance: random.Random) -> bytes:
        found = chance.choice(contents)
        for _again in range(chance.choice((1, 1, 1, 3))):
            found = _damaged_text(found, chance, _OF_TOML, b"=\n[].")
        return found

    return make


def _shipped(folder: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(resource(folder).glob("*.toml")))


_ENTRIES = """
unit = "người"
[targets]
"4" = 50
[[answers]]
objective = "1"
period = "2026-10"
answer = "done"
text = "Đã làm"
[[tasks]]
id = "1"
text = "Rà soát"
due = 2026-10-31
[[tables]]
id = "a"
[[assessments]]
on = 2026-10-01
level = "Xã không ma túy"
[[inspections]]
on = 2026-10-02
group = "Tổ 1"
findings = "Không"
""".encode()
_COUNTS = b'users = 5\naddicts = "kh\xc3\xb4ng ph\xc3\xa1t sinh"\n[openings]\nusers = 3\n'


def _plan(content: bytes) -> str:
    reading = parse_plan(content)
    return "read" if reading.pack is not None else "refused"


def _entries(content: bytes) -> str:
    found = (
        parse_input(content, tasks={}).problems,
        parse_assessments(content, rules=(), population={}).problems,
        parse_inspections(content, groups={"Tổ 1": "a"}).problems,
        parse_counts(content).problems,
    )
    return "refused" if all(found) else "read"


def _json(content: bytes) -> Damage:
    return lambda chance: (damaged_json if chance.random() < 0.7 else damaged_bytes)(
        content, chance
    )


def _remembered(content: bytes) -> str:
    with file_of(content, "columns.json") as path:
        recent_lists(path)
        WindowMemory(path.with_name("window.json")).widths("x", 2)
        kept = settings.load(path)
        answers = load_answers(path)
        again = path.with_name("again.json")
        if not settings.save(kept, again) or settings.load(again) != kept:
            raise AssertionError("settings that cannot be kept")
        if not keep_answers(again, answers) or load_answers(again) != answers:
            raise AssertionError("answers that cannot be kept")
    return "read"


@cache
def _remembered_good() -> bytes:
    return json.dumps(
        {"width": 1400, "theme": "dark", "scale": 100, "recent": ["/a"], "name": "Xã", "step": 2}
        | {"x": [30, 40], "maximized": True, "group_count": 5}
    ).encode()


@cache
def _side_file() -> bytes:
    return keys.side_file_bytes(keys.self_opening_side_file(bytes(32), slot_id="a"))


def _made_side_file(chance: random.Random) -> bytes:
    """A side file with other content and, as a forger would, a checksum that fits."""
    damaged = _json(_side_file())(chance)
    try:
        document = json.loads(damaged)
        whole = keys.SideFile(key_check=document["key_check"], slots=tuple(document["slots"]))
        return keys.side_file_bytes(whole)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return damaged


def _unlock(content: bytes) -> str:
    with file_of(content, "so138.keys") as path:
        keys.unlock(keys.read_side_file(path))
    return "read"


_ABOUT = json.dumps(
    {"format": 1, "name": "so138-000001-x.db", "at": "2026-11-22T00:00:00+00:00", "size": 3}
    | {"reason": "exit", "verified": True, "sessions": 1, "models": 2, "counter": 1, "branch": "a"}
).encode()


def _backups(content: bytes) -> str:
    with tempfile.TemporaryDirectory(prefix="so138-hostile-") as name:
        place = Path(name) / "backups"
        place.mkdir()
        copy = place / "so138-000001-20261122-000000.db"
        copy.write_bytes(b"abc")
        info_path(copy).write_bytes(content)
        (about,) = list_backups(Path(name))
        kept_counters([Dated(about.counter, about.at, about.verified)], now=datetime.now(UTC))
        return "verified" if about.verified else "not verified"


READERS: dict[str, Reader] = {
    "xlsx": Reader(_damaged_book, lambda data: _list(data, "a.xlsx"), (SheetError,)),
    "xls": Reader(
        lambda chance: damaged_bytes(chance.choice(_old_books()), chance),
        lambda data: _list(data, "a.xls"),
        (SheetError,),
    ),
    "text table": Reader(
        lambda chance: _damaged_text(chance.choice(_TABLES), chance, _OF_TABLES, b";\n"),
        lambda data: _list(data, "a.csv"),
        (SheetError,),
    ),
    "list of units": Reader(_damaged_book, _units, (SheetError,)),
    "plan": Reader(_toml(*_shipped("plans")), _plan),
    "rules of areas": Reader(
        _toml(*_shipped("hotspots")), lambda data: str(bool(parse_area_rule(data).problems))
    ),
    "form": Reader(
        _toml((resource("forms") / "month.toml").read_bytes()),
        lambda data: "refused" if read_form("month", data, taken=False).problems else "read",
    ),
    "entries": Reader(_toml(_ENTRIES, _COUNTS), _entries),
    "remembered": Reader(_json(_remembered_good()), _remembered),
    "set-up draft": Reader(
        _json(json.dumps({"name": "Xã", "code": Answers().code, "step": 1}).encode()),
        _remembered,
    ),
    "key file": Reader(_made_side_file, _unlock, (StoreError,)),
    "backup's description": Reader(_json(_ABOUT), _backups),
}
