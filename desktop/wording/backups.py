"""Copies in words: when and why they were made, where they lie, what differs from now."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from desktop.domain.official_days import official_time
from desktop.i18n import N_, _, format_date, format_number, ngettext
from desktop.wording.names import join_groups
from desktop.wording.rescue import FindLike, find_text

REFUSALS = {
    "copy_only_read": N_(
        "This is a copy that is only looked at: nothing can be written in it. Close this window "
        "to go on in the register itself."
    ),
    "no_copy_there": N_(
        "No copy of a register lies in {path} or in the folders there. Choose the stick or the "
        "folder with the files so138-….db."
    ),
    "several_registers": N_(
        "In {path} lie copies of several registers: {registers}. Name the file of the one that "
        "is meant."
    ),
    "other_register": N_(
        "The copy is of the register of {office}, and here is that of {here}. Nothing was "
        "changed. Is the register of {office} really to take this place? Then add "
        "--other-register; what stands here is kept."
    ),
    "compare_other": N_(
        "The copy is of the register of {office}, and here is that of {here}: they have no "
        "records in common to compare."
    ),
}
_NAMED_AT_MOST = 4
_WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_PLACES = {
    "here": N_("this PC"),
    "mirror": N_("second drive"),
    "stick": N_("stick"),
}
_FIELDS = {
    "name": N_("name"),
    "attendance": N_("attendance"),
    "held_on": N_("day"),
    "households": N_("households"),
    "population": N_("inhabitants"),
    "members": N_("members"),
    "count": N_("count"),
    "deadline": N_("deadline"),
}
_UNKEPT = {
    "disk_full": N_("the disk is full"),
    "folder_read_only": N_("the folder may not be written to"),
    "disk_fails": N_("the disk did not read or write"),
    "store_damaged": N_("the data file is damaged"),
    "store_broken": N_("the disk did not read or write"),
}
_STATES = {
    "added": N_("{thing}: entered after the copy"),
    "changed": N_("{thing}: changed after the copy"),
    "deleted": N_("{thing}: deleted after the copy"),
}


class Held(Protocol):
    """What a copy holds."""

    @property
    def sessions(self) -> int | None:
        """How many sessions it holds; none where that is not known."""

    @property
    def models(self) -> int | None:
        """How many models it holds; none where that is not known."""

    @property
    def units(self) -> int | None:
        """How many units it holds; none at a commune."""

    @property
    def receptions(self) -> int | None:
        """How many receptions it holds; none at a commune."""


class Holding(Held, Protocol):
    """A copy: when it was made and what it holds."""

    @property
    def at(self) -> datetime:
        """When it was made."""


class Judged(Protocol):
    """A copy: what the last look at it found."""

    @property
    def verified(self) -> bool:
        """Whether it was found whole."""

    @property
    def damaged(self) -> bool:
        """Whether it was found damaged."""


class Found(Holding, Judged, Protocol):
    """A copy that lies somewhere: what it holds, and what the last look at it found."""


class ComparedLike(Protocol):
    """A difference between a copy and now."""

    @property
    def difference(self) -> str:
        """What became of it."""

    @property
    def now(self) -> Mapping[str, object] | None:
        """Its row of today."""

    @property
    def then(self) -> Mapping[str, object] | None:
        """Its row in the copy."""


class TriedLike(Protocol):
    """What trying a copy out has proven."""

    @property
    def held(self) -> Held:
        """What it holds."""

    @property
    def groups(self) -> int:
        """Residential groups."""

    @property
    def closings(self) -> int:
        """Closings."""

    @property
    def entries(self) -> int:
        """Entries of the log."""

    @property
    def by_key_now(self) -> bool:
        """Whether it was opened without a password of its own."""


def copy_day(day: date, *, today: date) -> str:
    """ "Hôm nay", "Hôm qua", "Thứ Sáu 20/11/2026"."""
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    named = _("{weekday} {date}")
    return named.format(weekday=_(_WEEKDAYS[day.weekday()]), date=format_date(day))


def copy_when(copy: Holding, *, today: date) -> str:
    """ "Hôm qua 16:05": when a copy was made."""
    return day_and_time(copy.at, today=today)


def day_and_time(at: datetime, *, today: date) -> str:
    """ "Hôm qua 16:05", "Thứ Sáu 20/11/2026 16:05"."""
    local = official_time(at)
    day, time = copy_day(local.date(), today=today), f"{local:%H:%M}"
    return _("{day} {time}").format(day=day, time=time)


def lowered(words: str) -> str:
    """The words as they stand inside a sentence."""
    return words[:1].lower() + words[1:]


def copy_holds(copy: Held) -> str:
    """ "124 buổi, 16 mô hình", at a superior "5 đơn vị, 12 lần nhận": what a copy holds.

    A copy whose description is lost says nothing of that until it is checked.
    """
    if copy.units is not None:
        return _("{units} units, {receptions} receptions").format(
            units=format_number(copy.units), receptions=format_number(copy.receptions or 0)
        )
    if copy.sessions is None or copy.models is None:
        return _("contents not known")
    return _("{sessions} sessions, {models} models").format(
        sessions=format_number(copy.sessions), models=format_number(copy.models)
    )


def good_copy_words(copy: Holding) -> str:
    """ "Bản sao tốt mới nhất: 16:05 ngày 22/11/2026, 124 buổi, 16 mô hình": what a rescue takes."""
    moment = official_time(copy.at)
    text = _("The newest good copy: {date} {time}, {holds}.")
    return text.format(
        date=format_date(moment.date()), time=f"{moment:%H:%M}", holds=copy_holds(copy)
    )


def whose_copy(name: str) -> str:
    """ "Sổ của Phường Hương Trà": whose register a copy is."""
    return _("Register of {name}").format(name=name)


def found_words(copy: "Found", *, today: date, office: str) -> str:
    """ "Hôm qua 16:05 — 124 buổi, 16 mô hình — Sổ của Phường Hương Trà": one copy to choose."""
    state = copy_state(copy) if copy.damaged else ""
    holds = copy_holds(copy) if copy.verified else ""
    whose = whose_copy(office) if office else _("register locked by a password")
    said = (copy_when(copy, today=today), holds, whose, state)
    return " — ".join(one for one in said if one)


def restored_words(copy: Holding, *, today: date, office: str) -> str:
    """ "Đã khôi phục bản sao hôm qua 16:05, sổ của Phường Hương Trà: 124 buổi, 16 mô hình."."""
    return _("Restored: the register of {office}, copy of {when}, with {holds}.").format(
        office=office, when=lowered(copy_when(copy, today=today)), holds=copy_holds(copy)
    )


def unkept_words(code: str) -> str:
    """That the last exit or lock made no backup, and why, where that is known."""
    why = _UNKEPT.get(code)
    if why is None:
        return _(
            "When the register was last closed or locked, no backup could be made. What was saved"
            " is there; another backup is being tried now."
        )
    return _(
        "When the register was last closed or locked, no backup could be made: {why}. What was"
        " saved is there; another backup is being tried now."
    ).format(why=_(why))


def passed_over_words(names: Sequence[str]) -> str:
    """ "Bỏ qua bản mới hơn bị hỏng: …": newer copies that were not taken."""
    said = ngettext(
        "A newer copy is damaged and was passed over: {names}.",
        "{count} newer copies are damaged and were passed over: {names}.",
        len(names),
    )
    return said.format(count=format_number(len(names)), names=", ".join(names))


def copy_state(copy: Judged, *, foreign: bool = False) -> str:
    """ "nguyên vẹn", "bị hỏng", "chưa kiểm tra", "của sổ khác": what a copy is."""
    if foreign:
        return _("of another register")
    if copy.damaged:
        return _("damaged")
    return _("whole") if copy.verified else _("not checked")


def copy_places(places: Iterable[str]) -> str:
    """ "trong máy, ổ thứ hai": where a copy lies."""
    return ", ".join(dict.fromkeys(_(_PLACES[str(one)]) for one in places))


def tried_words(tried: TriedLike) -> str:
    """What trying a copy out has proven."""
    text = _(
        "The copy was restored into a scratch folder and opened: every page is whole. It holds "
        "{holds}, {groups} residential groups, {closings} closings; "
        "the log of {entries} entries is unbroken."
    )
    if tried.held.units is not None:
        text = _(
            "The copy was restored into a scratch folder and opened: every page is whole. It holds "
            "{holds}; the log of {entries} entries is unbroken."
        )
    said = text.format(
        holds=copy_holds(tried.held),
        groups=format_number(tried.groups),
        closings=format_number(tried.closings),
        entries=format_number(tried.entries),
    )
    if not tried.by_key_now:
        return said
    more = _("The key of the data now open opened it; no password was tried.")
    return f"{said} {more}"


class MirrorLike(Protocol):
    """The second place of the backups."""

    @property
    def folder(self) -> object:
        """Where they go; none without one."""

    @property
    def off(self) -> bool:
        """Whether it was switched off."""

    @property
    def trouble(self) -> str:
        """The code of what stood in the way the last time."""


def mirror_words(mirror: MirrorLike) -> str:
    """Where every backup is copied to as well, and what stood in the way."""
    if mirror.off:
        return _("Backups are not copied to a second drive: that was switched off.")
    if mirror.folder is None:
        return _("This PC has no second drive for the backups. Keep a copy on a stick.")
    if mirror.trouble:
        return _(
            "The newest backup could not be copied to {folder}. The one on this PC is whole; "
            "look at that drive."
        ).format(folder=mirror.folder)
    return _("Every backup is copied to {folder} as well.").format(folder=mirror.folder)


def outside_words(days: int | None) -> str:
    """ "Bản sao ngoài máy: 12 ngày trước"."""
    if days is None:
        return _("Copy outside this PC: none yet")
    if days == 0:
        return _("Copy outside this PC: today")
    said = ngettext(
        "Copy outside this PC: {days} day ago", "Copy outside this PC: {days} days ago", days
    )
    return said.format(days=format_number(days))


def thing_words(find: FindLike, names: Mapping[str, str], groups: Sequence[str] = ()) -> str:
    """ "Buổi ngày 05/10/2026, Tổ 1": what a thing is; ``names`` are those of groups by their ids.

    ``groups``: the ids of those that it belongs to; else those that its changes name.
    """
    said = find_text(find, {} if groups else names).rpartition(": ")[0]
    of = join_groups([names[one] for one in groups if one in names], _NAMED_AT_MOST)
    return f"{said}, {of}" if of else said


def compared_text(one: ComparedLike, thing: str) -> str:
    """ "Buổi ngày 05/10/2026, Tổ 1: đã sửa sau bản sao; lượt người 53 → 35"."""
    said = _(_STATES[str(one.difference)]).format(thing=thing)
    turns = [
        _("{field} {then} → {now}").format(
            field=_(word), then=_shown(name, one.then), now=_shown(name, one.now)
        )
        for name, word in _FIELDS.items()
        if one.now and one.then and name in one.now and one.now[name] != one.then.get(name)
    ]
    return "; ".join((said, *turns))


def comparison_lines(compared: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Sentences on what changed since a copy; given are the table and difference of each thing."""
    if not compared:
        return (_("Nothing was changed since this copy."),)
    lines = []
    for tables, word in _kinds():
        counts = {
            state: sum(1 for table, found in compared if found == state and tables(table))
            for state in _STATES
        }
        if any(counts.values()):
            said = _("{kind}: {added} entered, {changed} changed, {deleted} deleted since.")
            shown = {state: format_number(count) for state, count in counts.items()}
            lines.append(said.format(kind=word, **shown))
    return tuple(lines)


def _kinds() -> tuple[tuple["_Tables", str], ...]:
    named = {
        "sessions": _("Sessions"),
        "models": _("Models"),
        "residential_groups": _("Residential groups"),
        "monthly_counts": _("Months of counts"),
        "closings": _("Closings"),
    }
    kinds = tuple((_Tables(table), word) for table, word in named.items())
    return (*kinds, (_Tables(*named, others=True), _("Other lines")))


class _Tables:
    """Whether a table is one of these, or none of them."""

    def __init__(self, *tables: str, others: bool = False) -> None:
        self._tables, self._others = tables, others

    def __call__(self, table: str) -> bool:
        return (table in self._tables) is not self._others


def _shown(name: str, row: Mapping[str, object] | None) -> str:
    value = row.get(name) if row else None
    if value is None or value == "":
        return _("blank")
    if isinstance(value, int):
        return format_number(value)
    if name in {"held_on", "deadline"}:
        return format_date(date.fromisoformat(str(value)))
    return str(value)
