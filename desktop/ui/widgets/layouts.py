"""Layouts that are filled anew."""

from typing import cast

from PySide6.QtWidgets import QLayout, QWidget


def clear_layout(layout: QLayout) -> None:
    """Take every widget and stretch out of ``layout``; the widgets are deleted."""
    while layout.count():
        # A stretch or a gap has no widget, whatever the binding's types say.
        widget = cast(QWidget | None, layout.takeAt(0).widget())
        if widget is not None:
            widget.hide()
            widget.deleteLater()
