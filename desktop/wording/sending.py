"""Sending and answers in words: where a file stands, why a receipt was not taken, what to do."""

from collections.abc import Sequence

from desktop.i18n import N_, _, format_number, ngettext
from desktop.wording.filling import filled

REFUSALS = {
    "receipt_unknown": N_(
        "The receipt speaks of a file that this data folder has not made. Nothing was changed; "
        "look whether it is another unit's, or whether the data were restored from a backup."
    ),
    "receipt_differs": N_(
        "The receipt names another unit, period or number than the file that it answers. "
        "Nothing was changed; have the superior write it again."
    ),
    "fingerprint_differs": N_(
        "The digits typed are not the fingerprint of the superior's file. Nothing was changed; "
        "compare them with the superior's paper group by group."
    ),
    "target_missing": N_(
        "{place} is not there: the stick is not plugged in, or there is no such folder. Nothing "
        "was written; plug the stick in, or name a folder that is there."
    ),
    "practice_connection": N_(
        "This is the connection file of the practice superior, whose keys everybody has. Nothing "
        "was changed; ask your superior for its own file."
    ),
    "connection_to_confirm": N_(
        "The connection file of {name} comes from another superior, or with a key that the one "
        "before does not vouch for. Nothing was changed; ask the superior for its fingerprint on "
        "paper and type it."
    ),
}

PROBLEMS = {
    "period_open_not_sent": N_(
        "{period} is open: only closed figures are sent. Close the period first."
    ),
    "target_is_file": N_("Name a folder or a stick, not a file: {place}."),
    "target_in_data": N_(
        "The data themselves lie in this folder: {place}. Name a stick or another folder."
    ),
    "step_before_exchange": N_(
        "The newest step that undo takes back is older than what went between offices since: a "
        "reception, a decision, an answer or a connection file. So it stays. A reception is taken "
        "back by its name, where the receptions are listed."
    ),
    "receipt_code_mistyped": N_("The superior's code has 12 digits. Read it again group by group."),
    "receipt_code_wrong": N_(
        "The code does not fit any file of {period}. Read it again group by group, "
        "and ask whether the superior means this period."
    ),
    "receipt_says_returned": N_(
        "The digits say that {period} is accepted, but the superior's signed receipt of {date} "
        "returned it. Nothing was changed, for digits bear no time: ask the superior which of the "
        "two it said last. If it is the digits, give them with --last-word."
    ),
    "receipt_says_accepted": N_(
        "The digits say that {period} is returned, but the superior's signed receipt of {date} "
        "accepted it. Nothing was changed, for digits bear no time: ask the superior which of the "
        "two it said last. If it is the digits, give them with --last-word."
    ),
    "nothing_sent": N_("No file was made for {period} yet, so no answer can have come."),
    "fingerprint_incomplete": N_(
        "A fingerprint is five groups of five digits. Type it as the superior's paper shows it; "
        "nothing was changed."
    ),
    "package_unknown": N_("This file is not among those that were made here."),
    "not_connected": N_("No superior is connected, so there is nothing to compare or to end."),
    "plan_of_connection": N_(
        "The plan {plan} that the superior follows could not be taken over. Bring in its file "
        "in the list of plans."
    ),
}

_STATES = {
    "not_sent": N_("not sent"),
    "prepared": N_("not written to the end"),
    "written": N_("written, no answer yet"),
    "received": N_("received"),
    "accepted": N_("accepted"),
    "returned": N_("returned"),
    "corrected": N_("corrected since it was sent"),
}

_ANSWERS = {
    "received": N_("received"),
    "accepted": N_("accepted"),
    "returned": N_("returned"),
}


def older_answer_text(period: str, answer: str, holds: str, *, unsigned: bool = False) -> str:
    """That an answer changes nothing; ``holds`` is what the one says that holds, if one does.

    ``unsigned``: nobody known here signed its file, so that no time is believed of it.
    """
    details = {"period": period, "answer": answer_word(answer)}
    if not holds:
        return filled(
            _("{period}: {answer}, for older figures. The period stays as it is."), details
        )
    if unsigned:
        text = _(
            "{period}: {answer}, but no superior that is known here signed the file. The answer "
            "that came before holds: {later}. If the superior says otherwise, take its digits."
        )
    elif holds == answer:
        return filled(_("{period}: {answer}, as a later answer says too."), details)
    else:
        text = _("{period}: {answer}, an older answer. The later one holds: {later}.")
    return filled(text, {**details, "later": answer_word(holds)})


def held_text(period: str, remarks: Sequence[str]) -> str:
    """That a file has come to the superior and counts only once it is verified, and why."""
    text = _("The superior does not count {period} yet. {reasons}.")
    return filled(text, {"period": period, "reasons": "; ".join(remarks).rstrip(".")})


def unsigned_text() -> str:
    """What is to be known of a receipt that counts for its code alone."""
    return _(
        "No superior that is known here signed the file; its code alone is right. What it remarks "
        "is not taken over. Ask the superior whether the answer is its own."
    )


def unsigned_waits_text() -> str:
    """The remark of a receipt that counts for its code alone and says that its file waits."""
    return _("The file waits to be verified, as a receipt says that no superior known here signed")


def by_code_text() -> str:
    """Of a file that has come by the word of a code alone, which says no more than that."""
    return _("received by its code alone, perhaps not counted yet")


def not_compared_text(superior: str) -> str:
    """That nobody compared the superior's fingerprint yet, and how a command does."""
    text = _(
        "Nobody has compared the fingerprint of {superior} with its paper yet: a file of somebody "
        "else would be read by somebody else. Compare it: so138 connection --fingerprint CODE"
    )
    return filled(text, {"superior": superior})


def waiting_text(superior: str, fingerprint: str) -> str:
    """That a connection file with other keys came and waits, while files are sealed as before."""
    text = _(
        "A connection file with other keys came and waits to be compared: {fingerprint}. Until "
        "then files are sealed with the former keys of {superior}, which somebody else may know. "
        "Compare both with its newest paper before sending: so138 receive FILE --fingerprint CODE, "
        "or, where the keys in use are right, so138 connection --fingerprint CODE"
    )
    return filled(text, {"superior": superior, "fingerprint": fingerprint})


def given_up_text(superior: str) -> str:
    """Of a connection file with keys that its superior gave up, as when others may know them."""
    text = _(
        "{superior} gave up the keys of this file for others: somebody else may know them and "
        "would read what is sealed for them. Do not use the file; delete it. Only where the "
        "superior's newest paper shows this fingerprint is it right."
    )
    return filled(text, {"superior": superior})


def new_slip_text(earlier: str) -> str:
    """When the figures of an earlier file went into one of their own."""
    text = _(
        "This is a new file of the same figures, with a number and a check code of its own. The "
        "slip of {file} does not go with it: print its slip anew."
    )
    return text.format(file=earlier)


def others_text(count: int) -> str:
    """That receipts of other units lay there and were passed over."""
    text = ngettext(
        "{count} receipt of another unit was passed over.",
        "{count} receipts of other units were passed over.",
        count,
    )
    return text.format(count=format_number(count))


def send_state_word(state: str) -> str:
    """Where the file of a period stands; ``state`` is a value of the actions' SendState."""
    return _(_STATES[state])


def answer_word(kind: str) -> str:
    """What the superior said of a file."""
    return _(_ANSWERS[kind])
