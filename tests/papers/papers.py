"""Every paper that can be asked for: of a practice commune, of one that holds nothing, and of a
superior with many units."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from desktop.actions.closing import close_period, reopen_period
from desktop.actions.consolidated_papers import (
    CONSOLIDATED_KINDS,
    ConsolidatedChoice,
    consolidated_document,
    consolidated_file,
)
from desktop.actions.desk import Desk, Outcome
from desktop.actions.issued_papers import IssuedDraft, issue_paper
from desktop.actions.objective_sheet import objective_sheet_document
from desktop.actions.papers import PaperChoice, paper_document
from desktop.actions.periods import period_named
from desktop.actions.sample import PracticeClock, SeededIds, make_sample
from desktop.actions.sessions import record_session
from desktop.actions.setup import Sources, new_commune, open_desk
from desktop.db import queries
from desktop.domain.commune import CommuneProfile
from desktop.domain.sessions import SessionDraft
from desktop.reports.excel import write_excel
from desktop.reports.pdf import write_pdf
from desktop.reports.tree import Document
from desktop.reports.word import write_word
from tests.actions.units_making import (
    Sent,
    chained,
    receive,
    sent_month,
    superior_desk,
    units_named,
)

PRACTICE, EMPTY, SUPERIOR = "practice", "empty", "superior"
UNITS = 23
SHEET = "objective-sheet"
"""Printed from the window alone; the command line does not list it."""

TODAY = date(2026, 10, 12)


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper that is asked for: of which commune, which kind, for which period, with what."""

    commune: str
    kind: str
    period: str
    more: str = ""

    def __str__(self) -> str:
        more = f" {self.more}" if self.more else ""
        return f"{self.kind} {self.period}{more} {self.commune}"


_KINDS = """month 2026-10 | month 2026-09 | quarter 2026-Q3 | half-year 2026-H1
| nine-months 2026-9M | year 2026 | ad-hoc 2026-09-01..2026-10-20 | session-register 2026-09
| session-register 2026-Q3 | model-register 2026-09 | minutes 2026-09 | minutes 2026-09 session
| minutes 2026-10 group | collection-form 2026-10 | month-plan 2026-10
| reminder 2026-10 | area-review 2026-09 | area-review 2026-09 blank | tasks 2026-09
| tasks 2026-09 blank | post-hand-over 2026-09 | stick-slip 2026-09 | public 2026-09
| correction 2026-08
| objective-sheet 2026-09"""
_PRACTICE_ALONE = frozenset(
    {("correction", "2026-08"), ("month", "2026-09"), ("session-register", "2026-Q3")}
)
_OF_SOMETHING = frozenset({"session", "group"})


def _asked() -> Iterator[Asked]:
    for text in re.split(r"\s*\|\s*", _KINDS):
        kind, period, *more = text.split()
        yield Asked(PRACTICE, kind, period, *more)
        if not _OF_SOMETHING & set(more) and (kind, period) not in _PRACTICE_ALONE:
            yield Asked(EMPTY, kind, period, *more)
    for kind in CONSOLIDATED_KINDS:
        yield Asked(SUPERIOR, kind, "2026-09")
    for kind, more in (("report", "reissue"), ("reminder", "unit"), ("matrix", "measure")):
        yield Asked(SUPERIOR, kind, "2026-09", more)
    yield Asked(SUPERIOR, "report", "2026-Q3")


ALL = tuple(_asked())


class Papers:
    """The two communes and what was made of them, each paper once."""

    def __init__(self, folder: Path) -> None:
        self._desks = {
            PRACTICE: _practice(folder / PRACTICE),
            EMPTY: _empty(folder / EMPTY),
            SUPERIOR: _superior(folder / SUPERIOR),
        }
        self._trees: dict[Asked, Document] = {}
        self._files: dict[tuple[str, Asked], bytes] = {}

    def close(self) -> None:
        for desk in self._desks.values():
            desk.close()

    def desk(self, commune: str) -> Desk:
        return self._desks[commune]

    def tree(self, asked: Asked) -> Document:
        if asked not in self._trees:
            self._trees[asked] = self.made(asked)
        return self._trees[asked]

    def made(self, asked: Asked) -> Document:
        """The tree anew from the store."""
        desk = self._desks[asked.commune]
        period = period_named(desk, asked.period)
        if asked.commune == SUPERIOR:
            choice = _CONSOLIDATED.get(asked.more, ConsolidatedChoice())
            return consolidated_document(desk, asked.kind, period, choice)
        if asked.kind == SHEET:
            return objective_sheet_document(desk, period)
        return paper_document(desk, asked.kind, period, _choice(desk, asked.more))

    def pdf(self, asked: Asked) -> bytes:
        return self._file("pdf", asked, write_pdf)

    def word(self, asked: Asked) -> bytes:
        return self._file("docx", asked, write_word)

    def excel(self, asked: Asked) -> bytes:
        return self._file("xlsx", asked, write_excel)

    def _file(self, ending: str, asked: Asked, write: Callable[[Document], bytes]) -> bytes:
        if (ending, asked) not in self._files:
            self._files[ending, asked] = write(self.tree(asked))
        return self._files[ending, asked]


def _choice(desk: Desk, more: str) -> PaperChoice:
    match more:
        case "session":
            joint = (one for one in queries.sessions(desk.store) if len(one.group_ids) > 1)
            return PaperChoice(session_id=next(joint).id)
        case "group":
            return PaperChoice(group_id=queries.groups(desk.store)[-1].id)
        case "blank":
            return PaperChoice(blank=True)
    return PaperChoice()


_CONSOLIDATED = {
    "reissue": ConsolidatedChoice(reissue=True),
    "unit": ConsolidatedChoice(unit="20004", by=date(2026, 10, 20)),
    "measure": ConsolidatedChoice(measure="objective:4a"),
}


def _done(outcome: Outcome[str]) -> None:
    assert outcome.done, outcome.problems


def _sources() -> Sources:
    return Sources(PracticeClock(TODAY), SeededIds(Random("papers")))


def _practice(folder: Path) -> Desk:
    """August corrected once; the report of September has its number and date."""
    make_sample(folder)
    desk = open_desk(folder, sources=_sources())
    august = period_named(desk, "2026-08")
    _done(reopen_period(desk, august, reason="Bổ sung buổi tuyên truyền còn sót", correct=True))
    group = queries.groups(desk.store)[0].id
    late = SessionDraft(
        date(2026, 8, 9), (group,), format="Hội nghị", topics=("Ký cam kết",),
        audiences=("Nhân dân",), lead_body="Công an phường", attendance=1834,
    )  # fmt: skip
    _done(record_session(desk, late))
    _done(close_period(desk, august, unanswered=True))
    issued = IssuedDraft(kind="month", period="2026-09", number=5, issued_on=date(2026, 10, 5))
    _done(issue_paper(desk, issued))
    return desk


def _empty(folder: Path) -> Desk:
    """Nothing but a name; September is closed, and was corrected without anything to correct."""
    profile = CommuneProfile(
        "Xã Lộ", "19997", date(2025, 7, 1), "Thành phố Huế", first_month="2026-01"
    )
    desk = new_commune(folder, profile, sources=_sources()).value
    assert desk is not None
    september = period_named(desk, "2026-09")
    _done(close_period(desk, september, unanswered=True))
    return desk


def _superior(folder: Path) -> Desk:
    """July to September of most units; one corrected September after the report was printed."""
    units = units_named(UNITS)
    desk = superior_desk(folder, _sources(), units)
    here = [unit for place, unit in enumerate(units) if place % 7 != 3]
    sent = {
        unit: chained(*(Sent(unit, sent_month(unit, month)) for month in (7, 8, 9)))
        for unit in here
    }
    receive(desk, *(one for found in sent.values() for one in found), name="TN 1")
    consolidated_file(desk, "report", period_named(desk, "2026-09"), ".pdf")
    last = sent[here[0]][-1]
    again = Sent(here[0], sent_month(here[0], 9, seed=5), 4, correction=1, previous=last.package_id)
    stranger = Sent(units[3], sent_month(units[3], 9), signer="f" * 64)
    receive(desk, again, stranger, name="TN 2")
    return desk


@contextmanager
def papers_in(folder: Path) -> Iterator[Papers]:
    made = Papers(folder)
    try:
        yield made
    finally:
        made.close()
