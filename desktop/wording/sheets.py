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
    "number_too_large": N_("“{text}” is too large."),
    "number_range": N_("“{text}” is no single number."),
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
    "column_missing": N_("The list has no column for: {field}."),
    "row_repeated": N_("The same line stands in row {first_row} already."),
    "status_unknown": N_("The state “{text}” is not known."),
    "groups_not_named": N_("“{text}” does not name the residential groups one by one."),
    "group_ambiguous": N_("“{text}” fits several groups: {names}."),
    "group_not_active": N_("“{text}”: {name} does not exist on that day."),
    "group_unknown": N_("“{text}” is not in the list of residential groups."),
    "group_unknown_like": N_(
        "“{text}” is not in the list of residential groups; {suggestion} may be meant."
    ),
    "every_group_taken": N_("Read as all {count} residential groups."),
    "commune_wide_taken": N_("Read as an activity of the whole commune: it credits no group."),
    "founding_not_understood": N_("“{text}” is no founding date or year."),
    "year_out_of_range": N_("The year “{text}” does not fit."),
    "time_not_understood": N_("“{text}” is no time of day."),
}

WORKBOOKS = {
    "file_missing": N_("The file {file} is not there."),
    "file_not_readable": N_("The file {file} could not be read."),
    "format_unknown": N_("{file} is no Excel list: .xlsx, .xlsm, .xls or .csv is needed."),
    "empty": N_("{file} is empty."),
    "unreadable": N_("{file} is damaged or not complete. Open it in Excel and save it again."),
    "password_protected": N_(
        "{file} is protected by a password. Take the password off in Excel and save it again."
    ),
    "too_large": N_("{file} is too large: {limit} MB at most."),
    "too_many_cells": N_("{file} has too many lines or cells: {limit} at most."),
    "hostile": N_("{file} is built in an unusual way and was not opened."),
    "headings_not_found": N_(
        "No row of headings was found in {file}: the list of groups, of sessions or of models "
        "is needed. See the template."
    ),
    "sheet_missing": N_("The file has no sheet named {sheet}."),
    "kind_unknown": N_("What {file} lists was not understood."),
    "kind_not_known": N_("What {file} lists was not understood."),
    "template_unknown": N_("There is no such template."),
}

FIELDS = {
    "name": N_("name"),
    "date": N_("date"),
    "when": N_("date"),
    "groups": N_("residential groups"),
    "founded": N_("founding date"),
    "active_from": N_("founding date"),
    "counted_on": N_("date of the count"),
    "status": N_("state"),
    "attendance": N_("attendance"),
    "households": N_("number of households"),
    "population": N_("population"),
    "members": N_("number of members"),
}
