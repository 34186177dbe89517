"""What differs between two states of a period, in the words of a paper."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop.domain.differences import LIST_MARK, Difference, DifferenceKind, Value
from desktop.domain.periods import parse_period
from desktop.reports.administrative import bound, long_date, number_text, table_date
from desktop.reports.figures import form_of, period_text
from desktop.reports.forms import Form

_SHARE = re.compile(r"\d+/\d+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-\d{2}")
_OF_DUTY = frozenset({"duty", "matrix"})
"""Fields of a group where "met" says that a session was held."""

_FREE = frozenset(
    {
        "answer",
        "body",
        "committee",
        "commune",
        "decision",
        "former_commune",
        "label",
        "name",
        "note",
        "place",
        "reason",
        "superior",
        "unit",
    }
)
"""Fields that hold an officer's or a plan's own words, never a code."""

_HEADED = frozenset(
    {
        DifferenceKind.TOTAL,
        DifferenceKind.CUMULATIVE,
        DifferenceKind.PREVIOUS,
        DifferenceKind.LAST_YEAR,
        DifferenceKind.AREA,
        DifferenceKind.SETTING,
    }
)
"""What has no subject: the heading above the lines says what they are about."""


@dataclass(frozen=True, slots=True)
class DifferenceWords:
    """Words for differences from the form of the correction's report."""

    form: Form

    def row(self, difference: Difference) -> tuple[str, str, str]:
        """What it is about, how it stood before, how it stands now."""
        return (
            bound(self._what(difference)),
            bound(self._value(difference, difference.before)),
            bound(self._value(difference, difference.after)),
        )

    def _what(self, one: Difference) -> str:
        field = self._field(one)
        if one.kind in _HEADED:
            return field
        subject = self._subject(one)
        if not field:
            return subject
        return self.form.text("what.field").format(subject=subject, field=field)

    def _field(self, one: Difference) -> str:
        if not one.field or (one.kind is DifferenceKind.COUNT and one.field == "value"):
            return ""
        if one.kind is DifferenceKind.OBJECTIVE:
            return self.form.text("what.figure") if one.field == "figure" else self._known(one)
        return self._known(one)

    def _known(self, one: Difference) -> str:
        name, _mark, label = one.field.partition(LIST_MARK)
        key = f"field.{name}"
        known = self.form.text(key) if self.form.has(key) else name
        return self.form.text("what.field").format(subject=known, field=label) if label else known

    def _subject(self, one: Difference) -> str:
        match one.kind:
            case DifferenceKind.SESSION | DifferenceKind.LATE:
                day, *groups = one.subject.split(LIST_MARK)
                where = ", ".join(groups) or self.form.text("what.whole_commune")
                said = long_date(date.fromisoformat(day))
                return self.form.text("what.session").format(day=said, groups=where)
            case DifferenceKind.MODEL:
                return self.form.text("what.model").format(name=one.subject)
            case DifferenceKind.CONFIRMATION:
                return self.form.text(f"confirmation.{one.subject}")
            case DifferenceKind.GROUP if one.month:
                month = _month_words(one.month)
                return self.form.text("what.month").format(subject=one.subject, month=month)
            case _:
                return one.subject

    def _value(self, one: Difference, value: Value) -> str:
        if value is None or value == "":
            whole = not one.field
            numbers = one.kind in _HEADED or one.kind is DifferenceKind.COUNT
            key = "absent" if whole else "blank" if numbers else "stated_blank"
            return self.form.text(f"table.{key}")
        if isinstance(value, int):
            return number_text(value)
        return self._whole(one, value) if not one.field else self._text(one, value)

    def _whole(self, one: Difference, value: str) -> str:
        """What was added or taken out, in a few words."""
        if one.kind is DifferenceKind.CONFIRMATION:
            return value
        if one.kind not in (DifferenceKind.SESSION, DifferenceKind.LATE):
            return self._code(value)
        form, people = value.split(LIST_MARK)
        said = [form] if form else []
        if people:
            said.append(self.form.text("what.people").format(number=number_text(int(people))))
        return ", ".join(said) or self.form.text("what.held")

    def _text(self, one: Difference, value: str) -> str:
        if one.field in _FREE:
            return ", ".join(_lines(value))
        if one.kind is DifferenceKind.GROUP and one.field in _OF_DUTY:
            key = f"duty.{value}"
            if self.form.has(key):
                return self.form.text(key)
        if _DAY.fullmatch(value):
            return table_date(date.fromisoformat(value))
        if _MONTH.fullmatch(value):
            return _month_words(value)
        if _SHARE.fullmatch(value):
            return "/".join(number_text(int(part)) for part in value.split("/"))
        return self._code(", ".join(_lines(value)))

    def _code(self, value: str) -> str:
        key = f"value.{value}"
        return self.form.text(key) if self.form.has(key) else value


def _lines(value: str) -> Iterator[str]:
    return (part for part in value.split(LIST_MARK) if part)


def _month_words(month: str) -> str:
    period = parse_period(month)
    return period_text(period, form_of(period.kind))
