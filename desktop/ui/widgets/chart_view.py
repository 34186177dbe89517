"""What a chart shows, and the words and numbers that stand for it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from desktop.domain.charting import Scale, magnitude_of, percent_of, scale_of
from desktop.i18n import _, format_decimal, format_number, format_percent

_THOUSAND = 1000


class Standing(StrEnum):
    """How a month stands; the first five bear the names of the states of objectives."""

    MET = "met"
    NOT_MET = "not_met"
    NOTHING_AROSE = "nothing_arose"
    NOT_ENTERED = "not_entered"
    NOT_APPLICABLE = "not_applicable"
    PLAIN = "plain"
    """A figure that nothing is held against."""
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthColumn:
    """One column: its id, its label ("T9"), its name in sentences ("tháng 9/2026"), its figure.

    ``value`` is a fraction where the chart is in per cent; none is a gap, never a zero.
    ``note``: what the figure is made of ("21/23").
    """

    id: str
    label: str
    name: str
    value: Decimal | None = None
    standing: Standing = Standing.PLAIN
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartView:
    """A whole chart. ``target`` is a fraction where the chart is in per cent.

    ``unit``: what is counted ("buổi"). ``current``: the id of the month shown by the window.
    """

    title: str = ""
    columns: tuple[MonthColumn, ...] = ()
    target: Decimal | None = None
    unit: str = ""
    percent: bool = False
    current: str = ""

    @property
    def empty(self) -> bool:
        """Whether no column has a figure."""
        return all(column.value is None for column in self.columns)

    @property
    def scale(self) -> Scale:
        """The scale that holds every figure and the target."""
        values = [column.value for column in self.columns]
        return scale_of(values, target=self.target, percent=self.percent)

    @property
    def magnitude(self) -> int:
        """In what the figures are written beside the columns: 1, 1,000 or 1,000,000."""
        return 1 if self.percent else magnitude_of([column.value for column in self.columns])


def number_text(value: Decimal, *, places: int = 2) -> str:
    """A number with at most so many decimals: ``1.834``, ``12,5``."""
    rounded = round(value, places)
    if rounded == rounded.to_integral_value():
        return format_number(int(rounded))
    decimals = 1 if round(rounded, 1) == rounded else places
    return format_decimal(rounded, decimals=decimals)


def value_text(view: ChartView, value: Decimal) -> str:
    """A figure in full, without its unit."""
    return format_percent(percent_of(value)) if view.percent else number_text(value)


def short_text(view: ChartView, value: Decimal) -> str:
    """A figure beside its column, in the unit of the chart; what is not zero never reads zero."""
    if view.percent:
        return format_percent(percent_of(value)).replace("\u00a0", "")
    scaled = value / view.magnitude
    if value and not round(scaled, 2):
        return "<" + format_decimal(Decimal("0.01"), decimals=2)
    return number_text(scaled)


def unit_text(view: ChartView) -> str:
    """The line above a chart that says what its numbers count; empty for shares."""
    if view.magnitude == 1:
        return _("Unit: {unit}").format(unit=view.unit) if view.unit else ""
    said = _("Unit: thousand {unit}") if view.magnitude == _THOUSAND else _("Unit: million {unit}")
    return said.format(unit=view.unit).strip()


def figure_text(view: ChartView, column: MonthColumn) -> str:
    """A figure with its unit and what it is made of: ``91,3 % (21/23)``, ``27 buổi``."""
    if column.value is None:
        return column.note
    text = value_text(view, column.value)
    if view.unit and not view.percent:
        text = f"{text} {view.unit}"
    return f"{text} ({column.note})" if column.note else text


def standing_text(standing: Standing) -> str:
    """The word for a state; empty where nothing is to be said."""
    words = {
        Standing.MET: _("Target met"),
        Standing.NOT_MET: _("Target not met"),
        Standing.NOTHING_AROSE: _("No case arose"),
        Standing.NOT_ENTERED: _("Figure not entered"),
        Standing.NOT_APPLICABLE: _("Month not counted"),
        Standing.TO_COME: _("Month still to come"),
    }
    return words.get(standing, "")


def sentence(view: ChartView, column: MonthColumn) -> str:
    """What one column says, as a sentence."""
    match column.standing:
        case Standing.NOTHING_AROSE:
            said = _("{month}: nothing arose.")
        case Standing.NOT_ENTERED:
            said = _("{month}: not entered yet.")
        case Standing.NOT_APPLICABLE:
            said = _("{month}: not counted.")
        case Standing.TO_COME:
            said = _("{month}: still to come.")
        case _ if column.value is None:
            said = _("{month}: no figure.")
        case Standing.MET:
            said = _("{month}: {figure}. The target is met.")
        case Standing.NOT_MET:
            said = _("{month}: {figure}. The target is not met.")
        case Standing.PLAIN:
            said = _("{month}: {figure}.")
    text = said.format(month=column.name, figure=figure_text(view, column))
    return text[:1].upper() + text[1:]
