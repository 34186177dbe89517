"""What the shell asks of an open desk: the month's path, the status line, search, undo."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from desktop.actions import safety
from desktop.actions.backups import mirror_trouble, outside_copy
from desktop.actions.desk import Desk, Outcome
from desktop.actions.month_path import MonthPath, month_path, month_path_so_far
from desktop.actions.overview import MonthDot, MonthOverview, month_overview
from desktop.actions.periods import period_named
from desktop.actions.profile import settings
from desktop.domain.line_codes import decode
from desktop.domain.official_days import official_day, official_time
from desktop.domain.periods import Period, parse_period
from desktop.domain.sessions import OutreachSession
from desktop.domain.text import fold
from desktop.i18n import _, format_date
from desktop.ui.month_steps import correction_notice, steps_of
from desktop.ui.shell.views import (
    DotState,
    DotView,
    Hit,
    PathView,
    StatusView,
    Undone,
)
from desktop.wording import (
    error_text,
    join_groups,
    month_title,
    period_dates,
    problem_text,
    undo_label,
)
from desktop.wording.backups import outside_words
from desktop.wording.issued import paper_kind

if TYPE_CHECKING:
    from desktop.actions.sent_periods import Sendable, SentLine

T = TypeVar("T")
_HITS_OF_A_KIND = 6
_PAPER_LETTERS = 3
_PAPERS = (
    "month",
    "session-register",
    "model-register",
    "minutes",
    "collection-form",
    "month-plan",
    "reminder",
    "area-review",
    "tasks",
    "post-hand-over",
)
"""Papers that every month has, as the reports room calls them."""


def explain(error: Exception) -> str | None:
    """Words for an error of the machine or of a file; none for an error of our own."""
    # What only an error or a search needs is imported then, so that the window opens quickly.
    from desktop.actions.environment import environment_fault

    fault = environment_fault(error)
    return error_text(fault.code, fault.details) if fault is not None else None


class DeskOffice:
    """Reads and undoes on one desk; every method runs on the worker."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._weighed: MonthPath | None = None
        self._shown: Period | None = None

    def path(self, month: Period) -> PathView:
        """The path of a month, whose days are those of the rule as it stands now.

        The questions about an open month's figures are counted in its ``rest``; until then
        what was counted before is shown.
        """
        month = parse_period(month.id, settings(self._desk).period_rule)
        self._shown = month
        path = month_path_so_far(self._desk, month)
        if path.weighed:
            return self._path_view(path)
        before = self._weighed
        if before is not None and before.period == month and not before.state.is_closed:
            path = replace(path, asked=before.asked, waiting=before.waiting, weighed=True)
        return self._path_view(path)._replace(rest=partial(self._whole_path, month))

    def _whole_path(self, month: Period) -> PathView:
        self._weighed = month_path(self._desk, month)
        return self._path_view(self._weighed)

    def _path_view(self, path: MonthPath) -> PathView:
        month = path.period
        overview = month_overview(self._desk, month)
        return PathView(
            month=month,
            title=month_title(month),
            dates=_("{dates} · {state}").format(
                dates=period_dates(month), state=_time_left(overview)
            ),
            steps=steps_of(overview, path, self._sent(path), self._sent_before(path)),
            dots=tuple(self._dot(dot) for dot in overview.dots),
            notice=correction_notice(path),
            rule=settings(self._desk).period_rule,
        )

    def _sent(self, path: MonthPath) -> "Sendable | None":
        """Where the file of a closed month stands; an open one is read without."""
        if not path.state.is_closed:
            return None
        from desktop.actions.sent_periods import sendable

        return sendable(self._desk, path.period)

    def _sent_before(self, path: MonthPath) -> "SentLine | None":
        """The file of a month that is being corrected; none of others."""
        if not path.correcting:
            return None
        from desktop.actions.sent_periods import sent_before

        return sent_before(self._desk, path.period)

    def status(self) -> StatusView:
        """The status line: it offers no step back that would be refused."""
        steps = safety.offered_steps(self._desk)
        newest = safety.log(self._desk, limit=1)
        outside = outside_copy(self._desk)
        trouble = mirror_trouble(self._desk)
        words = [outside_words(outside.days)]
        words += [_("no copy on the second drive")] if trouble else []
        return StatusView(
            outside_copy=" · ".join(words),
            copy_is_old=outside.wanted or bool(trouble),
            saved=_saved(newest[0].at, self._desk.clock.now()) if newest else "",
            note=_sheet_note(self._desk),
            undo=undo_label(steps.undo.action, steps.undo.label) if steps.undo else "",
            redo=undo_label(steps.redo.action, steps.redo.label) if steps.redo else "",
        )

    def find(self, text: str) -> tuple[Hit, ...]:
        """Groups, models, figures, objectives, papers and sessions that hold the text, folded.

        The short code of a form, typed or scanned, comes first: its group's month or session.
        """
        wanted = fold(text)
        return (
            *self._coded(text),
            *self._groups(wanted),
            *self._models(wanted),
            *self._of_plan(wanted),
            *_papers(wanted),
            *self._sessions(text),
        )

    def undo(self) -> Undone:
        """Take the last step back."""
        outcome = safety.undo(self._desk)
        step = undo_label(outcome.value.action, outcome.value.label) if outcome.value else ""
        return _undone(outcome, step, _("Taken back: {step}. Ctrl+Y does it again."))

    def redo(self) -> Undone:
        """Do the step again."""
        outcome = safety.redo(self._desk)
        step = undo_label(outcome.value.action, outcome.value.label) if outcome.value else ""
        return _undone(outcome, step, _("Done again: {step}"))

    def _coded(self, text: str) -> tuple[Hit, ...]:
        """The lines that a short code stands for."""
        code = decode(text)
        if code is None:
            return ()
        from desktop.actions.papers import line_of_code
        from desktop.actions.periods import month_holding

        meant = line_of_code(self._desk, text)
        if meant is None:
            return ()
        detail = _("Code {code} of a form").format(code=code.text)
        title = _("{group}, {month}")
        of_month = period_named(self._desk, meant.month)
        groups = (
            Hit(
                title=title.format(group=one.name, month=month_title(of_month)),
                detail=detail,
                room="sessions",
                icon="clipboard-list",
                target={"month": meant.month, "group": one.id},
            )
            for one in meant.groups
        )
        sessions = (
            Hit(
                title=_("{where}, {day}").format(
                    where=join_groups(list(one.groups), 3) or _("Whole commune"),
                    day=format_date(one.held_on),
                ),
                detail=detail,
                room="sessions",
                icon="clipboard-list",
                target={"month": month_holding(self._desk, one.held_on).id, "session": one.id},
            )
            for one in meant.sessions
        )
        return (*groups, *sessions)

    def _groups(self, wanted: str) -> tuple[Hit, ...]:
        from desktop.actions import groups
        from desktop.ui.finding import names_group

        every = groups.groups(self._desk)
        found = [one for one in every if names_group(wanted, fold(one.full_name))]
        # "3" means Tổ 3 before Tổ 13.
        found.sort(key=lambda one: f" {wanted} " not in f" {fold(one.full_name)} ")
        return tuple(
            Hit(
                title=one.full_name,
                detail=_("Residential group"),
                room="groups",
                icon="users",
                target={"group": one.id},
            )
            for one in found[:_HITS_OF_A_KIND]
        )

    def _models(self, wanted: str) -> tuple[Hit, ...]:
        from desktop.actions import models

        found = [one for one in models.models(self._desk) if wanted in fold(one.name)]
        return tuple(
            Hit(
                title=one.name,
                detail=_("Community model"),
                room="models",
                icon="shield",
                target={"model": one.id},
            )
            for one in found[:_HITS_OF_A_KIND]
        )

    def _of_plan(self, wanted: str) -> tuple[Hit, ...]:
        """Figures and objectives of the plan that the month of the window follows."""
        if len(wanted) < _PAPER_LETTERS:
            return ()
        from desktop.actions.overview import opening_month
        from desktop.actions.plans import plan_of_month
        from desktop.ui.finding import figures_found, objectives_found

        month = self._shown or opening_month(self._desk)
        pack = plan_of_month(self._desk, month.id)
        if pack is None:
            return ()
        return (*figures_found(wanted, pack, month), *objectives_found(wanted, pack))

    def _sessions(self, text: str) -> tuple[Hit, ...]:
        from desktop.actions import groups, sessions

        wanted = sessions.SessionFilter(text=text, limit=_HITS_OF_A_KIND)
        names = {one.id: one.name for one in groups.groups(self._desk)}
        return tuple(_session_hit(one, names) for one in sessions.find_sessions(self._desk, wanted))

    def _dot(self, dot: MonthDot) -> DotView:
        # The dot's month follows the duty's calendar, the window's the report's.
        month = period_named(self._desk, dot.month.id)
        title = month_title(month)
        if dot.closed:
            return DotView(month=month, state=DotState.DONE, sentence=_closed(title))
        if not dot.tracked:
            sentence = _("{month}: not tracked.").format(month=title)
            return DotView(month=month, state=DotState.BEFORE, sentence=sentence)
        if not dot.begun:
            sentence = _("{month}: still to come.").format(month=title)
            return DotView(month=month, state=DotState.COMING, sentence=sentence)
        sentence = _("{month}: {met}/{due} groups have a session, not closed.").format(
            month=title, met=dot.share.met, due=dot.share.due
        )
        state = DotState.BEGUN if dot.share.met else DotState.OPEN
        return DotView(month=month, state=state, sentence=sentence)


def _papers(wanted: str) -> tuple[Hit, ...]:
    """Papers by their names; a word or two, since every name holds single letters."""
    if len(wanted) < _PAPER_LETTERS:
        return ()
    return tuple(
        Hit(
            title=paper_kind(kind),
            detail=_("Paper of the month"),
            room="reports",
            icon="file-text",
            target={"paper": kind},
        )
        for kind in _PAPERS
        if wanted in fold(paper_kind(kind))
    )


def _time_left(overview: MonthOverview) -> str:
    if overview.state.is_closed:
        return _("closed")
    if overview.days_left < 0:
        return _("the month is over")
    if overview.days_left == 0:
        return _("last day today")
    return _("{days} days left").format(days=overview.days_left)


def _closed(title: str) -> str:
    return _("{month}: closed.").format(month=title)


def _saved(at: datetime, now: datetime) -> str:
    local, today = official_time(at), official_day(now)
    if local.date() == today:
        return _("Saved {time}").format(time=f"{local:%H:%M}")
    return _("Saved {time} on {day}").format(time=f"{local:%H:%M}", day=format_date(local.date()))


def _session_hit(one: OutreachSession, names: dict[str, str]) -> Hit:
    held = join_groups([names[group] for group in one.group_ids if group in names], 3)
    return Hit(
        title=_("{format}, {day}").format(
            format=one.format or _("Outreach session"), day=format_date(one.held_on)
        ),
        detail=held or _("Whole commune"),
        room="sessions",
        icon="megaphone",
        target={"session": one.id},
    )


def _undone(outcome: Outcome[T], step: str, words: str) -> Undone:
    refusal = " ".join(problem_text(one) for one in outcome.problems)
    said = words.format(step=step) if step else ""
    return Undone(kinds=frozenset(outcome.changes.kinds), refusal=refusal, said=said)


def _sheet_note(desk: Desk) -> str:
    """The reminder of the recovery sheet: none was typed back, or who left may know it."""
    if desk.store.side_file.opens_itself:
        return ""
    from desktop.actions.secrets import SheetState, sheet_status

    status = sheet_status(desk)
    if status.seen:
        return _("Recovery sheet: make a new one")
    if status.reminds and status.state is SheetState.NONE:
        return _("No recovery sheet yet")
    return _("Recovery sheet: not yet typed back") if status.reminds else ""
