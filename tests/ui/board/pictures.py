"""Pictures of the superior's window: forty units, ten months, a stick, a decision, the papers."""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QWidget

from desktop.actions.deciding import decide
from desktop.actions.desk import Desk
from desktop.actions.receiving import receive_packages
from desktop.actions.sticks import Drive
from desktop.actions.superior_month import waiting_files
from desktop.ui.board.reply_dialog import ReplyDialog
from desktop.ui.board.room import BoardRoom
from desktop.ui.receiving.room import ReceivingRoom
from desktop.ui.rooms import entries, search_hint
from desktop.ui.setup.superior import SuperiorPage
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.superior_office import SuperiorOffice
from desktop.ui.units.room import UnitsRoom
from desktop.ui.verifying.others import OthersDialog, other_files
from tests.screens.registry import Build, Stage
from tests.ui.board.superiors import (
    TODAY,
    context_for,
    empty_superior,
    forty_units,
    sealed_superior,
    sender_for,
    trusted,
    year_of_forty,
)

Then = Callable[[MainWindow], None]
Make = Callable[[Path], Desk]
LATE, SENT = 2, 1


def folder(stage: Stage) -> Path:
    """A folder that goes when the picture is done."""
    kept = tempfile.TemporaryDirectory()
    stage.kept.append(kept)
    return Path(kept.name)


def window(
    stage: Stage,
    room: str,
    then: Then | None = None,
    *,
    make: Make = year_of_forty,
    size: tuple[int, int] = (1366, 768),
    look: tuple[str, int] = ("light", 100),
) -> QWidget:
    """The superior's window with one room in sight."""
    stage.theme.choose(preference=look[0], scale=look[1], row_height=32)
    desk = make(folder(stage) / "superior")
    context = context_for(stage.theme)
    made = MainWindow(
        context=context,
        office=SuperiorOffice(desk),
        entries=entries(desk, reopen=lambda _desk, _trouble: None),
        name="Thành phố Huế · Ban Chỉ đạo 138",
    )
    made.top_bar.finder.setPlaceholderText(search_hint(desk))
    made.refresh()
    made.setGeometry(0, 0, *size)
    made.show()
    made.show_room(room)
    if then is not None:
        then(made)
    stage.kept.extend((context, made, desk))
    return made


def open_unit(place: int, made: MainWindow) -> None:
    """Go down to a unit's month."""
    board = cast(BoardRoom, made.room("board"))
    board._open_cell(forty_units()[place].unit, "2026-10")


def legend(made: MainWindow) -> None:
    """The signs."""
    cast(BoardRoom, made.room("board")).page.grid.show_legend()


def plugged(stage: Stage, then: Then | None = None, **look: object) -> QWidget:
    """A stick with a report that counts, one of an unknown key, and one that is damaged."""
    root = folder(stage)
    stick = root / "KINGSTON"

    def make(place: Path) -> Desk:
        desk = sealed_superior(place)
        known = sender_for(desk, "19701", "Phường Phú Xuân")
        trusted(desk, known, root / "before")
        good = known.send(stick, "2026-10", attendance=64)
        sender_for(desk, "19703", "Phường Vỹ Dạ").send(stick, "2026-10")
        (stick / "S138_19705_202610_0001.s138").write_bytes(good.read_bytes()[:-30])
        return desk

    def plug(made: MainWindow) -> None:
        drive = Drive(stick, "E:", "KINGSTON", "exfat", 6 << 30, 8 << 30, False, True)
        receiving = cast(ReceivingRoom, made.room("receiving"))
        receiving._plugged((drive,))
        if then is not None:
            then(made)

    return window(stage, "receiving", plug, make=make, **look)  # type: ignore[arg-type]


def take(made: MainWindow) -> None:
    """Enter."""
    cast(ReceivingRoom, made.room("receiving")).receive()


def receptions(made: MainWindow) -> None:
    """The list of receptions."""
    cast(ReceivingRoom, made.room("receiving")).page.tabs.choose(1)


def forked(place: Path) -> Desk:
    """A unit whose October came from two computers."""
    desk = sealed_superior(place)
    sender = sender_for(desk, "19701", "Phường Phú Xuân")
    trusted(desk, sender, place.parent / "stick")
    twin = sender.clone(install="other-pc")
    sender.send(place.parent / "stick", "2026-10", attendance=10)
    twin.send(place.parent / "twin", "2026-10", attendance=90)
    receive_packages(desk, [place.parent / "stick", place.parent / "twin"])
    return desk


def newcomer(place: Path) -> Desk:
    """A unit whose key nobody accepted yet, and whose clock was behind."""
    desk = sealed_superior(place)
    sender = sender_for(desk, "19702", "Phường Kim Long")
    sender.clock_suspect = True
    sender.send(place.parent / "new", "2026-10")
    receive_packages(desk, [place.parent / "new"])
    return desk


def others(stage: Stage) -> QWidget:
    """What is asked after one of two files was accepted."""
    desk = forked(folder(stage) / "superior")
    (waits,) = waiting_files(desk)
    reason = "Đã gọi chị Lan, máy mới đúng"
    done = decide(desk, waits.package.package_id, accept=True, reason=reason).value
    assert done is not None
    found = other_files(done, waiting_files(desk))
    dialog = OthersDialog(None, done=done, others=found, reason=reason)
    dialog.show()
    stage.kept.extend((dialog, desk))
    return dialog


def taken_then_listed(made: MainWindow) -> None:
    """Enter, then the list of receptions."""
    take(made)
    receptions(made)


def unit_form(made: MainWindow) -> None:
    """One unit beside the list."""
    room = cast(UnitsRoom, made.room("units"))
    room._open(room._lines[3])


def letter(made: MainWindow) -> None:
    """The letter to those that are late."""
    made.show_room("consolidated", {"paper": "reminder"})


def reply(stage: Stage) -> QWidget:
    """The question before a report is returned."""
    title = "Trả lại báo cáo Phường Kim Long · tháng 10/2026"
    dialog = ReplyDialog(None, kind="returned", title=title, sticks=(), theme=stage.theme)
    dialog.remarks.setPlainText("Số lượt người Tổ dân phố 3 cao bất thường, đề nghị kiểm tra lại")
    dialog.show()
    stage.kept.append(dialog)
    return dialog


def set_up(stage: Stage) -> QWidget:
    """The page behind the door for superiors."""
    page = SuperiorPage(today=TODAY, theme=stage.theme)
    page.resize(860, 620)
    page.show()
    stage.kept.append(page)
    return page


DARK = ("dark", 100)
LARGE = ("light", 150)
SCREENS: dict[str, Build] = {
    "250-bang-cap-tren": lambda stage: window(stage, "board"),
    "251-bang-chu-giai": lambda stage: window(stage, "board", legend),
    "252-bang-1024": lambda stage: window(stage, "board", size=(1024, 768)),
    "253-bang-911": lambda stage: window(stage, "board", size=(911, 512)),
    "254-bang-nen-toi": lambda stage: window(stage, "board", look=DARK),
    "255-bang-150": lambda stage: window(stage, "board", look=LARGE),
    "256-bang-chua-co-don-vi": lambda stage: window(stage, "board", make=empty_superior),
    "257-thang-cua-don-vi": lambda stage: window(stage, "board", partial(open_unit, SENT)),
    "258-don-vi-tre-han": lambda stage: window(stage, "board", partial(open_unit, LATE)),
    "259-don-vi-911": lambda stage: window(
        stage, "board", partial(open_unit, SENT), size=(911, 512)
    ),
    "260-tra-lai": reply,
    "261-cho-cam-usb": lambda stage: window(stage, "receiving"),
    "262-the-tom-tat": plugged,
    "263-co-the-rut-usb": lambda stage: plugged(stage, take),
    "264-co-the-rut-usb-911": lambda stage: plugged(stage, take, size=(911, 512)),
    "265-cac-lan-nhan": lambda stage: window(stage, "receiving", receptions),
    "266-can-doi-chieu": lambda stage: window(stage, "verifying", make=forked),
    "267-khong-co-gi-doi-chieu": lambda stage: window(stage, "verifying", make=empty_superior),
    "268-don-vi": lambda stage: window(stage, "units", unit_form),
    "269-don-vi-chua-co": lambda stage: window(stage, "units", make=empty_superior),
    "270-tong-hop": lambda stage: window(stage, "consolidated"),
    "273-tong-hop-911": lambda stage: window(stage, "consolidated", size=(911, 512)),
    "271-cong-van-don-doc": lambda stage: window(stage, "consolidated", letter),
    "272-tong-hop-1024-nen-toi": lambda stage: window(
        stage, "consolidated", size=(1024, 768), look=DARK
    ),
    "273-lap-so-cap-tren": set_up,
    "274-don-vi-150": lambda stage: window(stage, "units", unit_form, look=LARGE),
    "275-can-doi-chieu-911": lambda stage: window(stage, "verifying", make=forked, size=(911, 512)),
    "276-can-doi-chieu-1024": lambda stage: window(
        stage, "verifying", make=forked, size=(1024, 768)
    ),
    "277-can-doi-chieu-150": lambda stage: window(stage, "verifying", make=forked, look=LARGE),
    "278-the-tom-tat-1024": lambda stage: plugged(stage, size=(1024, 768)),
    "279-co-the-rut-usb-1024": lambda stage: plugged(stage, take, size=(1024, 768)),
    "280-co-the-rut-usb-150": lambda stage: plugged(stage, take, look=LARGE),
    "281-don-vi-1024": lambda stage: window(stage, "units", unit_form, size=(1024, 768)),
    "282-thang-cua-don-vi-1024": lambda stage: window(
        stage, "board", partial(open_unit, SENT), size=(1024, 768)
    ),
    "283-khoa-moi-911": lambda stage: window(stage, "verifying", make=newcomer, size=(911, 512)),
    "284-cac-tep-con-lai": others,
    "285-cac-lan-nhan-1024": lambda stage: plugged(stage, taken_then_listed, size=(1024, 768)),
}
