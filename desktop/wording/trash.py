"""Lines of the trash in words."""

from collections.abc import Mapping, Sequence

from desktop.i18n import N_, _
from desktop.wording.filling import shown
from desktop.wording.names import join_groups

_KINDS = {
    "sessions": N_("Session"),
    "models": N_("Model"),
    "residential_groups": N_("Residential group"),
    "list_entries": N_("Entry of the lists"),
    "committee_members": N_("Committee member"),
    "signers": N_("Signer"),
    "not_held": N_("“Not held”"),
    "model_activities": N_("Activity of a model"),
    "model_statuses": N_("State of a model"),
    "lineage_events": N_("Change of a residential group"),
    "area_assessments": N_("Assessment of the area"),
    "inspections": N_("Inspection"),
    "conversion_milestones": N_("Milestone"),
    "plan_answers": N_("Answer to an objective"),
    "plan_additions": N_("Addition to the plan"),
    "status_events": N_("Status of the commune"),
    "issued_papers": N_("Issued paper"),
    "expected_units": N_("Unit expected"),
}
_DAYS = ("held_on", "on_date", "month", "since", "issued_on", "due")
_SHOWN = {"month": "period"}
"""Of these columns the value is told as that of another name is."""
_MOST = 3
_WORDS = ("name", "label", "title", "subject", "place", "new_name", "note", "reason", "findings")


def trash_kind(table: str) -> str:
    """What kind of thing a deleted line is."""
    return _(_KINDS[table]) if table in _KINDS else _("Other")


def trash_text(table: str, row: Mapping[str, object], of: Sequence[str] = ()) -> str:
    """What a deleted line says: its kind, its day or month, whose it was and its first words."""
    day = next((shown(_SHOWN.get(one, one), str(row[one])) for one in _DAYS if row.get(one)), "")
    words = next((str(row[one]) for one in _WORDS if row.get(one)), "")
    number = f"{row['number']}/{row['series']}" if row.get("series") else ""
    parts = (trash_kind(table), number, day, join_groups(of, _MOST), words)
    return " — ".join(part for part in parts if part)
