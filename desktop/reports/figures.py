"""What the sentences of a period's report are made of, taken from its snapshot."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from desktop.domain.commune import lowered_kind
from desktop.domain.counting import CellState, Share
from desktop.domain.models import LIVE_STATUSES, ModelStatus
from desktop.domain.objective_store import StoredFigure
from desktop.domain.periods import (
    Period,
    PeriodKind,
    PeriodRule,
    month_of,
    parse_period,
    rule_of_months,
)
from desktop.domain.sessions import OutreachSession, SessionStatus
from desktop.domain.snapshot import GroupLine, ModelLine, Snapshot, Totals
from desktop.domain.text import fold, nfc
from desktop.reports.administrative import bound, long_date, slash_date
from desktop.reports.beside import NOTHING_BESIDE, Beside
from desktop.reports.forms import SHIPPED, Form, Forms
from desktop.reports.frame import PaperFrame

COMMUNE_KINDS = ("phường", "xã", "thị trấn", "đặc khu")
_ROMAN = ("", "I", "II", "III", "IV")
_BY_YEAR = frozenset({PeriodKind.NINE_MONTHS, PeriodKind.YEAR})
"""Periods that are compared with the year before alone."""


@dataclass(frozen=True, slots=True)
class Compared:
    """An earlier period beside which the figures stand.

    ``key`` is "before" or "year_before", ``words`` what it is called ("tháng trước");
    no totals where nothing of it is known.
    """

    key: str
    words: str
    totals: Totals | None
    figures: Mapping[str, StoredFigure]
    partial: bool = False
    """Tracking began inside of it: a part of a period is compared with nothing."""
    early: bool = False
    """The period reported is not over: what it has so far is compared with nothing."""

    @property
    def heading(self) -> str:
        """The words as a heading."""
        return self.words[:1].upper() + self.words[1:]


@dataclass(frozen=True)
class Figures:
    """A snapshot with the words and look-ups that the report needs."""

    snapshot: Snapshot
    frame: PaperFrame
    form: Form
    beside: Beside = NOTHING_BESIDE

    @classmethod
    def of(
        cls, snapshot: Snapshot, frame: PaperFrame, beside: Beside = NOTHING_BESIDE
    ) -> "Figures":
        """The figures with the form that belongs to the kind of period."""
        return cls(snapshot, frame, form_of(snapshot.period.kind, frame.forms), beside)

    @property
    def period(self) -> Period:
        """The period reported."""
        return self.snapshot.period

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """The fields that every sentence may use."""
        commune = lowered_kind(nfc(self.snapshot.commune))
        return {
            "period": period_text(self.period, self.form),
            "first": long_date(self.period.start),
            "last": long_date(self.as_of),
            "until": self._until,
            "commune": commune,
            "area": next((kind for kind in COMMUNE_KINDS if commune.startswith(kind)), "địa bàn"),
            "unit": self.unit,
            "before": self.before_words,
            "issuer": nfc(self.frame.issuing_name),
        }

    @property
    def as_of(self) -> date:
        """The day up to which the paper speaks: the last one, or that of a draft made earlier."""
        made = self.snapshot.upkeep.on
        return min(made, self.period.last_day) if self.snapshot.draft else self.period.last_day

    @property
    def running(self) -> bool:
        """Whether the paper is the draft of a period that is not over."""
        return self.as_of < self.period.last_day

    @property
    def _until(self) -> str:
        if self.running and self.form.has("until.running"):
            return self.form.text("until.running").format(last=long_date(self.as_of))
        return self.form.text("until.over") if self.form.has("until.over") else ""

    @property
    def since_year_began(self) -> bool:
        """Whether the period begins with its year: what is cumulative is then its own."""
        whole = self.snapshot.cumulative
        return whole is not None and whole.period.startswith(f"{self.period.start.isoformat()}..")

    def say(self, key: str, **fields: object) -> str:
        """A sentence of the form with its fields filled."""
        return self.form.say(key, **{**self.fields, **fields})

    @property
    def before_words(self) -> str:
        """What the period is first compared with: "tháng trước", "quý trước", "năm trước"."""
        own, usual = f"before.{self.period.kind}", "before.year_before"
        monthly = self.period.kind is PeriodKind.MONTH
        return self.form.text("before.before" if monthly else own if self.form.has(own) else usual)

    @cached_property
    def compared(self) -> tuple[Compared, ...]:
        """The earlier periods to compare with: the one before, the same one last year."""
        if self.period.kind is PeriodKind.AD_HOC:
            return ()
        known, beside = self.snapshot, self.beside
        by_year = self.period.kind in _BY_YEAR
        words = self.before_words if by_year else self.form.text("before.year_before")
        last_year = self._compared("year_before", words, known.last_year, beside.last_year)
        if by_year:
            return (last_year,)
        before = self._compared("before", self.before_words, known.previous, beside.previous)
        return before, last_year

    def _compared(
        self, key: str, words: str, totals: Totals | None, figures: Mapping[str, StoredFigure]
    ) -> Compared:
        if self.running:
            return Compared(key, words, None, {}, early=True)
        if totals is not None and not self._wholly_tracked(totals.period):
            return Compared(key, words, None, {}, partial=True)
        return Compared(key, words, totals, figures)

    def _wholly_tracked(self, period: str) -> bool:
        return self.tracked(month_of(parse_period(period, self.rule).start, self.rule).id)

    def tracked(self, month: str) -> bool:
        """Whether a month ("2026-10") is tracked; what came before it is not known."""
        first = self.snapshot.first_month
        return first is None or month >= first

    @property
    def monthly(self) -> bool:
        """Whether the paper is that of one month."""
        return self.period.kind is PeriodKind.MONTH

    @cached_property
    def months(self) -> tuple[Period, ...]:
        """The months that the period is made of under its own start day; none for a month.

        They tile the period, so that what happened in them adds up to its totals.
        """
        if self.monthly or self.period.kind is PeriodKind.AD_HOC:
            return ()
        return tuple(parse_period(duty.month.id, self.rule) for duty in self.snapshot.duty)

    @cached_property
    def rule(self) -> PeriodRule:
        """The start days, with their history, by which this kind of report counts months.

        Where the office's rule is not known or gives the period other days, the months of the
        duty speak for it; else the start day of the snapshot.
        """
        known = self.beside.rule
        duty = rule_of_months([one.month for one in self.snapshot.duty])
        rules = (known.of_kind(self.period.kind) if known else duty, duty)
        fitting = (one for one in rules if parse_period(self.period.id, one) == self.period)
        return next(fitting, PeriodRule.uniform(self.snapshot.start_day))

    def month_holding(self, day: date) -> Period:
        """The reporting month that holds a day."""
        return month_of(day, self.month_rule)

    @cached_property
    def month_rule(self) -> PeriodRule:
        """The start days, with their history, by which the monthly report counts months."""
        known = self.beside.rule
        return known.of_kind(PeriodKind.MONTH) if known and not self.monthly else self.rule

    def day_words(self, day: date) -> str:
        """ "ngày 05 tháng 9 năm 2026"."""
        return bound(long_date(day))

    def month_words(self, month: str) -> str:
        """ "tháng 10 năm 2026" for "2026-10"."""
        return period_text(parse_period(month), self.form)

    @cached_property
    def count_sections(self) -> Mapping[str, str]:
        """The section of the report by the folded title of a plan's section of counts."""
        prefix = "sections."
        return {
            fold(title): key[len(prefix) :]
            for key, titles in self.form.texts.items()
            if key.startswith(prefix)
            for title in titles.split(";")
        }

    @cached_property
    def unit(self) -> str:
        """What the groups are called together: their one kind, else "thôn, tổ dân phố"."""
        kinds = {line.kind for line in self.active_groups}
        if len(kinds) == 1 and (only := kinds.pop()):
            return only.lower()
        return self.form.text("units.mixed")

    @cached_property
    def lines(self) -> Mapping[str, GroupLine]:
        """The groups by id."""
        return {line.id: line for line in self.snapshot.groups}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each group in the order of the list."""
        return {line.id: place for place, line in enumerate(self.snapshot.groups)}

    @cached_property
    def active_groups(self) -> tuple[GroupLine, ...]:
        """The groups active on the closing date."""
        return tuple(self.lines[g] for g in self.snapshot.upkeep.active if g in self.lines)

    def name(self, group_id: str) -> str:
        """A group's name, with its former commune where it had one."""
        line = self.lines.get(group_id)
        if line is None:
            return group_id
        return line.full_name

    def names(self, group_ids: Iterable[str]) -> str:
        """The names of groups in a sentence."""
        return ", ".join(self.name(group_id) for group_id in group_ids)

    @cached_property
    def counting_sessions(self) -> tuple[OutreachSession, ...]:
        """The sessions that count, in the order of their first group, then by date."""
        last = len(self.order)

        def place(session: OutreachSession) -> tuple[int, date, str, str]:
            first = min((self.order.get(g, last) for g in session.group_ids), default=last)
            return first, session.held_on, session.start_time, session.id

        return tuple(sorted((s for s in self.snapshot.sessions if s.counts), key=place))

    @cached_property
    def not_counting(self) -> Mapping[str, int]:
        """How many sessions do not count, by why: planned, postponed, cancelled, other_topic."""
        return Counter(
            "other_topic" if session.status is SessionStatus.HELD else str(session.status)
            for session in self.snapshot.sessions
            if not session.counts
        )

    @cached_property
    def duty(self) -> Share:
        """Groups met / groups due in the period's months."""
        return self.snapshot.totals.group_months

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The groups due and not met, each once, in the order of the list."""
        found = {g for month in self.snapshot.duty for g in month.missing}
        return tuple(sorted(found, key=lambda g: self.order.get(g, 0)))

    @cached_property
    def reasons(self) -> Mapping[str, str]:
        """The reasons stated for not holding a session, by group."""
        return {g: reason for month in self.snapshot.duty for g, reason in month.stated}

    def missing_months(self, group_id: str) -> tuple[str, ...]:
        """The numbers of the months in which a group was due and not met."""
        months = self.snapshot.duty
        return tuple(str(one.month.number) for one in months if group_id in one.missing)

    @cached_property
    def missing_again(self) -> tuple[str, ...]:
        """Of a month: the groups that were due and not met in the month before it too."""
        months = self.snapshot.matrix_months
        own = self.snapshot.duty[0].month.id if self.monthly and self.snapshot.duty else ""
        before = months.index(own) - 1 if own in months else -1
        if before < 0:
            return ()
        silent = (CellState.MISSING, CellState.NIL)
        rows = {row.group_id: row.cells[before].state for row in self.snapshot.matrix}
        return tuple(group for group in self.missing if rows.get(group) in silent)

    @property
    def matrix_year(self) -> int:
        """The reporting year whose months the matrix shows."""
        months = self.snapshot.matrix_months
        return int(months[0][:4]) if months else self.period.year

    @cached_property
    def models(self) -> tuple[ModelLine, ...]:
        """The models that exist, in the order of their first group, the commune's own last."""
        last = len(self.order)
        gone = (ModelStatus.DISSOLVED, ModelStatus.MERGED)
        shown = [model for model in self.snapshot.models if model.status not in gone]
        return tuple(
            sorted(
                shown,
                key=lambda m: min((self.order.get(g, last) for g in m.group_ids), default=last),
            )
        )

    @cached_property
    def live_models(self) -> tuple[ModelLine, ...]:
        """The models kept up: launched, active or weak."""
        return tuple(model for model in self.models if model.status in LIVE_STATUSES)

    @cached_property
    def missing_before(self) -> tuple[str, ...]:
        """Of a month: the groups due now that were due and not met in the month before it."""
        months = self.snapshot.matrix_months
        duty = self.snapshot.duty[0] if self.monthly and self.snapshot.duty else None
        before = months.index(duty.month.id) - 1 if duty and duty.month.id in months else -1
        if duty is None or before < 0 or self.snapshot.previous is None:
            return ()
        silent = (CellState.MISSING, CellState.NIL)
        rows = {row.group_id: row.cells[before].state for row in self.snapshot.matrix}
        found = (group for group in duty.due if rows.get(group) in silent)
        return tuple(sorted(found, key=lambda group: self.order.get(group, 0)))

    def models_in(self, status: ModelStatus) -> int:
        """How many models are in a state."""
        return sum(model.status == status for model in self.models)


def form_of(kind: PeriodKind, forms: Forms = SHIPPED) -> Form:
    """The texts of a kind of periodic report: those of the month, with its own before them."""
    month, counts = forms.named("month"), forms.named("counts")
    own = {} if kind is PeriodKind.MONTH else forms.named("period").texts
    # What stands under the kind's own name goes before what all longer periods share.
    prefix = f"{kind}."
    special = {key[len(prefix) :]: text for key, text in own.items() if key.startswith(prefix)}
    return Form(f"{kind}", {**counts.texts, **month.texts, **own, **special})


def period_text(period: Period, form: Form) -> str:
    """ "tháng 10 năm 2026", "quý IV năm 2026" …, or the two dates of a range of days."""
    year = period.year
    match period.kind:
        case PeriodKind.MONTH:
            month = f"{period.number:02d}" if period.number <= 2 else str(period.number)
            return form.say("period.month", month=month, year=year)
        case PeriodKind.QUARTER:
            return form.say("period.quarter", roman=_ROMAN[period.number], year=year)
        case PeriodKind.HALF_YEAR:
            half = "first_half" if period.number == 1 else "second_half"
            return form.say(f"period.{half}", year=year)
        case PeriodKind.NINE_MONTHS:
            return form.say("period.nine_months", year=year)
        case PeriodKind.YEAR:
            return form.say("period.year", year=year)
        case PeriodKind.AD_HOC:
            first, last = slash_date(period.start), slash_date(period.last_day)
            return form.say("period.other", first=first, last=last)
