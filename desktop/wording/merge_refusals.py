"""Why a folder cannot go into a merger, in words; other errors have their own."""

from collections.abc import Mapping

from desktop.i18n import N_, _
from desktop.wording.filling import filled

_REFUSALS = {
    "not_a_commune": N_("{folder} is not the data folder of a commune."),
    "not_a_superior": N_("{folder} is not the data folder of a superior."),
    "nothing_received": N_("Nothing that is in force of a commune is in {folder}."),
    "unit_not_received": N_(
        "Nothing that is in force of a commune with the code {code} is in {folder}."
    ),
    "all_wait": N_(
        "Nothing that is in force of a commune is in {folder}, but {count} files wait there to be "
        "verified. Accept them first: so138 --data {folder} accept UNIT --code CODE."
    ),
    "unit_waits": N_(
        "Nothing that is in force of a commune with the code {code} is in {folder}, but {count} of "
        "its files wait there to be verified. Accept them first: "
        "so138 --data {folder} accept {code} --code CODE."
    ),
    "password_needed": N_(
        "The folder {folder} has a password. Without it nothing can be merged; nothing was written."
    ),
    "not_allowed": N_(
        "Merging takes all data of {folder} along: only an officer who holds all rights there may "
        "do it. Nothing was written."
    ),
    "moved_away": N_(
        "The data of {folder} went on to another machine ({moved_to}): what was entered there "
        "since is not in this copy. Nothing was written; take the folder or a backup of that "
        "machine. If the data go on here after all: so138 --data {folder} moved --back."
    ),
    "wrong_password": N_(
        "The password does not fit the folder {folder}. Nothing was opened and nothing written."
    ),
}


def merge_refusal(code: str, details: Mapping[str, str]) -> str:
    """The words of a refusal by its code; empty for one that is worded elsewhere."""
    return filled(_(_REFUSALS[code]), details) if code in _REFUSALS else ""
