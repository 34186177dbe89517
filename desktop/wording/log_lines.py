"""What an entry of the log changed, before and after, for numbers, days and codes."""

from collections.abc import Mapping

from desktop.i18n import N_, _
from desktop.wording.filling import day_shown

_COLUMNS = {
    "attendance": N_("attendance"),
    "held_on": N_("day held"),
    "households": N_("households"),
    "population": N_("population"),
    "members": N_("members"),
    "value": N_("figure"),
    "target": N_("target"),
    "number": N_("number"),
    "issued_on": N_("day issued"),
    "on_date": N_("date"),
    "founded_on": N_("day founded"),
    "founded_year": N_("year founded"),
    "due": N_("due on"),
    "code": N_("code"),
}
_MOST = 3


def change_texts(details: Mapping[str, object]) -> tuple[str, ...]:
    """ "attendance 30 → 45": the first few figures that were changed; new lines are none."""
    changes = details.get("changes")
    found: list[str] = []
    for row in changes if isinstance(changes, list) else ():
        for column, values in row.get("values", {}).items():
            if row.get("kind") == "changed" and column in _COLUMNS:
                before, after = (_shown(one) for one in values)
                words = {"what": _(_COLUMNS[column]), "before": before, "after": after}
                found.append(_("{what} {before} → {after}").format(**words))
    return (*found[:_MOST], "…") if len(found) > _MOST else tuple(found)


def _shown(value: object) -> str:
    return "—" if value in {None, ""} else day_shown(str(value))
