"""Closing a period, taking a closing back, and correcting it in the open."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from desktop.actions.closed import closed_period
from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.merged import first_own_month, month_of_formers
from desktop.actions.paper_numbers import issued_report
from desktop.actions.periods import (
    PeriodState,
    closing_in_force,
    confirmations_about,
    first_month_tracked,
    leaves_number,
    snapshot_now,
    stored_snapshot,
    was_printed,
)
from desktop.db import queries
from desktop.db.queries import Closing
from desktop.db.saving import save_confirmation_answer
from desktop.domain.confirmations import (
    ConfirmationCode,
    about_open_months,
    check_answer,
    closed_early,
)
from desktop.domain.objective_store import figures_text
from desktop.domain.periods import Period, PeriodKind, months_in
from desktop.domain.personal import personal_warnings
from desktop.domain.problems import Problem, stopping
from desktop.domain.sessions import OutreachSession
from desktop.domain.snapshot import snapshot_bytes
from desktop.domain.text import tidy

if TYPE_CHECKING:
    from desktop.domain.confirmations import Confirmation
    from desktop.domain.differences import Difference
    from desktop.domain.snapshot import Snapshot

TOLD_ONLY = frozenset({ConfirmationCode.COUNTS_MISSING, ConfirmationCode.MONTHS_OPEN})
"""What is said before closing without asking for an answer: a blank figure stays blank."""


@dataclass(frozen=True, slots=True)
class AskedConfirmation:
    """A question about a period's figures with its answer, empty while it has none.

    ``blocks`` says whether the period waits for the answer before it is closed.
    """

    confirmation: "Confirmation"
    answer: str
    blocks: bool

    @property
    def open(self) -> bool:
        """Whether closing waits for it."""
        return self.blocks and not self.answer


def confirmations(desk: Desk, period: Period) -> tuple[AskedConfirmation, ...]:
    """The questions that a period's figures raise, with the answers given; first what blocks."""
    found = confirmations_about(desk, period) + _open_months(desk, period)
    answers = queries.confirmation_answers(desk.store, period.id)
    asked = [
        AskedConfirmation(one, tidy(answers.get(one.id, "")), one.code not in TOLD_ONLY)
        for one in found
    ]
    return tuple(sorted(asked, key=lambda one: not one.blocks))


def _open_months(desk: Desk, period: Period) -> "tuple[Confirmation, ...]":
    if period.kind is PeriodKind.MONTH:
        return ()
    rule = queries.counting_settings(desk.store).period_rule
    months = [month.id for month in months_in(period, rule)]
    since = max(first_month_tracked(desk) or "", first_own_month(desk) or "")
    tracked = [month for month in months if month >= since]
    still = [month for month in tracked if closing_in_force(desk, month) is None]
    return about_open_months(period.id, still)


def answer_confirmations(desk: Desk, period: Period, answers: Mapping[str, str]) -> Outcome[int]:
    """Stores answers by question in one step; an empty one takes an answer back.

    The value is how many were stored. A question that the figures do not raise is refused.
    """
    if closing_in_force(desk, period.id) is not None:
        return refused(Problem("period_already_closed", "period", details={"period": period.id}))
    asked = {one.confirmation.id for one in confirmations(desk, period)}
    problems = [
        Problem("confirmation_unknown", "answers", details={"confirmation": name})
        for name in answers
        if name not in asked
    ]
    for text in answers.values():
        problems.extend(check_answer(text))
    if stopping(tuple(problems)):
        return refused(*problems)
    at = desk.clock.now().isoformat()
    with desk.writing(action="answer_confirmations", label=period.id) as write:
        for name, text in sorted(answers.items()):
            save_confirmation_answer(
                write, period=period.id, confirmation=name, answer=text, at=at, officer=desk.officer
            )
    return Outcome(len(answers), tuple(problems), Changes.of_tables(write.changed_tables))


def close_period(
    desk: Desk,
    period: Period,
    *,
    early: bool = False,
    early_answer: str = "",
    unanswered: bool = False,
    rehearse: bool = False,
) -> Outcome[str]:
    """Closes a period: its snapshot's bytes are stored with who closed it and when.

    Before its last day a period is closed only when ``early`` says that it is meant, which goes
    into the report together with ``early_answer``, the officer's reason. It is closed with
    questions that nobody answered only when ``unanswered`` says so; a range of days for an ad-hoc
    paper is never closed. After a correction was begun, this closes it with its number.
    ``rehearse`` only says what stands in the way.
    """
    problem = _not_closable(desk, period, early=early)
    if problem is not None:
        return refused(problem)
    waiting = [] if unanswered else [one for one in confirmations(desk, period) if one.open]
    if waiting:
        details = {"period": period.id, "count": str(len(waiting))}
        return refused(Problem("confirmations_open", "period", details=details))
    problems = check_answer(early_answer)
    if stopping(problems):
        return refused(*problems)
    if rehearse:
        return Outcome()
    return _close(desk, period, early_answer)


def _not_closable(desk: Desk, period: Period, *, early: bool) -> Problem | None:
    if closing_in_force(desk, period.id) is not None:
        return Problem("period_already_closed", "period", details={"period": period.id})
    if period.start > desk.clock.today():
        return Problem("period_not_begun", "period", details={"period": period.id})
    if period.kind is PeriodKind.AD_HOC:
        return Problem("period_not_closable", "period", details={"period": period.id})
    if not is_tracked(desk, period):
        return Problem("period_not_tracked", "period", details={"period": period.id})
    if month_of_formers(desk, period.last_day) is not None:
        return Problem("period_of_formers", "period", details={"period": period.id})
    if period.last_day > desk.clock.today() and not early:
        details = {"period": period.id, "date": period.last_day.isoformat()}
        return Problem("period_not_over", "period", details=details)
    return None


def is_tracked(desk: Desk, period: Period) -> bool:
    """Whether a month of the period is tracked: before the month that the office named, none is.

    Where it named none, tracking begins with what was entered first, and may begin earlier yet.
    """
    rule = queries.counting_settings(desk.store).period_rule
    profile = queries.profile(desk.store)
    first = profile.first_month if profile is not None else None
    return first is None or any(month.id >= first for month in months_in(period, rule))


def _close(desk: Desk, period: Period, early_answer: str) -> Outcome[str]:
    from desktop.actions.beside import kept_beside

    snapshot = kept_beside(desk, snapshot_now(desk, period, draft=False))
    today, last_day = desk.clock.today(), period.last_day
    early = closed_early(period.id, on=today, last_day=last_day, answer=early_answer)
    snapshot = replace(snapshot, confirmations=(*snapshot.confirmations, *early))
    data = snapshot_bytes(snapshot)
    number, reason = _correction_of(queries.closings(desk.store, period.id))
    closing_id = desk.ids.new()
    row: dict[str, object] = {
        "id": closing_id,
        "period": period.id,
        "first_day": period.start.isoformat(),
        "end_day": period.end.isoformat(),
        "correction": number,
        "reason": reason,
        "closed_at": desk.clock.now().isoformat(),
        "closed_by": desk.officer,
        "snapshot": data,
        "snapshot_sha256": sha256(data).hexdigest(),
        "figures": figures_text(
            snapshot.objectives, plan=snapshot.plan.id if snapshot.plan else ""
        ),
    }
    own = [one for one in snapshot.sessions if one.reported_in and _speaks_first(desk, period, one)]
    with desk.writing(action="close_period", label=period.id, undoable=False) as write:
        write.put("closings", row)
        for one in own:
            write.put("sessions", {"id": one.id, "reported_in": None})
    return Outcome(closing_id, (), Changes.of_tables(write.changed_tables))


def _speaks_first(desk: Desk, period: Period, slip: OutreachSession) -> bool:
    """Whether this closing says a late slip itself, so that no later report has to name it."""
    return period.kind is PeriodKind.MONTH or closed_period(desk, slip.held_on) is None


def _correction_of(earlier: tuple[Closing, ...]) -> tuple[int, str]:
    """The number and the reason of the next closing: a correction that was begun counts on."""
    if not earlier:
        return 0, ""
    last = max(earlier, key=lambda one: one.closed_at)
    if last.corrected_further:
        return last.correction + 1, last.reopen_reason
    return last.correction, last.reason


def reopen_period(
    desk: Desk, period: Period, *, reason: str, correct: bool = False
) -> Outcome[str]:
    """Opens a closed period again, with a reason; its snapshot stays readable.

    Before its paper has a number and before a package was written the closing is taken back
    ("Bỏ chốt"). Afterwards, or when ``correct`` asks for it, a numbered correction begins.
    """
    closing = closing_in_force(desk, period.id)
    if closing is None:
        return refused(Problem("period_not_closed", "period", details={"period": period.id}))
    if not tidy(reason):
        return refused(Problem("reason_missing", "reason"))
    kind = "correction" if correct or leaves_number(desk, closing) else "taken_back"
    with desk.writing(action="reopen_period", label=period.id, undoable=False) as write:
        write.put(
            "closings",
            {
                "id": closing.id,
                "reopened_at": desk.clock.now().isoformat(),
                "reopen_reason": tidy(reason),
                "reopen_kind": kind,
            },
        )
    warnings = personal_warnings("reason", reason)
    return Outcome(closing.id, warnings, Changes.of_tables(write.changed_tables))


def mark_printed(desk: Desk, period: Period) -> Outcome[str]:
    """Notes that the paper of a closed period was printed for signature; once is enough.

    The paper of a period whose file was sent before is noted as well.
    """
    closing = closing_in_force(desk, period.id)
    if closing is None:
        return refused(Problem("period_not_closed", "period", details={"period": period.id}))
    if was_printed(desk, closing) or issued_report(desk, str(period.kind), period) is not None:
        return Outcome(closing.id)
    row: dict[str, object] = {
        "id": desk.ids.new(),
        "closing_id": closing.id,
        "kind": PeriodState.PRINTED,
        "at": desk.clock.now().isoformat(),
        "officer": desk.officer,
    }
    with desk.writing(action="mark_printed", label=period.id, undoable=False) as write:
        write.put("period_events", row)
    return Outcome(closing.id, (), Changes.of_tables(write.changed_tables))


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction of a period: its number, its reason, and both states of the figures.

    ``in_progress`` says that it is not closed yet: ``after`` is what stands in the store now.
    """

    period: Period
    number: int
    reason: str
    before: "Snapshot"
    after: "Snapshot"
    differences: "tuple[Difference, ...]"
    in_progress: bool


def corrections(desk: Desk, period: Period) -> tuple[Correction, ...]:
    """Every correction of a period with its before and after, the last one perhaps under way."""
    from desktop.domain.differences import compare_snapshots

    closed = sorted(queries.closings(desk.store, period.id), key=lambda one: one.closed_at)
    found: list[Correction] = []
    for place, one in enumerate(closed):
        if not one.corrected_further:
            continue
        later = [item for item in closed[place + 1 :] if item.correction == one.correction + 1]
        before = stored_snapshot(desk, one)
        # Of several closings of the same correction the last one counts, unless taken back.
        done = bool(later) and (later[-1].in_force or later[-1].corrected_further)
        after = stored_snapshot(desk, later[-1]) if done else snapshot_now(desk, period, draft=True)
        titles = {one.id: one.title for one in (*before.objectives, *after.objectives)}
        found.append(
            Correction(
                period=period,
                number=one.correction + 1,
                reason=one.reopen_reason,
                before=before,
                after=after,
                differences=compare_snapshots(before, after, titles=titles),
                in_progress=not done,
            )
        )
    return tuple(found)
