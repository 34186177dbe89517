"""Pictures of erasing a name typed by mistake."""

from PySide6.QtWidgets import QWidget

from desktop.actions.backups import back_up
from desktop.actions.models import record_model
from desktop.actions.overview import opening_month
from desktop.actions.sessions import delete_session, sessions_of
from desktop.domain.models import ModelDraft
from desktop.ui.system.erasure_dialog import ErasureDialog
from desktop.ui.system.room import SystemRoom
from tests.screens.registry import Build, Stage
from tests.ui.system.pictures import staffed, window

_NAME = "Quách Thị Chim Yến"


def dialog(stage: Stage) -> QWidget:
    """The places of a name."""
    desk = staffed(stage)
    record_model(desk, ModelDraft(f"Câu lạc bộ của {_NAME}", kind="CLB", commune_wide=True))
    back_up(desk, reason="exit")
    made = window(stage, desk, "system")
    room = made.room("system")
    if not isinstance(room, SystemRoom):
        raise TypeError("no system room")
    room.on_target({"section": "journal"})
    shown = ErasureDialog(made, context=room.current.context, desk=desk)
    shown.words.setText(_NAME)
    shown.look()
    shown.show()
    stage.kept.append(shown)
    return shown


def journal(stage: Stage) -> QWidget:
    """The log with its filter."""
    desk = staffed(stage)
    for one in sessions_of(desk, opening_month(desk))[:4]:
        delete_session(desk, one.id)
    made = window(stage, desk, "system")
    room = made.room("system")
    if isinstance(room, SystemRoom):
        room.on_target({"section": "journal"})
    return made


SCREENS: dict[str, Build] = {
    "304-xoa-han-mot-ten": dialog,
    "305-nhat-ky": journal,
}
