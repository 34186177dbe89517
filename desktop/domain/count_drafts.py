"""A row of a list of monthly counts: one category and its figures by month."""

from dataclasses import dataclass

from desktop.domain.plan_facts import CountEntry


@dataclass(frozen=True, slots=True)
class CountDraft:
    """The figures of one category that a list tells, in the order of its months.

    A blank tells nothing: it has no entry here and takes nothing back.
    """

    category: str
    label: str
    entries: tuple[tuple[str, CountEntry], ...] = ()
