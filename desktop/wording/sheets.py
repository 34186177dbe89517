"""Sentences for what an Excel list holds that cannot be taken over, and for unreadable files."""

from desktop.i18n import N_

CELLS = {
    "cell_error": N_("The cell holds an Excel error ({text})."),
    "formula_without_value": N_(
        "The formula has no value yet: open the file in Excel, save it and try again."
    ),
    "number_not_understood": N_("“{text}” is no number. Write it in figures, like 120."),
    "number_negative": N_("“{text}” is below zero."),
    "number_fraction": N_("“{text}” is no whole number."),
    "number_merged": N_("The number {text} is merged over several rows: enter one for each row."),
    "date_not_understood": N_("“{text}” is no date. Write it like 20/09/2026."),
    "date_invalid": N_("The day “{text}” does not exist."),
    "date_several": N_("“{text}” holds more than one date: give each session a row of its own."),
    "date_without_year": N_("“{text}” has no year."),
    "date_order_needed": N_(
        "“{text}” reads month before day, unlike the rest of the list. "
        "Say which order the column has: day-month or month-day."
    ),
    "dates_maybe_swapped": N_(
        "“{text}” may have day and month swapped. Say which order the column has."
    ),
    "planned_days_taken": N_(
        "The days under “{heading}” are read as planned: the sessions are entered as planned ones."
    ),
    "start_days_taken": N_(
        "The day under “{heading}” is read as the day of the session; later days are not read."
    ),
    "topic_missing": N_("No topic is entered: the session is counted as drug prevention."),
    "topic_not_drug": N_(
        "“{text}” is not counted as outreach on drug prevention. "
        "If it is, mark the topic so in the lists."
    ),
    "topic_missing_rows": N_(
        "{count} rows have no topic: these sessions are counted as drug prevention."
    ),
    "topic_not_drug_rows": N_(
        "{count} rows are not counted as outreach on drug prevention, “{text}” among them. "
        "If a topic is, mark it so in the lists."
    ),
    "format_missing_rows": N_("{count} rows have no format."),
    "looks_personal_rows": N_(
        "{count} rows may hold a citizen’s number or a telephone number: people appear as counts."
    ),
    "names_person_rows": N_(
        "{count} rows may hold a person’s name: it would stand in reports, please take it out."
    ),
    "date_cells_kept": N_(
        "Cells that Excel keeps as dates are read as shown, {text} among them; "
        "only dates written as text are read month first."
    ),
    "halves_summed": N_("The attendance is the sum of men and women."),
    "former_names_not_read": N_(
        "“{heading}” tells of the groups as they were before and is not read: "
        "the new names are taken."
    ),
    "groups_cell_changed": N_(
        "Excel keeps this cell as {text}: a list like 1,10 may have been changed. "
        "Make the cell text and name the groups again."
    ),
    "label_is_number": N_("“{text}” is a number; words are expected here."),
    "hidden_rows_read": N_("{count} rows that Excel hides are read as well, from row {row} on."),
    "hidden_sheet_left": N_("The hidden sheet “{sheet}” is not read."),
    "macros_not_run": N_("The file carries macros. Its cells were read; no macro was run."),
    "group_row_repeated": N_(
        "“{name}” stands in row {first_row} of sheet “{first_sheet}” already: "
        "keep one of the two rows."
    ),
    "model_row_repeated": N_(
        "The model “{name}” stands in row {first_row} of sheet “{first_sheet}” already: "
        "keep one of the two rows."
    ),
    "group_name_several": N_(
        "“{text}” names no single residential group: a list of groups has one in each row."
    ),
    "column_missing": N_("The list has no column for: {field}."),
    "row_repeated": N_(
        "The same line stands in row {first_row} of sheet “{first_sheet}”. Leave it out if it was "
        "entered twice; if these are two sessions, add their time or place."
    ),
    "status_unknown": N_("The state “{text}” is not known."),
    "groups_not_named": N_("“{text}” does not name the residential groups one by one."),
    "group_ambiguous": N_("“{text}” fits several groups: {names}."),
    "group_not_active": N_("“{text}”: {name} does not exist on that day."),
    "group_unknown": N_("“{text}” is not in the list of residential groups."),
    "group_unknown_like": N_(
        "“{text}” is not in the list of residential groups; {suggestion} may be meant."
    ),
    "session_said_not_held": N_(
        "The row says that nothing was held (“{text}”). Leave the row out, or enter the reason "
        "under Not held."
    ),
    "model_said_none": N_("“{text}” says that there is no model. Leave the row out."),
    "status_from_note": N_(
        "The list gives no state: it is taken from the remark “{text}”. Look whether it is right."
    ),
    "model_kept_before": N_(
        "The list knows the state from {text} on: before that day the model counts as kept up."
    ),
    "nothing_above": N_("“{text}” means as above, but nothing is entered in the row above."),
    "counts_by_group": N_(
        "Figures about people are entered for the whole commune only, never by residential group: "
        "a small number could point at one person."
    ),
    "count_not_known": N_("“{text}” is no count that the plan asks for."),
    "count_not_known_like": N_(
        "“{text}” is no count that the plan asks for; “{suggestion}” may be meant."
    ),
    "count_ambiguous": N_("“{text}” fits several counts: {names}. Give its code."),
    "count_two_names": N_("Code and wording disagree: the code means “{name}”, not “{text}”."),
    "count_repeated": N_(
        "“{name}” has a figure for this month in row {first_row} of sheet “{first_sheet}” already: "
        "keep one of the two."
    ),
    "month_not_said": N_(
        "The figures under “{heading}” do not say of which month and year they are. "
        "Write it in the heading, like Tháng 10/2026."
    ),
    "dashes_blank": N_(
        "A dash is read as a blank, not as zero ({count} cells). "
        "If nothing arose, write Không phát sinh or 0."
    ),
    "every_group_taken": N_("Read as all {count} residential groups."),
    "commune_wide_taken": N_("Read as an activity of the whole commune: it credits no group."),
}

WORKBOOKS = {
    "file_missing": N_("The file {file} is not there."),
    "file_not_readable": N_(
        "The file {file} could not be opened. Close it in Excel or check the stick, then try again."
    ),
    "format_unknown": N_(
        "The file {file} is no Excel list (.xlsx, .xlsm, .xls, .csv). Choose the list as it was"
        " saved by Excel; nothing was changed."
    ),
    "empty": N_("The file {file} holds no data."),
    "unreadable": N_("The file is damaged or no proper Excel file."),
    "password_protected": N_(
        "The file has a password. Open it in Excel, take the password off, save and try again."
    ),
    "too_large": N_(
        "The file is too large to be read ({limit} MB). Remove pictures and sheets not needed."
    ),
    "too_many_cells": N_(
        "The list is too long to be read ({limit}). Divide it into several files."
    ),
    "hostile": N_("The file is built in an unusual way and was not opened."),
    "headings_not_found": N_(
        "No row of headings was found in {file}. Needed are columns like: name of the group; "
        "or date, format, topic; or name of the model; or counts and months."
    ),
    "sheet_missing": N_("The file has no sheet named {sheet}."),
}

FIELDS = {
    "name": N_("name"),
    "date": N_("date"),
    "when": N_("date"),
    "men": N_("attendance (men)"),
    "women": N_("attendance (women)"),
    "month": N_("month"),
    "year": N_("year"),
    "result": N_("result"),
    "groups": N_("residential groups"),
    "founded": N_("founding date"),
    "active_from": N_("founding date"),
    "counted_on": N_("date of the count"),
    "status": N_("state"),
    "attendance": N_("attendance"),
    "households": N_("number of households"),
    "population": N_("population"),
    "members": N_("number of members"),
    "label": N_("count"),
}
