"""Pictures of merging communes: the rehearsal, and the password of the new folder."""

from PySide6.QtWidgets import QWidget

from desktop.actions.passwords import FirstOfficer, turn_password_on
from desktop.db.slots import FLOOR
from desktop.ui.system.merge_passwords import NewFolderLock
from desktop.ui.system.merging import MergingSection
from desktop.ui.system.room import SystemRoom
from tests.actions.merging_making import Made, make
from tests.screens.registry import Build, Stage
from tests.ui.system.pictures import folder, staffed, window


def section(stage: Stage) -> tuple[QWidget, MergingSection]:
    """The section with two communes, rehearsed; the open one has a password."""
    desk = staffed(stage)
    assert turn_password_on(desk, FirstOfficer("Lê Thị Hà", "vuon-cam-moi-9", FLOOR)).done
    other = make(folder(stage) / "b", Made(name="Xã Bình Điền", code="20002"))
    made = window(stage, desk, "system")
    room = made.room("system")
    if not isinstance(room, SystemRoom):
        raise TypeError("no system room")
    room.on_target({"section": "merging"})
    merging = room.current
    if not isinstance(merging, MergingSection):
        raise TypeError("no section that merges")
    merging.sources.add_folder(other)
    merging.form.name.setText("Phường Hương Mới")
    merging.form.code.setText("20100")
    merging.form.day.setText("01/12/2026")
    merging.form.place = folder(stage) / "moi"
    merging.rehearse()
    return made, merging


def rehearsed(stage: Stage) -> QWidget:
    """What would come of it."""
    return section(stage)[0]


def lock(stage: Stage) -> QWidget:
    """The question for the new password."""
    made, merging = section(stage)
    shown = NewFolderLock(
        made, theme=stage.theme, communes="Phường Hương Trà", officer=merging.desk.own_name
    )
    shown.show()
    stage.kept.append(shown)
    return shown


SCREENS: dict[str, Build] = {"89-nhap-xa-phuong": rehearsed, "89-nhap-xa-phuong-mat-khau": lock}
