"""Any sequence of issuing, changing, withdrawing, undo and redo keeps every number single.

Whatever the order: no number stands twice in its year and series, however the series is
written; what was refused left no trace; no closing and no snapshot changes.
"""

import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desktop.actions.closing import close_period
from desktop.actions.desk import Desk, Outcome
from desktop.actions.groups import record_groups
from desktop.actions.issued_papers import (
    IssuedDraft,
    IssuedPaper,
    change_paper,
    issue_paper,
    papers,
    withdraw_paper,
)
from desktop.actions.periods import all_closings, period_named
from desktop.actions.safety import redo, undo
from desktop.actions.setup import Sources, new_commune
from desktop.domain.commune import CommuneProfile
from desktop.domain.groups import GroupDraft
from desktop.domain.issued import series_key
from tests.actions.conftest import CountedIds, StandingClock

MONTHS = ("2026-07", "2026-08", "2026-09")
PROFILE = CommuneProfile(
    name="Phường Thử",
    code="19996",
    valid_from=date(2025, 7, 1),
    superior="Thành phố Huế",
    first_month="2026-06",
)
kinds = st.sampled_from(("month", "reminder", "month-plan"))
numbers = st.integers(1, 4)
series = st.sampled_from(("BC-BCĐ", "bc-bcđ", "BC – BCĐ", "BC-UBND"))
days = st.sampled_from((date(2025, 12, 30), date(2026, 1, 5), date(2026, 10, 6), date(2026, 10, 9)))


class Registry(RuleBasedStateMachine):
    """A commune with three closed months and its register."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="so138-"))
        sources = Sources(StandingClock(), CountedIds())
        made = new_commune(self.folder / "data", PROFILE, sources=sources).value
        assert made is not None
        self.desk: Desk = made
        assert record_groups(made, [GroupDraft("Tổ dân phố 1")]).done
        for month in MONTHS:
            assert close_period(made, period_named(made, month), unanswered=True).done
        self.closings = all_closings(made)

    @rule(kind=kinds, month=st.sampled_from(MONTHS), number=numbers, text=series, day=days)
    def issue(self, kind: str, month: str, number: int, text: str, day: date) -> None:
        draft = IssuedDraft(
            kind=kind,
            period=month,
            number=number,
            issued_on=day,
            series=text,
            subject="Trích yếu",
            signer="Người ký",
            recipients=("Nơi nhận",),
        )
        before = papers(self.desk)
        self._judge(before, issue_paper(self.desk, draft), draft)

    @precondition(lambda self: bool(papers(self.desk)))
    @rule(place=st.integers(0, 9), number=numbers, text=series, day=days)
    def change(self, place: int, number: int, text: str, day: date) -> None:
        before = papers(self.desk)
        line = before[place % len(before)]
        draft = replace(IssuedDraft.of(line), number=number, series=text, issued_on=day)
        others = tuple(one for one in before if one.id != line.id)
        self._judge(before, change_paper(self.desk, draft), draft, others=others)

    @precondition(lambda self: bool(papers(self.desk)))
    @rule(place=st.integers(0, 9))
    def withdraw(self, place: int) -> None:
        before = papers(self.desk)
        gone = before[place % len(before)]
        assert withdraw_paper(self.desk, gone.id).done
        assert papers(self.desk) == tuple(one for one in before if one != gone)

    @rule(times=st.integers(1, 4))
    def take_back(self, times: int) -> None:
        for _ in range(times):
            undo(self.desk)

    @rule(times=st.integers(1, 4))
    def do_again(self, times: int) -> None:
        for _ in range(times):
            redo(self.desk)

    @invariant()
    def every_number_is_single(self) -> None:
        seen = Counter(place(one.year, one.series, one.number) for one in papers(self.desk))
        assert all(count == 1 for count in seen.values())

    @invariant()
    def every_report_has_one_number(self) -> None:
        reports = [one.closing_id for one in papers(self.desk) if one.kind == "month"]
        assert len(reports) == len(set(reports))

    @invariant()
    def closings_stay(self) -> None:
        assert all_closings(self.desk) == self.closings

    def teardown(self) -> None:
        self.desk.close()
        shutil.rmtree(self.folder)

    def _judge(
        self,
        before: tuple[IssuedPaper, ...],
        outcome: Outcome[str],
        draft: IssuedDraft,
        *,
        others: tuple[IssuedPaper, ...] | None = None,
    ) -> None:
        """A free number is taken, one that is not leaves everything as it was."""
        known = before if others is None else others
        assert draft.number is not None
        assert draft.issued_on is not None
        wanted = place(draft.issued_on.year, draft.series, draft.number)
        taken = wanted in {place(one.year, one.series, one.number) for one in known}
        codes = {problem.code for problem in outcome.problems if problem.stops}
        assert ("paper_number_taken" in codes) == taken
        if not outcome.done:
            assert codes <= {"paper_number_taken", "report_numbered", "paper_before_period"}
            assert papers(self.desk) == before


def place(year: int, text: str, number: int) -> tuple[int, str, int]:
    return year, series_key(text), number


TestRegistry = Registry.TestCase
TestRegistry.settings = settings(
    max_examples=20,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
