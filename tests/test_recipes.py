"""The recipes of CONTRIBUTING.md, followed step by step."""

import importlib.util
import re
import shutil
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from openpyxl import Workbook

from desktop.actions.counts import count_sheet
from desktop.actions.desk import Desk, RandomIds, SystemClock
from desktop.actions.period_status import status
from desktop.actions.periods import period_named
from desktop.cli import main
from desktop.db.store_opening import open_store
from desktop.paths import resource
from desktop.reports import forms
from desktop.reports.month import month_report
from desktop.reports.pdf import write_pdf
from desktop.reports.tree import (
    Column,
    Document,
    Heading,
    Letterhead,
    Metadata,
    Paragraph,
    Recipients,
    SignatureBlock,
    Table,
)
from desktop.sheets import vocabulary
from desktop.sheets.errors import SheetError
from desktop.sheets.reading import Known, SheetReading, read_list
from desktop.sheets.workbook import read_workbook
from tests.cli.conftest import refuse_window
from tests.reports.made_up import FRAME, snapshot
from tests.reports.reading import read_pdf

HEADING = "Cụm bờ đê"


@pytest.fixture
def own_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the shipped data, read instead of it."""
    folder = tmp_path / "resources"
    for name in ("sheets", "lists", "forms"):
        shutil.copytree(resource(name), folder / name)
    for module in (vocabulary, forms):
        monkeypatch.setattr(module, "resource", folder.joinpath)
    _forget()
    yield folder
    _forget()


def _forget() -> None:
    vocabulary.load_vocabulary.cache_clear()
    forms.load_form.cache_clear()


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, before
    path.write_text(text.replace(before, after), encoding="utf-8")


def read_groups(folder: Path) -> SheetReading:
    book, path = Workbook(), folder / "list.xlsx"
    sheet = book.worksheets[0]
    for row in (["STT", HEADING, "Số hộ"], [1, "Thôn Hạ", 120], [2, "Thôn Thượng", 95]):
        sheet.append(row)
    book.save(path)
    known = Known(groups=(), commune="Phường Hương Trà")
    return read_list(read_workbook(path), known, today=date(2026, 11, 22))


def names(reading: SheetReading) -> list[str]:
    return [str(getattr(row.draft, "name", "")) for row in reading.rows]


def test_an_excel_layout_is_a_word_in_the_data(own_resources: Path, tmp_path: Path) -> None:
    try:
        before = names(read_groups(tmp_path))
    except SheetError:
        before = []
    assert before != ["Thôn Hạ", "Thôn Thượng"], "the heading is known: take another for the test"

    columns = own_resources / "sheets" / "columns.toml"
    change(columns, '\nnames = ["ten", "ten to", ', '\nnames = ["cum bo de", "ten", "ten to", ')
    _forget()

    assert names(read_groups(tmp_path)) == ["Thôn Hạ", "Thôn Thượng"]


def test_a_sentence_of_a_paper_is_changed_in_its_form(own_resources: Path) -> None:
    change(
        own_resources / "forms" / "month.toml",
        '\nheld = "Trong kỳ, toàn {area} tổ chức được {sessions} buổi',
        '\nheld = "Kỳ này, cả {area} đã mở {sessions} buổi',
    )
    pages = read_pdf(write_pdf(month_report(snapshot(), {}, FRAME)))
    text = " ".join(page.text for page in pages)
    assert "Kỳ này, cả phường đã mở" in text
    assert "phường tổ chức được" not in text


def catalogue() -> ModuleType:
    tool = resource("translations") / "catalogue.py"
    spec = importlib.util.spec_from_file_location("catalogue", tool)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_message_is_an_entry_in_the_part_of_its_room(tmp_path: Path) -> None:
    tool, source, parts = catalogue(), tmp_path / "code", tmp_path / "vi"
    source.mkdir()
    shutil.copytree(resource("translations") / "vi", parts)
    (source / "room.py").write_text('_("Kept until {time}").format(time=1)\n', encoding="utf-8")
    compiled = tmp_path / "vi.mo"
    compiled.write_bytes(tool.compile_parts(parts))

    def said() -> list[str]:
        return [one for one in tool.problems(source, parts, compiled) if "Kept until" in one]

    assert said(), "a message without Vietnamese is found"

    with (parts / "ui-shell.po").open("a", encoding="utf-8") as part:
        part.write('\nmsgid "Kept until {time}"\nmsgstr "Giữ đến {time}"\n')
    compiled.write_bytes(tool.compile_parts(parts))

    assert said() == []


def paper() -> Document:
    """A paper of its own, from values alone."""
    columns = (Column("Tổ dân phố", 3), Column("Ngày họp", 2))
    return Document(
        metadata=Metadata(title="Thông báo lịch họp", author="Ban Chỉ đạo 138", subject="Lịch"),
        letterhead=Letterhead(
            parent_body="ỦY BAN NHÂN DÂN PHƯỜNG HƯƠNG TRÀ",
            issuing_body="BAN CHỈ ĐẠO 138",
            number="Số:      /TB-BCĐ",
            place_and_date="Hương Trà, ngày      tháng      năm 2026",
            nation="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            motto="Độc lập - Tự do - Hạnh phúc",
        ),
        kind="THÔNG BÁO",
        subject=("Lịch họp tháng 11",),
        salutation=("Kính gửi: Các tổ dân phố.",),
        blocks=(
            Heading(1, "I. Lịch họp"),
            Table(columns, (("Tổ dân phố 1", "03/11/2026"), ("Tổ dân phố 2", "05/11/2026"))),
            Paragraph.of("Đề nghị các tổ có mặt đúng giờ./."),
        ),
        recipients=Recipients("Nơi nhận:", ("- Như trên;", "- Lưu: VT.")),
        signature=SignatureBlock(("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN"), ("Nguyễn Văn Hòa",)),
    )


def test_a_paper_is_a_document_tree_that_any_writer_writes() -> None:
    written = write_pdf(paper())
    text = " ".join(page.text for page in read_pdf(written))
    for words in ("THÔNG BÁO", "I. LỊCH HỌP", "05/11/2026", "đúng giờ./.", "Nguyễn Văn Hòa"):
        assert words in text, words
    assert written == write_pdf(paper()), "the same values give the same bytes"


ELEVENTH = re.compile(r"```toml\n(.*?)```", re.DOTALL)


def test_an_objective_with_its_own_count_is_data(tmp_path: Path) -> None:
    recipe = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    added = ELEVENTH.findall(recipe)[0]
    addition, month = tmp_path / "muc-tieu-11.toml", tmp_path / "thang.toml"
    addition.write_text(textwrap.dedent(added), encoding="utf-8")
    month.write_text("cameras = 41", encoding="utf-8")
    data = ("--data", str(tmp_path / "D"))
    for call in (
        ("new", "--name", "Phường Hương Trà", "--code", "19996", "--superior", "Thành phố Huế"),
        ("plan", "add", str(addition)),
        ("counts", "set", "--period", "2026-10", str(month)),
    ):
        assert main([*data, *call], open_window=refuse_window) == 0
    clock, ids = SystemClock(), RandomIds()
    with Desk(open_store(tmp_path / "D", clock=clock, ids=ids), clock, ids) as desk:
        october = period_named(desk, "2026-10")
        eleventh = status(desk, october).objectives[-1]
        labels = [
            line.label for section in count_sheet(desk, october).sections for line in section.lines
        ]
    assert (eleventh.id, eleventh.state, eleventh.numerator) == ("11", "met", 41)
    assert "Camera an ninh đang hoạt động" in labels
