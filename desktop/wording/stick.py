"""What stopped the writing to a stick, and what a search passed over: what it means, what to do."""

from collections.abc import Mapping

from desktop.i18n import N_, _
from desktop.wording.filling import one_line

STICK = {
    "stick_gone": N_(
        "{place} is not there: the stick was pulled out or is not plugged in. Nothing is lost "
        "on this computer; plug it in again, and the writing goes on by itself."
    ),
    "stick_full": N_(
        "The stick has too little room: {needed} MB are needed and {free} MB are free. "
        "Take old files away, or use another stick."
    ),
    "stick_read_only": N_(
        "The stick is locked against writing: {place}. Move its little lock, or use another stick."
    ),
    "stick_failing": N_(
        "What was read back from the stick is not what was written: the stick is failing. "
        "Use another one; nothing is lost on this computer."
    ),
    "stick_name_taken": N_(
        "Another file of the name {name} lies on the stick, and it was not written over. "
        "Take it away from the stick, or use another one."
    ),
    "stick_file_missing": N_(
        "The file {name} is not on this stick. Check that it is the right stick, "
        "or write the file again."
    ),
    "stick_file_changed": N_("The file {name} has changed since it was listed, so it stays."),
    "stick_cancelled": N_("The writing was stopped. The file was not put on the stick."),
}

_SKIPPED = {
    "junk": N_("{name} is a link or program called like a report file: it was not opened."),
    "link": N_("{name} is a link: it was not followed."),
    "hidden": N_("The hidden folder {name} was not looked into."),
    "unreadable": N_("{name} could not be read."),
    "too_deep": N_("The folder {name} lies too deep: choose it by itself."),
}

_NO_MORE = N_(
    "The stick takes no further file, though it has room: {place}. Take old files away or "
    "write into a folder on it, or use another stick."
)


def stick_sentence(code: str, details: Mapping[str, str]) -> str:
    """The sentence of a fault of a stick, not translated; empty for other codes."""
    free, needed = details.get("free"), details.get("needed")
    if code == "stick_full" and free and needed and int(free) >= int(needed):
        return _NO_MORE
    return STICK.get(code, "")


def skipped_text(code: str, name: str) -> str:
    """Why something on a stick was passed over."""
    return _(_SKIPPED[code]).format(name=one_line(name))
