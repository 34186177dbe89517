"""One month of the practice commune: which groups hold a session, together or alone, or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from desktop.domain.groups import ResidentialGroup
from desktop.domain.periods import Period
from desktop.domain.sessions import SessionDraft, SessionStatus

_MISSING_SHARE = 0.08
_MISSING_SHARE_OF_THE_OPEN_MONTH = 0.2
_SECOND_SESSION_SHARE = 0.06


@dataclass(frozen=True, slots=True)
class MonthPlan:
    """The sessions of a month, and who stated that none was held."""

    month: Period
    sessions: tuple[SessionDraft, ...]
    not_held: tuple[tuple[str, str], ...]


def month_of_practice(
    month: Period,
    groups: Sequence[ResidentialGroup],
    *,
    text: dict[str, Any],
    random: Random,
    today: date,
) -> MonthPlan:
    """The month as it was entered by ``today``; the open month has more gaps than a closed one."""
    is_open = today in month
    share = _MISSING_SHARE_OF_THE_OPEN_MONTH if is_open else _MISSING_SHARE
    wanted = max(1, round(len(groups) * share)) if len(groups) > 1 else 0
    missing = random.sample(range(len(groups)), wanted)
    holding = [group for place, group in enumerate(groups) if place not in missing]
    days = _Days(month, min(today, month.end), random)
    drafts = [*_joint(holding, text, days), *_own(holding, text, days), *_wide(text, days)]
    if is_open:
        drafts = _unfinished(drafts, groups[missing[0]] if missing else groups[0], today)
    reasons = [(groups[missing[0]].id, random.choice(text["reasons"]))] if missing else []
    ordered = sorted(drafts, key=lambda draft: draft.held_on or today)
    return MonthPlan(month, tuple(ordered), () if is_open else tuple(reasons))


@dataclass(frozen=True, slots=True)
class _Days:
    """Days of a month that have passed, and chance."""

    month: Period
    end: date
    random: Random

    def any(self) -> date:
        """A day of the month before ``end``."""
        return self.month.start + timedelta(
            days=self.random.randrange((self.end - self.month.start).days)
        )


def _joint(
    holding: list[ResidentialGroup], text: dict[str, Any], days: _Days
) -> list[SessionDraft]:
    """One or two sessions for several neighbours; the first neighbours meet together only."""
    drafts: list[SessionDraft] = []
    for _round in range(days.random.randint(1, 2)):
        if len(holding) < 4:
            break
        size = days.random.randint(2, 4)
        start = days.random.randrange(len(holding) - size + 1)
        together = holding[start : start + size]
        draft = _session(together, text, days)
        drafts.append(
            replace(
                draft,
                format=days.random.choice(text["joint_formats"]),
                attendance=days.random.randint(90, 260),
            )
        )
    return drafts


def _own(holding: list[ResidentialGroup], text: dict[str, Any], days: _Days) -> list[SessionDraft]:
    drafts = [_session([group], text, days) for group in holding]
    again = [group for group in holding if days.random.random() < _SECOND_SESSION_SHARE]
    for group in again:
        # A meeting on something else: activity, but no drug prevention.
        topic = (days.random.choice(text["other_topics"]),)
        drafts.append(replace(_session([group], text, days), topics=topic))
    return drafts


def _session(groups: Sequence[ResidentialGroup], text: dict[str, Any], days: _Days) -> SessionDraft:
    random = days.random
    return SessionDraft(
        held_on=days.any(),
        group_ids=tuple(group.id for group in groups),
        start_time=random.choice(text["times"]),
        place=random.choice(text["places"]).format(group=groups[0].name),
        format=random.choice(text["formats"]),
        topics=(random.choice(text["topics"]),),
        audiences=(random.choice(text["audiences"]),),
        lead_body=random.choice(text["bodies"]),
        attendance=random.randint(28, 95),
        materials=random.choice(text["materials"]),
    )


def _wide(text: dict[str, Any], days: _Days) -> list[SessionDraft]:
    """Loudspeakers speak to the whole commune: activity that credits no group."""
    return [
        SessionDraft(
            held_on=days.any(),
            commune_wide=True,
            format=form,
            topics=(days.random.choice(text["topics"]),),
            audiences=("Nhân dân",),
            lead_body="Công an phường",
            attendance=0,
        )
        for form in days.random.sample(text["wide_formats"], days.random.randint(1, 2))
    ]


def _unfinished(
    drafts: list[SessionDraft], late: ResidentialGroup, today: date
) -> list[SessionDraft]:
    """What an open month looks like: an attendance not told yet, a session still to come."""
    planned = SessionDraft(
        held_on=today + timedelta(days=1),
        group_ids=(late.id,),
        status=SessionStatus.PLANNED,
        format="Họp tổ dân phố",
        topics=("Luật Phòng, chống ma túy",),
        lead_body="Công an phường",
    )
    return [replace(drafts[0], attendance=None), *drafts[1:], planned]
