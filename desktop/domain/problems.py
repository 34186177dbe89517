"""Bad input is a value: what is wrong, where, and the numbers that a sentence about it needs."""

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum


class Severity(StrEnum):
    """Whether a problem stops the write or only wants to be seen."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a draft.

    ``code`` is stable and worded by :mod:`desktop.wording`; ``field`` names the
    draft's field; ``details`` fills the sentence.
    """

    code: str
    field: str = ""
    severity: Severity = Severity.ERROR
    details: dict[str, str] = dataclass_field(default_factory=dict)

    @property
    def stops(self) -> bool:
        """Whether nothing may be written while this stands."""
        return self.severity is Severity.ERROR


def stopping(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Those of the problems that stop a write."""
    return tuple(problem for problem in problems if problem.stops)
