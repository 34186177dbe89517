"""Strengths, shortcomings with their causes, and next tasks, drafted from the facts.

Which groups and which objectives the figures name; what lies behind them is the officer's to
write, who may put own words in the place of all of this.
"""

from collections.abc import Iterator, Sequence

from desktop.domain.models import ModelStatus
from desktop.domain.objective_results import ObjectiveResult, ObjectiveState
from desktop.domain.plans import ObjectiveKind
from desktop.domain.snapshot import TaskLine
from desktop.reports.administrative import amount, share_text
from desktop.reports.comparison import earlier_sessions
from desktop.reports.counts_part import blank_lines
from desktop.reports.figures import Figures
from desktop.reports.objectives_part import in_state, titles
from desktop.reports.said import bullets, inside, named, names_fit
from desktop.reports.said_of_groups import result_of

_TITLES_LIMIT = 8
"""Up to so many objectives are named in a sentence."""

_SAID_APART = (ObjectiveKind.FREQUENCY, ObjectiveKind.UPKEEP)
"""What sessions and models answer has sentences of its own."""


def strengths(f: Figures) -> list[str]:
    """III: what the figures show to be well."""
    lines: list[str] = []
    sessions = f.snapshot.totals.activity.sessions
    for part, share in (("outreach", f.duty), ("models", f.snapshot.upkeep.share)):
        if share.met * 2 >= share.due > 0:
            key = f"strengths.{part}_all" if share.met == share.due else f"strengths.{part}"
            text = share_text(share.met, share.due)
            lines.append(f.say(key, share=text, sessions=amount(sessions)))
    before = earlier_sessions(f)
    if before is not None and sessions > before:
        lines.append(f.say("strengths.more", count=amount(sessions - before)))
    lines.extend(_promised(f, done=True))
    met = _others(f, ObjectiveState.MET)
    if len(met) > _TITLES_LIMIT:
        lines.append(f.say("strengths.objectives_many", count=amount(len(met))))
    elif met:
        lines.append(f.say("strengths.objectives", titles=titles(f, met)))
    return bullets(lines)


def _promised(f: Figures, *, done: bool) -> Iterator[str]:
    """What became of the groups that the report before set out to urge, all done or not."""
    groups = f.missing_before
    met = {group for month in f.snapshot.duty for group in month.met}
    if groups and met.issuperset(groups) is done:
        said = " ".join(result_of(f, "sessions", groups, met))
        yield f.say("shortcomings.promised", result=said)


def _others(f: Figures, state: ObjectiveState) -> tuple[ObjectiveResult, ...]:
    return tuple(one for one in in_state(f, state) if one.kind not in _SAID_APART)


def _overdue(f: Figures) -> tuple[TaskLine, ...]:
    return tuple(task for task in f.snapshot.tasks if task.overdue)


def shortcomings(f: Figures) -> list[str]:
    """III: what the figures show to be wanting, and the reasons that were stated."""
    lines = [*_wanting(f), *_promised(f, done=False), *_causes(f)]
    if lines:
        return bullets(lines)
    due = f.duty.due or f.snapshot.upkeep.share.due
    return [f.say(f"shortcomings.{'none' if due else 'nothing_due'}")]


def _wanting(f: Figures) -> Iterator[str]:
    for key, share in (("sessions", f.duty), ("models", f.snapshot.upkeep.share)):
        if share.met < share.due:
            text = share_text(share.due - share.met, share.due)
            yield f.say(f"shortcomings.{key}", share=text)
    if f.missing_again:
        yield named(f, "shortcomings.again", f.missing_again)
    weak, paused = f.models_in(ModelStatus.WEAK), f.models_in(ModelStatus.PAUSED)
    if weak and paused:
        yield f.say("shortcomings.weak_paused", count=amount(weak), paused=amount(paused))
    elif weak:
        yield f.say("shortcomings.weak", count=amount(weak))
    elif paused:
        yield f.say("shortcomings.paused", count=amount(paused))
    absent = f.snapshot.totals.activity.attendance_missing
    if absent:
        yield f.say("shortcomings.attendance", count=amount(absent))
    before, now = earlier_sessions(f), f.snapshot.totals.activity.sessions
    if before is not None and now < before:
        yield f.say("shortcomings.fewer", count=amount(before - now))
    yield from _plan_wanting(f)


def _plan_wanting(f: Figures) -> Iterator[str]:
    """What the plan asks for and the figures do not show."""
    missed = _others(f, ObjectiveState.NOT_MET)
    if missed:
        yield f.say("shortcomings.objectives", titles=titles(f, missed))
    overdue = _overdue(f)
    if overdue:
        texts = "; ".join(task.text.strip(" .") for task in overdue)
        yield f.say("shortcomings.overdue", count=amount(len(overdue)), titles=texts)
    blank = blank_lines(f)
    if blank:
        yield f.say("shortcomings.blank", count=amount(blank))


def _causes(f: Figures) -> Iterator[str]:
    """The reasons that groups stated, and how many stated none."""
    by_reason: dict[str, list[str]] = {}
    for group, reason in f.reasons.items():
        if text := reason.strip(" ."):
            by_reason.setdefault(inside(text), []).append(group)
    stated = [_cause(f, reason, groups) for reason, groups in by_reason.items()]
    silent = len(f.missing) - sum(len(groups) for groups in by_reason.values())
    if silent > 0:
        stated.append(f.say("shortcomings.cause_unknown", count=amount(silent)))
    if not stated:
        return
    yield f.say("shortcomings.causes", list="; ".join(stated))


def _cause(f: Figures, reason: str, groups: Sequence[str]) -> str:
    if names_fit(f, groups):
        return f.say("shortcomings.cause", reason=reason, groups=f.names(groups))
    return f.say("shortcomings.cause_many", reason=reason, count=amount(len(groups)))


def next_tasks(f: Figures) -> list[str]:
    """IV: the plan's standing tasks, and those that the period's gaps give."""
    lines = [f.say("next_tasks.keep"), f.say("next_tasks.models")]
    for key, groups in (
        ("urge_sessions", f.missing),
        ("urge_models", f.snapshot.upkeep.lacking),
    ):
        if groups:
            ending = "_named" if names_fit(f, groups) else ""
            count = amount(len(groups))
            lines.append(f.say(f"next_tasks.{key}{ending}", count=count, names=f.names(groups)))
    again = tuple(group for group in f.missing_before if group in f.missing)
    if again:
        lines.append(named(f, "next_tasks.again", again))
    missed = _others(f, ObjectiveState.NOT_MET)
    if missed:
        lines.append(f.say("next_tasks.objectives", titles=titles(f, missed)))
    for key, number in (
        ("overdue", len(_overdue(f))),
        ("complete", f.snapshot.totals.activity.attendance_missing),
        ("blank", blank_lines(f)),
    ):
        if number:
            lines.append(f.say(f"next_tasks.{key}", count=amount(number)))
    return bullets(lines)
