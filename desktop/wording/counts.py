"""Words for the figures of the commune's monthly counts."""

from desktop.domain.plan_facts import CountEntry, EntryState
from desktop.i18n import N_, _, format_number

_STATES = {
    EntryState.ENTERED: N_("entered"),
    EntryState.NIL: N_("nothing arose"),
    EntryState.MISSING: N_("not entered"),
    EntryState.NOT_APPLICABLE: N_("does not apply"),
}


def entry_word(state: EntryState) -> str:
    """How a month's figure stands: "không phát sinh", "chưa nhập" …"""
    return _(_STATES[state])


def entry_text(entry: CountEntry | None) -> str:
    """A figure as it is read: its number, or how it stands; none is not entered."""
    if entry is None:
        return entry_word(EntryState.MISSING)
    if entry.state is EntryState.ENTERED:
        return format_number(entry.value)
    return entry_word(entry.state)
