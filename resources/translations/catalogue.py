"""The catalogue of translations: every message of the code has its Vietnamese.

The parts ``resources/translations/vi/*.po`` are written by hand, one a room. ``compile`` merges
them into ``vi.mo``, which is committed; ``check`` says what is wrong; ``missing`` prints what
lacks a translation in PO form, to be filled in and put into a part; ``unused`` names entries whose
message is no longer in the code.
"""

import io
import string
import sys
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import normalize, read_po

HERE = Path(__file__).resolve().parent
CODE = HERE.parent.parent / "desktop"
PARTS = HERE / "vi"
COMPILED = HERE / "vi.mo"

# How the code marks messages; ngettext carries a singular and a plural.
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}

# A compiled catalogue carries no date of its making: same entries, same bytes.
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


class Marked(NamedTuple):
    """A message marked in the code: its id (plus the plural's) and the place."""

    id: str
    plural: str | None
    place: str


class Entry(NamedTuple):
    """One translation of a part file."""

    part: str
    message: Message

    @property
    def id(self) -> str:
        """The English message id, of the singular where there are two."""
        return self.message.id if isinstance(self.message.id, str) else self.message.id[0]

    @property
    def plural(self) -> str | None:
        """The id of the plural form, or None."""
        return None if isinstance(self.message.id, str) else self.message.id[1]

    @property
    def texts(self) -> tuple[str, ...]:
        """The Vietnamese: one text, since the language has one form for every number."""
        text = self.message.string
        return (text,) if isinstance(text, str) else tuple(text or ("",))


def marked(code: Path = CODE) -> list[Marked]:
    """Return the messages marked under ``code``, each once, in order of file and line."""
    found: dict[str, Marked] = {}
    walk = extract_from_dir(str(code), method_map=[("**.py", "python")], keywords=KEYWORDS)
    for filename, line, ids, _comments, _context in walk:
        first, plural = (ids, None) if isinstance(ids, str) else (ids[0], ids[1])
        place = f"{code.name}/{Path(filename).as_posix()}:{line}"
        known = found.get(first)
        if known is None or (known.plural is None and plural is not None):
            found[first] = Marked(first, plural, place)
    return list(found.values())


def entries(parts: Path = PARTS) -> Iterator[Entry]:
    """Yield the translations of all part files, in order of file name."""
    for path in sorted(parts.glob("*.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale="vi", abort_invalid=True):
                if message.id:
                    yield Entry(path.name, message)


def missing(code: Path = CODE, parts: Path = PARTS) -> list[Marked]:
    """Return the marked messages that no part translates."""
    translated = {(entry.id, entry.plural) for entry in entries(parts) if all(entry.texts)}
    singular = {one for one, _plural in translated}
    return [
        message
        for message in marked(code)
        if (message.id not in singular)
        or (message.plural is not None and (message.id, message.plural) not in translated)
    ]


def unused(code: Path = CODE, parts: Path = PARTS) -> list[Entry]:
    """Return the translations whose message is no longer in the code."""
    known = {message.id for message in marked(code)}
    return [entry for entry in entries(parts) if entry.id not in known]


def problems(code: Path = CODE, parts: Path = PARTS, compiled: Path = COMPILED) -> list[str]:
    """Return everything wrong with the catalogue, one sentence each; empty when it is whole."""
    found = [f"{message.place}: not translated: {message.id!r}" for message in missing(code, parts)]
    first: dict[str, Entry] = {}
    for entry in entries(parts):
        found += [f"{entry.part}: {fault}: {entry.id!r}" for fault in _faults(entry)]
        known = first.setdefault(entry.id, entry)
        if known.texts != entry.texts:
            found.append(f"{entry.part}: translated otherwise in {known.part}: {entry.id!r}")
    if not compiled.is_file() or compiled.read_bytes() != compile_parts(parts):
        found.append(f"{compiled.name}: not what the parts compile to; run 'make messages'")
    return found


def compile_parts(parts: Path = PARTS) -> bytes:
    """Return the merged parts as a compiled catalogue; same entries, same bytes."""
    merged = Catalog(
        locale="vi",
        project="so138",
        creation_date=_NO_DATE,
        revision_date=_NO_DATE,
        fuzzy=False,
    )
    for entry in entries(parts):
        merged.add(entry.message.id, entry.message.string)
    out = io.BytesIO()
    write_mo(out, merged)
    return out.getvalue()


def as_po(messages: list[Marked]) -> str:
    """Return ``messages`` as PO entries with empty translations, grouped by module."""
    blocks = []
    for message in messages:
        plural = f"msgid_plural {_quoted(message.plural)}\n" if message.plural else ""
        form = "msgstr[0]" if message.plural else "msgstr"
        blocks.append(f'#: {message.place}\nmsgid {_quoted(message.id)}\n{plural}{form} ""\n')
    return "\n".join(blocks)


def _quoted(text: str) -> str:
    return normalize(text, width=100)


def _faults(entry: Entry) -> Iterator[str]:
    if entry.message.fuzzy:
        yield "fuzzy"
    for text in entry.texts:
        if not text:
            yield "empty"
        elif _fields(text) not in _allowed_fields(entry):
            yield "fields differ"
        if text != unicodedata.normalize("NFC", text):
            yield "not NFC"


def _allowed_fields(entry: Entry) -> list[set[str]]:
    # A singular may spell its number out; Vietnamese has one form, which may name the number.
    ids = [entry.id] if entry.plural is None else [entry.id, entry.plural]
    return [_fields(one) for one in ids]


def _fields(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:  # a lone brace: no field, and format() would refuse it
        return {"<broken>"}


def main(arguments: list[str]) -> int:
    """Run one of check, compile, missing, unused; return the exit code."""
    match arguments:
        case ["check"]:
            found = problems()
            print("\n".join(found), file=sys.stderr, end="\n" if found else "")
            return 1 if found else 0
        case ["compile"]:
            COMPILED.write_bytes(compile_parts())
        case ["missing"]:
            print(as_po(missing()), end="")
        case ["unused"]:
            for entry in unused():
                print(f"{entry.part}: {entry.id}")
        case _:
            print("usage: catalogue.py check|compile|missing|unused", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
