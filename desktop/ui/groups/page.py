"""The parts of the room of groups: the head with its buttons, the list, the form beside it."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.i18n import _, format_number, ngettext
from desktop.ui.design.theme import Theme
from desktop.ui.groups.form import GroupForm
from desktop.ui.groups.listing import GroupLine, GroupsRead, group_columns
from desktop.ui.groups.start import FirstGroups
from desktop.ui.memory import WindowMemory
from desktop.ui.shell.list_room import ListPage
from desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows_model import RowsModel
from desktop.ui.widgets.text import Text

Act = Callable[[], object]
# A column is left out when the list is narrower than this, at 100 %: the day of counting, former
# commune, kind, telephone, population, head. Beside the form, those that stand in the form itself
# never show.
_NEVER = 100_000
_LEAST_ROOM = {4: 1040, 8: 940, 1: 820, 6: 730, 3: 600, 5: 510}
_LEAST_BESIDE_FORM = {1: _NEVER, 4: _NEVER, 6: _NEVER, 8: _NEVER, 5: 620, 3: 460, 2: 370}


class GroupsPage(ListPage):
    """The list and its form, or what is said while there are no groups yet."""

    def __init__(
        self,
        *,
        theme: Theme,
        memory: WindowMemory,
        form: GroupForm,
        on_import: Act,
        on_new: Act,
        on_many: Act,
        on_merge: Act,
    ) -> None:
        super().__init__()
        self.form, self._theme = form, theme
        form.hide()
        self.search = SearchField(_("Find a group, head or former commune"), theme=theme)
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(300)
        self.past = QCheckBox(_("Past groups too"))
        self.counts = Text("", look="soft")
        self.empty = EmptyState("users", "", theme=theme)
        self.table: ListTable[GroupLine] = ListTable(
            RowsModel(group_columns(), theme=theme),
            theme=theme,
            memory=memory,
            key="groups",
            identity=lambda line: line.group.id,
            empty=self.empty,
        )
        self.table.setAccessibleName(_("Residential groups"))
        self.first_groups = FirstGroups(theme=theme, on_import=on_import, on_add=on_new)
        self._many_first = SecondaryButton(_("Add numbered groups…"), on_many).needs("record_group")
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._listing(on_import, on_new, on_many, on_merge))
        self._pages.addWidget(self._start())
        shortcut = QShortcut(QKeySequence("Ctrl+N"), self)
        shortcut.activated.connect(on_new)

    def show_counts(self, read: GroupsRead) -> None:
        """Say how many groups are active, with their households; or that there are none yet."""
        living = [group for group in read.groups if group.active_on(read.today)]
        households = sum(group.households or 0 for group in living)
        said = ngettext("{count} group", "{count} groups", len(living))
        parts = [said.format(count=len(living))]
        if households:
            said = ngettext("{count} household", "{count} households", households)
            parts.append(said.format(count=format_number(households)))
        self.counts.setText(" · ".join(parts))
        self.past.setVisible(any(group.active_until is not None for group in read.groups))
        if read.groups or self.form.isHidden():
            self._pages.setCurrentIndex(0 if read.groups else 1)

    def show_form(self, *, shown: bool) -> None:
        """Open or close the form; columns that stand in it give it their place."""
        self.form.setVisible(shown)
        self._weigh_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._weigh_columns()

    def _weigh_columns(self) -> None:
        beside = not self.form.isHidden()
        scale = self._theme.tokens.type.text / 13
        room = (self.width() - (self.form.width() + 16 if beside else 0)) / scale
        for column, least in (_LEAST_BESIDE_FORM if beside else _LEAST_ROOM).items():
            self.table.setColumnHidden(column, room < least)

    def show_list(self) -> None:
        """Bring the list and its form to sight, though there may be no group yet."""
        self._pages.setCurrentIndex(0)

    def _start(self) -> QWidget:
        panel = Panel()
        panel.body.addWidget(self.first_groups)
        self.first_groups.buttons.insertWidget(3, self._many_first)
        return panel

    def _listing(self, on_import: Act, on_new: Act, on_many: Act, on_merge: Act) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(self.past)
        head.addStretch(1)
        head.addWidget(SecondaryButton(_("Import from Excel"), on_import).needs("import_list"))
        head.addWidget(SecondaryButton(_("Add many…"), on_many).needs("record_group"))
        head.addWidget(SecondaryButton(_("Merge…"), on_merge).needs("merge_groups"))
        add = PrimaryButton(_("Add a group"), on_new).needs("record_group")
        add.setToolTip("Ctrl+N")
        head.addWidget(add)
        column.addLayout(head)
        body = QHBoxLayout()
        body.setSpacing(16)
        frame = Panel(flush=True)
        frame.body.addWidget(self.table)
        body.addWidget(frame, 1)
        body.addWidget(self.form)
        column.addLayout(body, 1)
        column.addWidget(self.counts)
        return page
