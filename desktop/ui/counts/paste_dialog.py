"""The check before a column is pasted: each figure beside the words it goes to."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.counts.paste import PastedFigure
from desktop.ui.counts.words import figure_text
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.rows_model import Column, RowsModel


class PasteDialog(FormDialog):
    """A table of the figures; nothing is written before the button that says how many."""

    def __init__(
        self, parent: QWidget | None, pasted: Sequence[PastedFigure], *, theme: Theme
    ) -> None:
        good = sum(one.changes for one in pasted)
        write = ngettext("Write {count} figure", "Write {count} figures", good)
        super().__init__(
            parent,
            title=_("Check before pasting"),
            do=write.format(count=good),
            leave=_("Go back"),
            lead=_summary(pasted),
            width=720,
        )
        self.resize(min(920, parent.window().width() - 80) if parent else 860, 540)
        self.do_button.setEnabled(bool(good))
        self.model = RowsModel(_columns(), theme=theme, parent=self)
        self.model.show_rows(pasted)
        self.body.addWidget(self._table(theme), 1)

    @classmethod
    def ask(cls, parent: QWidget | None, pasted: Sequence[PastedFigure], *, theme: Theme) -> bool:
        """Show the check; whether the figures are to be written."""
        return cls(parent, pasted, theme=theme).exec() == cls.DialogCode.Accepted

    def _table(self, theme: Theme) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.tokens.shape.row_height)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        for number, column in enumerate(self.model.columns):
            table.setColumnWidth(number, column.width)
        header.setSectionResizeMode(len(self.model.columns) - 1, QHeaderView.ResizeMode.Stretch)
        rows = table.verticalHeader()
        rows.setMinimumSectionSize(theme.tokens.shape.row_height)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        return table


def _summary(pasted: Sequence[PastedFigure]) -> str:
    new = sum(one.changes for one in pasted)
    same = sum(one.complete and not one.changes for one in pasted)
    said = _("{new} figures change, {same} stay as they are.").format(new=new, same=same)
    wrong = len(pasted) - new - same
    if not wrong:
        return said
    left = ngettext(
        "{count} row cannot be read and is left out.",
        "{count} rows cannot be read and are left out.",
        wrong,
    )
    return f"{said} {left.format(count=wrong)}"


def _columns() -> tuple[Column[PastedFigure], ...]:
    return (
        Column(
            title=_("Monthly figure"),
            text=lambda one: one.row.category.label if one.row else "–",
            width=330,
        ),
        Column(title=_("Copied"), text=lambda one: one.text, width=130, right=True, role=_role),
        Column(
            title=_("Now"),
            text=lambda one: figure_text(one.row.entry if one.row else None),
            width=120,
            right=True,
        ),
        Column(title=_("What happens"), text=_fate, width=0, role=_role, tip=_fate),
    )


def _role(one: PastedFigure) -> Role | None:
    return None if one.complete else Role.TROUBLE


def _fate(one: PastedFigure) -> str:
    if not one.complete:
        return one.meant.problem
    return (
        _("written: {figure}").format(figure=figure_text(one.entry)) if one.changes else _("same")
    )
