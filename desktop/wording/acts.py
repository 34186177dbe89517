"""What was done, in words: the steps of undo, the reasons of backups."""

from datetime import date

from desktop.domain.periods import UnknownPeriodError
from desktop.i18n import N_, _, format_date, format_number
from desktop.wording.filling import day_shown
from desktop.wording.months import period_name

# {label} is what the action called the thing: a name, a day, a month.
_STEPS = {
    "record_group": N_("residential group {label}"),
    "record_groups": N_("{count} residential groups"),
    "rename_group": N_("renaming to {label}"),
    "merge_groups": N_("merging into {label}"),
    "split_group": N_("splitting {label}"),
    "dissolve_group": N_("dissolving {label}"),
    "delete_group": N_("deleting {label}"),
    "record_session": N_("the session of {label}"),
    "record_sessions": N_("{count} sessions from {label}"),
    "paste_sessions": N_("pasting {count} sessions"),
    "delete_session": N_("deleting the session of {label}"),
    "delete_sessions": N_("deleting {count} sessions"),
    "state_not_held": N_("“not held” in {label}"),
    "withdraw_not_held": N_("taking “not held” in {label} back"),
    "record_model": N_("model {label}"),
    "record_models": N_("{count} models"),
    "change_model_status": N_("the state of model {label}"),
    "record_model_activity": N_("an activity of model {label}"),
    "delete_model": N_("deleting model {label}"),
    "new_commune": N_("making the data folder"),
    "change_profile": N_("the commune's profile"),
    "change_settings": N_("the counting rules"),
    "record_member": N_("a committee member"),
    "delete_member": N_("deleting a committee member"),
    "record_signer": N_("a signer"),
    "delete_signer": N_("deleting a signer"),
    "record_list_entry": N_("an entry of the lists: {label}"),
    "choose_plan": N_("the choice of the plan from {label}"),
    "withdraw_choice": N_("taking the choice of the plan from {label} back"),
    "add_plan_file": N_("bringing in the plan {label}"),
    "remove_plan_file": N_("taking the plan {label} away"),
    "add_to_plan": N_("additions to the plan: {label}"),
    "change_addition": N_("changing the addition {label}"),
    "remove_addition": N_("taking the addition {label} away"),
    "set_targets": N_("the committee's own targets"),
    "set_baselines": N_("the figures of baselines"),
    "answer_objective": N_("the answer to objective {label}"),
    "withdraw_answer": N_("taking the answer to objective {label} back"),
    "record_status": N_("the status of {label}"),
    "withdraw_status": N_("taking the status of {label} back"),
    "set_plan_unit": N_("the commune's own row in allocated tables"),
    "set_allocated": N_("the rows of the table {label}"),
    "set_task": N_("the state of task {label}"),
    "enter_plan": N_("entries for the plan {label}"),
    "record_assessment": N_("the assessment of the area of {label}"),
    "delete_assessment": N_("deleting the assessment of the area of {label}"),
    "set_population": N_("the population of {label}"),
    "set_milestone": N_("the milestone {label}"),
    "delete_milestone": N_("deleting the milestone {label}"),
    "record_inspection": N_("the inspection of {label}"),
    "delete_inspection": N_("deleting the inspection of {label}"),
    "make_sample": N_("making the practice commune"),
    "order_list": N_("the order of a list"),
    "import_list": N_("bringing in an Excel list"),
    "set_counts": N_("the counts of {label}"),
    "copy_stocks": N_("the counts of {label} as in the month before"),
    "state_nil": N_("“nothing arose” in the counts of {label}"),
    "set_openings": N_("the opening totals"),
    "close_period": N_("closing {label}"),
    "reopen_period": N_("reopening {label}"),
    "correct_period": N_("reopening {label} for a replacement report"),
    "answer_confirmations": N_("the answers to what is to be confirmed in {label}"),
    "mark_printed": N_("printing the report of {label}"),
    "issue_paper": N_("number {label} in the register of issued papers"),
    "change_paper": N_("changing number {label} in the register of issued papers"),
    "withdraw_paper": N_("withdrawing number {label} from the register of issued papers"),
    "record_report_text": N_("a paragraph of the report"),
    "carry_over_texts": N_("taking over paragraphs into the report of {label}"),
    "use_form": N_("the committee's own version of a form"),
    "reset_form": N_("going back to the shipped form"),
    "new_keys": N_("new keys of this office"),
    "connect": N_("the connection with the superior"),
    "connection_waits": N_("a connection file with other keys, to be compared"),
    "forget_superior": N_("ending the connection with the superior"),
    "prepare_package": N_("making the file of {label} for the superior"),
    "seal_package": N_("sealing the file of {label} for the superior's new key"),
    "send_package": N_("writing the file of {label} for the superior"),
    "record_receipt": N_("the superior's answer for {label}"),
    "keep_unfinished": N_("a line not finished yet"),
    "drop_unfinished": N_("dropping a line not finished"),
    "receive": N_("the reception {label}"),
    "undo_receive": N_("taking the reception {label} back"),
    "note_refused": N_("files that were not taken in"),
    "clear_refused": N_("clearing the list of files that were not taken in"),
    "accept_unit": N_("accepting the key of the unit {label}"),
    "decide": N_("the decision on the file {label}"),
    "reply": N_("the answer to a report of {label}"),
    "write_connection": N_("writing connection file number {label}"),
    "record_units": N_("the list of units expected"),
    "delete_unit": N_("taking the unit {label} out of the list"),
    "keep_printed_totals": N_("keeping the totals that a report printed"),
    "merge_communes": N_("merging communes into this one"),
    "rebuild_commune": N_("rebuilding the data from what the superior received"),
    "add_officer": N_("a new officer"),
    "set_auto_lock": N_("when the data lock by themselves"),
    "rename_officer": N_("renaming an officer"),
    "change_role": N_("the role of an officer"),
    "change_password": N_("changing one's own password"),
    "reset_password": N_("a new password for an officer"),
    "officer_leaves": N_("an officer's leaving"),
    "hand_over": N_("handing over to another officer"),
    "password_on": N_("locking the data with a password"),
    "password_off": N_("opening the data without a password"),
    "new_sheet": N_("a new recovery sheet"),
    "withdraw_sheet": N_("taking back a recovery sheet that nobody saw"),
    "confirm_sheet": N_("typing the recovery sheet back"),
    "postpone_sheet": N_("putting the recovery sheet off"),
    "use_sheet": N_("a new password by the recovery sheet"),
    "settle_slots": N_("bringing the officers who may open the data up to date"),
    "move_away": N_("moving to another machine"),
    "come_back": N_("using this copy again"),
    "create_store": N_("making the data folder"),
    "backup": N_("a backup"),
    "restore": N_("restoring a backup"),
    "rescue": N_("bringing back what a damaged file still gave"),
    "bring_back": N_("bringing {count} records back from a copy"),
    "take_from_trash": N_("bringing {count} lines back from the trash"),
    "renew_key_file": N_("writing a damaged key file anew"),
    "former_key_file": N_("a former key file was put back; the one in force took its place again"),
    "erase": N_("taking out a name typed by mistake"),
    "undo": N_("taking a step back"),
    "redo": N_("doing a step again"),
}
_IMPORTS = {
    "groups": N_("bringing in the list of residential groups"),
    "sessions": N_("bringing in the sessions"),
    "models": N_("bringing in the models"),
    "counts": N_("bringing in the monthly counts"),
}
_PLURALS = {
    "record_session": "record_sessions",
    "delete_session": "delete_sessions",
    "record_group": "record_groups",
    "record_model": "record_models",
}
_BARE = {
    "record_group": N_("a residential group"),
    "record_session": N_("a session"),
    "delete_session": N_("deleting a session"),
    "record_model": N_("a model"),
    "rename_group": N_("renaming a residential group"),
    "merge_groups": N_("merging residential groups"),
    "split_group": N_("splitting a residential group"),
    "dissolve_group": N_("dissolving a residential group"),
    "delete_group": N_("deleting a residential group"),
    "state_not_held": N_("stating that no session was held"),
    "withdraw_not_held": N_("taking back that no session was held"),
    "change_model_status": N_("the state of a model"),
    "record_model_activity": N_("an activity of a model"),
    "delete_model": N_("deleting a model"),
    "record_list_entry": N_("an entry of the lists"),
    "choose_plan": N_("the choice of the plan"),
    "withdraw_choice": N_("taking the choice of a plan back"),
    "add_plan_file": N_("bringing in a plan"),
    "remove_plan_file": N_("taking a plan away"),
    "add_to_plan": N_("additions to the plan"),
    "change_addition": N_("changing an addition to the plan"),
    "remove_addition": N_("taking an addition to the plan away"),
    "answer_objective": N_("the answer to an objective"),
    "withdraw_answer": N_("taking the answer to an objective back"),
    "record_status": N_("a status of the commune"),
    "withdraw_status": N_("taking a status of the commune back"),
    "set_allocated": N_("the rows of an allocated table"),
    "set_task": N_("the state of a task"),
    "enter_plan": N_("entries for the plan"),
    "issue_paper": N_("a number in the register of issued papers"),
    "change_paper": N_("changing a number in the register of issued papers"),
    "withdraw_paper": N_("withdrawing a number from the register of issued papers"),
    "record_assessment": N_("an assessment of the area"),
    "delete_assessment": N_("deleting an assessment of the area"),
    "set_population": N_("the commune's population"),
    "set_milestone": N_("a milestone of changing the area"),
    "delete_milestone": N_("deleting a milestone of changing the area"),
    "record_inspection": N_("an inspection"),
    "delete_inspection": N_("deleting an inspection"),
    "close_period": N_("closing a period"),
    "reopen_period": N_("reopening a period"),
    "prepare_package": N_("making a file for the superior"),
    "seal_package": N_("sealing a file for the superior's new key"),
    "send_package": N_("writing a file for the superior"),
    "record_receipt": N_("an answer of the superior"),
    "correct_period": N_("reopening a period for a replacement report"),
    "answer_confirmations": N_("answers to what is to be confirmed"),
    "mark_printed": N_("printing a report"),
    "paste_sessions": N_("pasting sessions"),
    "set_counts": N_("the counts of a month"),
    "copy_stocks": N_("counts as in the month before"),
    "state_nil": N_("“nothing arose” in the counts of a month"),
    "set_openings": N_("the opening totals"),
    "receive": N_("a reception of reports"),
    "undo_receive": N_("taking a reception back"),
    "accept_unit": N_("accepting a unit's key"),
    "decide": N_("a decision on a file"),
    "reply": N_("an answer to a report"),
    "write_connection": N_("writing the connection file"),
    "delete_unit": N_("taking a unit out of the list"),
    "bring_back": N_("bringing records back from a copy"),
    "take_from_trash": N_("bringing lines back from the trash"),
}

_REASONS = {
    "by_hand": N_("made by hand"),
    "manual": N_("made by hand"),
    "exit": N_("when the program was closed"),
    "lock": N_("when the register was locked"),
    "on_exit": N_("when the program was closed"),
    "daily": N_("of the day"),
    "before_import": N_("before bringing in an Excel list"),
    "before_close": N_("before closing a period"),
    "before_restore": N_("before restoring"),
    "before_upgrade": N_("before an upgrade"),
    "copy": N_("copied to another place"),
    "export": N_("copied to another place"),
    "merged": N_("of a former commune"),
    "half_hour": N_("while working"),
    "before_merge": N_("before merging communes"),
    "before_mass_delete": N_("before deleting many lines"),
    "before_bringing_back": N_("before bringing records back"),
    "before_receiving": N_("before receiving many reports"),
    "replaced": N_("put aside by a restore"),
    "unknown": N_("without a description"),
}


def known_act(action: str) -> bool:
    """Whether an action has words of its own."""
    return action in _STEPS


def undo_label(action: str, label: str = "") -> str:
    """What a step did ("buổi tuyên truyền ngày 20/9"): stands behind "Hoàn tác:"."""
    if action == "import_list":
        return _(_IMPORTS.get(label.partition("|")[0], _STEPS[action]))
    count, day = _parts(label)
    if count > 1 and action in _PLURALS:
        return _(_STEPS[_PLURALS[action]]).format(count=format_number(count), label=_shown(day))
    shown = _shown(day)
    sentence = _STEPS.get(action) if shown else _BARE.get(action, _STEPS.get(action))
    if sentence is None:
        return _("a change of the data")
    return _(sentence).format(label=shown, count=format_number(count))


def backup_reason(code: str) -> str:
    """Why a backup was made."""
    return _(_REASONS[code]) if code in _REASONS else code


def _parts(label: str) -> tuple[int, str]:
    """ "3|2026-09-20" → 3 and the day; "12" → 12; anything else is a name."""
    count, bar, rest = label.partition("|")
    if bar and count.isdigit():
        return int(count), rest
    if label.isascii() and label.isdigit():
        return int(label), label
    return 1, label


def _shown(label: str) -> str:
    try:
        return period_name(label)
    except UnknownPeriodError:
        return _short_day(label)


def _short_day(label: str) -> str:
    if day_shown(label) == label:
        return label
    day = date.fromisoformat(label)
    return f"{day.day}/{day.month}" if day.year else format_date(day)
