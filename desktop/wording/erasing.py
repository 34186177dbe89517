"""Where a name typed by mistake stands, in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from desktop.i18n import N_, _, format_date, format_number, ngettext


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
    def examples(self) -> Mapping[str, str]:
        """The first place of a kind, with what stands around it."""

    @property
    def doors(self) -> Sequence[Path]:
        """Key files whose list of officers has the words."""

    @property
    def lost(self) -> int:
        """Entries of the log about texts that stand nowhere any more."""

    @property
    def lost_in(self) -> Sequence[Path]:
        """Copies with such entries."""

    @property
    def named(self) -> Sequence[Path]:
        """Folders and files that bear the words in their names."""

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
    def damaged(self) -> Sequence[Path]:
        """Those of them that are damaged."""

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
    "own_forms": N_("forms of the committee's own"),
    "plan_files": N_("plans of the committee's own"),
    "plan_additions": N_("what the committee added to the plan"),
    "settings": N_("settings of the commune"),
    "door": N_("names at the door"),
    "audit": N_("entries of the log"),
}
_CODES = "codes"
_STAYS = {
    "sent_packages": N_("files for the superior"),
    "superiors": N_("connection with the superior"),
    "received_contents": N_("contents that units signed"),
    "received_packages": N_("reports that units signed"),
    "package_decisions": N_("signed decisions"),
}


def place_lines(
    counts: Mapping[str, int], examples: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """One line a kind of place with how many there are, and one example; kinds without a word
    come together."""
    told = examples or {}
    rest = [kind for kind in counts if kind not in _PLACES]
    lines = [
        _with_example(_line(_PLACES[kind], counts[kind]), told.get(kind, ""))
        for kind in _PLACES
        if kind in counts
    ]
    if rest:
        line = _line(N_("other entries"), sum(counts[kind] for kind in rest))
        lines.append(_with_example(line, next((told[one] for one in rest if told.get(one)), "")))
    return tuple(lines)


def stay_lines(stays: Mapping[str, int]) -> tuple[str, ...]:
    """One line a kind of place that cannot be changed."""
    return tuple(_line(_STAYS[kind], stays[kind]) for kind in _STAYS if kind in stays)


def common_warning() -> str:
    """What to say of one word alone."""
    return _(
        "One word alone is found in other names and sentences as well. Read the examples;"
        " type the whole name to find less."
    )


def reached_lines(found: Places) -> tuple[str, ...]:
    """Where the words stand and can be taken out."""
    return (
        *place_lines(found.counts, found.examples),
        *(_("the names at the door in {name}").format(name=path) for path in found.doors),
        *(_("the backup {name}").format(name=path) for path in found.copies),
        *(_("the file {name}").format(name=path) for path in found.texts),
    )


def lost_lines(found: Places) -> tuple[str, ...]:
    """What the log keeps of texts that nobody can look at any more."""
    lines: list[str] = []
    if found.lost:
        text = ngettext(
            "The log keeps the mark of {count} entry whose text stands nowhere any more."
            " Whether the name was in it cannot be seen; its mark goes with the name.",
            "The log keeps the marks of {count} entries whose texts stand nowhere any more."
            " Whether the name was in them cannot be seen; their marks go with the name.",
            found.lost,
        )
        lines.append(text.format(count=format_number(found.lost)))
    if found.lost_in:
        count = len(found.lost_in)
        text = ngettext(
            "So does {count} copy without the name; it is cleaned as well.",
            "So do {count} copies without the name; they are cleaned as well.",
            count,
        )
        lines.append(text.format(count=format_number(count)))
    return tuple(lines)


def out_of_reach_lines(found: Places) -> tuple[str, ...]:
    """What stays as it is, and what nobody but the officer can reach."""
    return tuple(_beyond(found))


def _beyond(found: Places) -> Iterator[str]:
    for line in stay_lines(found.stays):
        yield _("Stays as it is, signed or sealed: {line}").format(line=line)
    if found.stays.get(_CODES):
        text = _("Codes of the plan stay, other entries hold on to them: {count}")
        yield text.format(count=format_number(found.stays[_CODES]))
    for path in found.unread:
        text = _(
            "The copy {name} does not open here or is damaged; the name may stand in it."
            " Look into it yourself."
        )
        if path in found.damaged:
            text = _(
                "The copy {name} is damaged and cannot be cleaned; the name may stand in it."
                " Delete it yourself when nothing of it is needed any more."
            )
        yield text.format(name=path)
    for path in found.named:
        text = _("The name stands in the name of a file or folder: {name}. Rename it yourself.")
        yield text.format(name=path)
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


def _with_example(line: str, example: str) -> str:
    if not example:
        return line
    return _("{line} — for example “{text}”").format(line=line, text=example)


def _line(kind: str, count: int) -> str:
    return _("{kind}: {count}").format(kind=_(kind), count=format_number(count))
