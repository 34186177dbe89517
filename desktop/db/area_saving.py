"""How assessments, population, milestones and inspections become rows."""

import json
from collections.abc import Mapping
from decimal import Decimal

from desktop.db.area_queries import AreaMilestone, PopulationYear
from desktop.db.writing import Write
from desktop.domain.areas import AssessmentDraft
from desktop.domain.inspections import InspectionDraft
from desktop.domain.text import nfc, tidy


def save_assessment(write: Write, draft: AssessmentDraft, *, assessment_id: str) -> None:
    """Stores a checked assessment with the figures and thresholds it was made with."""
    write.put(
        "area_assessments",
        {
            "id": assessment_id,
            "on_date": draft.on,
            "rule_id": draft.rule_id,
            "population": draft.population,
            "measured": _decimals(draft.measured),
            "ticked": json.dumps(dict(draft.ticked), sort_keys=True),
            "thresholds": _decimals(draft.thresholds),
            "level": draft.level,
            "decision": tidy(draft.decision),
            "note": nfc(draft.note).strip(),
        },
    )


def _decimals(values: Mapping[str, Decimal]) -> str:
    # Texts, so that no figure becomes a binary fraction.
    texts = {name: format(value.normalize(), "f") for name, value in values.items()}
    return json.dumps(texts, sort_keys=True)


def save_population(write: Write, year: PopulationYear) -> None:
    """Stores a year's population."""
    write.put(
        "population_years",
        {"year": year.year, "population": year.population, "counted_on": year.counted_on},
    )


def save_milestone(write: Write, milestone: AreaMilestone, *, position: int) -> None:
    """Stores a milestone of changing the area."""
    write.put(
        "conversion_milestones",
        {
            "id": milestone.id,
            "title": tidy(milestone.title),
            "due": milestone.due,
            "on_date": milestone.done_on,
            "note": nfc(milestone.note).strip(),
            "position": position,
        },
    )


def save_inspection(write: Write, draft: InspectionDraft, *, inspection_id: str) -> None:
    """Stores a checked inspection."""
    write.put(
        "inspections",
        {
            "id": inspection_id,
            "on_date": draft.on,
            "group_id": draft.group_id,
            "findings": nfc(draft.findings).strip(),
            "follow_up": nfc(draft.follow_up).strip(),
            "due": draft.due,
            "followed_up_on": draft.followed_up_on,
        },
    )
