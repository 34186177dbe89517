"""Reading who the commune is, its lists and its settings."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.commune import (
    CommitteeMember,
    CommuneProfile,
    CountingSettings,
    DutyCalendar,
    ListEntry,
    ListName,
    Signer,
    SigningAuthority,
)
from desktop.domain.periods import PeriodKind, PeriodRule
from desktop.domain.text import identity_key

if TYPE_CHECKING:
    from desktop.db.store import Store

FIRST_MONTH = "first_month"
START_DAYS = "period_start_days"
RULE_CHANGES = "period_rule_changes"
DUTY_CALENDAR = "duty_calendar"
COMMUNE_WIDE_COUNTS = "commune_wide_counts"

_PROFILES = """
SELECT id, name, code, valid_from, superior, superior_salutation, committee_name,
       committee_abbreviation, parent_body, place_name, recipients, plan_reference
FROM commune_profiles ORDER BY valid_from, rowid
"""


def profile(store: "Store", on: date | None = None) -> CommuneProfile | None:
    """The profile that holds on a day (default: the newest); none before the set-up."""
    known = profiles(store)
    held = tuple(one for one in known if on is None or one.valid_from <= on) or known[:1]
    return held[-1] if held else None


def profiles(store: "Store") -> tuple[CommuneProfile, ...]:
    """Every profile, the oldest first."""
    return tuple(one for _, one in profiles_with_ids(store))


def profiles_with_ids(store: "Store") -> tuple[tuple[str, CommuneProfile], ...]:
    """Every profile with the identity of its row, the oldest first."""
    tables = frozenset({"commune_profiles", "settings"})
    return store.remembered("profiles", tables, lambda: _read_profiles(store))


def _read_profiles(store: "Store") -> tuple[tuple[str, CommuneProfile], ...]:
    first_month = setting(store, FIRST_MONTH) or None
    return tuple(
        (
            row[0],
            CommuneProfile(
                name=row[1],
                code=row[2],
                valid_from=date.fromisoformat(row[3]),
                superior=row[4],
                superior_salutation=row[5],
                committee_name=row[6],
                committee_abbreviation=row[7],
                parent_body=row[8],
                place_name=row[9],
                recipients=tuple(json.loads(row[10])),
                plan_reference=row[11],
                first_month=first_month,
                role=store.facts.role,
            ),
        )
        for row in store.read(_PROFILES)
    )


def profile_row_id(store: "Store", *, code: str, valid_from: date) -> str | None:
    """The identity of the row of one version of the profile, or none."""
    found = store.read(
        "SELECT id FROM commune_profiles WHERE code = ? AND valid_from = ?",
        (code, valid_from.isoformat()),
    )
    return str(found[0][0]) if found else None


def members(store: "Store") -> tuple[CommitteeMember, ...]:
    """The members of the committee, in the order the officer gave them."""
    looked_after: dict[str, list[str]] = defaultdict(list)
    for member_id, group_id in store.read(
        "SELECT l.member_id, l.group_id FROM member_groups l"
        " JOIN residential_groups g ON g.id = l.group_id ORDER BY g.sort_key, g.id"
    ):
        looked_after[member_id].append(group_id)
    rows = store.read(
        "SELECT id, name, post, telephone FROM committee_members WHERE deleted_at IS NULL"
        " ORDER BY position, rowid"
    )
    return tuple(
        CommitteeMember(row[0], row[1], row[2], row[3], tuple(looked_after[row[0]])) for row in rows
    )


def signers(store: "Store") -> tuple[Signer, ...]:
    """Who may sign, the default one first."""
    rows = store.read(
        "SELECT id, name, authority, authority_of, committee_title, office_title, rank, is_default"
        " FROM signers WHERE deleted_at IS NULL ORDER BY is_default DESC, rowid"
    )
    return tuple(
        Signer(
            id=row[0],
            name=row[1],
            authority=SigningAuthority(row[2]),
            authority_of=row[3],
            committee_title=row[4],
            office_title=row[5],
            rank=row[6],
            default=bool(row[7]),
        )
        for row in rows
    )


def list_entries(store: "Store", list: ListName | None = None) -> tuple[ListEntry, ...]:  # noqa: A002 - the field's own term
    """The entries of one editable list or of all, hidden ones too, in their order."""
    entries = store.remembered("lists", frozenset({"list_entries"}), lambda: _read_entries(store))
    return entries if list is None else tuple(one for one in entries if one.list is list)


def _read_entries(store: "Store") -> tuple[ListEntry, ...]:
    rows = store.read(
        "SELECT id, list, label, position, hidden, drug_prevention, sensitive FROM list_entries"
        " WHERE deleted_at IS NULL ORDER BY list, position, rowid"
    )
    return tuple(
        ListEntry(row[0], ListName(row[1]), row[2], row[3], *map(bool, row[4:7])) for row in rows
    )


def labels_by_identity(store: "Store") -> Mapping[tuple[ListName, str], str]:
    """The entry of each label, by its list and its identity."""
    return store.remembered(
        "labels",
        frozenset({"list_entries"}),
        lambda: {(one.list, identity_key(one.label)): one.id for one in list_entries(store)},
    )


def sensitive_labels(store: "Store", name: ListName) -> frozenset[str]:
    """The labels of a list that are linked to the commune only."""
    return frozenset(entry.label for entry in list_entries(store, name) if entry.sensitive)


def setting(store: "Store", name: str, default: str = "") -> str:
    """One setting of the data folder."""
    return settings(store).get(name, default)


def settings(store: "Store") -> dict[str, str]:
    """All settings of the data folder."""
    return store.remembered("settings", frozenset({"settings"}), lambda: _read_settings(store))


def _read_settings(store: "Store") -> dict[str, str]:
    return dict(store.read("SELECT name, value FROM settings ORDER BY name"))


def counting_settings(store: "Store") -> CountingSettings:
    """How the committee counts; the defaults where nothing was set."""
    known = settings(store)
    return CountingSettings(
        period_rule=_period_rule(known),
        duty_calendar=DutyCalendar(known.get(DUTY_CALENDAR, DutyCalendar.REPORTING)),
        commune_wide_counts=known.get(COMMUNE_WIDE_COUNTS) == "1",
    )


def counting_rows(chosen: CountingSettings) -> dict[str, str]:
    """The settings, by name, that :func:`counting_settings` reads back as these."""
    return {
        START_DAYS: json.dumps(_days_row(chosen.period_rule), sort_keys=True),
        RULE_CHANGES: json.dumps(_changes_rows(chosen.period_rule), sort_keys=True),
        DUTY_CALENDAR: chosen.duty_calendar.value,
        COMMUNE_WIDE_COUNTS: str(int(chosen.commune_wide_counts)),
    }


def _period_rule(known: Mapping[str, str]) -> PeriodRule:
    """The rule with its history; a store from before histories were kept has none."""
    newest = PeriodRule(_days_of(json.loads(known.get(START_DAYS, "{}"))))
    changes = json.loads(known.get(RULE_CHANGES, "[]"))
    rules = [*(PeriodRule(_days_of(change["before"])) for change in changes), newest]
    rule = rules[0]
    for change, later in zip(changes, rules[1:], strict=True):
        rule = rule.changed(later, change["from"])
    return rule


def _days_of(row: Mapping[str, int]) -> dict[PeriodKind, int]:
    return {PeriodKind(kind): int(day) for kind, day in row.items()}


def _days_row(rule: PeriodRule) -> dict[str, int]:
    return {kind.value: day for kind, day in rule.start_days.items()}


def _changes_rows(rule: PeriodRule) -> list[dict[str, object]]:
    """Each change, the oldest first: the first month under it and the days before it."""
    if rule.before is None:
        return []
    change: dict[str, object] = {
        "from": rule.changed_from,
        "before": _days_row(rule.before),
    }
    return [*_changes_rows(rule.before), change]
