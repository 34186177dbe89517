"""The parts of the room of models: head, list, the groups without a model, the form."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.i18n import _, ngettext
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.models.form import ModelForm
from desktop.ui.models.listing import ModelLine, ModelsRead, Shown, model_columns
from desktop.ui.shell.list_room import ListPage
from desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows import Mark, WorkItem, WorkList
from desktop.ui.widgets.rows_model import RowsModel
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.tabs import Tabs

Act = Callable[[], object]
_LACKING_WIDTH = 232
# A column is left out when the list is narrower than this, at 100 %: founding, members, kind,
# groups. Beside the form kind and members never stand: they are in the form itself.
_NEVER = 100_000
_LEAST_ROOM = {3: 850, 4: 740, 1: 640, 2: 460}
_LEAST_BESIDE_FORM = {1: _NEVER, 4: _NEVER, 3: 620, 2: 420}
_FILTERS = (Shown.ALL, Shown.KEPT_UP, Shown.NOT_KEPT_UP, Shown.ENDED)


class ModelsPage(ListPage):
    """The list in the middle; at its right the groups without a model, or the open form."""

    def __init__(
        self, *, theme: Theme, memory: WindowMemory, form: ModelForm, on_new: Act, on_import: Act
    ) -> None:
        super().__init__()
        self.form, self._theme = form, theme
        self.search = SearchField(_("Find a model, kind or group"), theme=theme)
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(300)
        self.filter = Tabs((_("All"), _("Kept up"), _("Not kept up"), _("Ended")))
        self.filter.setAccessibleName(_("Which models are shown"))
        self.empty = EmptyState("shield", "", theme=theme)
        self.table: ListTable[ModelLine] = ListTable(
            RowsModel(model_columns(), theme=theme),
            theme=theme,
            memory=memory,
            key="models",
            identity=lambda line: line.model.id,
            empty=self.empty,
        )
        self.table.setAccessibleName(_("Community models"))
        self.lacking = WorkList(theme=theme)
        self._lacking_panel = Panel(_("Without a model"), flush=True)
        theme.keep(self, partial(self._measure, theme))
        self._lay_out(on_new, on_import)
        form.hide()
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(on_new)

    @property
    def shown(self) -> Shown:
        """The filter chosen."""
        return _FILTERS[max(self.filter.current, 0)]

    def show_form(self, *, shown: bool) -> None:
        """Open or close the form; the groups without a model give it their place."""
        self.form.setVisible(shown)
        self._weigh_columns()
        self._weigh_lacking()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._weigh_head()
        self._weigh_columns()

    def show_lacking(self, read: ModelsRead) -> None:
        """List the groups without a model kept up."""
        count = len(read.lacking)
        self.lacking.show_items(
            tuple(
                WorkItem(sentence=group.name, action="", mark=Mark.RING, target=group.id)
                for group in read.lacking
            )
        )
        title = ngettext("{count} group without a model", "{count} groups without a model", count)
        self._lacking_panel.set_title(title.format(count=count))
        self._weigh_lacking()

    def _measure(self, theme: Theme) -> None:
        wide = round(_LACKING_WIDTH * max(theme.tokens.type.text / 13, 1))
        self._lacking_panel.setFixedWidth(wide)

    def _weigh_head(self) -> None:
        """The filters stand beside the search, or below it where they would be cut."""
        self._column.removeWidget(self.filter)
        self._head.removeWidget(self.filter)
        needed = self._head.minimumSize().width() + self.filter.sizeHint().width() + 40
        if needed <= self.width():
            self._head.insertWidget(1, self.filter)
        else:
            self._column.insertWidget(1, self.filter)

    def _weigh_columns(self) -> None:
        beside = not self.form.isHidden()
        side = self.form if beside else self._lacking_panel
        taken = side.width() + 16 if beside or self.lacking.rows else 0
        scale = self._theme.tokens.type.text / 13
        room = (self.width() - taken) / scale
        for column, least in (_LEAST_BESIDE_FORM if beside else _LEAST_ROOM).items():
            self.table.setColumnHidden(column, room < least)

    def _weigh_lacking(self) -> None:
        wanted = bool(self.lacking.rows) and self.form.isHidden()
        self._lacking_panel.setVisible(wanted)
        self._weigh_columns()

    def _lay_out(self, on_new: Act, on_import: Act) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.search, 1)
        head.addStretch(1)
        head.addWidget(SecondaryButton(_("Import from Excel"), on_import).needs("import_list"))
        add = PrimaryButton(_("Add a model"), on_new).needs("record_model")
        add.setToolTip("Ctrl+N")
        head.addWidget(add)
        self._head, self._column = head, column
        column.addLayout(head)
        column.addWidget(self.filter)
        body = QHBoxLayout()
        body.setSpacing(16)
        frame = Panel(flush=True)
        frame.body.addWidget(self.table)
        body.addWidget(frame, 1)
        self._lacking_panel.body.addWidget(scrolled(self.lacking, sideways=False))
        self._lacking_panel.setToolTip(_("Enter starts a model for the group."))
        body.addWidget(self._lacking_panel)
        body.addWidget(self.form)
        column.addLayout(body, 1)
