"""Pictures of numbers and dates of papers: what waits for one, the form, the register."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.actions.issued_papers import IssuedDraft, issue_paper
from desktop.actions.papers import PaperChoice
from desktop.actions.profile import change_profile, profile, record_signer
from desktop.actions.reports import record_report_text
from desktop.actions.sessions import record_session, sessions_of
from desktop.domain.commune import Signer
from desktop.domain.periods import month_period
from desktop.domain.sessions import SessionDraft, SessionStatus
from desktop.ui.reports.issue_dialog import IssueDialog, read_issuing
from desktop.ui.reports.issued_register import RegisterDialog
from desktop.ui.reports.lines import Wish
from desktop.ui.reports.pages import Fit
from desktop.ui.reports.parts import Part
from desktop.ui.reports.room import ReportsRoom
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from tests.screens.registry import Build
from tests.ui.closing.offices import SEPTEMBER, closed_september, corrected_desk
from tests.ui.closing.pictures import Act, dark, pictured, scaled, sized
from tests.ui.overview.offices import OCTOBER, empty_desk

_FIRST_NUMBER = 3


def waiting_desk(folder: Path) -> Desk:
    """Months up to August have their numbers, September was printed and waits for its own."""
    desk = closed_september(folder)
    record_signer(desk, Signer("", "Nguyễn Văn Hòa", default=True))
    for number in range(1, 9):
        month = month_period(2026, number)
        assert close_period(desk, month, unanswered=True).done
        draft = IssuedDraft(
            kind="month",
            period=month.id,
            number=4 * number + _FIRST_NUMBER,
            issued_on=date(2026, number + 1, 5),
        )
        assert issue_paper(desk, draft).done
    return desk


def numbered_desk(folder: Path) -> Desk:
    """September's report has its number too."""
    desk = waiting_desk(folder)
    draft = IssuedDraft(kind="month", period=SEPTEMBER.id, number=40, issued_on=date(2026, 10, 5))
    assert issue_paper(desk, draft).done
    return desk


def form(number: int, *, pressed: bool = False) -> Act:
    """The form of September's number, perhaps after its button was pressed."""

    def act(window: MainWindow, context: ShellContext) -> None:
        issuing = read_issuing(_desk_of(window), SEPTEMBER)
        dialog = IssueDialog(window, issuing, theme=context.theme)
        dialog.show()
        dialog.number.set_value(number)
        dialog.day.set_day(date(2026, 10, 6))
        if pressed:
            dialog.accept()

    return act


def _desk_of(window: MainWindow) -> Desk:
    desk = getattr(window.room("reports"), "_desk", None)
    assert isinstance(desk, Desk)
    return desk


def register(window: MainWindow, context: ShellContext) -> None:
    """The register of the year, after a line was taken out."""
    dialog = RegisterDialog(window, context, desk=_desk_of(window), year=2026)
    dialog.show()
    dialog.withdraw(dialog.table.current)


def paper(wish: Wish) -> Act:
    """Another paper of the month."""

    def act(window: MainWindow, _context: ShellContext) -> None:
        _room(window).open_paper(wish)

    return act


def minutes(window: MainWindow, _context: ShellContext) -> None:
    """The minutes of the month's first session."""
    room = _room(window)
    room.open_paper(Wish("minutes"))
    assert room._paper is not None
    sessions = room._paper.offer.sessions
    room.open_paper(Wish("minutes", choice=PaperChoice(session_id=sessions[0].id)))


def searched(window: MainWindow, _context: ShellContext) -> None:
    """Words searched in the report, with the small pages beside it."""
    preview = _room(window).page.preview
    preview.foot.strip.click()
    preview.open_search()
    preview.search.field.setText("to dan pho")
    preview.search.step(1)
    preview.search.step(1)


def living(window: MainWindow, _context: ShellContext) -> None:
    """A paragraph with a figure that changed since it was written, and words to take over."""
    room = _room(window)
    desk = _desk_of(window)
    assert record_report_text(desk, SEPTEMBER, "proposals", "Đề nghị cấp thêm loa.").done
    held = [one for one in sessions_of(desk, OCTOBER) if one.status is SessionStatus.HELD]
    texts = room.page.texts
    texts.choose("outreach")
    texts.text.setPlainText(
        f"Trong {len(held):02d} buổi tuyên truyền, các tổ dân phố đều có công an xã cùng dự."
    )
    texts.flush()
    draft = SessionDraft(
        held_on=held[0].held_on,
        group_ids=held[0].group_ids,
        format=held[0].format,
        start_time="07:15",
        attendance=20,
    )
    assert record_session(desk, draft).done
    room.on_changes(frozenset({"sessions"}))


def changed_since(window: MainWindow, _context: ShellContext) -> None:
    """A report whose commune, and one of whose paragraphs, are others since its number."""
    room = _room(window)
    desk = _desk_of(window)
    assert change_profile(desk, replace(profile(desk), place_name="Kim Long")).done
    assert record_report_text(desk, SEPTEMBER, "proposals", "Đề nghị cấp thêm loa.").done
    room.on_changes(frozenset({"profile"}))


def second_letter(window: MainWindow, _context: ShellContext) -> None:
    """A letter beside the one that has its number, with a day that is over."""
    room = _room(window)
    draft = IssuedDraft(kind="reminder", period=SEPTEMBER.id, number=7, issued_on=date(2026, 10, 5))
    assert issue_paper(_desk_of(window), draft).done
    choice = PaperChoice(by=date(2026, 9, 20), anew=True)
    room.open_paper(Wish("reminder", choice=choice))


def paragraphs(window: MainWindow, _context: ShellContext) -> None:
    """The paragraphs in the place of the papers, where the window is narrow."""
    _room(window).page.parts.show_part(Part.PARAGRAPHS)


def whole_page(window: MainWindow, _context: ShellContext) -> None:
    """A landscape register, fitted to the view."""
    room = _room(window)
    room.open_paper(Wish("session-register"))
    room.page.pages.set_zoom(Fit.PAGE)


def _room(window: MainWindow) -> ReportsRoom:
    room = window.room("reports")
    assert isinstance(room, ReportsRoom)
    return room


_WAITING = pictured(waiting_desk, "reports", month=SEPTEMBER)
_FORM = pictured(waiting_desk, "reports", month=SEPTEMBER, act=form(12))
_REGISTER = pictured(numbered_desk, "reports", month=SEPTEMBER, act=register)

SCREENS: dict[str, Build] = {
    "125-cho-so": _WAITING,
    "126-da-co-so": pictured(numbered_desk, "reports", month=SEPTEMBER),
    "127-ghi-so": _FORM,
    "128-ghi-so-da-co": pictured(
        waiting_desk, "reports", month=SEPTEMBER, act=form(35, pressed=True)
    ),
    "129-so-van-ban-di": _REGISTER,
    "130-cho-so-1024": sized(_WAITING, 1024, 600),
    "131-ghi-so-150": scaled(_FORM, 150),
    "132-so-van-ban-di-nen-toi": dark(_REGISTER),
}

_SEARCHED = pictured(waiting_desk, "reports", month=SEPTEMBER, act=searched)
_LIVING = pictured(waiting_desk, "reports", act=living)
_MINUTES = pictured(waiting_desk, "reports", act=minutes)
_CHANGED = pictured(numbered_desk, "reports", month=SEPTEMBER, act=changed_since)
_SECOND = pictured(waiting_desk, "reports", month=SEPTEMBER, act=second_letter)
_PARAGRAPHS = pictured(waiting_desk, "reports", month=SEPTEMBER, act=paragraphs)
_OTHERS = pictured(corrected_desk, "reports", month=SEPTEMBER, act=paper(Wish("correction")))

SCREENS.update(
    {
        "140-tim-trong-van-ban": _SEARCHED,
        "141-bien-ban": _MINUTES,
        "142-so-theo-doi": pictured(waiting_desk, "reports", act=whole_page),
        "143-bao-cao-thay-the": _OTHERS,
        "144-ban-cong-khai-chua-chot": pictured(waiting_desk, "reports", act=paper(Wish("public"))),
        "145-tu-ngay-den-ngay": pictured(waiting_desk, "reports", act=paper(Wish("ad-hoc"))),
        "146-trang-thu-le": pictured(waiting_desk, "reports", act=paper(Wish("margins-test"))),
        "147-chua-co-gi": pictured(empty_desk, "reports"),
        "148-tim-trong-van-ban-1024": sized(_SEARCHED, 1024, 768),
        "149-tim-trong-van-ban-150": scaled(_SEARCHED, 150),
        "150-tim-trong-van-ban-nen-toi": dark(_SEARCHED),
        "151-bien-ban-1024": sized(_MINUTES, 1024, 768),
        "154-so-da-doi": _LIVING,
        "155-so-da-doi-150": scaled(_LIVING, 150),
        "152-bien-ban-150-nen-toi": dark(scaled(_MINUTES, 150)),
        "153-bao-cao-thay-the-1024": sized(_OTHERS, 1024, 600),
        "191-dang-mo-1024": sized(pictured(waiting_desk, "reports"), 1024, 768),
        "192-da-chot-1024": sized(_WAITING, 1024, 768),
        "193-doan-van-1024-nen-toi": dark(sized(_PARAGRAPHS, 1024, 768)),
        "194-doan-van-911": sized(_PARAGRAPHS, 911, 512),
        "195-bien-ban-911": sized(_MINUTES, 911, 512),
        "196-doan-van-660": sized(_PARAGRAPHS, 660, 500),
        "197-da-doi-sau-khi-lay-so": _CHANGED,
        "198-da-doi-sau-khi-lay-so-1024": sized(_CHANGED, 1024, 768),
        "199-da-doi-sau-khi-lay-so-911": sized(_CHANGED, 911, 512),
        "237-cong-van-moi": _SECOND,
        "238-cong-van-moi-1024": sized(_SECOND, 1024, 768),
        "239-cong-van-moi-911": sized(_SECOND, 911, 512),
    }
)
