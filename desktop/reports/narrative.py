"""The sentences of a periodic report: figures as an office would write them, nothing invented."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from desktop.domain.commune import DutyCalendar
from desktop.domain.models import ModelStatus
from desktop.domain.periods import Period
from desktop.domain.plans import TaskState
from desktop.reports.administrative import amount, number_text, share_text
from desktop.reports.assessment import next_tasks, shortcomings, strengths
from desktop.reports.comparison import changes
from desktop.reports.counts_part import count_paragraphs
from desktop.reports.figures import Figures
from desktop.reports.late_part import late_lines
from desktop.reports.objectives_part import area_lines, objective_lines
from desktop.reports.said import inside, listed, named

_LABELS_LIMIT = 8


def opening(f: Figures) -> str:
    """The opening paragraph, naming the plan of the profile, else the one that is followed."""
    if f.frame.plan_reference:
        return f.say("opening.plan", plan=f.frame.plan_reference)
    plan = f.snapshot.plan
    if plan is not None and plan.symbol:
        return f.say("opening.plan", plan=f.say("objectives.plan", symbol=plan.symbol))
    return f.say("opening.plain")


def situation(f: Figures) -> list[str]:
    """I: how many groups, households and people."""
    groups = f.active_groups
    if not groups:
        return [f.say("situation.no_groups")]
    kinds = Counter(line.kind.lower() for line in groups)
    said = ""
    if len(kinds) > 1 and "" not in kinds:
        words = [
            f.say("situation.kind", count=amount(count), kind=kind)
            for kind, count in kinds.most_common()
        ]
        said = f.say("situation.kinds", list=listed(words))
    first = f.say("situation.groups", count=amount(len(groups)), kinds=said)
    return [" ".join([first, *_people(f), *_tracking(f)])]


def _tracking(f: Figures) -> Iterator[str]:
    """From which month on the figures are held, where the period began before that."""
    first = f.snapshot.first_month
    months = [duty.month.id for duty in f.snapshot.duty]
    if first is not None and months and months[0] < first <= months[-1]:
        yield f.say("opening.tracked", month=f.month_words(first))


def _people(f: Figures) -> Iterator[str]:
    known: list[str] = []
    unknown: list[str] = []
    for what in ("households", "population"):
        values = [getattr(line, what) for line in f.active_groups]
        entered = [value for value in values if value is not None]
        if entered:
            known.append(f.say(f"situation.{what}", count=number_text(sum(entered))))
            if len(entered) < len(values):
                gap = amount(len(values) - len(entered))
                unknown.append(f.say(f"situation.{what}_missing", count=gap))
    if known:
        yield f.say("situation.people", list=", ".join(known))
    if unknown:
        yield f.say("situation.people_missing", list="; ".join(unknown))


def outreach(f: Figures) -> list[str]:
    """II: sessions, attendances, formats, and the groups that met their month."""
    total = f.snapshot.totals.activity
    if not total.sessions:
        held = [f.say("outreach.none")]
    else:
        key = "held_unknown" if total.attendance_missing == total.sessions else "held"
        held = [
            f.say(
                f"outreach.{key}",
                sessions=amount(total.sessions),
                attendance=number_text(total.attendance),
            )
        ]
        if 0 < total.attendance_missing < total.sessions:
            held.append(
                f.say("outreach.attendance_missing", count=amount(total.attendance_missing))
            )
    if total.joint_sessions:
        held.append(f.say("outreach.joint", count=amount(total.joint_sessions)))
    if total.commune_wide_sessions:
        held.append(_commune_wide(f, total.commune_wide_sessions))
    paragraphs = [
        " ".join(held),
        changes(f, "sessions", "attendance"),
        " ".join(_labels(f)),
        " ".join(_duty(f)),
        _not_counting(f),
        *late_lines(f),
    ]
    return [*(text for text in paragraphs if text), f.say("outreach.see")]


def _commune_wide(f: Figures, count: int) -> str:
    key = "counted" if f.snapshot.commune_wide_counts else "not_counted"
    rule = f.say(f"outreach.commune_wide_{key}")
    return f.say("outreach.commune_wide", count=amount(count), rule=rule)


def _labels(f: Figures) -> Iterator[str]:
    sessions = f.counting_sessions
    formats = Counter(session.format for session in sessions if session.format)
    leads = Counter(session.lead_body for session in sessions if session.lead_body)
    if formats:
        common = Counter({inside(label): count for label, count in formats.items()})
        yield f.say("outreach.formats", list=_counted(f, common, "outreach.counted"))
    if leads:
        yield f.say("outreach.leads", list=_counted(f, leads, "outreach.counted"))


def _counted(f: Figures, found: Counter[str], key: str) -> str:
    """Labels with their counts, the most frequent first; a long tail is summed up."""
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    shown = ranked if len(ranked) <= _LABELS_LIMIT else ranked[: _LABELS_LIMIT - 1]
    words = [f.say(key, label=label, count=amount(count)) for label, count in shown]
    rest = sum(count for _label, count in ranked[len(shown) :])
    if rest:
        other = "models.other_kind" if key.startswith("models") else "outreach.other_label"
        words.append(f.say(key, label=f.say(other), count=amount(rest)))
    return "; ".join(words)


def _duty(f: Figures) -> Iterator[str]:
    share = f.duty
    if not share.due:
        no_month = not f.snapshot.duty
        yield f.say("outreach.duty_no_month" if no_month else "outreach.duty_nothing")
        return
    key = "duty_all" if share.met == share.due else "duty"
    yield f.say(f"outreach.{key}", share=share_text(share.met, share.due))
    if f.missing:
        yield named(f, "outreach.missing", f.missing)
    if f.reasons:
        yield f.say("outreach.stated", count=amount(len(f.reasons)))
    if f.snapshot.other_duty:
        met = sum(len(month.met) for month in f.snapshot.other_duty)
        due = sum(len(month.due) for month in f.snapshot.other_duty)
        calendar = f.snapshot.duty_calendar is DutyCalendar.CALENDAR
        other = "other_reporting" if calendar else "other_calendar"
        months = [month.month for month in f.snapshot.other_duty]
        if not calendar and all(month.last_day in f.period for month in months):
            other = "other_calendar_over"
        yield f.say(f"outreach.{other}", share=share_text(met, due), months=_run_of(months))


def _run_of(months: Sequence[Period]) -> str:
    """Months by their numbers, "8, 9"; more than two, which follow one another, by their ends."""
    if len(months) <= 2:
        return ", ".join(str(month.number) for month in months)
    ends = (f"{month.number}/{month.id[:4]}" for month in (months[0], months[-1]))
    return "–".join(ends)


def _not_counting(f: Figures) -> str:
    words = [
        f.say(f"outreach.{why}", count=amount(f.not_counting[why]))
        for why in ("planned", "postponed", "cancelled", "other_topic")
        if f.not_counting.get(why)
    ]
    return f.say("outreach.not_counted", list="; ".join(words)) if words else ""


def models(f: Figures) -> list[str]:
    """II: models kept up on the closing date, by kind, and the groups that keep one."""
    live = f.live_models
    if live:
        kinds = Counter(inside(model.kind) for model in live if model.kind)
        found = _counted(f, kinds, "models.counted")
        words = f.say("models.kinds", list=found) if found else ""
        first = [f.say("models.live", count=amount(len(live)), kinds=words)]
    else:
        first = [f.say("models.none")]
    for key, count in (
        ("weak", f.models_in(ModelStatus.WEAK)),
        ("paused", f.models_in(ModelStatus.PAUSED)),
        ("shared", sum(len(model.group_ids) > 1 for model in live)),
        ("commune_wide", sum(model.commune_wide for model in live)),
    ):
        if count:
            first.append(f.say(f"models.{key}", count=amount(count)))
    if said := changes(f, "models"):
        first.append(said)
    paragraphs = [" ".join(first), " ".join(_upkeep(f)), *count_paragraphs(f, "models")]
    return [*paragraphs, f.say("models.see")]


def _upkeep(f: Figures) -> Iterator[str]:
    share = f.snapshot.upkeep.share
    if not share.due:
        yield f.say("models.upkeep_nothing")
        return
    key = "upkeep_all" if share.met == share.due else "upkeep"
    yield f.say(f"models.{key}", share=share_text(share.met, share.due))
    if f.snapshot.upkeep.lacking:
        yield named(f, "models.lacking", f.snapshot.upkeep.lacking)


def objectives(f: Figures) -> list[str]:
    """II: what the objectives came to; without a plan's, those of sessions and models."""
    with_plan = bool(f.snapshot.objectives)
    own = objective_lines(f) if with_plan else _plan_less_objectives(f)
    return [*own, *count_paragraphs(f, "objectives"), *_so_far(f)]


def leadership(f: Figures) -> list[str]:
    """II: directives and meetings, inspections, and how far the plan's tasks have come."""
    lines = count_paragraphs(f, "leadership")
    if f.snapshot.inspections:
        lines.append(f.say("leadership.inspections", count=amount(f.snapshot.inspections)))
    states = Counter(task.state for task in f.snapshot.tasks)
    overdue = sum(task.overdue for task in f.snapshot.tasks)
    if overdue or set(states) - {TaskState.OPEN}:
        words = [
            f.say(f"leadership.tasks_{state}", count=amount(states[state]))
            for state in (TaskState.DONE, TaskState.UNDER_WAY, TaskState.OPEN)
            if states[state]
        ]
        if overdue:
            words.append(f.say("leadership.tasks_overdue", count=amount(overdue)))
        count = amount(len(f.snapshot.tasks))
        lines.append(f.say("leadership.tasks", count=count, list=", ".join(words)))
    return lines


def area_review(f: Figures) -> list[str]:
    """II: the level of the area, what was answered to the plan's questions, and counts."""
    return [*area_lines(f), *count_paragraphs(f, "area_review")]


def managed_people(f: Figures) -> list[str]:
    """II: the managed categories, totals of the commune alone."""
    return _with_appendix(f, count_paragraphs(f, "managed_people"))


def prevention(f: Figures) -> list[str]:
    """II: cases, points, plants and supply lines."""
    return _with_appendix(f, count_paragraphs(f, "prevention"))


def _with_appendix(f: Figures, lines: list[str]) -> list[str]:
    return [*lines, f.say("counts.see")] if lines else []


def _plan_less_objectives(f: Figures) -> Iterator[str]:
    """The two objectives that sessions and models answer (plan 302/KH-UBND, objective 4)."""
    yield f.say("objectives.opening")
    for key, share in (("sessions", f.duty), ("models", f.snapshot.upkeep.share)):
        if not share.due:
            no_month = key == "sessions" and not f.snapshot.duty
            yield f.say("objectives.sessions_no_month" if no_month else f"objectives.{key}_nothing")
            continue
        verdict = f.say("objectives.met" if share.met == share.due else "objectives.not_met")
        text = share_text(share.met, share.due)
        yield f.say(f"objectives.{key}", share=text, verdict=verdict)


def _so_far(f: Figures) -> Iterator[str]:
    """What was done since the reporting year began."""
    whole = f.snapshot.cumulative
    if whole is not None and whole.group_months.due:
        held = whole.activity
        key = "cumulative" if held.attendance_known else "cumulative_unknown"
        if 0 < held.attendance_missing < held.sessions:
            key = "cumulative_part"
        yield f.say(
            f"objectives.{key}",
            count=amount(held.attendance_missing),
            share=share_text(whole.group_months.met, whole.group_months.due),
            sessions=amount(whole.activity.sessions),
            attendance=number_text(whole.activity.attendance),
        )


def proposals(f: Figures) -> list[str]:
    """V: nothing is proposed unless the officer writes it."""
    return [f.say("proposals.none")]


GENERATED: dict[str, Callable[[Figures], list[str]]] = {
    "situation": situation,
    "leadership": leadership,
    "area_review": area_review,
    "outreach": outreach,
    "models": models,
    "managed_people": managed_people,
    "prevention": prevention,
    "objectives": objectives,
    "strengths": strengths,
    "shortcomings": shortcomings,
    "next_tasks": next_tasks,
    "proposals": proposals,
}
