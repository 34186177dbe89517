"""A short text of a package's totals, kept beside it: no bytes are read to show a card."""

from dataclasses import dataclass

from desktop.domain.canonical import MalformedError, build, parse, to_bytes
from desktop.domain.objective_results import ObjectiveState
from desktop.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class CardFigures:
    """The totals of a package: groups on the closing date, group-months met and due, sessions,
    attendance, models, and how many objectives of the plan are met and have a value."""

    groups: int
    met: int
    due: int
    sessions: int
    attendance: int
    models: int
    objectives_met: int
    objectives_due: int


def figures_text(snapshot: Snapshot) -> str:
    """The totals of a snapshot as canonical text."""
    totals = snapshot.totals
    states = [one.state for one in snapshot.objectives]
    met = states.count(ObjectiveState.MET)
    return to_bytes(
        CardFigures(
            groups=totals.groups_with_model.due,
            met=totals.group_months.met,
            due=totals.group_months.due,
            sessions=totals.activity.sessions,
            attendance=totals.activity.attendance,
            models=totals.models,
            objectives_met=met,
            objectives_due=met + states.count(ObjectiveState.NOT_MET),
        )
    ).decode()


def card_figures(text: str) -> CardFigures | None:
    """The totals that the text of a package holds; none where none were kept."""
    if not text:
        return None
    try:
        return build(CardFigures, parse(text.encode()))
    except MalformedError:
        return None
