"""The files that were not taken in: kept with their reason until somebody clears the list.

Nothing of such a file can be trusted, not even whose it is: its name alone says a unit, and the
name of that unit is what this office's own list calls it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desktop.actions.desk import Desk
from desktop.actions.received_files import Refused
from desktop.actions.receiving import Taken
from desktop.db import queries
from desktop.db.saving import save_setting
from desktop.db.unit_queries import expected_units
from desktop.domain.official_days import official_day
from desktop.exchange.file_names import named_report

REFUSED = "refused_files"
"""The setting that keeps them, the newest first."""
_MOST = 200
"""Older ones are let go: the list is read by a person."""


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not taken in: when, from where, its name, and why.

    ``unit`` and ``period`` are what its name says, the unit as the list calls it; empty where the
    name says nothing.
    """

    at: datetime
    source: str
    name: str
    code: str
    details: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    period: str = ""


def refused_files(desk: Desk) -> tuple[RefusedFile, ...]:
    """What was not taken in, the newest first."""
    return _named(desk, _kept(desk))


def note_refused(desk: Desk, taken: Taken, *, source: str) -> tuple[RefusedFile, ...]:
    """Keeps what a source brought that was refused, and returns all that is kept.

    A file that is refused again for the same reason on the same day is one line; what was taken in
    since is none any more. Where nothing may be written the list is returned as it would be.
    """
    now, known = desk.clock.now(), _kept(desk)
    day = official_day(now)
    files = [_kept_file(one, at=now, source=source) for one in taken.refused]
    today = {_place(one) for one in known if official_day(one.at) == day}
    new = [one for one in files if _place(one) not in today]
    gone = {(source, one.file.name) for one in taken.files if taken.name}
    gone |= {(one.source, one.name) for one in new}
    rest = [one for one in known if (one.source, one.name) not in gone]
    found = (*new, *rest)[:_MOST]
    if found != known and not desk.moved_to:
        with desk.writing(action="note_refused", undoable=False) as write:
            write.say(files=len(new))
            save_setting(write, REFUSED, _text(found))
    return _named(desk, found)


def clear_refused(desk: Desk) -> None:
    """Clears the list; no file is touched, and the log keeps that there were some.

    Raises:
        NotAllowedError: the officer's role does not go as far. MovedAwayError: only read.
    """
    if _kept(desk):
        with desk.writing(action="clear_refused", undoable=False) as write:
            save_setting(write, REFUSED, "")


def _place(one: RefusedFile) -> tuple[str, str, str]:
    return one.source, one.name, one.code


def _kept_file(one: Refused, *, at: datetime, source: str) -> RefusedFile:
    # The path is that of a stick which is somewhere else tomorrow.
    details = {name: text for name, text in one.details.items() if name != "path"}
    return RefusedFile(at.replace(microsecond=0), source, one.file.name, one.code, details)


def _named(desk: Desk, files: Iterable[RefusedFile]) -> tuple[RefusedFile, ...]:
    units = {one.code: one.name for one in expected_units(desk.store)}
    found = []
    for one in files:
        unit, period = named_report(one.name)
        name = units.get(unit, unit)
        found.append(RefusedFile(one.at, one.source, one.name, one.code, one.details, name, period))
    return tuple(found)


def _kept(desk: Desk) -> tuple[RefusedFile, ...]:
    text = queries.setting(desk.store, REFUSED)
    return tuple(_file(one) for one in json.loads(text)) if text else ()


def _file(row: Mapping[str, object]) -> RefusedFile:
    details = row["details"]
    return RefusedFile(
        datetime.fromisoformat(str(row["at"])),
        str(row["source"]),
        str(row["name"]),
        str(row["code"]),
        details if isinstance(details, dict) else {},
    )


def _text(files: Sequence[RefusedFile]) -> str:
    rows = [
        {
            "at": one.at.isoformat(),
            "source": one.source,
            "name": one.name,
            "code": one.code,
            "details": dict(one.details),
        }
        for one in files
    ]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True)
