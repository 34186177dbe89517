"""A rescue in words: what is wrong with the data, which copy is good, what is newer than it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from desktop.domain.periods import UnknownPeriodError
from desktop.domain.text import sort_key
from desktop.i18n import N_, _, format_number
from desktop.wording.filling import day_shown
from desktop.wording.months import period_name

_TROUBLES = {
    "sound": N_("Everything in this data folder is in order. There is nothing to rescue."),
    "key_file": N_(
        "The key file is missing or damaged; the data themselves are whole. A copy holds the "
        "same key file: put back, everything opens again and nothing is lost."
    ),
    "missing": N_(
        "The data file is not there. It was moved or deleted, perhaps by an antivirus program."
    ),
    "empty": N_("The data file is empty: the disk failed while it was being written."),
    "unfinished": N_(
        "A rescue was cut short. The copy is in force, but what the damaged file has beyond it "
        "has not come back yet."
    ),
    "damaged": N_("The data file is damaged: some of its pages no longer read as they were."),
}
_REASONS = {
    "missing": N_("There is no damaged file to read; what the copy holds comes back."),
    "disk": N_(
        "The disk does not give the damaged file's bytes; what the copy holds comes back. "
        "Have the disk looked at."
    ),
    "unreadable": N_(
        "Nothing in the damaged file can be read any more; what the copy holds comes back."
    ),
    "no_copy": N_(
        "No good copy was found on this computer. Put in the stick with a backup and choose its "
        "folder."
    ),
}
_THINGS = {
    "commune_profiles": N_("The office's name and details"),
    "settings": N_("A setting"),
    "list_entries": N_("The list entry “{label}”"),
    "residential_groups": N_("Residential group {name}"),
    "committee_members": N_("The committee member {name}"),
    "signers": N_("The signer {name}"),
    "expected_units": N_("The unit {name}"),
    "sessions": N_("The session of {held_on}"),
    "not_held": N_("“Not held” in {month}"),
    "models": N_("Model {name}"),
    "monthly_counts": N_("The counts of {month}"),
    "count_openings": N_("An opening total"),
    "plan_files": N_("A plan brought in"),
    "plan_choices": N_("The choice of the plan from {from_month}"),
    "plan_additions": N_("An addition to the plan"),
    "plan_targets": N_("A target of the committee's own"),
    "plan_baselines": N_("A figure of a baseline"),
    "plan_answers": N_("An answer to an objective"),
    "plan_tasks": N_("The state of a task"),
    "allocated_rows": N_("A row of an allocated table"),
    "status_events": N_("A status of the commune"),
    "area_assessments": N_("An assessment of the area"),
    "population_years": N_("The population of {year}"),
    "conversion_milestones": N_("A milestone of changing the area"),
    "inspections": N_("The inspection of {on_date}"),
    "confirmation_answers": N_("The confirmations of {period}"),
    "closings": N_("The closing of {period}"),
    "issued_papers": N_("Number {number} in the register of issued papers"),
    "report_texts": N_("Paragraphs of the report of {period}"),
    "own_forms": N_("The committee's own version of a form"),
    "unfinished_lines": N_("Lines not finished yet"),
}

_NAMED_AT_MOST = 4


class ChangeLike(Protocol):
    """A row before and after."""

    @property
    def table(self) -> str:
        """Its table."""

    @property
    def after(self) -> Mapping[str, object] | None:
        """The row as the damaged file has it."""


class FindLike(Protocol):
    """A thing that the damaged file has and the copy has not, or has otherwise."""

    @property
    def table(self) -> str:
        """What kind of thing."""

    @property
    def changes(self) -> Sequence[ChangeLike]:
        """Its rows."""

    @property
    def new(self) -> bool:
        """Whether the copy has nothing of it."""

    @property
    def owner(self) -> Mapping[str, object]:
        """The row that names it."""


def rescue_trouble(code: str) -> str:
    """What is wrong with the data folder."""
    return _(_TROUBLES[code])


def rescue_reason(code: str, kept: Path | None = None) -> str:
    """Why the damaged file gave nothing, or why no copy serves.

    ``kept``: where the file of a rescue that was cut short lies.
    """
    if kept is None:
        return _(_REASONS[code])
    text = _(
        "The damaged file gives nothing just now; what the copy holds is there. It is asked once "
        "more at every start, until it can be read or this folder is moved away: {folder}"
    )
    return text.format(folder=kept)


def newer_text(count: int) -> str:
    """How much the damaged file has beyond the copy."""
    if not count:
        return _("The damaged file holds nothing that this copy has not.")
    text = _("Read from the damaged file, newer than this copy: {count}.")
    return text.format(count=format_number(count))


def failing_text() -> str:
    """What to look at where pages of the damaged file could not be read."""
    return _(
        "Some pages of the damaged file could not be read: what comes back from it may lack a "
        "part. Look at these lines once more afterwards."
    )


def known_thing(table: str) -> bool:
    """Whether a table's things have a sentence of their own."""
    return table in _THINGS


def find_text(find: FindLike, names: Mapping[str, str]) -> str:
    """ "Buổi ngày 05/10/2026, Tổ 1, Tổ 2: chưa có trong bản sao"."""
    thing = _(_THINGS[find.table]).format_map(_Shown(find.owner))
    groups = [
        names.get(str(change.after["group_id"]), "")
        for change in find.changes
        if change.after and change.after.get("group_id")
    ]
    named = sorted((name for name in groups if name), key=sort_key)
    if len(named) > _NAMED_AT_MOST:
        named = [_("in {count} residential groups").format(count=format_number(len(named)))]
    said = ", ".join((thing, *named))
    if find.table in {"monthly_counts", "unfinished_lines", "report_texts"}:
        rows = format_number(len(find.changes))
        said = _("{thing} ({rows} rows)").format(thing=said, rows=rows)
    return _("{thing}: {state}").format(thing=said, state=_state(find))


def _state(find: FindLike) -> str:
    if find.owner.get("deleted_at") and not find.new:
        return _("deleted after the copy")
    return _("not in the copy") if find.new else _("changed after the copy")


class _Shown(dict[str, object]):
    """Values of a row as people write them."""

    def __missing__(self, name: str) -> str:
        return "…"

    def __init__(self, row: Mapping[str, object]) -> None:
        super().__init__({name: _value(name, value) for name, value in row.items()})


def _value(name: str, value: object) -> str:
    text = str(value or "…")
    if name in {"month", "period", "from_month"}:
        try:
            return period_name(text)
        except UnknownPeriodError:
            return text
    return day_shown(text)
