"""Cán bộ, mật khẩu: who may open the data, the recovery sheet, locking, another machine."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.desk import ChangeKind, Desk
from desktop.actions.locking import (
    AUTO_LOCK_CHOICES,
    auto_lock_minutes,
    lockable,
    set_auto_lock,
)
from desktop.actions.officers import OfficerLine, officer_lines
from desktop.actions.secrets import SheetState, SheetStatus, sheet_status
from desktop.domain.commune import Role
from desktop.domain.official_days import official_day
from desktop.i18n import _, format_date, ngettext
from desktop.ui.design.tokens import Type
from desktop.ui.locking.sheet_dialog import SheetDialog
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.officer_acts import OfficerActs, role_words
from desktop.ui.system.section import Section, paragraph
from desktop.ui.widgets.buttons import Button, PrimaryButton, SecondaryButton, TroubleButton
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Text

_ROWS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """What the section reads: one look at the store."""

    locked: bool
    officers: tuple[OfficerLine, ...]
    sheet: SheetStatus
    auto_lock: int
    moved_to: str
    allowed: frozenset[str]


_ASKED_RIGHTS = (
    *("add_officer", "rename_officer", "change_role", "reset_password", "officer_leaves"),
    *("hand_over", "password_on", "password_off", "new_sheet", "confirm_sheet"),
    *("change_password", "change_settings", "move_away", "come_back"),
)


def read_officers(desk: Desk) -> Shown:
    """What the section shows; on the worker."""
    return Shown(
        locked=lockable(desk),
        officers=officer_lines(desk),
        sheet=sheet_status(desk),
        auto_lock=auto_lock_minutes(desk),
        moved_to=desk.moved_to,
        allowed=frozenset(one for one in _ASKED_RIGHTS if desk.allows(one)),
    )


class OfficersSection(Section):
    """What a role may not do is not offered; why stands above."""

    key = "officers"

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__(context, desk=desk)
        self.shown: Shown | None = None
        self.acts = OfficerActs(self, context=context, desk=desk)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self._why = paragraph("", "todo")
        self._why.hide()
        column.addWidget(self._why)
        self._open_panel = self._make_open_panel()
        self._people_panel = self._make_people_panel()
        self._own_panel = self._make_own_panel()
        self._sheet_panel = self._make_sheet_panel()
        self._moving_panel = self._make_moving_panel()
        for panel in (self._open_panel, self._people_panel, self._own_panel):
            panel.hide()
            column.addWidget(panel)
        pair = QHBoxLayout()
        pair.setSpacing(16)
        for panel in (self._sheet_panel, self._moving_panel):
            panel.hide()
            pair.addWidget(panel, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(pair)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content, sideways=False))

    def refresh(self) -> None:
        """Read officers, sheet and locking."""
        self.context.ask(partial(read_officers, self.desk), self._show)

    def shows(self, kinds: frozenset[str]) -> bool:
        """Officers, passwords and the sheet."""
        return bool({ChangeKind.OFFICERS, ChangeKind.PROFILE} & kinds)

    def make_sheet(self) -> None:
        """Make the recovery sheet and type it back."""
        SheetDialog.ask(self, context=self.context, desk=self.desk)

    def set_password(self) -> None:
        """The first password; it ends with the recovery sheet."""
        if self.acts.turn_on(self.shown.officers if self.shown else ()):
            self.make_sheet()

    def _make_open_panel(self) -> Panel:
        panel = Panel(_("The register opens without a password"))
        panel.body.addWidget(
            paragraph(
                _(
                    "Whoever uses this Windows account, or holds a copy of the data folder, can"
                    " read everything. With a password each officer opens with a password of"
                    " their own, the register can be locked, and the log says who did what."
                )
            )
        )
        self.on_button = PrimaryButton(_("Set a password…"), self.set_password)
        panel.body.addLayout(_buttons(self.on_button))
        return panel

    def _make_people_panel(self) -> Panel:
        panel = Panel(_("Officers"), flush=True)
        scale = self.context.theme.tokens.type.text / Type().text
        columns: tuple[Column[OfficerLine], ...] = (
            Column(title=_("Officer"), text=_name, width=0),
            Column(title=_("May"), text=role_words, width=round(200 * scale)),
            Column(title=_("Since"), text=lambda one: _day(one.since), width=round(110 * scale)),
            Column(title=_("State"), text=_state, width=round(150 * scale)),
        )
        self.table: ListTable[OfficerLine] = ListTable(
            RowsModel(columns, theme=self.context.theme),
            theme=self.context.theme,
            memory=self.context.memory,
            key="system-officers",
            identity=lambda one: one.id,
        )
        self.table.setAccessibleName(_("Officers"))
        self.table.current_changed.connect(self._weigh)
        self.add_button = SecondaryButton(_("Add an officer…"), self._add)
        self.rename_button = SecondaryButton(_("Rename…"), self._on_current(self.acts.rename))
        self.role_button = SecondaryButton(_("Rights…"), self._on_current(self.acts.change_role))
        self.reset_button = SecondaryButton(
            _("New password for…"), self._on_current(self.acts.reset)
        )
        self.leave_button = SecondaryButton(_("Leaves…"), self._on_current(self.acts.leaves))
        self.over_button = SecondaryButton(_("Hand the office over…"), self._hand_over)
        self.minutes_button = SecondaryButton(_("Minutes of handing over"), self._minutes)
        row = _flow(
            self.add_button,
            self.rename_button,
            self.role_button,
            self.reset_button,
            self.leave_button,
            self.over_button,
            self.minutes_button,
        )
        self._people_acts = QWidget()
        foot = QVBoxLayout(self._people_acts)
        foot.setContentsMargins(16, 10, 16, 10)
        foot.addWidget(row)
        panel.body.addWidget(self.table)
        panel.body.addWidget(self._people_acts)
        return panel

    def _make_own_panel(self) -> Panel:
        panel = Panel(_("Your password, and locking"))
        self.change_button = SecondaryButton(_("Change your password…"), self._act("change_own"))
        self.off_button = TroubleButton(_("Do without a password…"), self._act("turn_off"))
        self.lock_button = SecondaryButton(_("Lock now (Ctrl+L)"), self.context.lock_wanted.emit)
        auto = QWidget()
        row = QHBoxLayout(auto)
        row.setContentsMargins(8, 0, 0, 0)
        caption = Text(_("Lock when nobody is here"))
        self.auto = ChoiceBox()
        self.auto.setAccessibleName(caption.text())
        for minutes in AUTO_LOCK_CHOICES:
            self.auto.addItem(_minutes_words(minutes), minutes)
        self.auto.activated.connect(self._take_auto)
        caption.setBuddy(self.auto)
        row.addWidget(caption)
        row.addWidget(self.auto)
        panel.body.addWidget(_flow(self.change_button, self.lock_button, self.off_button, auto))
        return panel

    def _make_sheet_panel(self) -> Panel:
        panel = Panel(_("Recovery sheet"))
        self.sheet_state = paragraph("")
        panel.body.addWidget(self.sheet_state)
        self.sheet_button = SecondaryButton("", self.make_sheet)
        self.confirm_button = PrimaryButton(_("Type the sheet back…"), self._confirm)
        panel.body.addLayout(_buttons(self.confirm_button, self.sheet_button))
        return panel

    def _make_moving_panel(self) -> Panel:
        panel = Panel(_("Another machine"))
        self.moved_state = paragraph("")
        panel.body.addWidget(self.moved_state)
        self.move_button = SecondaryButton(_("Move to another machine…"), self._act("move_away"))
        self.back_button = SecondaryButton(_("Use this copy again…"), self._act("come_back"))
        panel.body.addLayout(_buttons(self.move_button, self.back_button))
        return panel

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        self.table.show_rows(shown.officers)
        if self.table.current is None and shown.officers:
            own = next((one.id for one in shown.officers if one.here), shown.officers[0].id)
            self.table.go_to(own)
        rows = min(max(len(shown.officers), 2), _ROWS_SHOWN)
        height = self.context.theme.tokens.shape.row_height
        self.table.setFixedHeight((rows + 1) * height + 4)
        self.auto.setCurrentIndex(max(0, self.auto.findData(shown.auto_lock)))
        self._show_sheet(shown)
        self._show_moving(shown)
        limited = shown.locked and "add_officer" not in shown.allowed and not shown.moved_to
        self._why.setText(
            _(
                "Your role does not go as far as officers and keys: an officer who holds all"
                " rights does that. Your own password you can change."
            )
            if limited
            else ""
        )
        self._why.setVisible(limited)
        self._open_panel.setVisible(not shown.locked and "password_on" in shown.allowed)
        self._people_panel.setVisible(shown.locked)
        self._own_panel.setVisible(shown.locked)
        # Sheets are made and typed back where the data went.
        self._sheet_panel.setVisible(shown.locked and not shown.moved_to)
        self._moving_panel.setVisible(bool({"move_away", "come_back"} & shown.allowed))
        self._weigh()

    def _show_sheet(self, shown: Shown) -> None:
        sheet = shown.sheet
        day = format_date(sheet.made_on) if sheet.made_on else ""
        words = {
            SheetState.NONE: _(
                "There is no sheet yet. If the password is forgotten, nobody can open the data."
            ),
            SheetState.MADE: _(
                "Sheet no. {number} of {date} was not typed back yet: nobody knows whether it is"
                " readable. Type groups {groups} from the paper."
            ),
            SheetState.CONFIRMED: _(
                "Sheet no. {number} of {date} was typed back. Keep it locked away, not beside"
                " the PC. A new one makes it void once it was typed back."
            ),
        }[sheet.state]
        if sheet.newest_seen:
            words = _(
                "Sheet no. {number} of {date} is valid, but an officer who left since may know its"
                " digits. Make a new one and type it back: then this one is void."
            )
        elif sheet.valid and sheet.state is SheetState.MADE:
            words = _(
                "Sheet no. {valid} is valid. Sheet no. {number} of {date} takes its place once its"
                " groups {groups} were typed back from the paper."
            )
        groups = _(" and ").join(str(one) for one in sheet.asked)
        self.sheet_state.setText(
            words.format(number=sheet.number, date=day, groups=groups, valid=sheet.valid)
        )
        done = sheet.state is SheetState.CONFIRMED and not sheet.seen
        self.sheet_state.look_like("soft" if done else "todo")
        none = sheet.state is SheetState.NONE
        self.sheet_button.setText(_("Make the sheet…") if none else _("Make a new sheet…"))
        self.sheet_button.setVisible("new_sheet" in shown.allowed)
        self.confirm_button.setVisible(
            "confirm_sheet" in shown.allowed
            and sheet.state is SheetState.MADE
            and not sheet.newest_seen
        )

    def _show_moving(self, shown: Shown) -> None:
        if shown.moved_to:
            words = _("The data went on to: {place}. This copy is only read.")
            self.moved_state.setText(words.format(place=shown.moved_to))
        else:
            self.moved_state.setText(
                _(
                    "When the office gets another machine: make a copy on a stick, restore it"
                    " there, then say so here. This copy is only read from then on, so that the"
                    " months never split in two."
                )
            )
        self.move_button.setVisible("move_away" in shown.allowed and not shown.moved_to)
        self.back_button.setVisible("come_back" in shown.allowed and bool(shown.moved_to))

    def _weigh(self, _current: object = None) -> None:
        shown, current = self.shown, self.table.current
        if shown is None:
            return
        present = [one for one in shown.officers if one.left_at is None]
        stays = current is not None and current.left_at is None
        other = stays and current is not None and not current.here
        why = _("Choose another officer in the list, one who has not left.")
        offers: tuple[tuple[Button, str, bool], ...] = (
            (self.add_button, "add_officer", True),
            (self.rename_button, "rename_officer", stays),
            (self.role_button, "change_role", stays and len(present) > 1),
            (self.reset_button, "reset_password", other),
            (self.leave_button, "officer_leaves", other),
            (self.over_button, "hand_over", True),
        )
        for button, right, fits in offers:
            button.setVisible(right in shown.allowed)
            button.setEnabled(fits)
            button.setToolTip("" if fits else why)
        of_commune = self.desk.role is Role.COMMUNE
        self.minutes_button.setVisible("hand_over" in shown.allowed and of_commune)
        self._people_acts.setVisible(any(right in shown.allowed for _one, right, _fits in offers))
        self.off_button.setVisible("password_off" in shown.allowed and len(present) == 1)
        self.auto.setEnabled("change_settings" in shown.allowed)

    def _add(self) -> None:
        self.acts.add()

    def _hand_over(self) -> None:
        if self.acts.hand_over():
            # Whoever went no longer opens the data: the next to sit here logs in.
            self.context.lock_wanted.emit()

    def _minutes(self) -> None:
        """The paper that both sign, in the room of reports."""
        self.context.go_to("reports", {"paper": "post-hand-over"})

    def _confirm(self) -> None:
        if self.shown is not None:
            self.acts.confirm_sheet(self.shown.sheet)

    def _take_auto(self) -> None:
        minutes = int(self.auto.currentData())
        self.write(partial(set_auto_lock, self.desk, minutes))

    def _act(self, name: str) -> Callable[[], object]:
        def run() -> None:
            getattr(self.acts, name)()

        return run

    def _on_current(self, act: Callable[[OfficerLine], object]) -> Callable[[], object]:
        def run() -> None:
            if self.table.current is not None:
                act(self.table.current)

        return run


def _flow(*parts: QWidget) -> QWidget:
    """Parts in a row that goes on below where the width ends."""
    row = QWidget()
    flow = FlowLayout(row, gap=8)
    for one in parts:
        flow.addWidget(one)
    return row


def _buttons(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


def _name(one: OfficerLine) -> str:
    return _("{name} (you)").format(name=one.name) if one.here else one.name


def _day(moment: datetime) -> str:
    return format_date(official_day(moment))


def _state(one: OfficerLine) -> str:
    if one.left_at is not None:
        return _("left {date}").format(date=_day(one.left_at))
    return _("has a password") if one.has_password else _("no password")


def _minutes_words(minutes: int) -> str:
    if not minutes:
        return _("Never")
    return ngettext("After {n} minute", "After {n} minutes", minutes).format(n=minutes)
