"""The register of issued papers in words: what a line is, and what is wrong with one."""

from collections.abc import Iterable
from datetime import date

from desktop.i18n import N_, _, format_date

PROBLEMS = {
    "paper_number_missing": N_("The number is missing. The registry gives it."),
    "paper_number_taken": N_(
        "Number {symbol} of {year} is in the register already, dated {date}: {subject}. "
        "Check the number; a wrong line can be changed or withdrawn."
    ),
    "paper_out_of_order": N_(
        "Number {symbol} is dated {date}, so numbers and dates do not run together. "
        "The line is kept; check number and date."
    ),
    "paper_before_period": N_(
        "{date} lies before the first day of the period, {first}: a report cannot be older than "
        "what it reports."
    ),
    "paper_before_period_end": N_(
        "{date} lies before the last day of the period, {last}. The line is kept; check the date."
    ),
    "series_missing": N_("The symbol of the paper is missing, such as BC-BCĐ."),
    "series_not_usable": N_("“{series}” cannot be a symbol. Write it like BC-BCĐ, without number."),
    "too_many_recipients": N_("More than {limit} recipients cannot be kept."),
    "paper_kind_unknown": N_("A paper “{kind}” gets no number. See: so138 report --list."),
    "paper_without_number": N_(
        "“{kind}” is printed without a number line, so it takes no number of the register."
    ),
    "paper_other_session": N_(
        "These minutes are of a session of another month, or of nothing that is here."
    ),
    "paper_signer_unknown": N_(
        "“{name}” is none of the signers entered, so the paper prints the name without a title. "
        "Enter the signer with titles in the settings to have them printed."
    ),
    "letter_to_nobody": N_(
        "No unit is late with its report of {period}, so there is nobody to write to."
    ),
    "paper_other_period": N_("This paper is made for another kind of period."),
    "paper_needs_closing": N_(
        "{period} is open: its report is still a draft. Close the figures first, then enter "
        "number and date."
    ),
    "paper_not_corrected": N_("{period} was never corrected, so there is no correction report."),
    "report_numbered": N_(
        "This report has its number already: {symbol}, dated {date}. Change that line instead."
    ),
    "report_numbered_again": N_(
        "This report has its number already: {symbol}, dated {date}. Nothing was entered. Change "
        "that line; or, where the same report really went out anew under another number, enter it "
        "with --anew."
    ),
    "report_issued_before": N_(
        "The report of {period} was issued as {symbol} on {date}, with other totals. One that "
        "replaces it: --changes. Another original on purpose: --anew."
    ),
    "paper_before_range_end": N_(
        "{date} lies before the last day of the range, {last}: the days of this report were not "
        "over then. Check the date."
    ),
    "issued_paper_unknown": N_("This paper is no longer in the register."),
}
"""Sentences for the problems of a line, to be worded beside those of other drafts."""

FIELDS = {
    "number": N_("number"),
    "issued_on": N_("date"),
    "series": N_("symbol"),
    "subject": N_("subject"),
    "signer": N_("signer"),
    "recipients": N_("recipients"),
}

_KINDS = {
    "month": N_("Monthly report"),
    "quarter": N_("Quarterly report"),
    "half-year": N_("Half-year report"),
    "nine-months": N_("Nine-month report"),
    "year": N_("Annual report"),
    "ad-hoc": N_("Report of a range of days"),
    "correction": N_("Replacement report"),
    "public": N_("Public variant of a report"),
    "session-register": N_("Register of sessions"),
    "model-register": N_("Register of models"),
    "minutes": N_("Minutes of a session"),
    "collection-form": N_("Monthly collection form of each group"),
    "month-plan": N_("Plan of the month with a calendar"),
    "reminder": N_("Letter to those that are behind"),
    "area-review": N_("Review sheet of the area and its level"),
    "tasks": N_("Tasks of the plan and inspections"),
    "post-hand-over": N_("Hand-over minutes of the post"),
    "report": N_("Consolidated report"),
}


def paper_kind(kind: str) -> str:
    """What the officer calls a paper."""
    return _(_KINDS[kind]) if kind in _KINDS else _("Other paper")


def issued_words(symbol: str, day: date) -> str:
    """ "Số 12/BC-BCĐ ngày 20/10/2026"."""
    return _("No. {symbol} of {date}").format(symbol=symbol, date=format_date(day))


_NEWER = {
    "signer": N_("signer"),
    "letterhead": N_("profile of the commune"),
    "forms": N_("the committee's own forms"),
}


def newer_lines(
    symbol: str, day: date, newer: Iterable[str], *, by_command: bool = True
) -> tuple[str, ...]:
    """What has changed since a paper got its number: words that it keeps, figures that it takes.

    ``newer`` are sections by key or title, "signer", "letterhead", "forms" and "figures";
    ``by_command`` names the command that prints them, where no button stands beside the words.
    """
    found, named = tuple(newer), issued_words(symbol, day)
    words = ", ".join(_(_NEWER[one]) if one in _NEWER else one for one in found if one != "figures")
    lines: list[str] = []
    if words:
        text = _(
            "{paper}: the paper prints the words that it was issued with. Others since: {words}. "
            "To print those, use so138 papers change ID --current-words, take the line out, or "
            "issue a replacement report."
        )
        if not by_command:
            text = _(
                "{paper}: the paper prints the words that it was issued with. Others since: "
                "{words}."
            )
        lines.append(text.format(paper=named, words=words))
    if "figures" in found:
        text = _(
            "{paper}: what this paper is made of has changed since it got its number. It is made "
            "of the figures of today, so number and date are left open."
        )
        lines.append(text.format(paper=named))
    return tuple(lines)


def taken_out(symbol: str, day: date) -> str:
    """That a line was withdrawn."""
    said = _("Taken out of the register: no. {symbol} of {date}.")
    return said.format(symbol=symbol, date=format_date(day))
