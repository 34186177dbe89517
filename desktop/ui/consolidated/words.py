"""The papers over all units in the window: their names, why one cannot be made."""

from desktop.actions.superior_papers import PagesOf
from desktop.domain.problems import Problem
from desktop.i18n import N_, _, format_date, ngettext
from desktop.wording import period_title, problem_text
from desktop.wording.consolidated import changed_total, paper_title

SERIES = ("matrix", "trend")
"""The papers of a whole year, which show one measure or the usual ones."""

LETTER = "reminder"
REPORT = "report"
_SHOWN = 6
"""Totals named above the pages; the replacement has them all in a table."""


def nothing_words(read: PagesOf) -> str:
    """Why there are no pages."""
    period = period_title(read.period)
    if read.refusal == "nobody_late":
        return _("{period}: nobody is late, so no letter is due.").format(period=period)
    if read.refusal == "report_to_come":
        return problem_text(Problem(read.refusal, "period", details={"period": read.period.id}))
    return _(
        "{period}: the report was never made with other totals, so there is nothing to replace."
    ).format(period=period)


def changes_words(read: PagesOf) -> str:
    """Which totals changed since the report was made; empty for none.

    Where the report counts in place of the one made before, or a replacement of it waits for its
    number, that is said.
    """
    if read.instead or read.choice.anew:
        return _("This report counts in place of the one made before, which was a working copy.")
    if read.unnumbered is not None:
        said = _(
            "Report no. {symbol} of {date} has other totals. Its replacement was made and waits "
            "for its number; until it has one, no. {symbol} is the report issued."
        )
        line = read.unnumbered
        return said.format(symbol=line.symbol, date=format_date(line.issued_on))
    if not read.changes:
        return ""
    said = _("Changed since the report was made: {changes}.")
    named = [changed_total(one) for one in read.changes[:_SHOWN]]
    rest = len(read.changes) - _SHOWN
    if rest > 0:
        more = ngettext("and {count} other total", "and {count} other totals", rest)
        named.append(more.format(count=rest))
    return said.format(changes="; ".join(named))


def lacking_words(*, issued: bool, numbered: bool) -> str:
    """That the report in sight has no number where another one of its period has."""
    return (
        _("The report shown has no number yet. Another of this period:")
        if (issued and not numbered)
        else ""
    )


_SHORT = {
    "by-unit": N_("Results by unit"),
    "by-objective": N_("Results by objective"),
    "allocated": N_("Targets given"),
    "matrix": N_("Units and 12 months"),
    "trend": N_("Totals by month"),
    "late": N_("Units without a report"),
    "reminder": N_("Letter to late units"),
}


def short_title(kind: str) -> str:
    """A paper's name as a narrow list has room for it; the tooltip says the whole one."""
    return _(_SHORT[kind]) if kind in _SHORT else paper_title(kind)
