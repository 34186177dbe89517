"""What the superior said of periods: its answers and remarks as lines and as JSON."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from desktop.i18n import _
from desktop.wording import period_name
from desktop.wording.filling import filled
from desktop.wording.sending import answer_word

if TYPE_CHECKING:
    from desktop.actions.terms import Remark


def remark_rows(remarks: "Sequence[Remark]") -> list[dict[str, str]]:
    """Remarks, and where each belongs."""
    return [{"text": remark.text, "where": remark.where} for remark in remarks]


class Answered(Protocol):
    """What was said of a period, and its remarks."""

    @property
    def period(self) -> str:
        """The period's id."""

    @property
    def kind(self) -> str:
        """The answer: received, accepted or returned."""

    @property
    def remarks(self) -> "Sequence[Remark]":
        """The remarks, in their order."""


def answer_row(one: Answered) -> dict[str, object]:
    """What the superior said of a period's newest file."""
    return {"period": one.period, "answer": one.kind, "remarks": remark_rows(one.remarks)}


def answer_lines(one: Answered) -> Iterator[str]:
    """The superior's answer to a period, and its remarks below it."""
    text = _("The superior's answer to {period}: {answer}.")
    yield filled(text, {"period": period_name(one.period), "answer": answer_word(one.kind)})
    yield from (f"  - {remark.text}" for remark in one.remarks)
