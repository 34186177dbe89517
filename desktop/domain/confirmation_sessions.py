"""What is asked about the sessions of a period. Only held ones are looked at."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from desktop.domain.confirmation_values import (
    LIST_MARK,
    Confirmation,
    ConfirmationCode,
    confirmation,
)
from desktop.domain.sessions import OutreachSession, SessionStatus
from desktop.domain.text import fold, identity_key

_AT_LEAST = 4
# Labels that several bodies share (each group has its own): at one hour they are several.
_SHARED_LABELS = (
    "ban dieu hanh",
    "ban nhan dan",
    "ban cong tac mat tran",
    "chi bo",
    "chi doan",
    "chi hoi",
    "co so ton giao",
    "to bao ve",
    "truong hoc",
)
_CLOCK = re.compile(r"(\d{1,2})\s*(?:h|g|gio|:)\s*(\d{2})?\s*(?:phut|p)?")


def about_sessions(
    sessions: Sequence[OutreachSession],
    previous: Sequence[OutreachSession],
    group_names: Mapping[str, str],
) -> Iterator[Confirmation]:
    """All questions about a period's sessions, rule by rule, each in order of days."""
    held = sorted(_held(sessions), key=lambda one: (one.held_on, one.start_time, one.id))
    yield from _attendance_equal(held)
    yield from _sessions_copied(held, previous)
    yield from _same_hour(held, group_names)
    yield from _session_twice(held, group_names)


def _held(sessions: Iterable[OutreachSession]) -> list[OutreachSession]:
    return [one for one in sessions if one.status is SessionStatus.HELD]


def _attendance_equal(held: Sequence[OutreachSession]) -> Iterator[Confirmation]:
    """At least four sessions, all of them with the same known attendance above 0."""
    figures = {one.attendance for one in held}
    attendance = next(iter(figures), None)
    if len(held) >= _AT_LEAST and len(figures) == 1 and attendance:
        yield confirmation(
            ConfirmationCode.ATTENDANCE_EQUAL,
            _days(held),
            [attendance, *sorted(one.id for one in held)],
            number=len(held),
            attendance=attendance,
            sessions=_ids(held),
        )


def _sessions_copied(
    held: Sequence[OutreachSession], previous: Iterable[OutreachSession]
) -> Iterator[Confirmation]:
    """At least four sessions with attendance, the same groups and attendances as before."""
    known = [one for one in held if one.attendance]
    if len(known) < _AT_LEAST or _rows(held) != _rows(_held(previous)):
        return
    figures = sorted([one.id, str(one.attendance), *sorted(one.group_ids)] for one in held)
    yield confirmation(
        ConfirmationCode.SESSIONS_COPIED,
        _days(held),
        figures,
        number=len(held),
        sessions=_ids(held),
    )


def _rows(held: Iterable[OutreachSession]) -> Counter[Hashable]:
    return Counter((frozenset(one.group_ids), one.attendance) for one in held)


def _same_hour(
    held: Sequence[OutreachSession], group_names: Mapping[str, str]
) -> Iterator[Confirmation]:
    """One lead body on one day at one start time with different groups.

    Commune-wide activity is left out: a loudspeaker needs nobody to be there. So are bodies
    of which each group has its own (ban điều hành tổ dân phố, ban công tác Mặt trận …).
    """
    alike: defaultdict[Hashable, list[OutreachSession]] = defaultdict(list)
    for one in held:
        shared = fold(one.lead_body).startswith(_SHARED_LABELS)
        if one.group_ids and one.start_time and one.lead_body and not shared:
            alike[one.held_on, clock(one.start_time), identity_key(one.lead_body)].append(one)
    for together in alike.values():
        if len({frozenset(one.group_ids) for one in together}) > 1:
            first = together[0]
            time = clock(first.start_time)
            rows = sorted([one.id, *sorted(one.group_ids)] for one in together)
            yield confirmation(
                ConfirmationCode.SAME_HOUR,
                first.held_on.isoformat(),
                [time, identity_key(first.lead_body), *rows],
                day=first.held_on.isoformat(),
                time=time,
                body=first.lead_body,
                number=len(together),
                groups=_names(together, group_names),
                sessions=_ids(together),
            )


def _session_twice(
    held: Sequence[OutreachSession], group_names: Mapping[str, str]
) -> Iterator[Confirmation]:
    """The same day, the same groups and the same format, unless all began at different times."""
    alike: defaultdict[Hashable, list[OutreachSession]] = defaultdict(list)
    for one in held:
        alike[one.held_on, frozenset(one.group_ids), identity_key(one.format)].append(one)
    for together in alike.values():
        times = {clock(one.start_time) for one in together if one.start_time}
        if len(together) > max(1, len(times)):
            first = together[0]
            yield confirmation(
                ConfirmationCode.SESSION_TWICE,
                first.held_on.isoformat(),
                [
                    identity_key(first.format),
                    *sorted(first.group_ids),
                    *sorted(one.id for one in together),
                ],
                day=first.held_on.isoformat(),
                number=len(together),
                format=first.format,
                groups=_names(together, group_names),
                sessions=_ids(together),
            )


def clock(text: str) -> str:
    """A time of day as "19:30" however it was typed ("19h30", "19 giờ 30"); else folded."""
    folded = fold(text)
    found = _CLOCK.fullmatch(folded)
    return f"{int(found[1]):02d}:{int(found[2] or 0):02d}" if found else folded


def _days(held: Sequence[OutreachSession]) -> str:
    return f"{held[0].held_on.isoformat()}..{held[-1].held_on.isoformat()}"


def _ids(sessions: Iterable[OutreachSession]) -> str:
    return LIST_MARK.join(one.id for one in sessions)


def _names(sessions: Iterable[OutreachSession], group_names: Mapping[str, str]) -> str:
    """The groups of all the sessions, each once, in the order of the groups given."""
    ids = {group_id for one in sessions for group_id in one.group_ids}
    known = [name for group_id, name in group_names.items() if group_id in ids]
    return LIST_MARK.join([*known, *sorted(ids - group_names.keys())])
