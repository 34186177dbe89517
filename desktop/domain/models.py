"""Community models (mô hình) that the groups keep up."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.domain.personal import personal_warnings
from desktop.domain.problems import Problem
from desktop.domain.text import tidy

MEMBER_LIMIT = 10_000
"""Members that one model may have."""
NAME_LIMIT = 200
NOTE_LIMIT = 2000
"""Characters; so is the limit of a name."""


class ModelStatus(StrEnum):
    """The state of a model; launched, active and weak count as kept up."""

    PROPOSED = "proposed"
    LAUNCHED = "launched"
    ACTIVE = "active"
    WEAK = "weak"
    PAUSED = "paused"
    DISSOLVED = "dissolved"
    MERGED = "merged"


LIVE_STATUSES = frozenset({ModelStatus.LAUNCHED, ModelStatus.ACTIVE, ModelStatus.WEAK})


@dataclass(frozen=True, slots=True)
class StatusChange:
    """From ``since`` on (none: since always) the model is in ``status``."""

    status: ModelStatus
    since: date | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class ModelActivity:
    """A note on what a model did on a day."""

    id: str
    on: date
    note: str


@dataclass(frozen=True, slots=True)
class CommunityModel:
    """A community model linked to one or many groups, or commune-wide.

    The founding date may be a day, a year only, or unknown (then: since always).
    ``members`` is a number. ``statuses`` is the history, oldest first.
    A sensitive kind (for example CLB B93) is linked to the commune only.
    """

    id: str
    name: str
    kind: str = ""
    group_ids: tuple[str, ...] = ()
    commune_wide: bool = False
    sensitive: bool = False
    founded_on: date | None = None
    founded_year: int | None = None
    decision: str = ""
    members: int | None = None
    note: str = ""
    statuses: tuple[StatusChange, ...] = ()
    activities: tuple[ModelActivity, ...] = ()

    @property
    def founded(self) -> date | None:
        """The first day of the model: the day, 1 January of the year, or none for since always."""
        if self.founded_on is not None:
            return self.founded_on
        return date(self.founded_year, 1, 1) if self.founded_year is not None else None

    def status_on(self, day: date) -> ModelStatus | None:
        """The status on a day; none before the model was founded."""
        if self.founded is not None and day < self.founded:
            return None
        current: ModelStatus | None = None
        for change in self.statuses:
            if change.since is None or change.since <= day:
                current = change.status
        return current

    def live_on(self, day: date) -> bool:
        """Whether the model is kept up on a day: launched, active or weak."""
        return self.status_on(day) in LIVE_STATUSES


@dataclass(frozen=True, slots=True)
class ModelDraft:
    """What the officer or a list says of a model; ``id`` is none for a new one.

    ``status`` since ``status_since`` (none: since the founding) becomes the newest
    line of the history when it differs from what the history says.
    """

    name: str
    id: str | None = None
    kind: str = ""
    group_ids: tuple[str, ...] = ()
    commune_wide: bool = False
    founded_on: date | None = None
    founded_year: int | None = None
    decision: str = ""
    members: int | None = None
    note: str = ""
    status: ModelStatus = ModelStatus.ACTIVE
    status_since: date | None = None

    @property
    def kept_before(self) -> bool:
        """Whether a list that knows one dated state tells of a model that was there before it.

        So it is unless the state is a beginning or the founding is not earlier: up to that day
        the model was kept up.
        """
        since = self.status_since
        if since is None or self.status in (ModelStatus.PROPOSED, ModelStatus.LAUNCHED):
            return False
        year = self.founded_year
        founded = self.founded_on or (date(year, 1, 1) if year is not None else None)
        return founded is None or founded < since


def check_model(draft: ModelDraft, *, today: date, sensitive: bool = False) -> tuple[Problem, ...]:
    """What is wrong with a draft of a model; a sensitive kind may name no group."""
    problems: list[Problem] = []
    if not tidy(draft.name):
        problems.append(Problem("name_missing", "name"))
    if len(draft.name) > NAME_LIMIT:
        problems.append(Problem("text_too_long", "name", details={"limit": str(NAME_LIMIT)}))
    if not draft.group_ids and not draft.commune_wide:
        problems.append(Problem("group_missing", "group_ids"))
    if sensitive and draft.group_ids:
        problems.append(Problem("sensitive_needs_commune", "group_ids"))
    if draft.members is not None and not 0 <= draft.members <= MEMBER_LIMIT:
        problems.append(
            Problem(
                "number_out_of_range", "members", details={"low": "0", "high": str(MEMBER_LIMIT)}
            )
        )
    problems.extend(_check_founding(draft, today=today))
    if len(draft.note) > NOTE_LIMIT:
        problems.append(Problem("text_too_long", "note", details={"limit": str(NOTE_LIMIT)}))
    return (*problems, *personal_warnings("note", draft.note, draft.name))


def _check_founding(draft: ModelDraft, *, today: date) -> list[Problem]:
    problems: list[Problem] = []
    if draft.founded_on is not None and draft.founded_on > today:
        problems.append(
            Problem("date_in_future", "founded_on", details={"date": draft.founded_on.isoformat()})
        )
    if draft.founded_on is not None and draft.founded_on.year < 1945:
        problems.append(
            Problem(
                "date_out_of_range", "founded_on", details={"date": draft.founded_on.isoformat()}
            )
        )
    if draft.founded_year is not None and not 1945 <= draft.founded_year <= today.year:
        years = {"first": "1945", "last": str(today.year)}
        problems.append(Problem("year_out_of_range", "founded_year", details=years))
    if draft.status_since is not None and draft.status_since > today:
        problems.append(
            Problem(
                "date_in_future", "status_since", details={"date": draft.status_since.isoformat()}
            )
        )
    return problems
