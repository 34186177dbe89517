"""Where a name typed by mistake stands, in words."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from desktop.i18n import N_, _, format_date, format_number

if TYPE_CHECKING:
    from desktop.actions.erasure import Erasing, SentWith

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


def reached_lines(found: "Erasing") -> tuple[str, ...]:
    """Where the words stand and can be taken out."""
    return (
        *place_lines(found.counts),
        *(_("the backup {name}").format(name=path) for path in found.copies),
        *(_("the file {name}").format(name=path) for path in found.texts),
    )


def out_of_reach_lines(found: "Erasing") -> tuple[str, ...]:
    """What stays as it is, and what nobody but the officer can reach."""
    return tuple(_beyond(found))


def _beyond(found: "Erasing") -> Iterator[str]:
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


def _sent(one: "SentWith") -> Iterator[str]:
    text = _("Sent already and not changed: {name} of {date}. Tell the superior.")
    yield text.format(name=one.file_name, date=format_date(one.made_at.date()))
    for place, at in one.copies:
        text = _("A copy of it was written on {date} to {place}.")
        yield text.format(place=place, date=format_date(at.date()))


def _line(kind: str, count: int) -> str:
    return _("{kind}: {count}").format(kind=_(kind), count=format_number(count))
