"""The groups as a table shows them: what is read at once, the columns, search."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.actions.desk import Desk
from desktop.actions.groups import groups, lineage
from desktop.domain.groups import GroupState, LineageEvent, ResidentialGroup
from desktop.domain.text import fold, sort_key
from desktop.i18n import _, format_date, format_number
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.rows_model import Column
from desktop.wording import status_word


@dataclass(frozen=True, slots=True)
class GroupsRead:
    """Everything that the room shows: the groups, the events of their lives, and the day."""

    groups: tuple[ResidentialGroup, ...] = ()
    events: tuple[LineageEvent, ...] = ()
    today: date = date.min


def read_groups(desk: Desk) -> GroupsRead:
    """Read the groups; runs on the worker."""
    return GroupsRead(groups(desk), lineage(desk), desk.clock.today())


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One row: a group and its state today."""

    group: ResidentialGroup
    state: GroupState

    @property
    def past(self) -> bool:
        """Whether the group has ended."""
        return self.state not in (GroupState.ACTIVE, GroupState.TO_COME)


def group_lines(read: GroupsRead, *, text: str = "", past: bool = False) -> tuple[GroupLine, ...]:
    """The groups whose name, head or former commune holds ``text``, in Vietnamese order."""
    wanted = fold(text)
    lines = (GroupLine(group, group.state_on(read.today)) for group in read.groups)
    return tuple(
        line for line in lines if (past or not line.past) and wanted in _searched(line.group)
    )


def _searched(group: ResidentialGroup) -> str:
    return fold(f"{group.name} {group.former_commune} {group.head_name} {group.head_telephone}")


def group_columns() -> Sequence[Column[GroupLine]]:
    """Name, kind, households, population, counted on, head, telephone, state, former commune."""
    return (
        _column(_("Name"), lambda line: line.group.name, 140, bold=True),
        _column(_("Kind"), lambda line: line.group.kind, 92),
        _number(_("Households"), lambda line: line.group.households, 76),
        _number(_("Population"), lambda line: line.group.population, 84),
        Column(
            title=_("Counted on"),
            text=lambda line: _day(line.group.counted_on),
            sort=lambda line: line.group.counted_on,
            width=106,
            role=_faint,
        ),
        _column(_("Head of the group"), lambda line: line.group.head_name, 156),
        _column(_("Office telephone"), lambda line: line.group.head_telephone, 132),
        Column(title=_("State"), text=state_text, width=128, role=_faint, tip=state_text),
        _column(_("Former commune"), lambda line: line.group.former_commune, 120),
    )


def state_text(line: GroupLine) -> str:
    """The state today, with the day on which it began for a group that has ended or is to come."""
    word = status_word(line.state)
    word = word[:1].upper() + word[1:]
    if line.past and line.group.active_until is not None:
        return _("{state} on {date}").format(state=word, date=format_date(line.group.active_until))
    if line.state is GroupState.TO_COME and line.group.active_from is not None:
        return _("From {date}").format(date=format_date(line.group.active_from))
    return word


def _column(
    title: str, text: Callable[[GroupLine], str], width: int, *, bold: bool = False
) -> Column[GroupLine]:
    return Column(
        title=title,
        text=text,
        width=width,
        bold=bold,
        role=_faint,
        sort=lambda line: sort_key(text(line)),
    )


def _number(title: str, value: Callable[[GroupLine], int | None], width: int) -> Column[GroupLine]:
    return Column(
        title=title,
        text=lambda line: _figure(value(line)),
        sort=value,
        width=width,
        right=True,
        role=_faint,
    )


def _faint(line: GroupLine) -> Role | None:
    return Role.HINT if line.past else None


def _day(day: date | None) -> str:
    return format_date(day) if day else ""


def _figure(value: int | None) -> str:
    """Blank is not zero: nothing was entered."""
    return "" if value is None else format_number(value)
