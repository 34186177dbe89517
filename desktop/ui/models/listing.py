"""The models as a table shows them: what is read at once, the columns, search and filter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.actions.desk import Desk
from desktop.actions.groups import groups
from desktop.actions.models import models
from desktop.actions.profile import list_entries
from desktop.domain.commune import ListEntry, ListName
from desktop.domain.counting import upkeep
from desktop.domain.groups import ResidentialGroup
from desktop.domain.models import LIVE_STATUSES, CommunityModel, ModelStatus
from desktop.domain.periods import Period
from desktop.domain.text import fold, identity_key
from desktop.i18n import _, format_date, format_number, ngettext
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.rows_model import Column
from desktop.wording import join_groups, status_word


@dataclass(frozen=True, slots=True)
class ModelsRead:
    """Everything that the room shows; ``lacking`` have no model kept up on the closing date."""

    models: tuple[CommunityModel, ...] = ()
    groups: tuple[ResidentialGroup, ...] = ()
    kinds: tuple[ListEntry, ...] = ()
    lacking: tuple[ResidentialGroup, ...] = ()
    active: int = 0
    today: date = date.min

    def sensitive(self, kind: str) -> bool:
        """Whether a kind may be linked to the commune only."""
        key = identity_key(kind)
        return any(entry.sensitive and identity_key(entry.label) == key for entry in self.kinds)


def read_models(desk: Desk, month: Period) -> ModelsRead:
    """Read the models, and which groups keep up none in a month; runs on the worker."""
    every, found, today = groups(desk), models(desk), desk.clock.today()
    kept = upkeep(groups=every, models=found, on=month.last_day)
    lacking = set(kept.lacking)
    return ModelsRead(
        models=found,
        groups=every,
        kinds=list_entries(desk, ListName.MODEL_KIND),
        lacking=tuple(group for group in every if group.id in lacking),
        active=len(kept.active),
        today=today,
    )


class Shown(StrEnum):
    """Which models the list shows."""

    ALL = "all"
    KEPT_UP = "kept_up"
    NOT_KEPT_UP = "not_kept_up"
    ENDED = "ended"


ENDED = frozenset({ModelStatus.DISSOLVED, ModelStatus.MERGED})


@dataclass(frozen=True, slots=True)
class ModelLine:
    """One row: a model, its state today, the names of its groups."""

    model: CommunityModel
    status: ModelStatus | None
    group_names: tuple[str, ...]

    @property
    def ended(self) -> bool:
        """Whether the model is dissolved or merged."""
        return self.status in ENDED


def model_lines(
    read: ModelsRead, *, text: str = "", shown: Shown = Shown.ALL
) -> tuple[ModelLine, ...]:
    """The models that a search and a filter let through, in Vietnamese order."""
    names = {group.id: group.full_name for group in read.groups}
    wanted = fold(text)
    lines = (
        ModelLine(
            model,
            model.status_on(read.today),
            tuple(names[group_id] for group_id in model.group_ids if group_id in names),
        )
        for model in read.models
    )
    return tuple(line for line in lines if _fits(line, shown) and wanted in _searched(line))


def _fits(line: ModelLine, shown: Shown) -> bool:
    match shown:
        case Shown.KEPT_UP:
            return line.status in LIVE_STATUSES
        case Shown.NOT_KEPT_UP:
            return line.status not in LIVE_STATUSES and not line.ended
        case Shown.ENDED:
            return line.ended
    return True


def _searched(line: ModelLine) -> str:
    return fold(" ".join((line.model.name, line.model.kind, *line.group_names)))


def model_columns() -> Sequence[Column[ModelLine]]:
    """Name, kind, groups, founding, members, state."""
    return (
        Column(
            title=_("Name of the model"),
            text=lambda line: line.model.name,
            width=0,
            bold=True,
            role=_faint,
        ),
        Column(title=_("Kind"), text=lambda line: line.model.kind, width=170, role=_faint),
        Column(
            title=_("Groups of the model"),
            text=groups_text,
            tip=groups_tip,
            width=170,
            role=_faint,
        ),
        Column(
            title=_("Founded"),
            text=lambda line: founding_text(line.model),
            sort=lambda line: line.model.founded,
            width=106,
            role=_faint,
        ),
        Column(
            title=_("Members"),
            text=lambda line: (
                "" if line.model.members is None else format_number(line.model.members)
            ),
            sort=lambda line: line.model.members,
            width=84,
            right=True,
            role=_faint,
        ),
        Column(title=_("State"), text=status_text, sort=_status_order, width=120, role=status_role),
    )


def groups_text(line: ModelLine) -> str:
    """The groups of a model; how many share it where they are many."""
    if line.model.commune_wide:
        return _("whole commune")
    if len(line.group_names) > 1:
        shared = ngettext(
            "shared by {count} group", "shared by {count} groups", len(line.group_names)
        )
        return shared.format(count=len(line.group_names))
    return "".join(line.group_names)


def groups_tip(line: ModelLine) -> str:
    """All the names, for the tooltip."""
    if line.model.commune_wide:
        return _("A model of the whole commune; it counts for no single group.")
    return join_groups(line.group_names)


def founding_text(model: CommunityModel) -> str:
    """The founding day, the year alone, or nothing when it is not known."""
    if model.founded_on is not None:
        return format_date(model.founded_on)
    return str(model.founded_year) if model.founded_year is not None else ""


def status_text(line: ModelLine) -> str:
    """The state today; not founded yet where the founding lies ahead."""
    word = status_word(line.status) if line.status is not None else _("not begun yet")
    return word[:1].upper() + word[1:]


def status_role(line: ModelLine) -> Role | None:
    """Green while at work, amber while weak or resting, faint once ended."""
    match line.status:
        case ModelStatus.ACTIVE | ModelStatus.LAUNCHED:
            return Role.MET
        case ModelStatus.WEAK | ModelStatus.PAUSED:
            return Role.DUE
    return Role.HINT


def _status_order(line: ModelLine) -> object:
    order = list(ModelStatus)
    return order.index(line.status) if line.status is not None else -1


def _faint(line: ModelLine) -> Role | None:
    return Role.HINT if line.ended else None


def kind_labels(read: ModelsRead, current: str = "") -> tuple[str, ...]:
    """The kinds offered: those not hidden, and the one in use."""
    offered = [entry.label for entry in read.kinds if not entry.hidden]
    if current and current not in offered:
        offered.append(current)
    return tuple(offered)
