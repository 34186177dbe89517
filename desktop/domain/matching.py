"""Comparing a list with what is stored: each row is new, the same, or changes named fields.

What a list does not say it does not change: a blank cell or a missing column leaves
the stored value alone. Equal rows are counted, so that two equal sessions in the list
meet two equal sessions in the store, and importing a list twice changes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

from desktop.domain.count_drafts import CountDraft
from desktop.domain.groups import GroupDraft, ResidentialGroup
from desktop.domain.models import CommunityModel, ModelDraft
from desktop.domain.sessions import OutreachSession, SessionDraft
from desktop.domain.text import identity_key, tidy

D = TypeVar("D", GroupDraft, SessionDraft, ModelDraft, CountDraft)


class Fate(StrEnum):
    """What the import of a row would do."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that a row would change, from one value to another."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Match(Generic[D]):
    """One row compared with the store, in the order of the list.

    ``draft`` is what to write: for a changed row the stored values with the list's laid
    over them, and the stored id.
    """

    fate: Fate
    draft: D
    changes: tuple[FieldChange, ...] = ()


def match_groups(
    stored: Sequence[ResidentialGroup],
    drafts: Sequence[GroupDraft],
    *,
    said: frozenset[str] | None = None,
) -> tuple[Match[GroupDraft], ...]:
    """Groups are the same by the identity of their name; a former commune tells namesakes apart.

    A former name is recognised as well, and does not undo the renaming.
    """
    return tuple(_match_group(stored, draft, said) for draft in drafts)


def _match_group(
    stored: Sequence[ResidentialGroup], draft: GroupDraft, said: frozenset[str] | None
) -> Match[GroupDraft]:
    key = identity_key(draft.name)
    named = [
        group
        for group in stored
        if key in {identity_key(group.name), identity_key(group.full_name)}
    ]
    if draft.former_commune and len(named) > 1:
        commune = identity_key(draft.former_commune)
        named = [group for group in named if identity_key(group.former_commune) == commune]
    if not named:
        named = [
            group
            for group in stored
            if key in {identity_key(name) for _until, name in group.renamings}
        ]
    if len(named) != 1:
        return Match(Fate.NEW, draft)
    return _overlaid(GroupDraft.of(named[0]), draft, identifying=("name",), said=said)


def match_models(
    stored: Sequence[CommunityModel],
    drafts: Sequence[ModelDraft],
    *,
    said: frozenset[str] | None = None,
) -> tuple[Match[ModelDraft], ...]:
    """Models are the same by name and groups; ``said`` are the fields the list has columns for.

    Without a column for the status the stored status stays.
    """
    waiting: dict[object, list[CommunityModel]] = defaultdict(list)
    for model in stored:
        waiting[_model_key(model)].append(model)
    matches: list[Match[ModelDraft]] = []
    for draft in drafts:
        found = waiting[_model_key(draft)]
        if not found:
            matches.append(Match(Fate.NEW, draft))
            continue
        matches.append(_match_model(found.pop(0), draft, said))
    return tuple(matches)


def _match_model(
    model: CommunityModel, draft: ModelDraft, said: frozenset[str] | None
) -> Match[ModelDraft]:
    before = _model_draft(model, draft)
    match = _overlaid(
        before,
        _known_better(before, draft),
        identifying=("name", "group_ids", "commune_wide"),
        said=said,
    )
    if any(change.field == "founded_year" for change in match.changes):
        return replace(match, draft=replace(match.draft, founded_on=None))
    return match


def _model_key(model: CommunityModel | ModelDraft) -> object:
    return identity_key(model.name), frozenset(model.group_ids), model.commune_wide


def _known_better(before: ModelDraft, draft: ModelDraft) -> ModelDraft:
    """A year in the list says nothing new where the store knows the day within that year."""
    if before.founded_on is not None and draft.founded_year == before.founded_on.year:
        return replace(draft, founded_year=None)
    return draft


def _model_draft(model: CommunityModel, draft: ModelDraft) -> ModelDraft:
    """The draft that would change nothing, as far as the list tells.

    The day of the status is compared only where the list tells one; a day in the list takes
    the place of a stored year.
    """
    newest = model.statuses[-1] if model.statuses else None
    same = ModelDraft(
        name=model.name,
        id=model.id,
        kind=model.kind,
        group_ids=model.group_ids,
        commune_wide=model.commune_wide,
        founded_on=model.founded_on,
        founded_year=None if draft.founded_on is not None else model.founded_year,
        decision=model.decision,
        members=model.members,
        note=model.note,
    )
    if newest is None:
        return same
    since = newest.since if draft.status_since is not None else None
    return replace(same, status=newest.status, status_since=since)


def match_sessions(
    stored: Sequence[OutreachSession],
    drafts: Sequence[SessionDraft],
    *,
    said: frozenset[str] | None = None,
) -> tuple[Match[SessionDraft], ...]:
    """Sessions are the same when all that the list says agrees; else changed, or new.

    Changed: same day, groups, format and topics, but another attendance, body, note ….
    Every stored session answers one row only; rows that agree wholly choose first.
    ``said`` are the fields the list has columns for (none: all).
    """
    waiting: dict[object, list[OutreachSession]] = defaultdict(list)
    for session in stored:
        waiting[_session_key(session)].append(session)
    matches: dict[int, Match[SessionDraft]] = {}
    for accept in (_is_same, _is_same_session):
        for position, draft in enumerate(drafts):
            if position not in matches:
                match = _take_session(waiting[_session_key(draft)], draft, said, accept)
                if match is not None:
                    matches[position] = match
    return tuple(
        matches.get(position, Match(Fate.NEW, draft)) for position, draft in enumerate(drafts)
    )


def _session_key(session: OutreachSession | SessionDraft) -> object:
    return session.held_on, frozenset(session.group_ids), session.commune_wide


def _is_same(match: Match[SessionDraft]) -> bool:
    return match.fate is Fate.SAME


def _is_same_session(match: Match[SessionDraft]) -> bool:
    """Whether the row speaks of that session: it may fill a blank, not say another format."""
    telling = {
        change.field: change
        for change in match.changes
        if change.field in {"format", "topics", "start_time"}
    }
    return all(not change.before for change in telling.values())


def _take_session(
    waiting: list[OutreachSession],
    draft: SessionDraft,
    said: frozenset[str] | None,
    accept: Callable[[Match[SessionDraft]], bool],
) -> Match[SessionDraft] | None:
    """The first waiting session that the row is accepted for; it waits no longer."""
    for place, session in enumerate(waiting):
        match = _overlaid(
            SessionDraft.of(session),
            draft,
            identifying=("held_on", "group_ids", "commune_wide"),
            said=said,
        )
        if accept(match):
            del waiting[place]
            return match
    return None


def _overlaid(
    before: D, draft: D, *, identifying: Iterable[str], said: frozenset[str] | None
) -> Match[D]:
    """The list's values laid over the stored ones, and what that changes."""
    fixed = {*identifying, "id"}
    changes: list[FieldChange] = []
    for one in fields(before):
        name = one.name
        old, new = getattr(before, name), getattr(draft, name)
        if name in fixed or (said is not None and name not in said and _is_assumed(name)):
            continue
        if not _is_blank(new) and not _agree(old, new):
            changes.append(FieldChange(name, old, new))
    values: dict[str, Any] = {change.field: change.after for change in changes}
    after = replace(before, **values)
    return Match(Fate.CHANGED if changes else Fate.SAME, after, tuple(changes))


def _is_assumed(name: str) -> bool:
    """Fields that a draft always fills, whether the list says so or not."""
    return name in {"status", "kind"}


def _is_blank(value: object) -> bool:
    return value is None or value in {"", ()}


def _agree(old: object, new: object) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return tidy(old) == tidy(new)
    if isinstance(old, tuple) and isinstance(new, tuple):
        return [identity_key(str(one)) for one in old] == [identity_key(str(one)) for one in new]
    return old == new
