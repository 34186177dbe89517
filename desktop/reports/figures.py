"""What the sentences of a month's report are made of, taken from its snapshot."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from desktop.domain.commune import lowered_kind
from desktop.domain.counting import Share
from desktop.domain.models import LIVE_STATUSES, ModelStatus
from desktop.domain.periods import Period, PeriodKind
from desktop.domain.sessions import OutreachSession, SessionStatus
from desktop.domain.snapshot import GroupLine, ModelLine, Snapshot
from desktop.domain.text import nfc
from desktop.reports.administrative import long_date, slash_date
from desktop.reports.forms import Form
from desktop.reports.frame import PaperFrame

COMMUNE_KINDS = ("phường", "xã", "thị trấn", "đặc khu")


@dataclass(frozen=True)
class Figures:
    """A snapshot with the words and look-ups that the report needs."""

    snapshot: Snapshot
    frame: PaperFrame
    form: Form

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
            "last": long_date(self.period.last_day),
            "commune": commune,
            "area": next((kind for kind in COMMUNE_KINDS if commune.startswith(kind)), "địa bàn"),
            "unit": self.unit,
            "issuer": nfc(self.frame.issuing_name),
        }

    def say(self, key: str, **fields: object) -> str:
        """A sentence of the form with its fields filled."""
        return self.form.say(key, **{**self.fields, **fields})

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
        return f"{line.name} ({line.former_commune} cũ)" if line.former_commune else line.name

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

    def models_in(self, status: ModelStatus) -> int:
        """How many models are in a state."""
        return sum(model.status == status for model in self.models)


def period_text(period: Period, form: Form) -> str:
    """ "tháng 10 năm 2026", or the two dates for a period that is no month."""
    if period.kind is PeriodKind.MONTH:
        month = f"{period.number:02d}" if period.number <= 2 else str(period.number)
        return form.say("period.month", month=month, year=period.year)
    first, last = slash_date(period.start), slash_date(period.last_day)
    return form.say("period.other", first=first, last=last)
