"""The columns of a list: each heading and the field it was recognised as, or a choice of fields."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.actions.imports import Rehearsal
from desktop.i18n import N_, _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Type
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.text import Text
from desktop.wording import column_word

SKIP = "skip"
_CARD = 152

FIELDS: dict[str, dict[str, str]] = {
    "groups": {
        "name": N_("Name of the group"),
        "kind": N_("Kind"),
        "active_from": N_("Formed on"),
        "former_commune": N_("Former commune"),
        "households": N_("Households"),
        "population": N_("Population"),
        "counted_on": N_("Counted on"),
        "head_name": N_("Head of the group"),
        "head_telephone": N_("Head's office telephone"),
        "note": N_("Note"),
    },
    "sessions": {
        "date": N_("Date"),
        "when": N_("Date and time"),
        "month": N_("Month of the date"),
        "year": N_("Year of the date"),
        "start_time": N_("Time"),
        "groups": N_("Residential groups"),
        "place": N_("Place"),
        "format": N_("Format"),
        "topics": N_("Topics"),
        "attendance": N_("Attendance"),
        "men": N_("Men among them"),
        "women": N_("Women among them"),
        "lead_body": N_("Lead body"),
        "partner_bodies": N_("Partner bodies"),
        "audiences": N_("Audience"),
        "materials": N_("Materials handed out"),
        "status": N_("State"),
        "result": N_("Result of the session"),
        "note": N_("Note"),
    },
    "models": {
        "name": N_("Name of the model"),
        "kind": N_("Kind"),
        "groups": N_("Residential groups"),
        "founded": N_("Founded"),
        "decision": N_("Decision"),
        "members": N_("Members"),
        "status": N_("State"),
        "status_since": N_("State since"),
        "note": N_("Note"),
    },
    "counts": {
        "code": N_("Code"),
        "label": N_("Count"),
        "unit": N_("Unit"),
        "figures": N_("Figures of a month"),
        "note": N_("Note"),
    },
}


class ColumnStrip(QScrollArea):
    """``assign`` is called with the number of a column and the field chosen for it."""

    def __init__(self, *, theme: Theme, assign: Callable[[int, str], object]) -> None:
        super().__init__()
        self._theme = theme
        self._assign = assign
        self.choices: dict[int, QComboBox] = {}
        inside = QWidget()
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(16, 8, 16, 8)
        self._row.setSpacing(8)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        theme.keep(self, self._measure)

    def show_columns(self, found: Rehearsal) -> None:
        """Show the columns of a rehearsal."""
        clear_layout(self._row)
        self.choices = {}
        fields = FIELDS[found.kind.value]
        taken = {use.field for use in found.reading.columns if use.field}
        for use in found.reading.columns:
            if use.reason == "ordinal" or (not use.heading and not use.field):
                continue
            card = QWidget()
            card.setFixedWidth(round(_CARD * self._theme.tokens.type.text / Type().text))
            column = QVBoxLayout(card)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            heading = Text(_shortened(use.heading) or use.letter, look="small")
            heading.setToolTip(
                _("Column {letter}: {heading}").format(letter=use.letter, heading=use.heading)
            )
            column.addWidget(heading)
            if use.reason == "personal":
                note = Text(_("not stored: data of persons"), look="todo", wrap=True)
                column.addWidget(note)
            else:
                column.addWidget(
                    self._choice(use.index, use.heading, use.field, use.reason, fields, taken)
                )
            column.addStretch(1)
            self._row.addWidget(card)
        self._row.addStretch(1)

    def _measure(self) -> None:
        """Heading, field and the scroll bar: large text needs more height."""
        tokens = self._theme.tokens
        self.setFixedHeight(round(tokens.type.small * 1.5) + tokens.shape.button_height + 32)

    def _choice(
        self,
        index: int,
        heading: str,
        field: str | None,
        reason: str,
        fields: dict[str, str],
        taken: set[str],
    ) -> QComboBox:
        box = ChoiceBox()
        box.setAccessibleName(_("Column “{heading}” is").format(heading=heading))
        box.addItem(_("– not read –"), SKIP)
        for name, words in fields.items():
            if name in {field, "figures"} or name not in taken:
                box.addItem(_(words), name)
        if field is not None:
            box.setCurrentIndex(box.findData(field))
        box.setToolTip(column_word(reason) if field is None else "")
        box.activated.connect(partial(self._chosen, index, box))
        self.choices[index] = box
        return box

    def _chosen(self, index: int, box: QComboBox, _number: int) -> None:
        self._assign(index, str(box.currentData()))


def _shortened(heading: str, limit: int = 24) -> str:
    plain = " ".join(heading.split())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
