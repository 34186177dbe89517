"""The officer's own paragraphs in the consolidated report, kept per period.

Figures stay and the officer's text follows them; evaluation, tasks and proposals hold no figure
and are the officer's alone: a part nobody wrote in is not printed.
"""

from collections.abc import Mapping

from desktop.actions.consolidated_asked import Asked, ConsolidatedChoice
from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.paper_numbers import CONSOLIDATED
from desktop.actions.report_texts import LivingText
from desktop.actions.reports import ReportSection, record_report_text
from desktop.db import queries
from desktop.db.text_queries import StoredText, stored_texts
from desktop.domain.periods import Period, previous_period
from desktop.domain.problems import Problem
from desktop.reports.consolidated_report import FOLLOWING, OWN_SECTIONS, sections

__all__ = ["OWN_SECTIONS"]


def own_texts(desk: Desk, period: Period) -> Mapping[str, str]:
    """The officer's own paragraphs of a period's consolidated report, by section."""
    return queries.report_texts(desk.store, CONSOLIDATED, period.id)


def own_sections(desk: Desk, period: Period) -> tuple[ReportSection, ...]:
    """The sections that the officer may write in, with the sentences that the figures give."""
    own = own_texts(desk, period)
    return tuple(
        ReportSection(
            key=one.key,
            title=one.title,
            generated=one.generated,
            own=own.get(one.key),
            follows=one.key in FOLLOWING,
        )
        for one in sections(Asked(desk, period, ConsolidatedChoice()).now)
    )


def carried_texts(desk: Desk, period: Period) -> tuple[LivingText, ...]:
    """The paragraphs taken over from the report before and not looked at since."""
    found = stored_texts(desk.store, CONSOLIDATED, period.id)
    return tuple(
        LivingText(key, found[key].text, carried=True, stale=())
        for key in OWN_SECTIONS
        if key in found and found[key].carried
    )


def keep_text(desk: Desk, period: Period, section: str, text: str | None) -> Outcome[None]:
    """Keeps the officer's text of a section; none, or one without a word, takes it away.

    Raises:
        KeyError: the report has no such section.
    """
    if section not in OWN_SECTIONS:
        raise KeyError(section)
    return record_report_text(desk, period, section, text, kind=CONSOLIDATED)


def carriable(desk: Desk, period: Period) -> tuple[str, ...]:
    """The sections that the officer wrote in the report before and not yet in this one."""
    own, earlier = own_texts(desk, period), _before(desk, period)
    return tuple(key for key in OWN_SECTIONS if key in earlier and key not in own)


def carry_texts(desk: Desk, period: Period) -> Outcome[tuple[str, ...]]:
    """Takes the paragraphs of the report before into this one, marked so; own ones stay."""
    wanted, earlier = carriable(desk, period), _before(desk, period)
    if not wanted:
        return refused(Problem("nothing_to_carry", "text"))
    with desk.writing(action="carry_over_texts", label=period.id) as write:
        for key in wanted:
            row = {
                "id": desk.ids.new(),
                "kind": CONSOLIDATED,
                "period": period.id,
                "section": key,
                "text": earlier[key].text,
                "state": "carried",
                "made_from": "",
            }
            write.put("report_texts", row)
    return Outcome(wanted, (), Changes.of_tables(write.changed_tables))


def confirm_text(desk: Desk, period: Period, section: str) -> Outcome[None]:
    """Says that a text taken over from the report before holds for this one too."""
    stored = stored_texts(desk.store, CONSOLIDATED, period.id).get(section)
    if stored is None or not stored.carried:
        return Outcome()
    with desk.writing(action="record_report_text", label=period.id) as write:
        write.put("report_texts", {"id": stored.id, "state": "own"})
    return Outcome(None, (), Changes.of_tables(write.changed_tables))


def _before(desk: Desk, period: Period) -> dict[str, StoredText]:
    before = previous_period(period, queries.counting_settings(desk.store).period_rule)
    return {} if before is None else stored_texts(desk.store, CONSOLIDATED, before.id)
