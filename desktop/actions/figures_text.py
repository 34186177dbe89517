"""A short text of a package's totals, kept beside it: no bytes are read for a card or a matrix."""

from dataclasses import dataclass

from desktop.domain.canonical import MalformedError, build, parse, to_bytes
from desktop.domain.counting import ActivityTotals, Share
from desktop.domain.objective_results import ObjectiveState
from desktop.domain.periods import Period
from desktop.domain.snapshot import Snapshot
from desktop.domain.unit_figures import UnitFigures


@dataclass(frozen=True, slots=True)
class CardFigures:
    """The totals of a package: groups on the closing date, group-months met and due, sessions,
    attendance, models, and how many objectives of the plan are met and have a value.

    The last ones, groups with a model, sessions of some kinds and the late slips that the report
    names, are None in texts that were kept before they belonged to them.
    """

    groups: int
    met: int
    due: int
    sessions: int
    attendance: int
    models: int
    objectives_met: int
    objectives_due: int
    with_model: int | None = None
    attendance_missing: int | None = None
    joint_sessions: int | None = None
    commune_wide_sessions: int | None = None
    late: int | None = None


_LATER = ("with_model", "attendance_missing", "joint_sessions", "commune_wide_sessions", "late")


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
            with_model=totals.groups_with_model.met,
            attendance_missing=totals.activity.attendance_missing,
            joint_sessions=totals.activity.joint_sessions,
            commune_wide_sessions=totals.activity.commune_wide_sessions,
            late=len(snapshot.late),
        )
    ).decode()


def card_figures(text: str) -> CardFigures | None:
    """The totals that the text of a package holds; none where none were kept."""
    if not text:
        return None
    try:
        content = parse(text.encode())
        if isinstance(content, dict):
            content = {**dict.fromkeys(_LATER), **content}
        return build(CardFigures, content)
    except MalformedError:
        return None


def plain_figures(text: str, period: Period) -> UnitFigures | None:
    """A unit's figures of a period without counts and objectives; none where the text lacks one."""
    card = card_figures(text)
    if card is None or (
        card.with_model is None
        or card.attendance_missing is None
        or card.joint_sessions is None
        or card.commune_wide_sessions is None
    ):
        return None
    return UnitFigures(
        period=period.id,
        first_day=period.start,
        last_day=period.last_day,
        activity=ActivityTotals(
            sessions=card.sessions,
            attendance=card.attendance,
            attendance_missing=card.attendance_missing,
            joint_sessions=card.joint_sessions,
            commune_wide_sessions=card.commune_wide_sessions,
        ),
        group_months=Share(card.met, card.due),
        groups_with_model=Share(card.with_model, card.groups),
        models=card.models,
    )
