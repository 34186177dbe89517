"""The life of a group as sentences: formed, renamed, merged, split, dissolved."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from desktop.domain.groups import LineageEvent, LineageKind, ResidentialGroup
from desktop.i18n import _, format_date
from desktop.wording import join_groups


def life_sentences(
    group_id: str, groups: Sequence[ResidentialGroup], events: Sequence[LineageEvent]
) -> tuple[str, ...]:
    """What happened to a group, and which groups went into it, oldest first."""
    names = {group.id: group.name for group in groups}
    own = [event for event in events if event.group_id == group_id]
    into = [event for event in events if event.other_id == group_id]
    said: list[tuple[date, str]] = []
    parts = tuple(
        names.get(event.other_id or "", "") for event in own if event.kind is LineageKind.SPLIT
    )
    seen_split = False
    for event in own:
        if event.kind is LineageKind.SPLIT:
            if seen_split:
                continue
            seen_split = True
        said.append((event.on, _with_decision(_own(event, names, parts), event.decision)))
    said.extend(_incoming(into, names))
    return tuple(sentence for _day, sentence in sorted(said, key=lambda one: one[0]))


def _own(event: LineageEvent, names: Mapping[str, str], parts: Sequence[str]) -> str:
    day = format_date(event.on)
    match event.kind:
        case LineageKind.CREATED:
            return _("{date}: formed.").format(date=day)
        case LineageKind.RENAMED:
            said = _("{date}: renamed from {old} to {new}.")
            return said.format(date=day, old=event.old_name, new=event.new_name)
        case LineageKind.MERGED:
            heir = names.get(event.other_id or "", "…")
            return _("{date}: merged into {group}.").format(date=day, group=heir)
        case LineageKind.SPLIT:
            return _("{date}: split into {groups}.").format(date=day, groups=join_groups(parts))
    return _("{date}: dissolved.").format(date=day)


def _incoming(events: Sequence[LineageEvent], names: Mapping[str, str]) -> list[tuple[date, str]]:
    """One sentence for all the groups that came in on one day by one decision."""
    together: defaultdict[tuple[date, LineageKind, str], list[str]] = defaultdict(list)
    for event in events:
        together[event.on, event.kind, event.decision].append(names.get(event.group_id, "…"))
    said = []
    for (day, kind, decision), came in together.items():
        text = (
            _("{date}: {groups} came in by merging.")
            if kind is LineageKind.MERGED
            else _("{date}: split off from {groups}.")
        )
        sentence = text.format(date=format_date(day), groups=join_groups(came))
        said.append((day, _with_decision(sentence, decision)))
    return said


def _with_decision(sentence: str, decision: str) -> str:
    return (
        _("{sentence} Decision {number}.").format(sentence=sentence, number=decision)
        if decision
        else sentence
    )
