"""What F1 says of single sections of the system room."""

from desktop.i18n import N_, _

_HELP = {
    "trash": N_(
        "What was deleted stays here and comes back as one step: choose it and press Bring back."
        " A name that is in use by now is not overwritten. Nothing leaves the trash by itself; a"
        " name that must not stand anywhere goes with Erase a name typed by mistake."
    ),
    "journal": N_(
        "Everything that was done, by whom and when; nothing here can be changed. Find by words,"
        " officer and days; Print as PDF prints what is asked for, with the head of the log. A"
        " head that was sent or printed can be held against the log later. Erase a name typed by"
        " mistake finds it in lines, steps, closed periods and backups, shows all places first and"
        " then takes it out for good; what was sent or printed is named, not changed."
    ),
    "officers": N_(
        "Each officer opens the register with a password of their own. The recovery sheet opens it"
        " when the password is forgotten: keep it locked away, not with the computer. An officer"
        " who leaves is let go here, or hands the office over; the name stays in the log."
        " Without a password, whoever holds the folder or a copy can read everything."
    ),
}


def section_help(key: str) -> str:
    """What F1 says of a section; empty where the room's own words say enough."""
    return _(_HELP[key]) if key in _HELP else ""
