"""Which groups a typed text names: "3", "Tổ 3, 5", "1-4", "Thôn Đông", "toàn phường"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.groups import GROUP_KINDS, ResidentialGroup, kind_of_name
from desktop.domain.problems import Problem
from desktop.domain.text import fold, tidy
from desktop.i18n import _

_KIND_WORDS = {
    "to dan pho": "Tổ dân phố",
    "tdp": "Tổ dân phố",
    "khu dan cu": "Khu dân cư",
    "kdc": "Khu dân cư",
    "khu pho": "Khu phố",
    "kp": "Khu phố",
    "thon": "Thôn",
    "xom": "Xóm",
    "ban": "Bản",
    "lang": "Làng",
    "ap": "Ấp",
    "to": "",
}
_KIND = re.compile(rf"({'|'.join(_KIND_WORDS)})(?=[\s\d.]|$)\.?\s*(.*)")
_BETWEEN = re.compile(r"\s*[,;+&]\s*|\s+va\s+")
_BETWEEN_WRITTEN = re.compile(r"\s*[,;+&]\s*|\s+(?:va|và)\s+", re.IGNORECASE)
_RANGE = re.compile(r"(\d{1,3})\s*(?:-|–|—|den)\s*(\d{1,3})")
_WIDE = re.compile(r"(?:toan|ca) (?:xa|phuong|thi tran|dia ban)|chung toan (?:xa|phuong)")
_TAIL = re.compile(r"\s*\(chung\)$", re.IGNORECASE)
_LONGEST_RANGE = 200


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: groups, or the whole commune; or why it names none."""

    ids: tuple[str, ...] = ()
    commune_wide: bool = False
    problem: Problem | None = None


def named_groups(text: str, groups: Sequence[ResidentialGroup]) -> Named:
    """The groups that a text names, in the order of the list."""
    written = _TAIL.sub("", tidy(text)).strip(" .,;")
    wanted = _TAIL.sub("", fold(text)).strip(" .,;")
    if _WIDE.fullmatch(wanted):
        return Named(commune_wide=True)
    if whole := _exact(wanted, groups):
        return Named(ids=whole)
    found: set[str] = set()
    kind: str | None = None
    parts = list(filter(None, _BETWEEN.split(wanted)))
    for place, part in enumerate(parts):
        kind, rest = _kind_of(part, kind)
        one = _part(part, rest, kind, groups, said=_as_written(written, place, parts))
        if one.problem is not None:
            return one
        found.update(one.ids)
    if not found:
        return Named(problem=Problem("group_unknown", "group_ids"))
    return Named(ids=tuple(group.id for group in groups if group.id in found))


def groups_text(ids: Sequence[str], groups: Sequence[ResidentialGroup], *, wide: str = "") -> str:
    """How a cell names groups: the whole name of one, "Tổ 1, 2, 4 (chung)" for several."""
    wanted = frozenset(ids)
    chosen = [group for group in groups if group.id in wanted]
    if not chosen:
        return wide
    if len(chosen) == 1:
        return chosen[0].full_name
    return _("{groups} (joint)").format(groups=_joint(chosen))


def _joint(chosen: Sequence[ResidentialGroup]) -> str:
    kinds = {kind_of_name(group.full_name) for group in chosen}
    kind = next(iter(kinds))
    if len(kinds) > 1 or not kind:
        return ", ".join(group.full_name for group in chosen)
    rests = ", ".join(group.full_name[len(kind) :].strip() for group in chosen)
    return f"{'Tổ' if kind == 'Tổ dân phố' else kind} {rests}"


def _as_written(written: str, place: int, parts: Sequence[str]) -> str:
    """One part of a text in the officer's own letters ("Tổ 99"), for the sentence about it."""
    own = list(filter(None, _BETWEEN_WRITTEN.split(written)))
    return own[place].strip() if len(own) == len(parts) else parts[place]


def _exact(wanted: str, groups: Sequence[ResidentialGroup]) -> tuple[str, ...]:
    same = [group.id for group in groups if wanted in (fold(group.full_name), fold(group.name))]
    return tuple(same) if len(same) == 1 else ()


def _kind_of(part: str, before: str | None) -> tuple[str | None, str]:
    """The kind that a part begins with (else that of the part before it), and the rest."""
    match = _KIND.fullmatch(part)
    return (match[1], match[2]) if match and match[2] else (before, part)


def _part(
    part: str, rest: str, kind: str | None, groups: Sequence[ResidentialGroup], *, said: str
) -> Named:
    if exact := _exact(part, groups):
        return Named(ids=exact)
    among = [group for group in groups if _fits_kind(group, kind)] or groups
    if match := _RANGE.fullmatch(rest):
        return _range(int(match[1]), int(match[2]), said, among)
    found = _by_rest(rest, among)
    if len(found) == 1:
        return Named(ids=(found[0].id,))
    details = {"name": said, "names": ", ".join(group.full_name for group in found[:4])}
    code = "group_ambiguous" if found else "group_unknown"
    return Named(problem=Problem(code, "group_ids", details=details))


def _range(first: int, last: int, said: str, groups: Sequence[ResidentialGroup]) -> Named:
    ids: list[str] = []
    for number in range(first, min(last, first + _LONGEST_RANGE) + 1):
        found = _by_rest(str(number), groups)
        if len(found) != 1:
            return Named(problem=Problem("group_unknown", "group_ids", details={"name": said}))
        ids.append(found[0].id)
    if not ids:
        return Named(problem=Problem("group_unknown", "group_ids", details={"name": said}))
    return Named(ids=tuple(ids))


def _fits_kind(group: ResidentialGroup, kind: str | None) -> bool:
    if kind is None:
        return True
    wanted = _KIND_WORDS[kind]
    own = kind_of_name(group.name)
    return own == wanted if wanted else own in ("Tổ", "Tổ dân phố")


def _by_rest(rest: str, groups: Sequence[ResidentialGroup]) -> list[ResidentialGroup]:
    """Groups whose name without its kind is ``rest``; else those that begin with it."""
    wanted = _plain(rest)
    same = [group for group in groups if wanted in _rests(group)]
    if same or not wanted or wanted.isdigit():
        return same
    return [group for group in groups if any(one.startswith(wanted) for one in _rests(group))]


def _rests(group: ResidentialGroup) -> tuple[str, str]:
    return _rest(group.name), _rest(group.full_name)


def _rest(name: str) -> str:
    kind = next((one for one in GROUP_KINDS if fold(name).startswith(fold(one) + " ")), "")
    return _plain(fold(name)[len(fold(kind)) :])


def _plain(text: str) -> str:
    """Without blanks and signs at the ends; numbers without leading zeros ("05" is "5")."""
    bare = text.strip(" .,-")
    return bare.lstrip("0") or "0" if bare.isdigit() else bare
