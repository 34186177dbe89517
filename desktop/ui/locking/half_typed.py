"""What is half typed in a window alone: neither saved nor kept with the data."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.i18n import _
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.widgets.fields import SearchField


def typed_in_page(page: QWidget) -> bool:
    """Whether a form or a line of a page holds what is not saved, or its field is being typed in.

    Other fields of a page were saved when they were left.
    """
    parts: list[QWidget] = list(page.findChildren(QWidget))
    return _typed(page.focusWidget()) or any(
        (getattr(one, "dirty", False) is True or getattr(one, "begun", False) is True)
        and one.isVisibleTo(page)
        for one in parts
    )


def typed_in_dialog(dialog: QWidget) -> bool:
    """Whether something was typed into a dialog, which is saved as a whole."""
    parts: list[QWidget] = list(dialog.findChildren(QWidget))
    return any(map(_typed, parts))


def keep_typed(window: MainWindow) -> bool:
    """Keep with the data what is half typed in the room in sight; whether that is all of it."""
    if not window.current_room:
        return True
    room = window.room(window.current_room)
    return room.keep_typed() or not typed_in_page(room.widget())


def kept_words(*, half_typed: bool) -> str:
    """What the log-in says of what was typed before the lock."""
    if not half_typed:
        return _("Nothing that was typed is lost.")
    return _(
        "Something is half typed and not saved. It stays for the officer who locked the register,"
        " until the program is closed or somebody else logs in."
    )


def may_lose_typed(parent: QWidget, *, closing: bool) -> bool:
    """Ask whether what is half typed behind the lock may go; the safe answer is the default."""
    detail = _(
        "Something is half typed in the window that was locked, and not saved. When the officer"
        " who locked it logs in, it is there again."
    )
    if closing:
        return ConfirmDialog.ask(
            parent,
            question=_("Close the program and lose what is half typed?"),
            detail=detail,
            do=_("Close and lose it"),
            keep=_("Stay here"),
        )
    return ConfirmDialog.ask(
        parent,
        question=_("Go on and lose what somebody else has half typed?"),
        detail=detail,
        do=_("Go on and lose it"),
        keep=_("Stay here"),
    )


def _typed(field: QWidget | None) -> bool:
    if isinstance(field, SearchField):
        return False
    if isinstance(field, QLineEdit):
        return field.isModified() and bool(field.text().strip())
    if isinstance(field, QPlainTextEdit):
        return field.document().isModified() and bool(field.toPlainText().strip())
    return False
