"""The snapshot of a period, made of what was entered: one function for closed and open periods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from desktop.domain.commune import CommuneProfile, CountingSettings, DutyCalendar
from desktop.domain.counting import (
    Cell,
    CellState,
    DutyTable,
    MonthDuty,
    Share,
    Upkeep,
    activity,
    credits_of,
    duty_table,
    upkeep,
)
from desktop.domain.groups import ResidentialGroup
from desktop.domain.models import CommunityModel
from desktop.domain.periods import (
    Period,
    PeriodKind,
    PeriodRule,
    month_of,
    months_in,
    parse_period,
    previous_period,
    same_period_last_year,
    year_begin,
    year_months,
)
from desktop.domain.sessions import NotHeldStatement, OutreachSession
from desktop.domain.snapshot import GroupLine, MatrixRow, ModelLine, Snapshot, Totals
from desktop.domain.text import sort_key


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a period's figures are made of.

    ``sessions`` and ``statements`` reach back to the first day of the same period a
    year earlier; ``settled`` holds the totals of earlier periods that are closed.
    """

    profile: CommuneProfile
    settings: CountingSettings
    groups: tuple[ResidentialGroup, ...]
    sessions: tuple[OutreachSession, ...]
    models: tuple[CommunityModel, ...]
    statements: tuple[NotHeldStatement, ...] = ()
    settled: Mapping[str, Totals] = field(default_factory=dict)
    late: tuple[OutreachSession, ...] = ()
    """Slips of closed periods that the report of this period names."""
    today: date | None = None
    """The day on which a draft is made; None: the period counts as over."""

    def as_of(self, period: Period) -> date:
        """The day up to which a period speaks: its last one, or today while it is running."""
        return min(period.last_day, self.today) if self.today is not None else period.last_day


def first_day_needed(period: Period, rule: PeriodRule) -> date:
    """The first day whose sessions the snapshot of a period reads."""
    earlier = same_period_last_year(period, rule)
    year = year_months(_reporting_year(period, rule), rule)
    starts = [period.start, year_begin(period, rule), year[0].start]
    starts.extend(
        other.start for other in (earlier, previous_period(period, rule)) if other is not None
    )
    starts.append(month_of(min(starts), PeriodRule.uniform(1)).start)
    return min(starts)


def build_snapshot(facts: Facts, period: Period, *, draft: bool) -> Snapshot:
    """The snapshot of a period, from facts that reach back far enough.

    The clock plays no part: the same facts give the same snapshot on any day. The draft of a
    period that is not over speaks of the days up to ``facts.today``.
    """
    if not draft:
        facts = replace(facts, today=None)
    rule, as_of = facts.settings.period_rule, facts.as_of(period)
    table = _table(facts, period, facts.settings.duty_rule)
    duty = _duty(facts, period, table)
    lines = _group_lines(facts.groups, as_of, table, duty)
    matrix_months = year_months(_reporting_year(period, rule), facts.settings.duty_rule)
    ad_hoc = period.kind is PeriodKind.AD_HOC
    seen = _table(_seen(facts, period), period, facts.settings.duty_rule) if ad_hoc else table
    shown = {line.id for line in lines}
    return Snapshot(
        draft=draft,
        period=period,
        code=facts.profile.code,
        valid_from=facts.profile.valid_from,
        commune=facts.profile.name,
        superior=facts.profile.superior,
        committee=facts.profile.committee_name,
        start_day=_start_day(period, rule),
        duty_calendar=facts.settings.duty_calendar,
        commune_wide_counts=facts.settings.commune_wide_counts,
        first_month=facts.profile.first_month,
        groups=lines,
        sessions=_sessions_of(facts, period),
        models=_model_lines(facts.models, as_of),
        duty=duty,
        other_duty=_other_duty(facts, period, duty),
        upkeep=_upkeep(facts, period),
        totals=_totals(facts, period, table),
        previous=_earlier(facts, previous_period(period, rule)),
        last_year=_earlier(facts, same_period_last_year(period, rule)),
        cumulative=_cumulative(facts, period),
        matrix_months=tuple(month.id for month in matrix_months),
        matrix=tuple(
            MatrixRow(
                group.id,
                _row_until(seen, group, matrix_months, as_of),
            )
            for group in facts.groups
            if group.id in shown
        ),
        late=tuple(
            sorted(facts.late, key=lambda one: (one.held_on, one.start_time, one.id)),
        ),
    )


def _row_until(
    table: DutyTable, group: ResidentialGroup, months: Sequence[Period], last_day: date
) -> tuple[Cell, ...]:
    """A row of the matrix as of the closing date: what was entered for later months stays out."""
    past = tuple(month for month in months if month.start <= last_day)
    later = (Cell(CellState.TO_COME),) * (len(months) - len(past))
    return table.row(group, past, today=last_day) + later


def _reporting_year(period: Period, rule: PeriodRule) -> int:
    if period.kind is PeriodKind.AD_HOC:
        return month_of(period.last_day, rule).year
    return period.year


def _start_day(period: Period, rule: PeriodRule) -> int:
    """The start day under which a period begins; a range of days has that of its last month."""
    if period.kind is PeriodKind.AD_HOC:
        return month_of(period.last_day, rule).start.day
    return period.start.day


def _duty_months(period: Period, rule: PeriodRule) -> tuple[Period, ...]:
    """The months of the duty in a period: by number, or by closing date for ad-hoc ones."""
    if period.kind is PeriodKind.AD_HOC:
        return months_in(period, rule)
    return months_in(parse_period(period.id, rule), rule)


def _duty(facts: Facts, period: Period, table: DutyTable) -> tuple[MonthDuty, ...]:
    """The duty of the months of a period; in a running one of several months, of those over."""
    months = _duty_months(period, facts.settings.duty_rule)
    return tuple(
        MonthDuty(month, (), (), ()) if _still_open(facts, period, month) else table.month(month)
        for month in months
    )


def _still_open(facts: Facts, period: Period, month: Period) -> bool:
    """Whether a month of a longer running period can still be met, so that it is not due yet."""
    running = facts.as_of(period) < period.last_day
    return running and period.kind is not PeriodKind.MONTH and month.last_day > facts.as_of(period)


def _table(
    facts: Facts, period: Period, rule: PeriodRule, *, months: Sequence[Period] = ()
) -> DutyTable:
    """The duty of the year's months and the period's own; ``months`` are wanted besides."""
    year = _reporting_year(period, facts.settings.period_rule)
    wanted = (*year_months(year, rule), *_duty_months(period, rule), *months)
    known = {month.id: month for month in wanted}
    return duty_table(
        groups=facts.groups,
        months=tuple(known.values()),
        credits=credits_of(facts.sessions),
        statements=facts.statements,
        first_month=facts.profile.first_month,
        commune_wide_counts=facts.settings.commune_wide_counts,
    )


def _seen(facts: Facts, period: Period) -> Facts:
    """What the matrix of a range of days, which ends in mid-month, may show."""
    seen = tuple(session for session in facts.sessions if session.held_on <= period.last_day)
    return replace(facts, sessions=seen)


def _other_duty(facts: Facts, period: Period, duty: tuple[MonthDuty, ...]) -> tuple[MonthDuty, ...]:
    """The duty under the other calendar: of its months that end inside the period.

    A month that is not over has no answer yet, and would get another one as time passes.
    """
    by_calendar = facts.settings.duty_calendar is DutyCalendar.CALENDAR
    reporting = facts.settings.period_rule.of_kind(PeriodKind.MONTH)
    other = reporting if by_calendar else PeriodRule.uniform(1)
    if other == facts.settings.duty_rule or facts.as_of(period) < period.last_day:
        return ()
    months = months_in(period, other)
    table = _table(facts, period, other, months=months)
    found = tuple(table.month(month) for month in months)
    if not any(item.due for item in found):
        return ()
    same = [(item.due, item.met) for item in found] == [(item.due, item.met) for item in duty]
    return () if same else found


def _sessions_of(facts: Facts, period: Period) -> tuple[OutreachSession, ...]:
    inside = [session for session in facts.sessions if session.held_on in period]
    return tuple(
        sorted(inside, key=lambda session: (session.held_on, session.start_time, session.id))
    )


def _group_lines(
    groups: Sequence[ResidentialGroup], day: date, table: DutyTable, duty: Sequence[MonthDuty]
) -> tuple[GroupLine, ...]:
    named = {group_id for month in duty for group_id in month.due}
    named.update(group_id for group_id, _month in table.counts)
    return tuple(
        GroupLine(
            id=group.id,
            name=group.name_on(day),
            kind=group.kind,
            former_commune=group.former_commune,
            households=group.households,
            population=group.population,
            state=group.state_on(day),
        )
        for group in groups
        if group.id in named or group.active_on(day)
    )


def _model_lines(models: Sequence[CommunityModel], day: date) -> tuple[ModelLine, ...]:
    lines: list[ModelLine] = []
    for model in models:
        status = model.status_on(day)
        if status is None:
            continue
        past = [item for item in model.statuses if item.since is None or item.since <= day]
        since = past[-1].since
        founded = (
            model.founded_on.isoformat() if model.founded_on else str(model.founded_year or "")
        )
        lines.append(
            ModelLine(
                id=model.id,
                name=model.name,
                kind=model.kind,
                group_ids=model.group_ids,
                commune_wide=model.commune_wide,
                founded=founded,
                decision=model.decision,
                members=model.members,
                status=status,
                since=since.isoformat() if since else "",
                note=model.note,
            )
        )
    return tuple(sorted(lines, key=lambda line: (sort_key(line.name), line.id)))


def _totals(facts: Facts, period: Period, table: DutyTable | None = None) -> Totals:
    rule = facts.settings.duty_rule
    table = table or _table(facts, period, rule)
    months = [month.share for month in _duty(facts, period, table)]
    kept = _upkeep(facts, period)
    return Totals(
        period=period.id,
        activity=activity(facts.sessions, period),
        group_months=Share(sum(share.met for share in months), sum(share.due for share in months)),
        groups_with_model=kept.share,
        models=len(kept.live_models),
    )


def _earlier(facts: Facts, period: Period | None) -> Totals | None:
    if period is None or facts.profile.first_month is None or not _tracked(facts, period):
        return None
    settled = facts.settled.get(period.id)
    if settled is None and not _entered(facts, period):
        return None
    return settled or _totals(facts, period)


def _entered(facts: Facts, period: Period) -> bool:
    """Whether anything was entered of a period: what nobody entered is not nought."""
    months = {month.id for month in _duty_months(period, facts.settings.duty_rule)}
    said = any(one.month in months for one in facts.statements)
    return said or any(one.held_on in period for one in facts.sessions)


def _tracked(facts: Facts, period: Period) -> bool:
    """Whether a month of the period is tracked; the first month tracked may still be open."""
    first = facts.profile.first_month
    rule = facts.settings.duty_rule
    # A range of days that holds no whole month is tracked when the month of its last day is.
    months = _duty_months(period, rule) or (month_of(period.last_day, rule),)
    return first is None or any(month.id >= first for month in months)


def _upkeep(facts: Facts, period: Period) -> Upkeep:
    """Upkeep on the closing date; before tracking it applies to no group."""
    groups = facts.groups if _tracked(facts, period) else ()
    return upkeep(groups=groups, models=facts.models, on=facts.as_of(period))


def _cumulative(facts: Facts, period: Period) -> Totals | None:
    """From the start of the reporting year to the period's last day; none for ad-hoc."""
    if period.kind is PeriodKind.AD_HOC:
        return None
    rule = facts.settings.period_rule
    duty_rule = facts.settings.duty_rule
    start = year_begin(period, rule)
    span = Period(
        start, period.end, PeriodKind.AD_HOC, f"{start.isoformat()}..{period.last_day.isoformat()}"
    )
    table = _table(facts, period, duty_rule)
    last = _duty_months(period, duty_rule)
    wanted = [
        month for month in year_months(period.year, duty_rule) if last and month.id <= last[-1].id
    ]
    open_months = {month.id for month in last if _still_open(facts, period, month)}
    months = [table.month(month).share for month in wanted if month.id not in open_months]
    kept = _upkeep(facts, period)
    return Totals(
        period=span.id,
        activity=activity(facts.sessions, span),
        group_months=Share(sum(share.met for share in months), sum(share.due for share in months)),
        groups_with_model=kept.share,
        models=len(kept.live_models),
    )
