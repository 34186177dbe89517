"""The figures of a plan's objectives as a closing stores them, beside its snapshot.

Canonical JSON: a list of one object an objective, in the plan's order. Targets are texts, so
that a decimal comes back exactly as it was; keys that a later version adds are passed over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from desktop.domain.canonical import MalformedError, parse, to_bytes
from desktop.domain.objective_results import (
    ObjectiveResult,
    ObjectiveState,
    Reason,
    percent_of,
    target_of,
    value_of,
)
from desktop.domain.plans import ObjectiveKind


@dataclass(frozen=True, slots=True)
class StoredFigure:
    """What one objective came to when its period was closed.

    ``target`` is in per cent for ratios, otherwise in the objective's unit; ``plan`` is the
    plan that the period followed, empty where the closing did not say it.
    """

    id: str
    kind: ObjectiveKind
    state: ObjectiveState
    numerator: int | None = None
    denominator: int | None = None
    target: Decimal | None = None
    ratio: bool = False
    reason: Reason = Reason.NONE
    plan: str = ""

    @classmethod
    def of(cls, result: ObjectiveResult, *, plan: str = "") -> "StoredFigure":
        """The figure of a result, without what it was made of."""
        return cls(
            id=result.id,
            kind=result.kind,
            state=result.state,
            numerator=result.numerator,
            denominator=result.denominator,
            target=result.outcome.target,
            ratio=result.outcome.ratio,
            reason=result.outcome.reason,
            plan=plan,
        )

    @property
    def value(self) -> float | None:
        """A ratio as a fraction (None for 0/0), or the plain number."""
        return value_of(self.numerator, self.denominator, ratio=self.ratio)

    @property
    def goal(self) -> float | None:
        """The target as a fraction for ratios, otherwise a number; None where there is none."""
        return target_of(self.target, ratio=self.ratio)

    @property
    def percent(self) -> Decimal | None:
        """The ratio in per cent with one decimal; never 100 or 0 by rounding alone."""
        return percent_of(self.numerator, self.denominator) if self.ratio else None


def figures_text(results: Iterable[ObjectiveResult | StoredFigure], *, plan: str = "") -> str:
    """The canonical text of the figures of a plan: the same figures, the same text."""
    figures = (
        one if isinstance(one, StoredFigure) else StoredFigure.of(one, plan=plan) for one in results
    )
    return to_bytes([_plain(figure) for figure in figures]).decode("utf-8")


def read_figures(text: str) -> Mapping[str, StoredFigure]:
    """The figures of a text by objective, in the order stored; none for an empty text.

    Raises:
        MalformedError: the text holds no such figures.
    """
    if not text:
        return {}
    content = parse(text.encode("utf-8"))
    if not isinstance(content, list):
        raise MalformedError("figures")
    figures = [_figure(item, f"figures[{place}]") for place, item in enumerate(content)]
    return {figure.id: figure for figure in figures}


def _plain(figure: StoredFigure) -> dict[str, object]:
    return {
        "id": figure.id,
        "kind": figure.kind,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "state": figure.state,
        "target": None if figure.target is None else str(figure.target),
        "ratio": figure.ratio,
        "reason": figure.reason,
        "plan": figure.plan,
    }


def _figure(item: object, where: str) -> StoredFigure:
    if not isinstance(item, dict):
        raise MalformedError(where)
    try:
        return StoredFigure(
            id=_text(item["id"]),
            kind=ObjectiveKind(item["kind"]),
            state=ObjectiveState(item["state"]),
            numerator=_number(item["numerator"]),
            denominator=_number(item["denominator"]),
            target=_decimal(item["target"]),
            ratio=_truth(item["ratio"]),
            reason=Reason(item["reason"]),
            plan=_text(item.get("plan", "")),
        )
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise MalformedError(where) from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int | None:
    if value is not None and type(value) is not int:
        raise TypeError
    return value


def _decimal(value: object) -> Decimal | None:
    if value is None:
        return None
    found = Decimal(_text(value))
    if not found.is_finite():
        raise ValueError
    return found


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value
