"""Outreach sessions (buổi tuyên truyền): people appear as attendance counts only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.domain.personal import personal_warnings
from desktop.domain.problems import Problem, Severity
from desktop.domain.text import names_person, tidy

ATTENDANCE_LIMIT = 100_000
"""Attendances at one session."""
TEXT_LIMIT = 2000
LABEL_LIMIT = 200
"""Characters of a label of the lists; other texts have the limit above."""


class SessionStatus(StrEnum):
    """Whether the session took place."""

    PLANNED = "planned"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class OutreachSession:
    """One outreach session with its real date, held for one or several groups or commune-wide.

    ``attendance`` counts attendances, not persons; none means "chưa nhập", 0 is a
    stated nil. Formats, topics, audiences and bodies are labels of the editable lists.
    ``drug_topic`` says that at least one topic is marked as drug prevention.
    ``reported_in`` is the month whose report names a slip that came after its own was closed.
    """

    id: str
    held_on: date
    group_ids: tuple[str, ...] = ()
    commune_wide: bool = False
    status: SessionStatus = SessionStatus.HELD
    start_time: str = ""
    place: str = ""
    format: str = ""
    topics: tuple[str, ...] = ()
    drug_topic: bool = True
    audiences: tuple[str, ...] = ()
    lead_body: str = ""
    partner_bodies: tuple[str, ...] = ()
    attendance: int | None = None
    materials: str = ""
    note: str = ""
    reported_in: str | None = None

    @property
    def counts(self) -> bool:
        """Whether the session counts for the duty: held, and with a drug-prevention topic."""
        return self.status is SessionStatus.HELD and self.drug_topic


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """What the officer, the month sheet or a list says of a session; ``id`` is none for a new one.

    Labels that the editable lists do not hold yet join them when the draft is written.
    """

    held_on: date | None
    group_ids: tuple[str, ...] = ()
    id: str | None = None
    commune_wide: bool = False
    status: SessionStatus = SessionStatus.HELD
    start_time: str = ""
    place: str = ""
    format: str = ""
    topics: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    lead_body: str = ""
    partner_bodies: tuple[str, ...] = ()
    attendance: int | None = None
    materials: str = ""
    note: str = ""
    reported_in: str | None = None

    @classmethod
    def of(cls, session: OutreachSession) -> "SessionDraft":
        """The draft that would change nothing about a session."""
        return cls(
            held_on=session.held_on,
            group_ids=session.group_ids,
            id=session.id,
            commune_wide=session.commune_wide,
            status=session.status,
            start_time=session.start_time,
            place=session.place,
            format=session.format,
            topics=session.topics,
            audiences=session.audiences,
            lead_body=session.lead_body,
            partner_bodies=session.partner_bodies,
            attendance=session.attendance,
            materials=session.materials,
            note=session.note,
            reported_in=session.reported_in,
        )


@dataclass(frozen=True, slots=True)
class NotHeldStatement:
    """A group said "không tổ chức, lý do …": due that month, not met; the reason is printed."""

    id: str
    group_id: str
    month: str
    reason: str


def check_session(
    draft: SessionDraft, *, today: date, earliest: date | None = None
) -> tuple[Problem, ...]:
    """What is wrong with a draft of a session.

    ``today`` bounds held sessions from above; ``earliest`` is the first day tracked.
    """
    problems = [*_check_date(draft, today=today, earliest=earliest), *_check_groups(draft)]
    if not tidy(draft.format):
        problems.append(Problem("format_missing", "format", Severity.WARNING))
    if draft.attendance is not None and not 0 <= draft.attendance <= ATTENDANCE_LIMIT:
        limits = {"low": "0", "high": str(ATTENDANCE_LIMIT)}
        problems.append(Problem("number_out_of_range", "attendance", details=limits))
    problems.extend(_check_texts(draft))
    return tuple(problems)


def _check_date(draft: SessionDraft, *, today: date, earliest: date | None) -> list[Problem]:
    if draft.held_on is None:
        return [Problem("date_missing", "held_on")]
    if draft.held_on > today and draft.status is SessionStatus.HELD:
        return [Problem("date_in_future", "held_on", details={"date": draft.held_on.isoformat()})]
    if draft.held_on.year < 1990 or draft.held_on.year > today.year + 2:
        return [
            Problem("date_out_of_range", "held_on", details={"date": draft.held_on.isoformat()})
        ]
    if earliest is not None and draft.held_on < earliest:
        details = {"date": draft.held_on.isoformat(), "earliest": earliest.isoformat()}
        return [Problem("date_before_tracking", "held_on", Severity.WARNING, details)]
    return []


def _check_groups(draft: SessionDraft) -> list[Problem]:
    if not draft.group_ids and not draft.commune_wide:
        return [Problem("group_missing", "group_ids")]
    if len(set(draft.group_ids)) != len(draft.group_ids):
        return [Problem("group_twice", "group_ids")]
    return []


def _check_texts(draft: SessionDraft) -> list[Problem]:
    problems: list[Problem] = []
    for name in ("place", "materials", "note"):
        text: str = getattr(draft, name)
        if len(text) > TEXT_LIMIT:
            problems.append(Problem("text_too_long", name, details={"limit": str(TEXT_LIMIT)}))
        problems += personal_warnings(name, text)
    problems.extend(_told_of_labels(draft))
    labels = (draft.format, draft.lead_body, *draft.topics, *draft.audiences, *draft.partner_bodies)
    if any(len(label) > LABEL_LIMIT for label in labels):
        problems.append(Problem("text_too_long", "format", details={"limit": str(LABEL_LIMIT)}))
    return problems


def _told_of_labels(draft: SessionDraft) -> Iterator[Problem]:
    """Labels stand in every report: a number or a name of a person in them is warned of."""
    for name, labels in (
        ("format", (draft.format,)),
        ("topics", draft.topics),
        ("audiences", draft.audiences),
        ("lead_body", (draft.lead_body,)),
        ("partner_bodies", draft.partner_bodies),
    ):
        yield from personal_warnings(name, *labels)
        if any(names_person(label) for label in labels):
            yield Problem("names_person", name, Severity.WARNING)
