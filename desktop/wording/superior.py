"""The superior's desk in words: what became of a package and why, what is odd, what to do."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from desktop.i18n import N_, _, format_date, format_number, ngettext
from desktop.wording.filling import filled, one_line, shown
from desktop.wording.names import joined
from desktop.wording.receptions import Report

_RECEPTION = re.compile(r"(?P<day>\d{4}-\d\d-\d\d) (?P<number>\d+)(?P<rest>(?:[, ].*)?)")

REFUSALS = {
    "practice_signer": N_(
        "The file was made by the practice commune, whose data are made up. Nothing was taken "
        "over; a real commune connects with the connection file of this office first."
    ),
    "receiving_stopped": N_("The receiving was stopped. Nothing was taken over."),
    "unit_headings_not_found": N_(
        "No row of headings was found in {file}. Needed are the columns code and name; or, for "
        "units that went into others, new code and old code."
    ),
}

PROBLEMS = {
    "code_not_digits": N_("The office's code has up to five digits; “{code}” has not."),
    "unit_code_wrong": N_(
        "{name}: the code is missing or holds other signs than letters and digits."
    ),
    "unit_ends_before_it_begins": N_("{name} ends before the day from which it is valid."),
    "unit_twice": N_(
        "{name}: another unit with the same code exists at the same time. "
        "Give the day from which each of them is valid."
    ),
    "unit_successor_without_day": N_(
        "{name} names the unit that it went into, but not the day on which it ended."
    ),
    "unit_successor_unknown": N_(
        "{name} went into the unit {successor}, which is not in the list on that day. "
        "Bring in the new unit first."
    ),
    "unit_not_listed": N_(
        "{name} ({code}) is not in the list of units on {date}. Bring in the list that holds it "
        "first, or leave the row out."
    ),
    "unit_row_repeated": N_("{name} stands in the list twice with the same code and day."),
    "unit_unknown": N_("No unit with the code {unit} is in the list."),
    "unit_sent_nothing": N_(
        "No file of a unit with the code {unit} has been received. Check the code."
    ),
    "check_code_mistyped": N_(
        "The check code is mistyped in group {groups}. Nothing was accepted; "
        "compare that group with the signed slip."
    ),
    "check_code_incomplete": N_(
        "The check code on the slip has five groups of five digits. Nothing was accepted; "
        "compare it with the signed slip group by group."
    ),
    "check_code_wrong": N_(
        "These digits belong to no file that was received from the unit {unit}. Nothing was "
        "accepted. Compare them with the line “Check code of the file” of the slip, and the slip "
        "with the name of the file; another line of the slip has digits like these. Where all "
        "agrees, the file is not the one that the unit made: ask the unit."
    ),
    "check_code_other_line": N_(
        "These are the digits of the line “Fingerprint” of the slip. Nothing was accepted: type "
        "those of the line “Check code of the file”."
    ),
    "package_not_here": N_(
        "No file received here is named “{name}”. Name it by its file or by the first six or more "
        "digits of its id."
    ),
    "package_ambiguous": N_("“{name}” fits several files: {found}. Name one by its id."),
    "reception_unknown": N_("There is no reception named “{name}”. See the list of receptions."),
    "reception_undone": N_("The reception “{name}” was taken back already, on {date}."),
    "return_needs_reason": N_("A report is returned with at least one reason."),
    "too_many_remarks": N_("At most {limit} remarks fit into one answer."),
    "reports_wait": N_(
        "Several files of the unit {unit} for {period} wait: {found}. Name the one that is "
        "returned with --package."
    ),
    "no_report_in_force": N_(
        "No report of the unit {unit} for {period} counts, so none is answered."
    ),
    "fingerprint_not_pdf": N_("The sheet is made as a PDF file: its name ends in .pdf."),
    "not_a_superior": N_(
        "This data folder is a commune's, so this is not done here. "
        "A superior's folder is made with: so138 new --role superior."
    ),
    "not_a_commune": N_(
        "This data folder is a superior's, so this is not done here: "
        "it receives reports and makes none of its own."
    ),
}

STANDINGS = {
    "in_force": N_("counts"),
    "superseded": N_("replaced by a later one"),
    "to_verify": N_("to be verified"),
    "rejected": N_("left out"),
    "taken_back": N_("its reception was taken back"),
}

_CAUSES = {
    "unknown_unit": N_("The unit {code} is not in the list of units expected."),
    "other_valid_from": N_(
        "The code {code} is in the list for a unit that is valid from {valid_from}, not this one."
    ),
    "unit_not_yet": N_(
        "The unit exists only from {valid_from}: its predecessors report this period."
    ),
    "unit_ended": N_("The unit no longer existed at the end of the period."),
    "unit_ended_into": N_(
        "The unit no longer existed at the end of the period: the unit {successor} reports it."
    ),
    "new_key": N_(
        "The key that signed it is not known yet. Type the check code from the signed slip: "
        "so138 accept {code} --code …"
    ),
    "key_of_other_unit": N_("It is signed with the key of the unit {unit}."),
    "other_install": N_(
        "It comes from another computer than the one that reported so far. Ask the unit which of "
        "the two it works on."
    ),
    "other_branch": N_(
        "It was made from a restored backup or a copy of the data. Ask the unit which data hold."
    ),
    "fork": N_(
        "Two files of this unit bear the same number with other contents: the data folder was "
        "copied, or a backup was restored. Ask the unit which of them holds."
    ),
    "fork_taken_back": N_(
        "Another file of this unit with the same number came before, and its reception was taken "
        "back. Ask the unit which of the two holds."
    ),
    "after_fork": N_(
        "A file between this one and two files with the same number has not come, so that nobody "
        "can tell which of the two it follows. Ask the unit which of them holds."
    ),
    "broken_chain": N_("It does not follow the file that the unit sent before it. Ask the unit."),
    "sibling": N_("Another file of the same number was accepted in its place."),
    "decided": N_("An officer of this office left it out."),
    "decision_unsigned": N_(
        "What was decided on it before does not bear this office's signature any more, so that it "
        "does not count. Decide on it again, and have somebody look at this computer."
    ),
}

_OUTSIDE = N_(
    "The unit {code} is not in the list of units expected on that day: its figures are in the "
    "totals beside the list, and its next file waits. Bring in the list that holds it."
)
_BESIDE_ANOTHER = N_(
    "By the list another unit reports this period: this file is in the totals beside that report."
)
_TWO_COMPUTERS = N_(
    "Two computers may go on sending for this unit. What each sends is taken in without a question "
    "until two files bear the same number again: agree with the unit on the one that sends."
)
_ACCEPTED_OVER = {
    "unknown_unit": _OUTSIDE,
    "other_valid_from": _OUTSIDE,
    "unit_not_yet": _BESIDE_ANOTHER,
    "unit_ended": _BESIDE_ANOTHER,
    "other_install": N_(
        "From now on the files of this computer count; what the other one sends waits. Ask the "
        "unit to send from this one."
    ),
    "other_branch": N_(
        "From now on the data that this file was made of count. What other copies of them sent "
        "before this decision stays as it is; what they send after it is asked about again."
    ),
    "fork": _TWO_COMPUTERS,
    "fork_taken_back": _TWO_COMPUTERS,
    "after_fork": _TWO_COMPUTERS,
}

_CAUSE_TO_UNITS = N_("the superior asks first what the figures belong to.")
_CAUSES_TO_UNITS = {
    "new_key": N_("the superior does not know its key yet. Bring the signed hand-over slip."),
    "other_install": N_("it comes from another computer than before."),
    "other_branch": N_("it was made from a restored backup or a copy of the data."),
    "fork": N_("another file bears the same number with other figures."),
    "fork_taken_back": N_("another file bears the same number with other figures."),
    "after_fork": N_("a file before it has not come."),
    "broken_chain": N_("it does not follow the file that was sent before it."),
    "sibling": N_("another file with the same number was accepted."),
}

ODDITIES = {
    "clock_suspect": N_("the clock of the unit's computer may be wrong"),
    "claims_later": N_("it says that it was made later than this computer's clock stands"),
    "gap": N_("a file before it has not come"),
    "name_differs": N_("its name is not the one in the list of units"),
    "same_correction": N_("the period was sent before with the same number of correction"),
    "older_correction": N_("a later correction of the period was sent before"),
}

_FINDINGS = {
    "copied_counts": N_("{unit}: {figures} figures are exactly those of {other}."),
    "copied_activity": N_(
        "{unit}: {sessions} sessions with {attendance} people, exactly as {other}."
    ),
    "copied_month": N_("{unit}: {figures} figures are exactly those of {month}."),
    "jump_up": N_("{unit}: {figure} is {now}, usually it is about {usual}."),
    "jump_down": N_("{unit}: {figure} fell to {now}, usually it is about {usual}."),
    "stock_does_not_follow": N_(
        "{unit}: {figure} was {before}, {added} came and {removed} left, but {now} are reported."
    ),
    "groups_jump": N_("{unit}: {now} residential groups, {before} the month before."),
    "attendance_beyond_population": N_(
        "{unit}: in {sessions} sessions more people attended than live there "
        "(up to {attendance} of {population})."
    ),
    "attendance_outlier": N_(
        "{unit}: about {average} people a session, {usual} in the other units."
    ),
    "persons_beyond_population": N_(
        "{unit}: {figure} is {now}, more than the {population} people who live there."
    ),
    "other_days": N_("{unit}: counts this period from {from_day} to {to_day}."),
    "closed_early": N_(
        "{unit}: closed its figures on {day}, before the last day ({last_day}): “{answer}”"
    ),
    "same_row": N_(
        "{unit}: chose the row “{row}” of the allocated targets, as {other} did. What both reach "
        "is added up against that one target."
    ),
    "other_row": N_(
        "{unit}: stands in the row “{row}” of the allocated targets, in {month} it was “{before}”."
    ),
    "same_groups": N_(
        "{unit}: {groups} of its residential groups are in the report of {other} too; counting "
        "both counts them twice. Bring in the list of units that went into others, or leave one "
        "file out."
    ),
    "nearly_copied": N_("{unit}: {figures} figures are those of {other}; different: {differing}."),
    "copied_earlier": N_("{unit}: {figures} figures are those of {other} of {month}."),
}

_FIGURES = {
    "sessions": N_("the number of sessions"),
    "attendance": N_("the attendance"),
    "models": N_("the number of models"),
}

_CELLS = {
    "not_expected": N_("not expected"),
    "not_due": N_("not due yet"),
    "missing": N_("not sent"),
    "late": N_("late"),
    "in": N_("in"),
    "corrected": N_("in, corrected"),
    "to_verify": N_("to be verified"),
    "returned": N_("returned"),
}

_SIGNS = {
    "not_expected": "",
    "not_due": "·",
    "missing": "–",
    "late": "!",
    "in": "✓",
    "corrected": "✓✓",
    "to_verify": "?",
    "returned": "↩",
}

UNIT_FIELDS = {
    "new_code": N_("code of the new unit"),
    "old_code": N_("code of the old unit"),
    "valid_from": N_("valid from"),
    "valid_until": N_("valid until"),
    "successor_code": N_("went into"),
}


class ReportFile(Report, Protocol):
    """What a sentence says of a report's file."""

    @property
    def package_id(self) -> str:
        """Its identity."""

    @property
    def file_name(self) -> str:
        """Its name as it came."""


def standing_word(standing: str) -> str:
    """What becomes of a package; ``standing`` is a value of the exchange's Standing."""
    return _(STANDINGS[standing])


def cause_text(cause: str, details: Mapping[str, str], *, code: str) -> str:
    """Why a package waits or is out, and what to do; ``code`` is its unit's. Empty for none."""
    if not cause:
        return ""
    known = "unit_ended_into" if cause == "unit_ended" and details.get("successor") else cause
    return filled(_(_CAUSES[known]), {"code": code, **details})


def accepted_over_text(cause: str, *, code: str) -> str:
    """After a waiting file was accepted: what that means for what comes next; empty for nothing.

    ``cause`` is why it waited, ``code`` its unit's.
    """
    return filled(_(_ACCEPTED_OVER[cause]), {"code": code}) if cause in _ACCEPTED_OVER else ""


def name_text(code: str, *, name: str, listed: str) -> str:
    """That a file gives its unit another name than the list does, so that somebody compares."""
    text = _(
        "The file calls itself “{name}”, the list of units calls {code} “{listed}”. Compare the "
        "two letter by letter, and ask the unit."
    )
    return text.format(name=name, code=code, listed=listed)


def key_waits_text() -> str:
    """After a file with an unknown key was accepted by itself: the key is not accepted with it."""
    return _(
        "Only this file counts; its key is not accepted, so the unit's next file waits again. "
        "The check code on the signed slip settles the key."
    )


def report_words(one: ReportFile) -> str:
    """A month of a unit and its file: "19996 Phường Hương Trà, tháng 6/2026 (S138_….s138)"."""
    said = _("{unit} {name}, {period} ({file})")
    return said.format(
        unit=one.unit_code,
        name=one.unit_name,
        period=shown("period", one.period),
        file=one_line(one.file_name),
    )


def put_out_text(one: ReportFile, apart: str) -> str:
    """After an acceptance: the other file of its number and month is out with it.

    Both may bear one name; ``apart`` says what tells this one from the accepted one.
    """
    return _("Left out with it, since it has the same number: {report}: {apart}.").format(
        report=report_words(one), apart=apart
    )


def goes_out_text(one: ReportFile, apart: str) -> str:
    """Before an acceptance: the other file of its number and month would be out with it."""
    return _("The other file with this number then counts no longer: {report}: {apart}.").format(
        report=report_words(one), apart=apart
    )


def fallen_text(one: ReportFile, *, waits: bool, now: ReportFile | None) -> str:
    """After a decision: a month that counted counts no longer, or from another file."""
    report = report_words(one)
    if now is not None:
        text = _("This counted before: {report}. Now this counts in its place: {now}.")
        return text.format(report=report, now=report_words(now))
    if waits:
        text = _("This counted before and waits now: {report}. Decide on it too.")
        return text.format(report=report)
    text = _("This counted before and is left out now: {report}. The unit has to send it again.")
    return text.format(report=report)


def taken_back_text(
    before: ReportFile | None, now: ReportFile | None, *, waits: bool = False
) -> str:
    """After a reception was taken back: what became of a month of a unit."""
    if before is None:
        report = report_words(now) if now is not None else ""
        return _("This counts now: {report}.").format(report=report)
    if now is not None or waits:
        return fallen_text(before, waits=waits and now is None, now=now)
    text = _("This counts no longer: {report}. No other file of this period counts.")
    return text.format(report=report_words(before))


def counts_again_text(one: ReportFile) -> str:
    """Before a reception is taken back: the file that would count then."""
    return _("In its place this counts then: {report}.").format(report=report_words(one))


def beside_text(one: ReportFile) -> str:
    """After an acceptance: a file of another month has the same number and waits on."""
    return _(
        "Another month has the same number and waits: {report}. If the unit means that one too, "
        "accept it by itself; both count then."
    ).format(report=report_words(one))


def pulled_text(one: ReportFile) -> str:
    """When a file came that contests one which counted."""
    return _(
        "This counted until now and waits: {report}. It is in no total until somebody decides, "
        "and an earlier report of the month counts meanwhile where there is one; the receipt that "
        "the unit holds does not say so."
    ).format(report=report_words(one))


def still_waiting_text(count: int) -> str:
    """When files come again that nobody has decided on yet."""
    text = ngettext(
        "{count} file that came before is still to be verified; it is in no total until then.",
        "{count} files that came before are still to be verified; they are in no total until then.",
        count,
    )
    return text.format(count=format_number(count))


def same_number_text(one: ReportFile) -> str:
    """When a file of an unknown key bears the number of one that counts."""
    return _(
        "It bears the number of a file that counts already: {report}. Accepting it may put that "
        "one out. Ask the unit first."
    ).format(report=report_words(one))


def waiting_remark(cause: str) -> str:
    """What a unit reads on the receipt of a file that waits, in words that are for it."""
    why = _(_CAUSES_TO_UNITS.get(cause, _CAUSE_TO_UNITS))
    return _("The file has come and waits to be verified: {why}").format(why=why)


def took_back_text() -> str:
    """After a file was accepted that had been returned: what its unit does not know yet."""
    return _(
        "The return of this report counts no longer, but its unit has it still: answer the report "
        "with “Accept”, so that the unit learns it."
    )


def leaked_text() -> str:
    """After keys were changed that others may know: what every commune has to do."""
    return _(
        "The old keys may be known to others and vouch for nothing. Every commune opens this file "
        "and compares its fingerprint with the paper of this office; what it sends before that, "
        "others may read."
    )


def spoiled_text(files: Sequence[Path]) -> str:
    """Which connection files with keys that others may know lie there still, and what to do."""
    text = ngettext(
        "There lies an older connection file with the old keys: {files}. Delete it, and let "
        "nobody connect with it.",
        "There lie older connection files with the old keys: {files}. Delete them, and let "
        "nobody connect with them.",
        len(files),
    )
    return text.format(files=joined([one.name for one in files]))


def reception_words(name: str) -> str:
    """The name of a reception as people say it: its day and number; a name given by hand stays.

    Commands go on naming it as it is stored.
    """
    found = _RECEPTION.fullmatch(name)
    if found is None:
        return name
    try:
        day = format_date(date.fromisoformat(found["day"]))
    except ValueError:
        return name
    said = _("{day}, reception no. {number}").format(day=day, number=found["number"])
    return f"{said}{found['rest']}"


def oddity_text(oddity: str) -> str:
    """What is to be looked at in a package that counts."""
    return _(ODDITIES[oddity])


def across_text(code: str, details: Mapping[str, str], *, unit: str, other: str = "") -> str:
    """What to ask a unit about its figures; ``unit`` and ``other`` are names."""
    known = {("from_day" if name == "from" else name): value for name, value in details.items()}
    if "to" in known:
        known["to_day"] = known.pop("to")
    if "month" in known:
        known["month"] = shown("period", known["month"])
    named = known.get("label") or known.get("figure", "")
    figure = _(_FIGURES[named]) if named in _FIGURES else f"“{named}”"
    return filled(_(_FINDINGS[code]), {**known, "unit": unit, "other": other, "figure": figure})


def cell_word(state: str) -> str:
    """How the report of a unit stands; ``state`` is a value of the board's CellState."""
    return _(_CELLS[state])


def cell_sign(state: str) -> str:
    """The same in a sign, for a narrow table."""
    return _SIGNS[state]
