"""What the officer asks for when a group is renamed, merged, split or dissolved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.groups import GroupDraft, ResidentialGroup, kind_of_name
from desktop.domain.text import tidy
from desktop.i18n import _, format_date
from desktop.wording import join_groups

SERIES_LIMIT = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An event of a group's life; ``on`` is the first day on which it holds."""

    group_ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """The new names: one for renaming and merging, two or more for a split."""
    into_id: str | None = None
    """Merging: the group that goes on; none for a new one."""
    on: date | None = None
    decision: str = ""

    @property
    def day(self) -> date:
        """The first day on which it holds.

        Raises:
            ValueError: no day was given; the dialogs do not let that through.
        """
        if self.on is None:
            raise ValueError("no day was given")
        return self.on


def heir_draft(request: Request, groups: Sequence[ResidentialGroup]) -> GroupDraft:
    """The merged group: its households and population are the sums where all are known."""
    parts = [group for group in groups if group.id in set(request.group_ids)]
    name = tidy(request.names[0]) if request.names else ""
    kept = next((group for group in parts if group.id == request.into_id), None)
    return GroupDraft(
        name=name,
        id=request.into_id,
        kind=kept.kind if kept else kind_of_name(name) or _common_kind(parts),
        active_from=kept.active_from if kept else request.on,
        households=_sum([group.households for group in parts]),
        population=_sum([group.population for group in parts]),
        counted_on=request.on,
        head_name=kept.head_name if kept else "",
        head_telephone=kept.head_telephone if kept else "",
    )


def _common_kind(parts: Sequence[ResidentialGroup]) -> str:
    kinds = {group.kind for group in parts}
    return kinds.pop() if len(kinds) == 1 else ""


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def merging_means(request: Request, groups: Sequence[ResidentialGroup]) -> str:
    """What a merging means for counting, as sentences; empty while it is not yet plain."""
    parts = [group for group in groups if group.id in set(request.group_ids)]
    ending = [group.name for group in parts if group.id != request.into_id]
    if len(parts) < 2 or request.on is None or not request.names or not tidy(request.names[0]):
        return ""
    return _(
        "From {date} on {groups} are no longer counted; {heir} is. Sessions held earlier in that "
        "month count for {heir}. Months before stay as they are."
    ).format(date=format_date(request.on), groups=join_groups(ending), heir=tidy(request.names[0]))


def splitting_means(name: str, request: Request) -> str:
    """What a split means for counting."""
    if request.on is None or len(request.names) < 2:
        return ""
    return _(
        "From {date} on {group} is no longer counted; {parts} are, each for itself. "
        "Months before stay as they are."
    ).format(date=format_date(request.on), group=name, parts=join_groups(request.names))


def dissolving_means(name: str, request: Request) -> str:
    """What dissolving means for counting."""
    if request.on is None:
        return ""
    return _(
        "From {date} on {group} is no longer counted. Its sessions and months before stay."
    ).format(date=format_date(request.on), group=name)


def renaming_means(name: str, request: Request) -> str:
    """What a renaming means for the papers."""
    if request.on is None or not request.names or not tidy(request.names[0]):
        return ""
    return _("From {date} on papers say {new}; papers of earlier months keep {old}.").format(
        date=format_date(request.on), new=tidy(request.names[0]), old=name
    )


def series(name: str, first: int, last: int) -> tuple[GroupDraft, ...]:
    """Drafts for "Tổ dân phố 1" to "Tổ dân phố 23"; none when the numbers make no series."""
    beginning = tidy(name)
    if not beginning or not 1 <= first <= last or last - first >= SERIES_LIMIT:
        return ()
    names = (f"{beginning} {number}" for number in range(first, last + 1))
    return tuple(GroupDraft(name=one, kind=kind_of_name(one)) for one in names)
