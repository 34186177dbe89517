"""Totals over all units in words: what was printed, what it is now."""

from desktop.domain.printed_totals import ChangedTotal, PrintedTotal
from desktop.i18n import N_, _, format_number

_MEASURES = {
    "units": N_("Units that have sent"),
    "sessions": N_("Outreach sessions"),
    "attendance": N_("Attendances"),
    "group_months": N_("Groups with a session / due"),
    "upkeep": N_("Groups with a model / active"),
    "models": N_("Models kept up"),
}

_PAPERS = {
    "report": N_("Consolidated report"),
    "by-unit": N_("Table of results by unit"),
    "by-objective": N_("Table of results by objective"),
    "allocated": N_("Allocated targets and results"),
    "matrix": N_("Units and the twelve months of the year"),
    "trend": N_("Trend of the totals month by month"),
    "late": N_("List of units that have not sent"),
    "reminder": N_("Letter to units that are late"),
}

PAPER_KINDS = tuple(_PAPERS)
"""The papers over all units, by the names that the command knows."""


def paper_title(kind: str) -> str:
    """What a paper over all units is called in lists."""
    return _(_PAPERS[kind])


def measure_word(measure: str, label: str = "") -> str:
    """What a total is called: the plan's words, else the program's own."""
    if label:
        return label
    return _(_MEASURES[measure]) if measure in _MEASURES else measure


def total_word(total: PrintedTotal | None) -> str:
    """A total: "1.834", "30/38", or that there is none."""
    if total is None or total.numerator is None:
        return _("no figure")
    if total.denominator is None:
        return format_number(total.numerator)
    return f"{format_number(total.numerator)}/{format_number(total.denominator)}"


def changed_total(change: ChangedTotal) -> str:
    """One total that is no longer what was printed."""
    text = _("{measure}: printed {before}, now {now}")
    return text.format(
        measure=measure_word(change.measure, change.label),
        before=total_word(change.printed),
        now=total_word(change.now),
    )
