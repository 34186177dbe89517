"""How drafts become rows: the only place that knows which columns a thing is stored in."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from desktop.db.writing import Write
from desktop.domain.commune import (
    CommitteeMember,
    CommuneProfile,
    ListEntry,
    ListName,
    Signer,
)
from desktop.domain.groups import GroupDraft, LineageEvent, kind_of_name
from desktop.domain.models import ModelActivity, ModelDraft, StatusChange
from desktop.domain.sessions import NotHeldStatement, SessionDraft
from desktop.domain.sources import IdSource
from desktop.domain.text import fold, identity_key, name_keys, nfc, tidy


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@dataclass(slots=True)
class Labels:
    """The labels of the editable lists by identity; a label not yet known joins its list."""

    write: Write
    ids: IdSource
    known: dict[tuple[ListName, str], str]
    next_position: int
    is_drug: Callable[[str], bool]

    @classmethod
    def of(
        cls,
        write: Write,
        ids: IdSource,
        known: Mapping[tuple[ListName, str], str],
        *,
        is_drug: Callable[[str], bool],
    ) -> "Labels":
        """The labels ``known`` to the store; ``is_drug`` judges topics that join their list."""
        return cls(write, ids, dict(known), len(known) + 1, is_drug)

    def id_of(self, name: ListName, label: str) -> str | None:
        """The entry's id; none for an empty label."""
        if not tidy(label):
            return None
        key = (name, identity_key(label))
        if key not in self.known:
            entry = ListEntry(
                self.ids.new(),
                name,
                tidy(label),
                self.next_position,
                drug_prevention=name is not ListName.TOPIC or self.is_drug(label),
            )
            save_list_entry(self.write, entry)
            self.known[key] = entry.id
            self.next_position += 1
        return self.known[key]


def save_list_entry(write: Write, entry: ListEntry) -> None:
    """Stores one entry of an editable list."""
    write.put(
        "list_entries",
        {
            "id": entry.id,
            "list": entry.list.value,
            "label": tidy(entry.label),
            "identity": identity_key(entry.label),
            "folded": fold(entry.label),
            "position": entry.position,
            "hidden": int(entry.hidden),
            "drug_prevention": int(entry.drug_prevention),
            "sensitive": int(entry.sensitive),
        },
    )


def save_profile(write: Write, profile: CommuneProfile, *, row_id: str) -> None:
    """Stores one version of the commune's profile."""
    write.put(
        "commune_profiles",
        {
            "id": row_id,
            "valid_from": profile.valid_from.isoformat(),
            "code": profile.code,
            "name": tidy(profile.name),
            "superior": tidy(profile.superior),
            "superior_salutation": tidy(profile.superior_salutation),
            "committee_name": tidy(profile.committee_name),
            "committee_abbreviation": tidy(profile.committee_abbreviation),
            "parent_body": tidy(profile.parent_body),
            "place_name": tidy(profile.place_name),
            "recipients": json.dumps(
                [tidy(text) for text in profile.recipients], ensure_ascii=False
            ),
            "plan_reference": tidy(profile.plan_reference),
        },
    )


def save_setting(write: Write, name: str, value: str) -> None:
    """Stores one setting that travels with the data."""
    write.set(name, value)


def save_group(write: Write, draft: GroupDraft, *, group_id: str) -> None:
    """Stores what a draft says of a group; its life and lineage stay as they are."""
    write.put(
        "residential_groups",
        {
            "id": group_id,
            **_names(draft.name),
            "kind": draft.kind or kind_of_name(draft.name),
            "active_from": _iso(draft.active_from),
            "former_commune": tidy(draft.former_commune),
            "households": draft.households,
            "population": draft.population,
            "counted_on": _iso(draft.counted_on),
            "head_name": tidy(draft.head_name),
            "head_telephone": tidy(draft.head_telephone),
            "note": nfc(draft.note).strip(),
        },
    )


def _names(name: str) -> dict[str, object]:
    return {"name": tidy(name), **name_keys(name)}


def save_group_name(write: Write, *, group_id: str, name: str) -> None:
    """Stores a group's new name; the renaming itself is a lineage event."""
    write.put("residential_groups", {"id": group_id, **_names(name)})


def end_group(write: Write, *, group_id: str, until: date | None, state: str | None) -> None:
    """Ends a group's life: ``until`` is the first day that it no longer exists."""
    write.put(
        "residential_groups", {"id": group_id, "active_until": _iso(until), "end_state": state}
    )


def save_lineage(write: Write, event: LineageEvent) -> None:
    """Stores one event of a group's life."""
    write.put(
        "lineage_events",
        {
            "id": event.id,
            "group_id": event.group_id,
            "kind": event.kind.value,
            "on_date": event.on.isoformat(),
            "other_id": event.other_id,
            "old_name": tidy(event.old_name),
            "new_name": tidy(event.new_name),
            "decision": tidy(event.decision),
        },
    )


def save_session(
    write: Write,
    draft: SessionDraft,
    *,
    session_id: str,
    labels: Labels,
    group_names: Mapping[str, str],
    order: int,
) -> None:
    """Stores one session with its groups and labels; ``order`` is a new one's place of entry."""
    if draft.held_on is None:
        raise ValueError("a session without a date")
    topics = [labels.id_of(ListName.TOPIC, text) for text in draft.topics if tidy(text)]
    words = (
        draft.format,
        *draft.topics,
        draft.lead_body,
        draft.place,
        draft.note,
        *(group_names.get(group_id, "") for group_id in draft.group_ids),
    )
    write.put(
        "sessions",
        {
            "id": session_id,
            "held_on": draft.held_on.isoformat(),
            "status": draft.status.value,
            "commune_wide": int(draft.commune_wide),
            "start_time": tidy(draft.start_time),
            "place": nfc(draft.place).strip(),
            "format_id": labels.id_of(ListName.FORMAT, draft.format),
            "lead_body_id": labels.id_of(ListName.BODY, draft.lead_body),
            "attendance": draft.attendance,
            "materials": nfc(draft.materials).strip(),
            "note": nfc(draft.note).strip(),
            "reported_in": draft.reported_in,
            "folded": fold(" ".join(word for word in words if word)),
            **({"created_order": order} if draft.id is None else {}),
        },
    )
    write.replace_links("session_groups", "session_id", session_id, "group_id", draft.group_ids)
    audiences = [labels.id_of(ListName.AUDIENCE, text) for text in draft.audiences if tidy(text)]
    partners = [labels.id_of(ListName.BODY, text) for text in draft.partner_bodies if tidy(text)]
    rows = [
        {"role": role, "position": position, "entry_id": entry_id}
        for role, entry_ids in (("topic", topics), ("audience", audiences), ("partner", partners))
        for position, entry_id in enumerate(entry_ids)
    ]
    write.replace_rows("session_labels", {"session_id": session_id}, rows)


def save_not_held(write: Write, statement: NotHeldStatement) -> None:
    """Stores a "không tổ chức, lý do …"."""
    write.put(
        "not_held",
        {
            "id": statement.id,
            "group_id": statement.group_id,
            "month": statement.month,
            "reason": nfc(statement.reason).strip(),
        },
    )


def save_model(write: Write, draft: ModelDraft, *, model_id: str, labels: Labels) -> None:
    """Stores a model and its links; its history is stored apart."""
    write.put(
        "models",
        {
            "id": model_id,
            **_names(draft.name),
            "kind_id": labels.id_of(ListName.MODEL_KIND, draft.kind),
            "commune_wide": int(draft.commune_wide),
            "founded_on": _iso(draft.founded_on),
            "founded_year": draft.founded_year if draft.founded_on is None else None,
            "decision": tidy(draft.decision),
            "members": draft.members,
            "note": nfc(draft.note).strip(),
        },
    )
    write.replace_links("model_groups", "model_id", model_id, "group_id", draft.group_ids)


def save_status(write: Write, change: StatusChange, *, model_id: str) -> None:
    """Stores one line of a model's status history."""
    write.put(
        "model_statuses",
        {
            "id": change.id,
            "model_id": model_id,
            "status": change.status.value,
            "since": _iso(change.since),
        },
    )


def save_activity(write: Write, activity: ModelActivity, *, model_id: str) -> None:
    """Stores a note on what a model did."""
    write.put(
        "model_activities",
        {
            "id": activity.id,
            "model_id": model_id,
            "on_date": activity.on.isoformat(),
            "note": nfc(activity.note).strip(),
        },
    )


def save_member(write: Write, member: CommitteeMember, *, position: int) -> None:
    """Stores a member of the committee and the groups looked after."""
    write.put(
        "committee_members",
        {
            "id": member.id,
            "name": tidy(member.name),
            "post": tidy(member.post),
            "telephone": tidy(member.telephone),
            "position": position,
        },
    )
    write.replace_links("member_groups", "member_id", member.id, "group_id", member.group_ids)


def save_signer(write: Write, signer: Signer) -> None:
    """Stores a signer with the two titles."""
    write.put(
        "signers",
        {
            "id": signer.id,
            "name": tidy(signer.name),
            "authority": signer.authority.value,
            "authority_of": tidy(signer.authority_of),
            "committee_title": tidy(signer.committee_title),
            "office_title": tidy(signer.office_title),
            "rank": tidy(signer.rank),
            "is_default": int(signer.default),
        },
    )


def soft_delete(write: Write, table: str, row_id: str, *, at: str) -> None:
    """Marks a row as deleted; it stays in the store and can be brought back."""
    write.put(table, {"id": row_id, "deleted_at": at})


def save_confirmation_answer(
    write: Write, *, period: str, confirmation: str, answer: str, at: str, officer: str
) -> bool:
    """Stores the answer to a question about a period's figures; an empty one takes it back."""
    if not tidy(answer):
        return write.remove("confirmation_answers", (period, confirmation))
    return write.put(
        "confirmation_answers",
        {
            "period": period,
            "confirmation": confirmation,
            "answer": tidy(answer),
            "at": at,
            "officer": officer,
        },
    )
