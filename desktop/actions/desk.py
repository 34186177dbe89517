"""The desk: an open data folder, the clock, the source of identities and who sits there."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Generic, Self, TypeVar

from desktop.db.errors import MovedAwayError, NotAllowedError
from desktop.db.record_queries import Officer, officers
from desktop.db.store import Store
from desktop.db.writing import Write
from desktop.domain.commune import Role
from desktop.domain.officers import OfficerRole, goes_while_moved, may
from desktop.domain.official_days import official_day
from desktop.domain.problems import Problem, stopping
from desktop.domain.sources import Clock, IdSource

T = TypeVar("T")

UNNAMED_OFFICER = "officer"
MOVED_TO = "moved_to"
"""The fact of a copy whose data went on to another machine: it is only read."""


class ChangeKind(StrEnum):
    """The kinds of thing that a write can touch; every view decides whether it must reload."""

    PROFILE = "profile"
    LISTS = "lists"
    GROUPS = "groups"
    SESSIONS = "sessions"
    MODELS = "models"
    PERIODS = "periods"
    REPORT_TEXTS = "report_texts"
    COUNTS = "counts"
    PLAN = "plan"
    AREAS = "areas"
    INSPECTIONS = "inspections"
    PAPERS = "papers"
    EXCHANGE = "exchange"
    UNFINISHED = "unfinished"
    OFFICERS = "officers"


_TABLES = {
    "commune_profiles": ChangeKind.PROFILE,
    "committee_members": ChangeKind.PROFILE,
    "member_groups": ChangeKind.PROFILE,
    "signers": ChangeKind.PROFILE,
    "settings": ChangeKind.PROFILE,
    "store_facts": ChangeKind.PROFILE,
    "officers": ChangeKind.OFFICERS,
    "erasures": ChangeKind.OFFICERS,
    "list_entries": ChangeKind.LISTS,
    "residential_groups": ChangeKind.GROUPS,
    "lineage_events": ChangeKind.GROUPS,
    "sessions": ChangeKind.SESSIONS,
    "session_groups": ChangeKind.SESSIONS,
    "session_labels": ChangeKind.SESSIONS,
    "not_held": ChangeKind.SESSIONS,
    "models": ChangeKind.MODELS,
    "model_groups": ChangeKind.MODELS,
    "model_statuses": ChangeKind.MODELS,
    "model_activities": ChangeKind.MODELS,
    "closings": ChangeKind.PERIODS,
    "confirmation_answers": ChangeKind.PERIODS,
    "period_events": ChangeKind.PERIODS,
    "issued_papers": ChangeKind.PAPERS,
    "monthly_counts": ChangeKind.COUNTS,
    "count_openings": ChangeKind.COUNTS,
    "plan_choices": ChangeKind.PLAN,
    "plan_files": ChangeKind.PLAN,
    "plan_additions": ChangeKind.PLAN,
    "plan_targets": ChangeKind.PLAN,
    "plan_baselines": ChangeKind.PLAN,
    "plan_answers": ChangeKind.PLAN,
    "plan_tasks": ChangeKind.PLAN,
    "allocated_rows": ChangeKind.PLAN,
    "status_events": ChangeKind.AREAS,
    "area_assessments": ChangeKind.AREAS,
    "population_years": ChangeKind.AREAS,
    "conversion_milestones": ChangeKind.AREAS,
    "inspections": ChangeKind.INSPECTIONS,
    "report_texts": ChangeKind.REPORT_TEXTS,
    "own_forms": ChangeKind.REPORT_TEXTS,
    "own_keys": ChangeKind.EXCHANGE,
    "superiors": ChangeKind.EXCHANGE,
    "sent_packages": ChangeKind.EXCHANGE,
    "sent_copies": ChangeKind.EXCHANGE,
    "receipts": ChangeKind.EXCHANGE,
    "expected_units": ChangeKind.EXCHANGE,
    "unit_keys": ChangeKind.EXCHANGE,
    "receptions": ChangeKind.EXCHANGE,
    "received_contents": ChangeKind.EXCHANGE,
    "received_packages": ChangeKind.EXCHANGE,
    "package_decisions": ChangeKind.EXCHANGE,
    "unit_replies": ChangeKind.EXCHANGE,
    "printed_totals": ChangeKind.EXCHANGE,
    "unfinished_lines": ChangeKind.UNFINISHED,
}


@dataclass(frozen=True, slots=True)
class Changes:
    """Which kinds of thing a write touched."""

    kinds: frozenset[ChangeKind] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.kinds)

    @classmethod
    def of_tables(cls, tables: Iterable[str]) -> "Changes":
        """The changes that writing to tables means."""
        return cls(frozenset(_TABLES[name] for name in tables if name in _TABLES))


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What a write came to: its value, or the problems that stopped it."""

    value: T | None = None
    problems: tuple[Problem, ...] = ()
    changes: Changes = field(default_factory=Changes)

    @property
    def done(self) -> bool:
        """Whether the write was committed."""
        return not stopping(self.problems)


def only_one(outcome: "Outcome[tuple[T, ...]]") -> "Outcome[T]":
    """The outcome of a write of several as that of the one that was asked for."""
    value = outcome.value[0] if outcome.value else None
    return Outcome(value, outcome.problems, outcome.changes)


def refused(*problems: Problem) -> "Outcome[T]":
    """The outcome of a write that was stopped; nothing was written."""
    return Outcome(problems=problems)


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The instant, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The official date, also on a machine that is set to another zone."""
        return official_day(self.now())


@dataclass(frozen=True, slots=True)
class RandomIds:
    """New random UUIDs."""

    def new(self) -> str:
        """A UUID, version 4."""
        from uuid import uuid4

        return str(uuid4())


@dataclass(frozen=True, slots=True)
class Desk:
    """An open data folder and everything that an action needs besides its draft.

    ``officer`` is the id of who sits here.
    """

    store: Store
    clock: Clock
    ids: IdSource
    officer: str = UNNAMED_OFFICER

    @property
    def own_name(self) -> str:
        """The name of who sits here, as it is now; empty for a folder that names no officers."""
        named = next((one.name for one in self.officers if one.id == self.officer), "")
        return named or ("" if self.officer == UNNAMED_OFFICER else self.officer)

    @property
    def role(self) -> Role:
        """Which of the two desks this one is."""
        return self.store.facts.role

    def writing(
        self, *, action: str, label: str = "", undoable: bool = True
    ) -> AbstractContextManager[Write]:
        """One transaction in the officer's name; durable when the block has been left.

        Raises:
            NotAllowedError: the officer's role does not go as far. MovedAwayError: only read.
        """
        self.require(action)
        return self.store.writing(
            action=action, label=label, undoable=undoable, officer=self.officer
        )

    @property
    def officer_role(self) -> OfficerRole:
        """What who sits here may do; everything, unless there is a second officer."""
        present = [one for one in self.officers if one.left_at is None]
        own = next((one for one in self.officers if one.id == self.officer), None)
        if own is not None and own.left_at is not None:
            return OfficerRole.READS
        return OfficerRole(own.role) if own is not None and len(present) > 1 else OfficerRole.ALL

    @property
    def officers(self) -> tuple[Officer, ...]:
        """The officers, those who left among them."""
        return self.store.remembered(
            "officers", frozenset({"officers"}), lambda: officers(self.store)
        )

    @property
    def moved_to(self) -> str:
        """Where the data went, when this copy is only read; else empty."""
        return self.store.fact(MOVED_TO)

    def allows(self, action: str) -> bool:
        """Whether who sits here may do what an action's code names."""
        return may(self.officer_role, action) and (goes_while_moved(action) or not self.moved_to)

    def require(self, action: str) -> None:
        """Does nothing for an act that is allowed.

        Raises:
            NotAllowedError: the officer's role does not go as far. MovedAwayError: only read.
        """
        role = self.officer_role
        if not may(role, action):
            raise NotAllowedError(role=role.value, action=action)
        if not goes_while_moved(action) and (moved_to := self.moved_to):
            raise MovedAwayError(moved_to=moved_to, folder=str(self.store.folder))

    def close(self) -> None:
        """Closes the store; nothing more can be asked of the desk."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()
