"""What is wrong with a draft, in one sentence."""

from collections.abc import Mapping

from desktop.domain.problems import Problem
from desktop.i18n import N_, _
from desktop.wording.area_problems import PROBLEMS as AREA_PROBLEMS
from desktop.wording.filling import filled, fills, shown
from desktop.wording.issued import FIELDS as ISSUED_FIELDS
from desktop.wording.issued import PROBLEMS as ISSUED_PROBLEMS
from desktop.wording.merging_problems import PROBLEMS as MERGING_PROBLEMS
from desktop.wording.officers import PROBLEMS as OFFICER_PROBLEMS
from desktop.wording.sending import PROBLEMS as SENDING_PROBLEMS
from desktop.wording.sheets import CELLS, FIELDS
from desktop.wording.superior import PROBLEMS as SUPERIOR_PROBLEMS
from desktop.wording.superior import UNIT_FIELDS

_FIELDS = {
    "answer": N_("answer"),
    "name": N_("name"),
    "households": N_("number of households"),
    "population": N_("population"),
    "note": N_("note"),
    "reason": N_("reason"),
    "remarks": N_("remarks"),
    "place": N_("place"),
    "materials": N_("materials handed out"),
    "attendance": N_("attendance"),
    "members": N_("number of members"),
    "founded_year": N_("founding year"),
    "founded_on": N_("founding date"),
    "status_since": N_("date of the state"),
    "held_on": N_("date"),
    "format": N_("format, topic or body"),
    "group_ids": N_("residential groups"),
    "code": N_("code"),
    "superior": N_("superior"),
    "first_month": N_("first month tracked"),
    "kind": N_("kind"),
    "on": N_("date"),
    "since": N_("date"),
    "label": N_("entry of the list"),
    "text": N_("text of the report"),
    "active_from": N_("founding date"),
    "former_commune": N_("former commune"),
    "counted_on": N_("date of the count"),
    "head_name": N_("name of the head"),
    "head_telephone": N_("telephone of the head"),
    "start_time": N_("time"),
    "topics": N_("topics"),
    "audiences": N_("audience"),
    "lead_body": N_("lead body"),
    "partner_bodies": N_("partner bodies"),
    "status": N_("state"),
    "decision": N_("decision"),
    "commune_wide": N_("whole commune"),
    "body": N_("responsible body"),
    "due": N_("due day"),
    "done_on": N_("day of completion"),
    "findings": N_("what was found"),
    "follow_up": N_("what is to be done"),
    "followed_up_on": N_("day it was done"),
    "title": N_("title"),
    "unit": N_("unit"),
    "target": N_("target"),
    "year": N_("year"),
    **ISSUED_FIELDS,
    **UNIT_FIELDS,
}

_PROBLEMS = {
    "name_missing": N_("The name is missing."),
    "name_taken": N_("“{name}” is in the list already. Choose another name."),
    "name_looks_like": N_("“{name}” looks like “{other}” on paper. Make sure that both are meant."),
    "text_too_long": N_("The text is too long ({field}): {limit} characters at most."),
    "number_out_of_range": N_("The number does not fit ({field}): it goes from {low} to {high}."),
    "letter_not_drawn": N_(
        "The papers cannot print {letter}: a blank would stand there, or something else than is "
        "seen. Write it with other letters."
    ),
    "looks_personal": N_(
        "The text looks like a citizen's number or a telephone number ({field}). "
        "Only counts of people are kept here; please take it out."
    ),
    "names_person": N_(
        "The text looks like a person's name ({field}). It would stand in reports: only counts of "
        "people are kept here; please take it out."
    ),
    "date_missing": N_("The date is missing."),
    "date_in_future": N_("{date} has not come yet. Check the day, month and year."),
    "date_out_of_range": N_("{date} lies too far away. Check the year."),
    "date_before_tracking": N_(
        "{date} lies before {earliest}, the first day tracked: it is kept, but counts in no month."
    ),
    "format_missing": N_("The format is not entered."),
    "group_missing": N_("No residential group is named, and it is not marked as commune-wide."),
    "group_twice": N_("A residential group is named twice."),
    "group_unknown": N_("This residential group is not in the list."),
    "group_not_active": N_("{group} does not exist on {date}."),
    "group_in_use": N_(
        "{group} has {uses} sessions or models and cannot be deleted. "
        "Choose merge, split or dissolve instead."
    ),
    "sensitive_needs_commune": N_(
        "This kind concerns few people: enter it for the whole commune, without naming a group."
    ),
    "merge_needs_two": N_("Choose at least two groups to merge."),
    "split_needs_two": N_("A split needs at least two new groups with different names."),
    "session_unknown": N_("This session is no longer there."),
    "nothing_brought": N_(
        "Nothing came back: what was chosen no longer fits with the rest of the data. Nothing was "
        "changed."
    ),
    "record_unknown": N_("The copy holds no such record to bring back. Compare it once more."),
    "model_unknown": N_("This model is no longer there."),
    "member_unknown": N_("This member is no longer there."),
    "reason_missing": N_("The reason is missing."),
    "note_missing": N_("The note is empty."),
    "period_closed": N_(
        "{period} is closed. Reopen it before changing its figures; a slip that came late can go "
        "into the next report instead."
    ),
    "period_not_tracked": N_(
        "{period} lies before the first month tracked, so there is nothing to close."
    ),
    "group_needs_day": N_(
        "Periods are closed already: enter the day from which the group exists, after the last "
        "closed one. Without a day it would have been there always."
    ),
    "dated_in_closed": N_(
        "This day lies in {period}, which is closed: its report stays as it is, "
        "later ones show this."
    ),
    "confirmations_open": N_("{period}: {count} matters wait to be confirmed."),
    "confirmation_unknown": N_(
        "No such matter to be confirmed: {confirmation}. The figures may have changed since."
    ),
    "period_already_closed": N_("{period} is closed already."),
    "range_not_over": N_(
        "{date} is still to come: a range of days ends today at the latest. Choose an earlier"
        " last day."
    ),
    "report_to_come": N_("{period} has not begun yet, so there is nothing to report."),
    "report_not_tracked": N_(
        "{period} lies before the first month tracked, so there is nothing to report."
    ),
    "period_not_begun": N_("{period} has not begun yet, so it cannot be closed."),
    "year_out_of_range": N_("The year lies outside {first} to {last}."),
    "period_not_over": N_("{period} runs until {date}. What is held until then would be left out."),
    "period_not_closable": N_("A range of days has a paper of its own but is not closed."),
    "period_not_closed": N_("{period} is open, there is no closing to take back."),
    "import_has_problems": N_("The list still has problems, so nothing was written."),
    "rehearsal_outdated": N_("The data have changed since the rehearsal. Read the list again."),
    "number_replaced": N_(
        "The newest step gave number {symbol} to the report of {period}, which is being replaced:"
        " the replacement names that number, so it stays."
    ),
    "trash_place_taken": N_(
        "The number or the place of this line is something else's now. Change that first."
    ),
    "erasure_too_short": N_("Type the whole name: at least two letters."),
    "erasure_again_in_replacement": N_("The replacement holds the very name that is to go."),
    "erasure_breaks_form": N_(
        "With this replacement the form {form} could not be read any more. Choose other words."
    ),
    "erasure_breaks_plan": N_(
        "With this replacement the plan {plan} could not be read any more. Choose other words."
    ),
    "erasure_breaks_period": N_(
        "With this replacement the closed period {period} could not be read any more."
        " Type the whole name, or choose other words."
    ),
    "step_before_closing": N_(
        "This step was made before {period} was closed. Reopen the period to take it back."
    ),
    "period_rule_from": N_(
        "The new first day holds from {first_month} on; what is closed keeps its days. "
        "This once {period} runs from {first} to {last}."
    ),
    "code_not_five_digits": N_("The commune's code has five digits; “{code}” has not."),
    "superior_missing": N_("The superior is missing: the body that receives the reports."),
    "count_unknown": N_("The plan of this month asks for no count “{category}”."),
    "plan_unknown": N_("There is no plan “{plan}”."),
    "plan_not_usable": N_("The plan cannot be used as it stands now; see what is wrong with it."),
    "form_not_usable": N_("The form was not taken; see what is wrong with it."),
    "nothing_to_carry": N_("The report of the period before holds no paragraph to take over."),
    "figure_gone": N_("The number to take over is not in the paragraph any more."),
    "plan_in_use": N_("The plan {plan} is followed, so it stays. Choose another plan first."),
    "plan_has_figures": N_(
        "The plan {plan} stays: figures were entered for its count “{name}” ({count} months), and "
        "no other plan says what they mean. Follow another plan instead."
    ),
    "plan_there_already": N_(
        "The plan {plan} is there already, with {before} objectives; this file has {after}. "
        "Nothing was replaced. To replace it on the command line: so138 plan add --replace."
    ),
    "choice_unknown": N_("No plan was chosen from {period} on."),
    "addition_unknown": N_("This addition to the plan is no longer there."),
    "addition_kind_unknown": N_("Nothing of the kind “{kind}” can be added to a plan."),
    "addition_in_use": N_("“{name}” is named by another addition. Take that one away first."),
    "count_has_figures": N_(
        "“{name}” stays: figures were entered for it ({count} months). Take away the objectives "
        "that read it and leave its lines blank from now on; or empty its figures in months that "
        "are open, then take it away."
    ),
    "objective_unknown": N_("The plan has no objective “{objective}”."),
    "target_not_settable": N_("Objective {objective} has no number as its target."),
    "target_not_number": N_("A target is a number from 0, with four decimals at most."),
    "target_not_percent": N_("A target in percent lies between 0 and 100."),
    "baseline_unknown": N_("The plan has no baseline “{baseline}”."),
    "objective_not_answered": N_(
        "Objective {objective} is computed from figures, so it is not answered with yes or no."
    ),
    "answer_unknown": N_("This answer is no longer there."),
    "status_unknown": N_("The plan names no status “{status}”."),
    "status_event_unknown": N_("This entry of a status is no longer there."),
    "unit_not_in_table": N_("“{unit}” stands in no table of the plan. Check how it is written."),
    "table_unknown": N_("The plan has no table “{table}”."),
    "table_unit_missing": N_("The name of the unit is missing."),
    "table_unit_twice": N_("The unit “{unit}” stands in the table twice."),
    "table_row_is_total": N_("“{unit}” adds the units up and is no unit: leave this row out."),
    "table_row_width": N_("The row has {found} cells beside the unit; {expected} are needed."),
    "table_too_long": N_("The table has more than {limit} rows."),
    "table_cell": N_("Column {column}: “{cell}” is no whole number from 0."),
    "table_line_width": N_(
        "The row has {found} cells beside the unit; {expected} are needed. A blank cell keeps its "
        "place or says “empty cell”."
    ),
    "table_total_differs": N_("The line of totals says {said}, the rows add up to {found}."),
    "table_empty": N_("There is no row to take over."),
    "task_unknown": N_("The plan has no task “{task}”."),
    "task_done_without_state": N_("A day of completion belongs to a task that is done."),
    "nothing_to_set": N_("There is nothing to enter."),
    "assessment_unknown": N_("This assessment is no longer there."),
    "area_rule_unknown": N_("There is no rule “{rule}” for classing an area."),
    "population_unknown": N_("No population was entered for {year}."),
    "milestone_unknown": N_("This milestone is no longer there."),
    "inspection_unknown": N_("This inspection is no longer there."),
    "findings_missing": N_("What was found is missing."),
    "follow_up_missing": N_("A due day needs what is to be done by then."),
    "date_before_inspection": N_("{date} lies before the day of the inspection."),
    "month_not_begun": N_("{period} has not begun yet. Check month and year."),
    "count_twice": N_("The figure stands twice: at the top and under [counts]."),
    "count_no_table": N_("A table belongs here: [counts] or [openings]."),
    "month_not_understood": N_("“{period}” is no month. Write it like 2026-01."),
    **AREA_PROBLEMS,
    **ISSUED_PROBLEMS,
    **MERGING_PROBLEMS,
    **OFFICER_PROBLEMS,
    **SENDING_PROBLEMS,
    **SUPERIOR_PROBLEMS,
}


_OWN_WORDS = ("{field}", "{period}", "{first_month}")
"""Fields that are filled with words of ours, which begin a sentence with a capital."""


def known_problem(code: str) -> bool:
    """Whether a code has a sentence of its own."""
    return code in _PROBLEMS or code in CELLS


def field_word(name: str) -> str:
    """What the officer calls a field of a draft; figures of a month are called by the month."""
    known = _FIELDS.get(name) or FIELDS.get(name)
    return _(known) if known else shown("period", name)


def problem_text(problem: Problem) -> str:
    """What is wrong with a draft, where, and what to do."""
    text = cell_text(problem.code, {"field": field_word(problem.field), **problem.details})
    line = problem.details.get("line")
    return _("Line {line}: {text}").format(line=line, text=text) if line else text


def cell_text(code: str, details: Mapping[str, str]) -> str:
    """What is wrong with a cell of an Excel list; details hold what the cell says."""
    known = dict(details)
    if "field" in known:
        known["field"] = field_word(known["field"])
    offered = [text for text in (CELLS.get(code), _PROBLEMS.get(code)) if text]
    if not offered:
        return _("This line cannot be taken over as it is.")
    # A code may come from a cell or from a draft: the sentence is taken whose fields are there.
    sentence = next((text for text in offered if fills(text, known)), offered[-1])
    said = _(sentence)
    text = filled(said, known)
    # Names and folders stand as they are written, at the beginning of a sentence too.
    as_written = said.startswith("{") and not said.startswith(_OWN_WORDS)
    return text if as_written else text[:1].upper() + text[1:]
