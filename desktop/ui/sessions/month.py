"""Everything that the month sheet shows, read in one task on the worker."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from desktop.actions.desk import Desk
from desktop.actions.groups import groups
from desktop.actions.late import ClosedSpan, closed_spans, late_slips
from desktop.actions.overview import MissingGroup, month_overview
from desktop.actions.periods import first_month_tracked, period_named
from desktop.actions.profile import list_entries, profile, settings
from desktop.actions.sessions import SessionFilter, find_sessions, sessions_of
from desktop.actions.unfinished import UnfinishedLine, unfinished_of
from desktop.domain.commune import ListEntry, ListName
from desktop.domain.groups import ResidentialGroup
from desktop.domain.periods import Period, parse_period
from desktop.domain.sessions import OutreachSession
from desktop.i18n import _
from desktop.ui.rights import refused_at
from desktop.ui.sessions.cell_words import closed_sentence
from desktop.ui.sessions.lines import Register

_LOOK_BACK = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSheet:
    """One month as the store holds it: its sessions, its half-typed lines, what is missing.

    ``sessions`` hold the late slips that its report names as well; ``locked_by`` is the closing
    that locks every day of it, ``refusal`` why who sits here types nothing in it.
    """

    register: Register
    sessions: tuple[OutreachSession, ...] = ()
    kept: tuple[UnfinishedLine, ...] = ()
    missing: tuple[MissingGroup, ...] = ()
    locked_by: ClosedSpan | None = None
    has_groups: bool = True
    refusal: str = ""

    @property
    def closed(self) -> bool:
        """Whether nothing of the month can be typed."""
        return self.locked_by is not None or bool(self.refusal)

    @property
    def why_locked(self) -> str:
        """What closed the month and what opens it, or who types in it; empty while it is open."""
        if self.refusal:
            return self.refusal
        span = self.locked_by
        return closed_sentence(parse_period(span.period), span) if span else ""


@dataclass(frozen=True, slots=True)
class LastTime:
    """How a group's last session was held: its format and who led it."""

    format: str = ""
    lead_body: str = ""


def read_month(desk: Desk, month: Period) -> MonthSheet:
    """The month as it stands."""
    # Late slips of earlier months stand with the month that reports them.
    sessions = (*late_slips(desk, month), *sessions_of(desk, month))
    overview = month_overview(desk, month)
    everyone = groups(desk)
    register = _register(desk, month, _shown_groups(everyone, month, sessions))
    return MonthSheet(
        register=register,
        sessions=sessions,
        kept=unfinished_of(desk, month),
        missing=overview.missing,
        locked_by=_locked_by(register.closed, month),
        has_groups=bool(everyone),
        refusal=refused_at(desk, "record_session"),
    )


def last_times(desk: Desk, month: Period) -> dict[str, LastTime]:
    """By group, the format and lead body of its last session within a year."""
    wanted = SessionFilter(start=month.start - _LOOK_BACK, end=month.end)
    found: dict[str, LastTime] = {}
    for session in find_sessions(desk, wanted):
        for group_id in session.group_ids:
            found.setdefault(group_id, LastTime(session.format, session.lead_body))
    return found


def _register(desk: Desk, month: Period, shown: tuple[ResidentialGroup, ...]) -> Register:
    entries = list_entries(desk)
    first = first_month_tracked(desk)
    return Register(
        period=month,
        today=desk.clock.today(),
        groups=shown,
        formats=_labels(entries, ListName.FORMAT),
        topics=_labels(entries, ListName.TOPIC),
        bodies=_labels(entries, ListName.BODY),
        audiences=_labels(entries, ListName.AUDIENCE),
        earliest=period_named(desk, first).start if first else None,
        wide=_("Whole {commune}").format(commune=profile(desk).name.split(" ")[0].lower()),
        rule=settings(desk).period_rule,
        closed=closed_spans(desk),
    )


def _locked_by(spans: tuple[ClosedSpan, ...], month: Period) -> ClosedSpan | None:
    """The closing of the whole month, or of a longer period around it."""
    return next((one for one in spans if month.start in one and month.last_day in one), None)


def _shown_groups(
    everyone: tuple[ResidentialGroup, ...], month: Period, sessions: Iterable[OutreachSession]
) -> tuple[ResidentialGroup, ...]:
    """The groups that live in the month, and those that its sessions name all the same."""
    named = {group_id for session in sessions for group_id in session.group_ids}
    return tuple(
        group
        for group in everyone
        if group.id in named
        or group.active_on(month.start)
        or group.active_on(month.last_day)
        or (group.active_from is not None and group.active_from in month)
    )


def _labels(entries: Iterable[ListEntry], name: ListName) -> tuple[str, ...]:
    return tuple(one.label for one in entries if one.list is name and not one.hidden)
