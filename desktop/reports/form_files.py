"""The forms that a committee may keep its own version of: their files, read and written."""

import json
import re
from pathlib import Path

from desktop.domain.form_checks import FormReading, read_form_texts
from desktop.files import ProgramFileError
from desktop.paths import resource
from desktop.reports.forms import Form, load_form

_FIXED_FORMS = frozenset({"chart", "excel", "fingerprint-sheet", "log", "recovery-sheet"})
"""Words of drawings and sheets, set where no committee is known, and those of the paper that opens
the data, of the digits to compare and of the log on paper: what they say must stay true."""

_FIXED_KEYS = re.compile(
    r"counts:(sections\..*|counts\.in_month)|public:own_work|common:(nation|motto)"
)
"""Texts by which the program tells counts apart, and the words that the decree itself gives."""


def form_names() -> tuple[str, ...]:
    """The names of the forms that a committee may keep its own version of.

    Raises:
        ProgramFileError: the folder of forms is missing.
    """
    try:
        folder = resource("forms")
    except FileNotFoundError as error:
        raise ProgramFileError(Path("forms"), str(error)) from error
    shipped = sorted(path.stem for path in folder.glob("*.toml"))
    return tuple(name for name in shipped if name not in _FIXED_FORMS)


def shipped_content(name: str) -> str:
    """The file of a form as it is shipped; KeyError where there is none to change."""
    if name not in form_names():
        raise KeyError(name)
    return resource(f"forms/{name}.toml").read_text(encoding="utf-8")


def form_title(name: str) -> str:
    """What a form is for: the beginning of the first line of its file."""
    first = shipped_content(name).partition("\n")[0].lstrip("# ")
    return re.split(r"[:.]", first, maxsplit=1)[0]


def read_form(name: str, content: bytes, *, taken: bool = True) -> FormReading:
    """Reads a committee's version of a form; KeyError where there is no such form to change.

    One that is not ``taken`` yet is also held against the letters of the typeface.
    """
    if name not in form_names():
        raise KeyError(name)

    def is_fixed(key: str) -> bool:
        return _FIXED_KEYS.fullmatch(f"{name}:{key}") is not None

    drawn = None if taken else is_drawn
    return read_form_texts(load_form(name).texts, content, is_fixed=is_fixed, is_drawn=drawn)


def is_drawn(letter: str) -> bool:
    """Whether the typeface of papers has a letter."""
    # The typeface is read where a letter is not one of the usual ones.
    from desktop.reports import faces

    return faces.is_drawn(letter)


def written_form(form: Form) -> str:
    """A form as a file that can be changed and read again."""
    tables: dict[str, list[str]] = {}
    for key, text in form.texts.items():
        table, _dot, name = key.rpartition(".")
        tables.setdefault(table, []).append(f"{name} = {_quoted(text)}")
    top = tables.pop("", [])
    parts = [top, *([f"[{table}]", *lines] for table, lines in tables.items())]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\u00a0", "\\u00a0")
