"""Officers, passwords and the recovery sheet: what stops the work, and what is wrong."""

from desktop.i18n import N_

REFUSALS = {
    "password_needed": N_("The data are locked with a password. Nothing was opened."),
    "standing_locked": N_(
        "This folder holds data with a password of their own, and what opens the copy does not "
        "open them. Restore the copy into an empty folder."
    ),
    "key_file_former": N_(
        "The key file of the data was not the one in force: a former one put back, or a changed "
        "one. The one in force is in its place again: type the password that is valid now."
    ),
    "newer_slot": N_(
        "Nothing fits that this version of the program knows. A newer version made another way to "
        "open these data: use that version."
    ),
    "wrong_sheet": N_(
        "These digits are of another recovery sheet: only the valid one opens the data."
    ),
    "no_sheet_made": N_(
        "No recovery sheet was made for these data, so no digits open them. What is left: another "
        "officer who holds all rights gives you a new password, or you open a copy on a stick with "
        "the password that was valid when it was made. The password may be tried again at any "
        "time; the data are never locked for good."
    ),
    "sheet_mistyped": N_(
        "Group {group} of the recovery sheet was not typed as it is printed. Look at it again."
    ),
    "too_soon": N_("After several wrong tries the next one has to wait {seconds} seconds."),
    "not_allowed": N_(
        "Your role does not go as far as this. Ask the officer who holds all rights."
    ),
    "moved_away": N_(
        "The data went on to another machine ({moved_to}). This copy can only be read."
    ),
    "memory_short": N_(
        "The machine has too little free memory ({needed} MB) to check the password. "
        "Close other programs and try again."
    ),
}

FINDINGS = {
    "key_mirror_behind": N_(
        "The copies in {folder} still open with former passwords and sheets: the drive was away "
        "when they changed. Connect it; the next backup brings the copies up to date."
    ),
    "key_file_former": N_(
        "The key file {name} was not the one in force: a former one put back, or a changed one. "
        "The one in force is in its place again; former passwords open nothing."
    ),
    "backup_locked": N_(
        "The backup {name} has a key of its own and a password, so it was not checked."
    ),
}

PROBLEMS = {
    "officer_name_missing": N_("The officer's name is missing."),
    "officer_name_taken": N_("There is an officer of this name already: {name}."),
    "officer_unknown": N_("There is no such officer: {name}."),
    "password_missing": N_("The password is missing."),
    "password_short": N_("The password needs at least {least} letters or digits."),
    "password_long": N_("The password has more than {most} letters. Choose a shorter one."),
    "password_blank": N_("The password is nothing but blanks. Choose letters or digits."),
    "password_control": N_(
        "The password holds a control character, such as a tab, that no field takes."
    ),
    "password_other": N_("This password cannot be used here. Choose another one."),
    "password_is_name": N_("The password must not be the officer's name."),
    "last_all_officer": N_(
        "At least one officer who holds all rights stays. Give them to another officer first."
    ),
    "last_password": N_("At least one officer who holds all rights needs a password."),
    "others_have_passwords": N_(
        "Other officers have passwords too. They leave first, then the password is turned off."
    ),
    "password_on_already": N_("The data are locked with a password already."),
    "password_off_already": N_("The data open without a password already."),
    "no_sheet": N_("There is no recovery sheet yet. Make one first."),
    "sheet_group_mistyped": N_(
        "Group {group} was not typed as it stands on the sheet. Look at it again."
    ),
    "sheet_confirmed_already": N_("The sheet was typed back already."),
    "sheet_in_data_folder": N_(
        "The recovery sheet must not lie in the data folder. Choose another place, then print it."
    ),
    "sheet_not_pdf": N_("The recovery sheet is made as a PDF file: its name ends in .pdf."),
    "moved_place_missing": N_("Say where the data went."),
    "not_moved": N_("The data were not moved away."),
}
