"""Where a name typed by mistake stands, in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from desktop.i18n import N_, _, format_date, format_number


class Sent(Protocol):
    """A file that went out with the words."""

    @property
    def file_name(self) -> str:
        """Its name."""

    @property
    def made_at(self) -> datetime:
        """When it was made."""

    @property
    def copies(self) -> Sequence[tuple[str, datetime]]:
        """Where it was written and when."""


class Places(Protocol):
    """Where the words stand, as the actions give it."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of each kind of place."""

    @property
    def copies(self) -> Sequence[Path]:
        """Backups with the words."""

    @property
    def texts(self) -> Sequence[Path]:
        """Readable files with the words."""

    @property
    def stays(self) -> Mapping[str, int]:
        """What cannot be changed."""

    @property
    def unread(self) -> Sequence[Path]:
        """Copies that do not open here."""

    @property
    def sent(self) -> Sequence[Sent]:
        """Files that went out."""

    @property
    def sticks(self) -> Sequence[tuple[Path, datetime]]:
        """Copies on what is carried."""


_PLACES = {
    "sessions": N_("sessions"),
    "trash": N_("deleted lines"),
    "models": N_("models"),
    "model_activities": N_("activities of models"),
    "residential_groups": N_("residential groups"),
    "lineage_events": N_("changes of residential groups"),
    "list_entries": N_("entries of the lists"),
    "committee_members": N_("committee members"),
    "signers": N_("signers"),
    "officers": N_("officers"),
    "commune_profiles": N_("the commune's profile"),
    "not_held": N_("reasons why no session was held"),
    "closings": N_("closed periods"),
    "period_events": N_("events of closed periods"),
    "report_texts": N_("paragraphs of reports"),
    "issued_papers": N_("issued papers"),
    "inspections": N_("inspections"),
    "area_assessments": N_("assessments of the area"),
    "plan_tasks": N_("tasks of the plan"),
    "plan_answers": N_("answers to objectives"),
    "confirmation_answers": N_("answers to what is to be confirmed"),
    "receipts": N_("remarks of the superior"),
    "unfinished_lines": N_("lines not finished yet"),
    "undo_steps": N_("steps that undo keeps"),
}
_STAYS = {
    "sent_packages": N_("files for the superior"),
    "superiors": N_("connection with the superior"),
    "received_contents": N_("contents that units signed"),
    "received_packages": N_("reports that units signed"),
    "package_decisions": N_("signed decisions"),
}


def place_lines(counts: Mapping[str, int]) -> tuple[str, ...]:
    """One line a kind of place with how many there are; kinds without a word come together."""
    rest = sum(count for kind, count in counts.items() if kind not in _PLACES)
    lines = [_line(_PLACES[kind], counts[kind]) for kind in _PLACES if kind in counts]
    return (*lines, *([_line(N_("other entries"), rest)] if rest else []))


def stay_lines(stays: Mapping[str, int]) -> tuple[str, ...]:
    """One line a kind of place that cannot be changed."""
    return tuple(_line(_STAYS[kind], stays[kind]) for kind in _STAYS if kind in stays)


def reached_lines(found: Places) -> tuple[str, ...]:
    """Where the words stand and can be taken out."""
    return (
        *place_lines(found.counts),
        *(_("the backup {name}").format(name=path) for path in found.copies),
        *(_("the file {name}").format(name=path) for path in found.texts),
    )


def out_of_reach_lines(found: Places) -> tuple[str, ...]:
    """What stays as it is, and what nobody but the officer can reach."""
    return tuple(_beyond(found))


def _beyond(found: Places) -> Iterator[str]:
    for line in stay_lines(found.stays):
        yield _("Stays as it is, signed or sealed: {line}").format(line=line)
    for path in found.unread:
        yield _("The copy {name} does not open here. Look into it yourself.").format(name=path)
    for one in found.sent:
        yield from _sent(one)
    for path, at in found.sticks:
        text = _("A copy of {date} on a stick stays as it is: {name}")
        yield text.format(name=path, date=format_date(at.date()))
    yield _("Printed papers, and copies on sticks that are not plugged in, cannot be reached.")


def _sent(one: Sent) -> Iterator[str]:
    text = _("Sent already and not changed: {name} of {date}. Tell the superior.")
    yield text.format(name=one.file_name, date=format_date(one.made_at.date()))
    for place, at in one.copies:
        text = _("A copy of it was written on {date} to {place}.")
        yield text.format(place=place, date=format_date(at.date()))


def _line(kind: str, count: int) -> str:
    return _("{kind}: {count}").format(kind=_(kind), count=format_number(count))
