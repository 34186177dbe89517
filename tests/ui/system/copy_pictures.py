"""Pictures of the copies: the time line, a copy beside now, a copy being looked at."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from desktop.actions.backups import back_up, change_mirror
from desktop.actions.comparing import compare
from desktop.actions.desk import Desk
from desktop.actions.overview import opening_month
from desktop.actions.sessions import delete_session, sessions_of
from desktop.actions.setup import Sources
from desktop.actions.timeline import time_line, try_restore, view_copy
from desktop.db.backup_info import write_info
from desktop.db.backups import note_damaged
from desktop.ui.memory import WindowMemory
from desktop.ui.setup.secret_asking import SecretDialog
from desktop.ui.system.backups import BackupsSection
from desktop.ui.system.compare_dialog import CompareDialog
from desktop.ui.system.copy_window import CopyViewing
from desktop.ui.system.room import SystemRoom
from desktop.ui.work import ImmediateExecutor
from tests.screens.registry import Build, Stage
from tests.ui.system.pictures import folder, staffed, window

_MADE = (
    ("exit", timedelta()),
    ("half_hour", timedelta(hours=2)),
    ("before_import", timedelta(hours=17)),
    ("exit", timedelta(hours=25)),
    ("before_restore", timedelta(days=4)),
    ("exit", timedelta(days=12)),
)


def with_copies(stage: Stage) -> Desk:
    """A commune with copies of several days, on a second drive too; one was found damaged."""
    desk = staffed(stage)
    drive = folder(stage)
    now = datetime.combine(desk.clock.today(), datetime.min.time(), UTC) + timedelta(hours=2)
    for reason, ago in reversed(_MADE):
        path = desk.store.layout.backups / back_up(desk, reason=reason).name
        info = next(one.info for one in time_line(desk.store.folder) if one.path == path)
        write_info(path, replace(info, at=now - ago))
    change_mirror(desk, folder=drive)
    first = time_line(desk.store.folder)[1].path
    note_damaged(desk.store.layout.backups / time_line(desk.store.folder)[2].info.name)
    try_restore(desk.store.folder, first, sources=_sources(desk), data_key=desk.store.data_key)
    return desk


def _sources(desk: Desk) -> Sources:
    return Sources(desk.clock, desk.ids)


def section(stage: Stage) -> QWidget:
    """The time line."""
    made = window(stage, with_copies(stage), "system")
    room = made.room("system")
    if isinstance(room, SystemRoom):
        room.on_target({"section": "backups"})
        if isinstance(room.current, BackupsSection):
            room.current.try_current()
    return made


def compared(stage: Stage) -> QWidget:
    """A copy beside now."""
    desk = staffed(stage)
    path = desk.store.layout.backups / back_up(desk, reason="exit").name
    for one in sessions_of(desk, opening_month(desk))[:4]:
        delete_session(desk, one.id)
    dialog = CompareDialog(None, comparison=compare(desk, path), when="hôm qua 16:05")
    dialog.show()
    stage.kept.extend((dialog, desk))
    return dialog


def looked_at(stage: Stage) -> QWidget:
    """A copy in a window of its own."""
    desk = staffed(stage)
    path = desk.store.layout.backups / back_up(desk, reason="exit").name
    shown = view_copy(desk.store.folder, path, sources=_sources(desk), data_key=desk.store.data_key)
    viewing = CopyViewing(
        shown,
        theme=stage.theme,
        memory=WindowMemory(None),
        sources=_sources(desk),
        work=ImmediateExecutor(),
    )
    viewing.begin()
    stage.kept.extend((viewing, desk))
    if viewing.window is None:
        raise RuntimeError("the copy was not shown")
    viewing.window.setGeometry(0, 0, *stage.size)
    return viewing.window


def locked(stage: Stage) -> QWidget:
    """A copy that asks for its password."""
    dialog = SecretDialog(None, theme=stage.theme, problem="Mật khẩu không khớp. Chưa mở gì.")
    dialog.show()
    stage.kept.append(dialog)
    return dialog


SCREENS: dict[str, Build] = {
    "300-ban-sao-dong-thoi-gian": section,
    "301-ban-sao-so-voi-hien-nay": compared,
    "302-ban-sao-chi-doc": looked_at,
    "303-ban-sao-co-mat-khau": locked,
}
