"""Residential groups (tổ dân phố, thôn, bản) and their lineage."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.domain.periods import Period
from desktop.domain.personal import personal_warnings
from desktop.domain.problems import Problem, Severity
from desktop.domain.text import fold, identity_key, look_key, tidy

GROUP_KINDS = ("Tổ dân phố", "Thôn", "Xóm", "Bản", "Làng", "Ấp", "Khu phố", "Khu dân cư", "Tổ")
NAME_LIMIT = 120
NOTE_LIMIT = 2000
"""Characters; so is the limit of a name."""
HOUSEHOLD_LIMIT = 20_000
"""Households of one group."""
POPULATION_LIMIT = 100_000
"""Persons living in one group."""


class GroupState(StrEnum):
    """Where a group is in its life, on a given day."""

    TO_COME = "to_come"
    ACTIVE = "active"
    MERGED = "merged"
    SPLIT = "split"
    DISSOLVED = "dissolved"


class LineageKind(StrEnum):
    """What happened to a group on a day."""

    CREATED = "created"
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    DISSOLVED = "dissolved"


@dataclass(frozen=True, slots=True)
class LineageEvent:
    """One event of a group's life.

    ``other_id`` is the successor of a merged group or one successor of a split one;
    ``old_name`` and ``new_name`` serve a renaming, which holds from ``on`` on.
    """

    id: str
    group_id: str
    kind: LineageKind
    on: date
    other_id: str | None = None
    old_name: str = ""
    new_name: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class ResidentialGroup:
    """A residential group, identified by its UUID; the name is the whole name as written.

    It is active from ``active_from`` (none: since always) up to, not including,
    ``active_until`` (none: still). Households and population carry the day they were counted.
    """

    id: str
    name: str
    kind: str = ""
    active_from: date | None = None
    active_until: date | None = None
    end: GroupState | None = None
    successor_ids: tuple[str, ...] = ()
    former_commune: str = ""
    households: int | None = None
    population: int | None = None
    counted_on: date | None = None
    head_name: str = ""
    head_telephone: str = ""
    note: str = ""
    renamings: tuple[tuple[date, str], ...] = ()
    """Earlier names: (the day on which the name ceased to hold, the name), oldest first."""
    unknown: tuple[tuple[date, date], ...] = ()
    """Days [from, until) of which nothing came over from a former commune whose folder was lost."""

    def due_in(self, month: Period) -> bool:
        """Whether the duty of a month falls on the group: it is active on the closing date.

        Of a month that is not known in part or whole nobody can tell: what is missing is neither
        met nor lacking.
        """
        return self.active_on(month.last_day) and not any(
            start < month.end and month.start < end for start, end in self.unknown
        )

    def active_on(self, day: date) -> bool:
        """Whether the group exists on a day."""
        return (self.active_from is None or self.active_from <= day) and (
            self.active_until is None or day < self.active_until
        )

    def state_on(self, day: date) -> GroupState:
        """The group's state on a day."""
        if self.active_from is not None and day < self.active_from:
            return GroupState.TO_COME
        if self.active_on(day):
            return GroupState.ACTIVE
        return self.end or GroupState.DISSOLVED

    def name_on(self, day: date) -> str:
        """The name that the group bore on a day."""
        return next((name for until, name in self.renamings if day < until), self.name)

    @property
    def full_name(self) -> str:
        """The name, followed by "(… cũ)" when the group came from a former commune."""
        return told_name(self.name, self.former_commune)


def told_name(name: str, former_commune: str) -> str:
    """A group's name as it is told everywhere: "Thôn 1 (Xã A cũ)" for one that came from a
    former commune, since after a merger several groups may bear one name."""
    return f"{name} ({former_commune} cũ)" if former_commune else name


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """What the officer or a list says of a group; ``id`` is none for a new one."""

    name: str
    id: str | None = None
    kind: str = ""
    active_from: date | None = None
    former_commune: str = ""
    households: int | None = None
    population: int | None = None
    counted_on: date | None = None
    head_name: str = ""
    head_telephone: str = ""
    note: str = ""

    @classmethod
    def of(cls, group: ResidentialGroup) -> "GroupDraft":
        """The draft that would change nothing about a group."""
        return cls(
            name=group.name,
            id=group.id,
            kind=group.kind,
            active_from=group.active_from,
            former_commune=group.former_commune,
            households=group.households,
            population=group.population,
            counted_on=group.counted_on,
            head_name=group.head_name,
            head_telephone=group.head_telephone,
            note=group.note,
        )


def kind_of_name(name: str) -> str:
    """The kind that a whole name begins with ("Thôn A Hưa" → "Thôn"); empty when none is known."""
    folded = fold(name)
    return next((kind for kind in GROUP_KINDS if folded.startswith(fold(kind) + " ")), "")


def check_group(draft: GroupDraft) -> tuple[Problem, ...]:
    """What is wrong with a draft of a group."""
    problems: list[Problem] = []
    if not tidy(draft.name):
        problems.append(Problem("name_missing", "name"))
    if len(draft.name) > NAME_LIMIT:
        problems.append(Problem("text_too_long", "name", details={"limit": str(NAME_LIMIT)}))
    for label, value, limit in (
        ("households", draft.households, HOUSEHOLD_LIMIT),
        ("population", draft.population, POPULATION_LIMIT),
    ):
        if value is not None and not 0 <= value <= limit:
            problems.append(
                Problem("number_out_of_range", label, details={"low": "0", "high": str(limit)})
            )
    if len(draft.note) > NOTE_LIMIT:
        problems.append(Problem("text_too_long", "note", details={"limit": str(NOTE_LIMIT)}))
    return (*problems, *personal_warnings("note", draft.note))


def looking_alike(draft: GroupDraft, stored: Iterable[ResidentialGroup]) -> tuple[Problem, ...]:
    """A warning where another living group's name looks the same on paper: "Tổ l" and "Tổ 1"."""
    key, look = identity_key(draft.name), look_key(draft.name)
    others = (
        group.name
        for group in stored
        if group.id != draft.id
        and group.active_until is None
        and look_key(group.name) == look
        and identity_key(group.name) != key
    )
    return tuple(
        Problem(
            "name_looks_like",
            "name",
            Severity.WARNING,
            details={"name": tidy(draft.name), "other": other},
        )
        for other in others
    )[:1]
