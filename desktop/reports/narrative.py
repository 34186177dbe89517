"""The sentences of the monthly report: figures as an office would write them, nothing invented."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from desktop.domain.commune import DutyCalendar
from desktop.domain.models import ModelStatus
from desktop.reports.administrative import amount, number_text, share_text, signed
from desktop.reports.figures import Figures
from desktop.reports.tree import Align, Column, Table

NAMES_LIMIT = 12
"""Up to so many groups are named in a sentence; more stand in appendix V."""

_NAMES_LENGTH = 450
"""Letters that the names may take up together."""

_LABELS_LIMIT = 8


def opening(f: Figures) -> str:
    """The opening paragraph, naming the plan where the profile holds one."""
    if f.frame.plan_reference:
        return f.say("opening.plan", plan=f.frame.plan_reference)
    return f.say("opening.plain")


def situation(f: Figures) -> list[str]:
    """I: how many groups, households and people."""
    groups = f.active_groups
    if not groups:
        return [f.say("situation.no_groups")]
    kinds = Counter(line.kind.lower() for line in groups)
    listed = ""
    if len(kinds) > 1 and "" not in kinds:
        words = [f"{amount(count)} {kind}" for kind, count in kinds.most_common()]
        listed = f.say("situation.kinds", list=_and(words))
    first = f.say("situation.groups", count=amount(len(groups)), kinds=listed)
    return [" ".join([first, *_people(f)])]


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
    paragraphs = [" ".join(held), " ".join(_labels(f)), " ".join(_duty(f)), _not_counting(f)]
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
        common = Counter({_inside(label): count for label, count in formats.items()})
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


def _inside(label: str) -> str:
    """A label inside a sentence: a common noun loses its capital, a name keeps it."""
    first, *rest = label.split()
    foreign = first[0] in "FJWZfjwz"
    named = any(word[0].isupper() and not word.isupper() for word in rest if word[0].isalpha())
    if foreign or named or not first[1:].islower():
        return label
    return label[0].lower() + label[1:]


def _duty(f: Figures) -> Iterator[str]:
    share = f.duty
    if not share.due:
        yield f.say("outreach.duty_nothing")
        return
    key = "duty_all" if share.met == share.due else "duty"
    yield f.say(f"outreach.{key}", share=share_text(share.met, share.due))
    if f.missing:
        yield _named(f, "outreach.missing", f.missing)
    if f.reasons:
        yield f.say("outreach.stated", count=amount(len(f.reasons)))
    if f.snapshot.other_duty:
        met = sum(len(month.met) for month in f.snapshot.other_duty)
        due = sum(len(month.due) for month in f.snapshot.other_duty)
        calendar = f.snapshot.duty_calendar is DutyCalendar.CALENDAR
        other = "other_reporting" if calendar else "other_calendar"
        yield f.say(f"outreach.{other}", share=share_text(met, due))


def _named(f: Figures, key: str, groups: tuple[str, ...]) -> str:
    names = f.names(groups)
    if len(groups) > NAMES_LIMIT or len(names) > _NAMES_LENGTH:
        return f.say(f"{key}_many", count=amount(len(groups)))
    return f.say(key, count=amount(len(groups)), names=names)


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
        kinds = Counter(_inside(model.kind) for model in live if model.kind)
        listed = _counted(f, kinds, "models.counted")
        words = f.say("models.kinds", list=listed) if listed else ""
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
    return [" ".join(first), " ".join(_upkeep(f)), f.say("models.see")]


def _upkeep(f: Figures) -> Iterator[str]:
    share = f.snapshot.upkeep.share
    if not share.due:
        yield f.say("models.upkeep_nothing")
        return
    key = "upkeep_all" if share.met == share.due else "upkeep"
    yield f.say(f"models.{key}", share=share_text(share.met, share.due))
    if f.snapshot.upkeep.lacking:
        yield _named(f, "models.lacking", f.snapshot.upkeep.lacking)


def objectives(f: Figures) -> list[str]:
    """II: the two objectives that sessions and models answer (plan 302/KH-UBND, objective 4)."""
    lines = [f.say("objectives.opening")]
    for key, share in (("sessions", f.duty), ("models", f.snapshot.upkeep.share)):
        if not share.due:
            lines.append(f.say(f"objectives.{key}_nothing"))
            continue
        verdict = f.say("objectives.met" if share.met == share.due else "objectives.not_met")
        text = share_text(share.met, share.due)
        lines.append(f.say(f"objectives.{key}", share=text, verdict=verdict))
    whole = f.snapshot.cumulative
    if whole is not None and whole.group_months.due:
        key = "cumulative" if whole.activity.attendance_known else "cumulative_unknown"
        lines.append(
            f.say(
                f"objectives.{key}",
                share=share_text(whole.group_months.met, whole.group_months.due),
                sessions=amount(whole.activity.sessions),
                attendance=number_text(whole.activity.attendance),
            )
        )
    return lines


def comparison_note(f: Figures) -> str:
    """What introduces the table of comparison, and which earlier figures there are none of."""
    absent = [
        f.say(f"objectives.{key}")
        for key, totals in (
            ("the_month_before", f.snapshot.previous),
            ("the_year_before", f.snapshot.last_year),
        )
        if totals is None
    ]
    words = [f.say("objectives.no_earlier", list=" và ".join(absent))] if absent else []
    return " ".join([*words, f.say("objectives.compare")])


def comparison(f: Figures) -> Table:
    """This period beside the month before, the same month last year and the year so far."""
    snapshot = f.snapshot
    columns = [
        Column(f.say("compare.what"), 46),
        Column(f.say("compare.now"), 20, Align.CENTRE),
    ]
    now = _comparable(f, snapshot.totals.period)
    rows = [[label, text] for label, text, _value in now]
    for key, totals in (("before", snapshot.previous), ("year_before", snapshot.last_year)):
        if totals is None:
            continue
        over = f.say(f"compare.{key}")
        columns.append(Column(f.say("compare.number"), 20, Align.CENTRE, over))
        columns.append(Column(f.say("compare.difference"), 17, Align.CENTRE, over))
        for row, present, earlier in zip(rows, now, _comparable(f, totals.period), strict=True):
            row.extend((earlier[1], _difference(f, present[2], earlier[2])))
    if snapshot.cumulative is not None:
        columns.append(Column(f.say("compare.cumulative"), 22, Align.CENTRE))
        for row, whole in zip(rows, _comparable(f, snapshot.cumulative.period), strict=True):
            row.append(whole[1])
    return Table(tuple(columns), tuple(tuple(row) for row in rows))


def _difference(f: Figures, now: int | None, before: int | None) -> str:
    if now is None or before is None:
        return f.say("compare.no_difference")
    return signed(now - before)


def _comparable(f: Figures, period: str) -> list[tuple[str, str, int | None]]:
    """The rows of the comparison for one period: label, text, value (none for 0/0)."""
    snapshot = f.snapshot
    known = (snapshot.totals, snapshot.previous, snapshot.last_year, snapshot.cumulative)
    totals = next(one for one in known if one is not None and one.period == period)
    counts = [
        ("sessions", totals.activity.sessions),
        ("attendance", totals.activity.attendance),
        ("models", totals.models),
    ]
    shares = [("groups", totals.group_months), ("upkeep", totals.groups_with_model)]
    rows: dict[str, tuple[str, int | None]] = {
        key: (number_text(value), value) for key, value in counts
    }
    if not totals.activity.attendance_known:
        rows["attendance"] = (f.say("appendix.sessions.attendance_missing"), None)
    for key, share in shares:
        ratio = f"{number_text(share.met)}/{number_text(share.due)}"
        rows[key] = (ratio, share.met) if share.due else (f.say("compare.nothing"), None)
    wanted = ("sessions", "attendance", "groups", "models", "upkeep")
    return [(f.say(f"compare.row_{key}"), *rows[key]) for key in wanted]


def strengths(f: Figures) -> list[str]:
    """III: what the figures show to be well."""
    lines: list[str] = []
    sessions = f.snapshot.totals.activity.sessions
    for part, share in (("outreach", f.duty), ("models", f.snapshot.upkeep.share)):
        if share.met * 2 >= share.due > 0:
            key = f"strengths.{part}_all" if share.met == share.due else f"strengths.{part}"
            text = share_text(share.met, share.due)
            lines.append(f.say(key, share=text, sessions=amount(sessions)))
    before = f.snapshot.previous
    if before is not None and sessions > before.activity.sessions:
        lines.append(f.say("strengths.more", count=amount(sessions - before.activity.sessions)))
    return _bullets(lines)


def shortcomings(f: Figures) -> list[str]:
    """III: what the figures show to be wanting; causes are the officer's to write."""
    upkeep = f.snapshot.upkeep.share
    if not f.duty.due and not upkeep.due:
        return [f.say("shortcomings.nothing_due")]
    lines: list[str] = []
    for key, share in (("sessions", f.duty), ("models", upkeep)):
        if share.met < share.due:
            text = share_text(share.due - share.met, share.due)
            lines.append(f.say(f"shortcomings.{key}", share=text))
    weak, paused = f.models_in(ModelStatus.WEAK), f.models_in(ModelStatus.PAUSED)
    if weak and paused:
        lines.append(f.say("shortcomings.weak_paused", count=amount(weak), paused=amount(paused)))
    elif weak:
        lines.append(f.say("shortcomings.weak", count=amount(weak)))
    elif paused:
        lines.append(f.say("shortcomings.paused", count=amount(paused)))
    absent = f.snapshot.totals.activity.attendance_missing
    if absent:
        lines.append(f.say("shortcomings.attendance", count=amount(absent)))
    before, now = f.snapshot.previous, f.snapshot.totals.activity.sessions
    if before is not None and now < before.activity.sessions:
        lines.append(f.say("shortcomings.fewer", count=amount(before.activity.sessions - now)))
    return _bullets(lines) or [f.say("shortcomings.none")]


def next_tasks(f: Figures) -> list[str]:
    """IV: the plan's standing tasks, and those that the month's gaps give."""
    lines = [f.say("next_tasks.keep"), f.say("next_tasks.models")]
    for key, count in (
        ("urge_sessions", len(f.missing)),
        ("urge_models", len(f.snapshot.upkeep.lacking)),
        ("complete", f.snapshot.totals.activity.attendance_missing),
    ):
        if count:
            lines.append(f.say(f"next_tasks.{key}", count=amount(count)))
    return _bullets(lines)


def proposals(f: Figures) -> list[str]:
    """V: nothing is proposed unless the officer writes it."""
    return [f.say("proposals.none")]


GENERATED: dict[str, Callable[[Figures], list[str]]] = {
    "situation": situation,
    "outreach": outreach,
    "models": models,
    "objectives": objectives,
    "strengths": strengths,
    "shortcomings": shortcomings,
    "next_tasks": next_tasks,
    "proposals": proposals,
}


def _bullets(lines: Iterable[str]) -> list[str]:
    return [f"- {line}" for line in lines]


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} và {words[-1]}"
