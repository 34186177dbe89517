"""Why a place is a risky home for the register, in plain words."""

from desktop.i18n import N_, _

_SENTENCES = {
    "synced": N_(
        "This folder is synchronised over the internet. The program that does so can bring back old"
        " copies: choose a folder outside it."
    ),
    "network": N_(
        "This folder lies on a network drive, where a write can be lost without a word."
        " Choose a folder on this PC."
    ),
    "removable": N_(
        "This folder lies on a stick or removable drive. Pulled out while writing, it loses data:"
        " choose a folder on this PC and keep backups on the stick."
    ),
}


def place_sentence(code: str) -> str:
    """The sentence for a code of :func:`desktop.paths.place_warnings`."""
    return _(_SENTENCES[code])
