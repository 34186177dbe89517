"""Pictures of the overview, the models and the residential groups, on made-up communes."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.actions.desk import Desk
from desktop.actions.groups import merge_groups
from desktop.actions.models import change_status, record_activity
from desktop.actions.models import models as stored_models
from desktop.domain.groups import GroupDraft
from desktop.domain.models import ModelStatus
from desktop.ui.groups.event_dialog import Setting
from desktop.ui.groups.merging import MergeDialog
from desktop.ui.groups.requests import Request
from desktop.ui.groups.room import GroupsRoom
from desktop.ui.groups.series import SeriesDialog
from desktop.ui.models.room import ModelsRoom
from desktop.ui.overview.content import MissingOf
from desktop.ui.overview.room import OverviewRoom
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.shell.room import Room, RoomEntry
from tests.screens.gallery import FakeOffice, FakeRoom
from tests.screens.registry import Build, Stage
from tests.ui.overview.offices import (
    OCTOBER,
    TODAY,
    busy_desk,
    context_for,
    empty_desk,
    ids_by_name,
)

Rooms = dict[str, Room]


def window(stage: Stage, desk: Desk, shown: str, size: tuple[int, int] = (1366, 768)) -> Rooms:
    """The main window with the three rooms on a commune; returns the rooms."""
    context = context_for(stage.theme)
    rooms: Rooms = {
        "overview": OverviewRoom(context, desk=desk),
        "models": ModelsRoom(context, desk=desk),
        "groups": GroupsRoom(context, desk=desk),
    }
    made = MainWindow(
        context=context, office=FakeOffice(), entries=entries(rooms), name="Phường Hương Trà"
    )
    made.show_room(shown)
    made.refresh()
    made.setGeometry(0, 0, *size)
    made.show()
    stage.kept.extend((context, made, rooms))
    return {**rooms, "window": FakeRoom(made)}


def entries(rooms: Rooms) -> tuple[RoomEntry, ...]:
    """The navigation of the product, with only three rooms behind it."""

    def maker(room: Room) -> Callable[[ShellContext], Room]:
        return lambda _context: room

    titles = (
        ("overview", "Tổng quan", "house", False),
        ("sessions", "Tuyên truyền", "megaphone", False),
        ("models", "Mô hình", "shield", False),
        ("reports", "Báo cáo", "file-text", False),
        ("groups", "Thôn, tổ dân phố", "users", True),
        ("system", "Hệ thống", "settings", True),
    )
    return tuple(
        RoomEntry(
            key=key,
            title=title,
            icon=icon,
            low=low,
            make=maker(rooms.get(key) or FakeRoom(QWidget())),
        )
        for key, title, icon, low in titles
    )


def folder(stage: Stage) -> Path:
    """A folder that goes when the picture is done."""
    kept = tempfile.TemporaryDirectory()
    stage.kept.append(kept)
    return Path(kept.name) / "commune"


def overview(stage: Stage) -> QWidget:
    """October with groups that lack a session and a model."""
    return window(stage, busy_desk(folder(stage)), "overview")["window"].widget()


def overview_sixty(stage: Stage) -> QWidget:
    """Sixty groups."""
    return window(stage, busy_desk(folder(stage), 60), "overview")["window"].widget()


def overview_small(stage: Stage) -> QWidget:
    """What is left of 1366×768 at 150 %."""
    rooms = window(stage, busy_desk(folder(stage)), "overview", (911, 512))
    return rooms["window"].widget()


def overview_empty(stage: Stage) -> QWidget:
    """No group yet."""
    return window(stage, empty_desk(folder(stage)), "overview")["window"].widget()


def overview_missing(stage: Stage) -> QWidget:
    """The list behind a figure."""
    rooms = window(stage, busy_desk(folder(stage)), "overview")
    room = rooms["overview"]
    if isinstance(room, OverviewRoom):
        room.page.figures.opened.emit(MissingOf("sessions"))
    return rooms["window"].widget()


def models(stage: Stage) -> QWidget:
    """The list of models and the groups without one."""
    return window(stage, busy_desk(folder(stage)), "models")["window"].widget()


def models_form(stage: Stage) -> QWidget:
    """A shared model in its form."""
    return _model(stage, "Cụm liên kết an ninh trật tự chợ Tứ Hạ", (1366, 768))


def models_history(stage: Stage) -> QWidget:
    """The states and notes of a model."""
    desk = busy_desk(folder(stage))
    model = next(one for one in stored_models(desk) if one.name == "Loa an ninh")
    assert change_status(desk, model.id, status=ModelStatus.ACTIVE, since=OCTOBER.start).done
    for day, note in ((18, "Phát thanh Luật Phòng, chống ma túy"), (27, "Tu sửa loa tuyến 2")):
        on = OCTOBER.start.replace(day=day)
        assert record_activity(desk, model.id, on=on, note=note).done
    rooms = window(stage, desk, "models")
    rooms["models"].on_target({"model": model.id})
    room = rooms["models"]
    if isinstance(room, ModelsRoom):
        room.form.scroll_to_end()
    return rooms["window"].widget()


def models_small(stage: Stage) -> QWidget:
    """The form at 1024×768."""
    return _model(stage, "CLB B93", (1024, 768))


def _model(stage: Stage, name: str, size: tuple[int, int]) -> QWidget:
    rooms = window(stage, busy_desk(folder(stage)), "models", size)
    room = rooms["models"]
    if isinstance(room, ModelsRoom):
        model = next(one.model for one in room.page.table.model().rows if one.model.name == name)  # type: ignore[attr-defined]
        room.on_target({"model": model.id})
    return rooms["window"].widget()


def models_empty(stage: Stage) -> QWidget:
    """A new model in a commune without any."""
    rooms = window(stage, empty_desk(folder(stage)), "models")
    room = rooms["models"]
    if isinstance(room, ModelsRoom):
        room.new()
    return rooms["window"].widget()


def groups(stage: Stage) -> QWidget:
    """The list of groups."""
    return window(stage, busy_desk(folder(stage)), "groups")["window"].widget()


def groups_form(stage: Stage) -> QWidget:
    """A group in its form, 1024×768."""
    desk = busy_desk(folder(stage))
    rooms = window(stage, desk, "groups", (1024, 768))
    rooms["groups"].on_target({"group": ids_by_name(desk)["Tổ dân phố 9"]})
    return rooms["window"].widget()


def groups_empty(stage: Stage) -> QWidget:
    """No group yet."""
    return window(stage, empty_desk(folder(stage)), "groups")["window"].widget()


def groups_merge(stage: Stage) -> QWidget:
    """Merging, with what it means."""
    desk = busy_desk(folder(stage))
    rooms = window(stage, desk, "groups")
    room = rooms["groups"]
    if isinstance(room, GroupsRoom):
        ids = ids_by_name(desk)
        setting = Setting(theme=stage.theme, period=OCTOBER, groups=room.living)
        start = Request(
            group_ids=(ids["Tổ dân phố 3"], ids["Tổ dân phố 4"]),
            names=("Tổ dân phố 3",),
            into_id=ids["Tổ dân phố 3"],
            on=TODAY,
            decision="57/QĐ-UBND",
        )
        dialog = MergeDialog(room.page, setting=setting, start=start)
        dialog.show()
        dialog.move(420, 160)
        stage.kept.append(dialog)
    return rooms["window"].widget()


def groups_series(stage: Stage) -> QWidget:
    """Numbered groups in one step."""
    rooms = window(stage, empty_desk(folder(stage)), "groups")
    dialog = SeriesDialog(rooms["window"].widget(), theme=stage.theme, stored=())
    dialog.last.set_value(23)
    dialog.show()
    dialog.move(460, 220)
    stage.kept.append(dialog)
    return rooms["window"].widget()


def overview_large(stage: Stage) -> QWidget:
    """Text at 150 per cent."""
    stage.theme.choose(preference="light", scale=150, row_height=32)
    return overview(stage)


def models_large(stage: Stage) -> QWidget:
    """The form with text at 150 per cent, in the dark set."""
    stage.theme.choose(preference="dark", scale=150, row_height=32)
    return models_form(stage)


def groups_dark(stage: Stage) -> QWidget:
    """A group after a merger, with past groups, in high contrast."""
    stage.theme.choose(preference="contrast-dark", scale=100, row_height=32)
    desk = busy_desk(folder(stage))
    ids = ids_by_name(desk)
    heir = GroupDraft("Tổ dân phố 3", id=ids["Tổ dân phố 3"])
    chosen = (ids["Tổ dân phố 3"], ids["Tổ dân phố 4"])
    assert merge_groups(desk, chosen, into=heir, on=TODAY, decision="57/QĐ-UBND").done
    rooms = window(stage, desk, "groups")
    rooms["groups"].on_target({"group": ids["Tổ dân phố 4"]})
    room = rooms["groups"]
    if isinstance(room, GroupsRoom):
        room.form.scroll_to_end()
    return rooms["window"].widget()


SCREENS: dict[str, Build] = {
    "20-tong-quan": overview,
    "21-tong-quan-60-to": overview_sixty,
    "22-tong-quan-thu-gon": overview_small,
    "23-tong-quan-chua-co-to": overview_empty,
    "24-tong-quan-con-thieu": overview_missing,
    "25-tong-quan-150": overview_large,
    "30-mo-hinh": models,
    "31-mo-hinh-bieu-mau": models_form,
    "32-mo-hinh-1024": models_small,
    "33-mo-hinh-chua-co": models_empty,
    "34-mo-hinh-150": models_large,
    "35-mo-hinh-qua-trinh": models_history,
    "40-thon-to": groups,
    "41-thon-to-1024": groups_form,
    "42-thon-to-chua-co": groups_empty,
    "43-thon-to-sap-nhap": groups_merge,
    "44-thon-to-danh-so": groups_series,
    "45-thon-to-da-sap-nhap": groups_dark,
}
