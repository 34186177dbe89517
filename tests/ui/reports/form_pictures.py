"""Pictures of the committee's own texts, of numbers of letters, and of the register's pages."""

import tempfile
from pathlib import Path

from desktop.actions.desk import Desk
from desktop.actions.forms import use_form
from desktop.actions.issued_papers import IssuedDraft, issue_paper
from desktop.actions.papers import PaperChoice
from desktop.reports.form_files import shipped_content
from desktop.ui.reports.form_files import read_chosen, read_tried
from desktop.ui.reports.form_preview import FormPreviewDialog
from desktop.ui.reports.issue_dialog import IssueDialog, read_letter
from desktop.ui.reports.issued_register import RegisterDialog
from desktop.ui.reports.lines import ISSUED_REGISTER, REMINDER, Wish
from desktop.ui.reports.own_forms import OwnFormsDialog
from desktop.ui.reports.room import ReportsRoom
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from tests.screens.registry import Build
from tests.ui.closing.offices import SEPTEMBER
from tests.ui.closing.pictures import Act, dark, pictured, scaled, sized
from tests.ui.reports.pictures import numbered_desk, paper


def own_month() -> str:
    """The month's report with a word of the committee's own."""
    return shipped_content("month").replace("Trong kỳ, trên", "Trong kỳ báo cáo, trên")


def worded_desk(folder: Path) -> Desk:
    """The committee says some sentences of the month's report itself; a letter has its number."""
    desk = numbered_desk(folder)
    assert use_form(desk, "month", own_month().encode()).done
    draft = IssuedDraft(kind=REMINDER, period=SEPTEMBER.id, number=7, issued_on=SEPTEMBER.last_day)
    assert issue_paper(desk, draft).done
    return desk


def desk_of(window: MainWindow) -> Desk:
    """The desk behind the window."""
    desk = getattr(window.room("reports"), "_desk", None)
    assert isinstance(desk, Desk)
    return desk


def forms(content: str | None = None) -> Act:
    """The texts of papers, perhaps with a file chosen for the month's report."""

    def act(window: MainWindow, context: ShellContext) -> None:
        dialog = OwnFormsDialog(window, context, desk=desk_of(window))
        dialog.show()
        assert dialog.forms.go_to("month")
        if content is not None:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "Mau-cau-chu_Bao-cao-thang.txt"
                path.write_text(content, encoding="utf-8")
                dialog.look_at(read_chosen("month", path))

    return act


def preview(window: MainWindow, context: ShellContext) -> None:
    """The pages of the month's report with the committee's own words."""
    desk = desk_of(window)
    dialog = FormPreviewDialog(
        window,
        context,
        title="Báo cáo tháng",
        said="Đang dùng câu chữ của Ban Chỉ đạo.",
        read=lambda: read_tried(desk, "month", SEPTEMBER, own_month().encode()),
    )
    dialog.show()


def letter(window: MainWindow, context: ShellContext) -> None:
    """The form of a letter's number: the one it has, or another letter."""
    desk = desk_of(window)
    issuing = read_letter(desk, REMINDER, SEPTEMBER, PaperChoice())
    IssueDialog(window, issuing, theme=context.theme).show()


def menu(window: MainWindow, _context: ShellContext) -> None:
    """The menu of seldom papers."""
    room = window.room("reports")
    assert isinstance(room, ReportsRoom)
    room.page.more.click()


def register(window: MainWindow, context: ShellContext) -> None:
    """The register with the way to its pages."""
    RegisterDialog(window, context, desk=desk_of(window), year=2026).show()


def faulty() -> str:
    """A file with faults of several kinds."""
    lines = own_month().splitlines()
    return "\n".join([*lines[:3], "[thua]", 'moi = "chữ"', *lines[3:]]).replace("{n}", "{m}")


_FORMS = pictured(worded_desk, "reports", month=SEPTEMBER, act=forms())
_FAULTY = pictured(worded_desk, "reports", month=SEPTEMBER, act=forms(faulty()))
_CHOSEN = pictured(worded_desk, "reports", month=SEPTEMBER, act=forms(own_month()))
_PAGES = pictured(worded_desk, "reports", month=SEPTEMBER, act=paper(Wish(ISSUED_REGISTER)))
_LETTER = pictured(worded_desk, "reports", month=SEPTEMBER, act=paper(Wish(REMINDER)))

SCREENS: dict[str, Build] = {
    "160-mau-cau-chu": _FORMS,
    "161-mau-cau-chu-loi": _FAULTY,
    "162-mau-cau-chu-chon": _CHOSEN,
    "163-mau-cau-chu-1024": sized(_FAULTY, 1024, 768),
    "164-mau-cau-chu-xem": pictured(worded_desk, "reports", month=SEPTEMBER, act=preview),
    "165-cong-van-co-so": _LETTER,
    "166-so-cong-van": pictured(worded_desk, "reports", month=SEPTEMBER, act=letter),
    "167-so-van-ban-trang": _PAGES,
    "168-so-van-ban-trang-1024": sized(_PAGES, 1024, 768),
    "169-so-van-ban-in": pictured(worded_desk, "reports", month=SEPTEMBER, act=register),
    "170-danh-muc-them": pictured(worded_desk, "reports", month=SEPTEMBER, act=menu),
    "171-mau-cau-chu-150": scaled(_FAULTY, 150),
    "172-mau-cau-chu-nen-toi": dark(_CHOSEN),
    "173-cong-van-co-so-1024": sized(_LETTER, 1024, 768),
}
