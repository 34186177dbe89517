"""Plausibility before closing: what an officer confirms before a period is closed.

Nothing here is an error: each confirmation is a question about figures that may well be right.
Its answer is kept with the closing and holds only while the figures are the same. A month's
question about counts has the same id in the month and in the quarter that holds it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.confirmation_counts import MonthSheet, about_counts
from desktop.domain.confirmation_sessions import about_sessions
from desktop.domain.confirmation_values import (
    LIST_MARK,
    MEASURED,
    NUMBERS,
    Confirmation,
    ConfirmationCode,
    confirmation,
)
from desktop.domain.personal import personal_warnings
from desktop.domain.plan_facts import CountEntry
from desktop.domain.plans import PlanPack
from desktop.domain.problems import Problem
from desktop.domain.sessions import OutreachSession
from desktop.domain.text import tidy

__all__ = [
    "ANSWER_LIMIT",
    "LIST_MARK",
    "MEASURED",
    "NUMBERS",
    "AnsweredConfirmation",
    "Confirmation",
    "ConfirmationCode",
    "about_open_months",
    "answered",
    "check_answer",
    "closed_early",
    "find_confirmations",
    "unanswered",
]

ANSWER_LIMIT = 500
"""Characters of what is answered to one question."""


@dataclass(frozen=True, slots=True)
class AnsweredConfirmation:
    """A question with the officer's answer."""

    confirmation: Confirmation
    answer: str


def find_confirmations(
    *,
    pack: PlanPack | None,
    months: Sequence[str],
    counts: Mapping[str, Mapping[str, CountEntry]],
    openings: Mapping[str, int],
    sessions: Sequence[OutreachSession],
    group_names: Mapping[str, str],
    previous_sessions: Sequence[OutreachSession] = (),
    first_month: str | None = None,
) -> tuple[Confirmation, ...]:
    """All questions of a period: its months one by one in the plan's order, then its sessions.

    ``sessions`` are those dated in the period, ``previous_sessions`` those of the period before.
    Opening totals of stocks stand before ``first_month``; where that is not given, before the
    first month that has any figure.
    """
    found: list[Confirmation] = []
    if pack is not None:
        first = first_month or min((month for one in counts.values() for month in one), default="")
        for month in months:
            if first_month is None or month >= first_month:
                sheet = MonthSheet(pack, month, counts, openings, first)
                found.extend(about_counts(sheet))
    found.extend(about_sessions(sessions, previous_sessions, group_names))
    return tuple(found)


def about_open_months(period: str, months: Sequence[str]) -> tuple[Confirmation, ...]:
    """What is told when a period is closed while months of it are open."""
    if not months:
        return ()
    said = LIST_MARK.join(months)
    code = ConfirmationCode.MONTHS_OPEN
    return (confirmation(code, period, list(months), number=len(months), months=said),)


def closed_early(
    period: str, *, on: date, last_day: date, answer: str
) -> tuple[AnsweredConfirmation, ...]:
    """What goes with a period that is closed before its last day: both days, and why."""
    if on >= last_day:
        return ()
    days = {"day": on.isoformat(), "last_day": last_day.isoformat()}
    asked = confirmation(ConfirmationCode.PERIOD_NOT_OVER, period, days, **days)
    return (AnsweredConfirmation(asked, tidy(answer)),)


def unanswered(
    found: Sequence[Confirmation], answers: Mapping[str, str]
) -> tuple[Confirmation, ...]:
    """The questions that no answer (by id) stands for; a blank answer is none."""
    return tuple(one for one in found if not tidy(answers.get(one.id, "")))


def answered(
    found: Sequence[Confirmation], answers: Mapping[str, str]
) -> tuple[AnsweredConfirmation, ...]:
    """The questions with their answers as they are stored; answers to other figures fall away."""
    return tuple(
        AnsweredConfirmation(one, text) for one in found if (text := tidy(answers.get(one.id, "")))
    )


def check_answer(answer: str) -> tuple[Problem, ...]:
    """What is wrong with an answer: too long, or with what looks like a person's number."""
    problems: list[Problem] = []
    if len(tidy(answer)) > ANSWER_LIMIT:
        limit = {"limit": str(ANSWER_LIMIT)}
        problems.append(Problem("text_too_long", "answer", details=limit))
    return (*problems, *personal_warnings("answer", answer))
