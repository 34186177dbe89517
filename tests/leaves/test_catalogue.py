"""The catalogue is complete, and its tool sees every way in which it might not be."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).resolve().parents[2] / "resources" / "translations" / "catalogue.py"

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture(scope="module")
def catalogue() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def problems(catalogue: ModuleType, folder: Path, *, code: str, part: str) -> list[str]:
    """Judge a catalogue of one module and one part, freshly compiled."""
    source, parts, compiled = folder / "code", folder / "vi", folder / "vi.mo"
    source.mkdir()
    parts.mkdir()
    (source / "room.py").write_text(code, encoding="utf-8")
    (parts / "room.po").write_text(HEADER + part, encoding="utf-8")
    compiled.write_bytes(catalogue.compile_parts(parts))
    found: list[str] = catalogue.problems(source, parts, compiled)
    return found


def test_every_message_of_the_program_has_its_vietnamese(catalogue: ModuleType) -> None:
    found = catalogue.problems()
    assert not found, "\n".join(found)


def test_a_whole_catalogue_has_no_problem(catalogue: ModuleType, tmp_path: Path) -> None:
    part = 'msgid "{n} group"\nmsgid_plural "{n} groups"\nmsgstr[0] "{n} thôn, tổ"\n'
    code = '_("Save")\nngettext("{n} group", "{n} groups", 2)\n'
    part += '\nmsgid "Save"\nmsgstr "Lưu"\n'
    assert problems(catalogue, tmp_path, code=code, part=part) == []


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("", "not translated"),
        ('msgid "Save {name}"\nmsgstr ""\n', "not translated"),
        ('#, fuzzy\nmsgid "Save {name}"\nmsgstr "Lưu {name}"\n', "fuzzy"),
        ('msgid "Save {name}"\nmsgstr "Lưu {ten}"\n', "fields differ"),
        ('msgid "Save {name}"\nmsgstr "Lưu {name"\n', "fields differ"),
        ('msgid "Save {name}"\nmsgstr "Lu\u031bu {name}"\n', "not NFC"),
    ],
)
def test_what_is_wrong_is_said(catalogue: ModuleType, tmp_path: Path, part: str, said: str) -> None:
    found = problems(catalogue, tmp_path, code='N_("Save {name}")\n', part=part)
    assert said in " ".join(found)


def test_two_parts_may_not_disagree(catalogue: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "vi").mkdir()
    (tmp_path / "code").mkdir()
    for part, text in (("a", "Lưu"), ("b", "Ghi lại")):
        entry = f'{HEADER}msgid "Save"\nmsgstr "{text}"\n'
        (tmp_path / "vi" / f"{part}.po").write_text(entry, encoding="utf-8")
    found = catalogue.problems(tmp_path / "code", tmp_path / "vi", tmp_path / "none.mo")
    assert "b.po: translated otherwise in a.po: 'Save'" in found
    assert "none.mo: not what the parts compile to; run 'make messages'" in found


def test_missing_messages_come_as_entries_to_fill_in(catalogue: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "room.py").write_text('\n_("Say \\"{x}\\"")\n', encoding="utf-8")
    messages = catalogue.missing(tmp_path, tmp_path)
    place = f"#: {tmp_path.name}/room.py:2"
    assert catalogue.as_po(messages) == f'{place}\nmsgid "Say \\"{{x}}\\""\nmsgstr ""\n'
