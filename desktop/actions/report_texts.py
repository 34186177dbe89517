"""Living documents: an officer's own paragraphs while figures go on and months pass."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.made_from import said_now
from desktop.actions.periods import period_view
from desktop.actions.reports import PERIODIC, paper_frame, report_sections
from desktop.db import queries
from desktop.db.text_queries import StoredText, stored_texts
from desktop.domain.living import (
    MadeFrom,
    StaleFigure,
    as_it_is,
    read_ties,
    stale,
    taken_over,
    ties_text,
)
from desktop.domain.periods import Period, previous_period
from desktop.domain.problems import Problem
from desktop.reports.period_report import SECTION_KEYS
from desktop.reports.promised_part import Promised, promised

__all__ = ["SECTION_KEYS", "Promised", "StaleFigure"]

_TASKS = "next_tasks"


@dataclass(frozen=True, slots=True)
class LivingText:
    """The officer's own text of a section.

    ``carried``: taken over from the report before, and not looked at since. ``stale`` are its
    numbers whose figures are others now.
    """

    section: str
    text: str
    carried: bool
    stale: tuple[StaleFigure, ...]


def living_texts(desk: Desk, period: Period) -> tuple[LivingText, ...]:
    """The officer's own texts of a period's report, in its order, with what is to be looked at."""
    found = stored_texts(desk.store, period.kind, period.id)
    if not found:
        return ()
    view = period_view(desk, period)
    said = said_now(desk, view, paper_frame(desk, period))
    now = {one.key: one.value for figures in said.values() for one in figures if one.key}
    return tuple(
        LivingText(key, one.text, one.carried, stale(key, one.text, read_ties(one.made_from), now))
        for key in SECTION_KEYS
        if (one := found.get(key)) is not None
    )


def stale_figures(desk: Desk, period: Period) -> tuple[StaleFigure, ...]:
    """The numbers in the officer's own sentences whose figures are others now."""
    return tuple(figure for one in living_texts(desk, period) for figure in one.stale)


def carried_sections(desk: Desk, period: Period) -> tuple[str, ...]:
    """The sections whose text was taken over from the report before and not looked at since."""
    found = stored_texts(desk.store, period.kind, period.id)
    return tuple(key for key in SECTION_KEYS if key in found and found[key].carried)


def carried_titles(desk: Desk, period: Period) -> tuple[str, ...]:
    """The titles of those sections: what closing names before the figures are fixed."""
    waiting = carried_sections(desk, period)
    if not waiting:
        return ()
    return tuple(one.title for one in report_sections(desk, period) if one.key in waiting)


def take_over_figure(desk: Desk, period: Period, figure: StaleFigure) -> Outcome[str]:
    """Writes the figure of now in the place of one number; the value is the changed text.

    The rest of the text stays as it is. Refused where the text is another one by now.
    """
    stored = stored_texts(desk.store, period.kind, period.id).get(figure.section)
    made = taken_over(stored.text, read_ties(stored.made_from), figure) if stored else None
    if stored is None or made is None:
        return refused(Problem("figure_gone", "text"))
    text, ties = made
    changes = _write(desk, period, stored, text=text, ties=ties)
    return Outcome(text, (), changes)


def keep_figure(desk: Desk, period: Period, figure: StaleFigure) -> Outcome[None]:
    """Leaves a number as the officer wrote it; asked again when its figure changes once more."""
    stored = stored_texts(desk.store, period.kind, period.id).get(figure.section)
    ties = as_it_is(stored.text, read_ties(stored.made_from), figure) if stored else None
    if stored is None or ties is None:
        return refused(Problem("figure_gone", "text"))
    return Outcome(None, (), _write(desk, period, stored, text=stored.text, ties=ties))


def _write(desk: Desk, period: Period, stored: StoredText, *, text: str, ties: MadeFrom) -> Changes:
    row = {"id": stored.id, "text": text, "state": "own", "made_from": ties_text(ties)}
    with desk.writing(action="record_report_text", label=period.id) as write:
        write.put("report_texts", row)
    return Changes.of_tables(write.changed_tables)


def confirm_carried(desk: Desk, period: Period, section: str) -> Outcome[None]:
    """Says that a text taken over from the report before holds for this one too."""
    stored = stored_texts(desk.store, period.kind, period.id).get(section)
    if stored is None or not stored.carried:
        return Outcome()
    with desk.writing(action="record_report_text", label=period.id) as write:
        write.put("report_texts", {"id": stored.id, "state": "own"})
    return Outcome(None, (), Changes.of_tables(write.changed_tables))


def carry_over(
    desk: Desk, period: Period, kind: str, sections: Sequence[str] | None = None
) -> Outcome[tuple[str, ...]]:
    """Takes the officer's own paragraphs of the period before into this report, marked so.

    The value names the sections taken over: those asked for (default: all) that the officer
    wrote last time, and not yet in this report, whose own texts stay. A text taken over counts as
    last month's until it is changed or confirmed; its numbers stay tied to their figures.

    Raises:
        ValueError: the kind is no periodic report, or not that of the period.
    """
    if kind not in PERIODIC or kind != period.kind:
        raise ValueError(kind)
    earlier = _texts_before(desk, period)
    own = stored_texts(desk.store, kind, period.id)
    wanted = SECTION_KEYS if sections is None else tuple(sections)
    taken = [earlier[key] for key in wanted if key in earlier and key not in own]
    if not taken:
        return refused(Problem("nothing_to_carry", "text"))
    with desk.writing(action="carry_over_texts", label=period.id) as write:
        for one in taken:
            row: dict[str, object] = {
                "id": desk.ids.new(),
                "kind": kind,
                "period": period.id,
                "section": one.section,
                "text": one.text,
                "state": "carried",
                "made_from": one.made_from,
            }
            write.put("report_texts", row)
    changes = Changes.of_tables(write.changed_tables)
    return Outcome(tuple(one.section for one in taken), (), changes)


def carriable_sections(desk: Desk, period: Period) -> tuple[str, ...]:
    """The sections that the officer wrote in the report before and not yet in this one."""
    own = queries.report_texts(desk.store, period.kind, period.id)
    earlier = _texts_before(desk, period)
    return tuple(key for key in SECTION_KEYS if key in earlier and key not in own)


def _before(desk: Desk, period: Period) -> Period | None:
    return previous_period(period, queries.counting_settings(desk.store).period_rule)


def _texts_before(desk: Desk, period: Period) -> dict[str, StoredText]:
    before = _before(desk, period)
    return {} if before is None else stored_texts(desk.store, before.kind, before.id)


def promised_before(desk: Desk, period: Period) -> Promised | None:
    """What the report of the period before set as tasks, with what came of them.

    The officer's own words of that report go before what it drafted. None where there is no
    period before, or it was not tracked.
    """
    before = _before(desk, period)
    if before is None:
        return None
    view, earlier = period_view(desk, period), period_view(desk, before)
    first = view.snapshot.first_month
    months = [duty.month.id for duty in earlier.snapshot.duty]
    if first is None or not months or months[-1] < first:
        return None
    own = queries.report_texts(desk.store, before.kind, before.id).get(_TASKS, "")
    return promised(earlier.snapshot, own, view.snapshot, paper_frame(desk, period))
