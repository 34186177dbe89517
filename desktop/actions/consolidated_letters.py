"""Number and date of the superior's letters to units: as every letter, once the registry gave them.

A letter is told from others of its month by the units that it goes to, which its line of the
register names: where others are late by now it is another letter, and its number stays open.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.actions.consolidated_asked import REMINDER, Asked, ConsolidatedChoice
from desktop.actions.desk import Desk
from desktop.actions.own_forms import forms_in_force
from desktop.actions.paper_numbers import numbered_by
from desktop.actions.papers import day_kept
from desktop.db.issued_queries import issued_papers
from desktop.db.unit_queries import expected_units
from desktop.domain.board import BoardRow
from desktop.domain.issued import RECIPIENTS_LIMIT, IssuedPaper
from desktop.domain.periods import Period, PeriodKind
from desktop.domain.text import identity_key, tidy
from desktop.reports.consolidated_late import LATE
from desktop.reports.frame import PaperFrame

_OTHERS = 20
"""Lines of a letter's recipients that are left for those who get it beside the units."""


@dataclass(frozen=True, slots=True)
class LetterDay:
    """The frame of a letter with the day it speaks of and the day until which it asks."""

    frame: PaperFrame
    today: date
    by: date | None


def has_letter_number(period: Period) -> bool:
    """Whether the register knows letters of the period: those of a month."""
    return period.kind is PeriodKind.MONTH


def letter_lines(desk: Desk, period: Period) -> tuple[IssuedPaper, ...]:
    """The letters of a period in the register, by date and number."""
    known = issued_papers(desk.store)
    return tuple(one for one in known if (one.kind, one.period) == (REMINDER, period.id))


def standing_letter(
    desk: Desk, period: Period, choice: ConsolidatedChoice, rows: Sequence[BoardRow]
) -> IssuedPaper | None:
    """The line whose number the letter to these units prints; none: it stays open.

    A letter that is asked for anew, or that asks until another day, is another one.
    """
    if choice.anew:
        return None
    names = {identity_key(one.name) for one in expected_units(desk.store)}
    wanted = set(map(identity_key, named_units(desk, rows)))
    for line in reversed(letter_lines(desk, period)):
        to = {identity_key(one) for one in line.recipients} & (names | wanted)
        if to == wanted and choice.by in (None, _asks_by(line)):
            return line
    return None


def named_units(desk: Desk, rows: Sequence[BoardRow]) -> tuple[str, ...]:
    """The units that a line of the register names; very many stand there by their number."""
    names = tuple(tidy(row.unit.name) for row in rows)
    if len(names) <= RECIPIENTS_LIMIT - _OTHERS:
        return names
    form = forms_in_force(desk).named(LATE)
    return (tidy(form.text("addressees_counted").format(count=len(names))),)


def _asks_by(line: IssuedPaper) -> date | None:
    """Until when a letter asks: one that asks for the report at once keeps its own day."""
    kept = day_kept(line)
    return kept if kept is not None and kept > line.issued_on else None


def letter_day(asked: Asked, frame: PaperFrame, rows: Sequence[BoardRow]) -> LetterDay:
    """A letter's frame, numbered where it has a line; it speaks of the day of its date then."""
    line = standing_letter(asked.desk, asked.period, asked.choice, rows)
    if line is None:
        return LetterDay(frame, asked.desk.clock.today(), asked.choice.by)
    made = numbered_by(asked.desk, frame, line)
    # Whom the letter addresses stands above its text already.
    names = {identity_key(one) for one in named_units(asked.desk, rows)}
    others = tuple(one for one in made.recipients if identity_key(one) not in names)
    return LetterDay(replace(made, recipients=others), line.issued_on, _asks_by(line))
