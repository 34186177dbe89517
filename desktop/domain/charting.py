"""The measure of a chart: where its columns end, which lines cross it, in what unit it is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_LINES = 4
"""About so many lines cross a chart."""

_QUARTER, _HALF = Decimal("0.25"), Decimal("0.5")
_THOUSAND, _MILLION = 10**4, 10**6
"""From ten thousand on values are read in thousands, from a million on in millions."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From ``bottom`` (zero, or lower where a value is) to ``top``, a line every ``step``."""

    bottom: Decimal
    top: Decimal
    step: Decimal

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        """The values at which a line crosses the chart, from below."""
        count = int((self.top - self.bottom) / self.step)
        return tuple(self.bottom + self.step * number for number in range(count + 1))

    def share(self, value: Decimal) -> float:
        """How far up a value stands: 0 at the bottom, 1 at the top."""
        return float((value - self.bottom) / (self.top - self.bottom))


def scale_of(
    values: Sequence[Decimal | None], *, target: Decimal | None = None, percent: bool = False
) -> Scale:
    """The scale that holds all values and the target.

    Shares (``percent``, values as fractions) show the whole 0–100 %, so that no small difference
    looks large; plain counts begin at zero for the same reason. A share to be reduced by little
    (target below a half, or a value below zero) is measured by itself.
    """
    known = [value for value in (*values, target) if value is not None]
    least = _least_top(known, target=target, percent=percent)
    high, low = max((*known, least)), min((*known, Decimal(0)))
    step = _step((high - low) / _LINES)
    if least:
        step = max(step, _QUARTER if percent else least)
    bottom = -_up(-low, step)
    return Scale(bottom, _up(high, step), step)


def _least_top(known: Sequence[Decimal], *, target: Decimal | None, percent: bool) -> Decimal:
    """The value that the scale reaches at least; 0 when it goes by its values alone."""
    if not any(known):
        return Decimal(1)
    if percent:
        small = min(known) < 0 or (target is not None and target < _HALF)
        return Decimal(0 if small else 1)
    whole = all(value == value.to_integral_value() for value in known)
    return Decimal(1 if whole else 0)


def magnitude_of(values: Sequence[Decimal | None]) -> int:
    """In what the values are read: 1, 1,000 or 1,000,000."""
    most = max((abs(value) for value in values if value is not None), default=Decimal(0))
    return _MILLION if most >= _MILLION else 1000 if most >= _THOUSAND else 1


def percent_of(fraction: Decimal) -> Decimal:
    """A fraction in per cent with one decimal; neither 0 nor 100 is reached by rounding alone."""
    exact = fraction * 100
    rounded = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if rounded == 0 and exact:
        return Decimal("0.1").copy_sign(exact)
    if rounded == 100 and exact != 100:
        return Decimal("99.9") if exact < 100 else Decimal("100.1")
    return rounded


def _step(wanted: Decimal) -> Decimal:
    """The round number at or above the wanted step."""
    power = Decimal(1).scaleb(wanted.adjusted())
    return next(one * power for one in _STEPS if one * power >= wanted)


def _up(value: Decimal, step: Decimal) -> Decimal:
    """The next multiple of the step."""
    whole = (value / step).to_integral_value(rounding=ROUND_CEILING)
    return whole * step
