"""Inspections of residential groups: the day, what was found, what is to follow, by when.

A finding speaks of the group's work and names nobody.
"""

from dataclasses import dataclass
from datetime import date

from desktop.domain.periods import EARLIEST_YEAR, LATEST_YEAR
from desktop.domain.plan_entries import check_text
from desktop.domain.problems import Problem
from desktop.domain.text import tidy


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection; without a group it looked at the whole commune.

    ``follow_up`` is what has to be mended, ``due`` by when (none: no day was set), and
    ``followed_up_on`` the day on which it was done (none: still open).
    """

    id: str
    on: date
    group_id: str | None = None
    findings: str = ""
    follow_up: str = ""
    due: date | None = None
    followed_up_on: date | None = None

    def open_on(self, day: date) -> bool:
        """Whether something that has to follow was not done yet on a day."""
        if not self.follow_up or self.on > day:
            return False
        return self.followed_up_on is None or self.followed_up_on > day

    def overdue_on(self, day: date) -> bool:
        """Whether what has to follow is still open after the day it was due."""
        return self.due is not None and self.due < day and self.open_on(day)


@dataclass(frozen=True, slots=True)
class InspectionDraft:
    """What the officer says of an inspection; ``id`` is none for a new one."""

    on: date | None
    group_id: str | None = None
    findings: str = ""
    follow_up: str = ""
    due: date | None = None
    followed_up_on: date | None = None
    id: str | None = None


def check_inspection(draft: InspectionDraft, *, today: date) -> tuple[Problem, ...]:
    """What is wrong with a draft; texts that look personal are warned of, never refused."""
    problems = [*_check_days(draft, today)]
    if not tidy(draft.findings):
        problems.append(Problem("findings_missing", "findings"))
    if not tidy(draft.follow_up) and (draft.due or draft.followed_up_on):
        problems.append(Problem("follow_up_missing", "follow_up"))
    problems += check_text(draft.findings, "findings")
    problems += check_text(draft.follow_up, "follow_up")
    return tuple(problems)


def _check_days(draft: InspectionDraft, today: date) -> list[Problem]:
    if draft.on is None:
        return [Problem("date_missing", "on")]
    problems: list[Problem] = []
    for name, day in (("on", draft.on), ("followed_up_on", draft.followed_up_on)):
        if day is not None and day > today:
            problems.append(Problem("date_in_future", name, details={"date": day.isoformat()}))
    for name, day in (("on", draft.on), ("due", draft.due)):
        if day is not None and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            problems.append(Problem("date_out_of_range", name, details={"date": day.isoformat()}))
    for name, day in (("due", draft.due), ("followed_up_on", draft.followed_up_on)):
        if day is not None and day < draft.on:
            details = {"date": day.isoformat(), "inspected": draft.on.isoformat()}
            problems.append(Problem("date_before_inspection", name, details=details))
    return problems
