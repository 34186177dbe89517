"""Which groups a cell means: whole names, short forms, several in one cell, ranges."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from desktop.domain.groups import ResidentialGroup
from desktop.domain.text import fold, identity_key, tidy
from desktop.sheets.vocabulary import Vocabulary, bare_words

_SEPARATORS = re.compile(r"\s*[,;+&\n/]\s*|\s+(?:và|va|cùng|cung|với)\s+", re.IGNORECASE)
_RANGE = re.compile(r"^(\d{1,3})\s*(?:-|–|—|÷|->|đến|den|tới|toi)\s*(\d{1,3})$", re.IGNORECASE)
_FROM_TO = re.compile(
    r"(\d{1,3})\s*(?:-|–|—|đến|den|tới|toi)\s*(?:tổ dân phố|to dan pho|tổ|to|tdp|thôn|thon|số|so)"
    r"\s*(\d{1,3})(?!\d)",
    re.IGNORECASE,
)
_LETTER_DIGIT = re.compile(r"(?<=[^\W\d_])[.\s]*(?=\d)")
_LEAD = re.compile(r"^(?:tại|từ|ở|thuộc|gồm|các|liên|cụm|địa bàn|nhân dân)\s+", re.IGNORECASE)
_LEAD_FOLDED = re.compile(r"^(?:tai|tu|o|thuoc|gom|cac|lien|cum|dia ban)\s+", re.IGNORECASE)
_NUMBERS = re.compile(r"^\d{1,3}(?:\s+\d{1,3})+$")
_COUNT = re.compile(
    r"^(\d{1,3})(?: (\d{1,3}))? (?:to dan pho|to|thon|khu pho|xom|ban|tdp)(?: thon| to dan pho)?$"
)
_SPAN_LIMIT = 200
_TEXT_LIMIT = 1000
_REMARK = re.compile(r"\s*\([^)]*\)")
_JOINED = re.compile(
    r"\s*\(\s*(?:(?:họp|sinh hoạt|tổ chức)\s+)?"
    r"(?:cùng với|cùng|và|chung với|với|phối hợp với|phối hợp|ghép với|kết hợp với|gộp với"
    r"|cung voi|cung|va|chung voi|voi|phoi hop voi|phoi hop)\s+([^()]+)\)",
    re.IGNORECASE,
)
# A dash or plus before a word begins a line of a list; before a digit it reckons.
_RECKONS = re.compile(r"^[=@\uff1d\uff20]|^[+\-\u2212\uff0b\uff0d](?=\d)")
_SUGGEST_FROM = 60
_ALIKE = frozenset({frozenset({"Tổ", "Tổ dân phố"}), frozenset({"Tổ", "Khu phố"})})


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a piece of a cell names no group: a code and what its sentence needs."""

    code: str
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NamedGroups:
    """The groups of a cell in their written order; ``every``: all groups of that day were meant."""

    ids: tuple[str, ...] = ()
    commune_wide: bool = False
    every: bool = False
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """One piece of a cell: its kind of group (empty: not said) and the rest of the name."""

    text: str
    kind: str
    tail: str


class GroupBook:
    """The known groups, found by whole name, former name, or kind and rest of the name."""

    def __init__(
        self, groups: Iterable[ResidentialGroup], words: Vocabulary, *, commune: str = ""
    ) -> None:
        self._groups = tuple(groups)
        self._words = words
        self._commune = bare_words(commune)
        self._by_name: dict[str, list[ResidentialGroup]] = {}
        self._by_tail: dict[str, list[tuple[str, ResidentialGroup]]] = {}
        for group in self._groups:
            names = dict.fromkeys(
                (group.name, group.full_name, *(name for _until, name in group.renamings))
            )
            for name in names:
                self._by_name.setdefault(identity_key(name), []).append(group)
                piece = self._piece(name)
                for key in {identity_key(piece.tail), "~" + fold(piece.tail)}:
                    self._by_tail.setdefault(key, []).append((piece.kind or group.kind, group))

    def read(self, text: str, day: date | None) -> NamedGroups:
        """The groups that a cell names, of those that exist on the day when it matters."""
        whole = tidy(text)
        if not whole:
            return NamedGroups()
        if len(whole) > _TEXT_LIMIT:
            return NamedGroups(troubles=(Trouble("group_unknown", {"text": whole[:60]}),))
        exact = self._alive(self._by_name.get(identity_key(whole), []), day)
        if len(exact) == 1:
            return NamedGroups((exact[0].id,))
        if _RECKONS.match(whole):
            # "-1+1" is read as a name or not at all: it means no group by its digits.
            return NamedGroups(troubles=(Trouble("group_unknown", {"text": whole}),))
        key = bare_words(whole)
        if self._means_commune(key):
            return NamedGroups(commune_wide=True)
        everyone = self._means_every(key, day, whole)
        if everyone is not None:
            return everyone
        return self._read_pieces(text, day)

    def _means_commune(self, key: str) -> bool:
        bare = key.removeprefix("tai ").removeprefix("nhan dan ")
        if self._commune and bare.endswith(self._commune):
            rest = bare.removesuffix(self._commune).strip()
            return rest in {"", "toan", "dia ban", "tren dia ban", "toan the", "toan dia ban"}
        return key in self._words.commune_wide or bare in self._words.commune_wide

    def _means_every(self, key: str, day: date | None, whole: str) -> NamedGroups | None:
        """All groups, or all of the kinds that the words name where the commune has several."""
        active = [group for group in self._groups if day is None or group.active_on(day)]
        meant = self._of_kinds(active, key)
        bare = key.removesuffix(self._commune).strip() if self._commune else key
        bare = bare.removesuffix(" trong phuong").removesuffix(" trong xa").strip()
        if key in self._words.every_group or bare in self._words.every_group:
            return NamedGroups(tuple(group.id for group in meant), every=True)
        found = _COUNT.match(key)
        if found is None:
            return None
        for groups in (meant, active):
            if int(found[1]) == len(groups) and found[2] in {None, found[1]}:
                return NamedGroups(tuple(group.id for group in groups), every=True)
        return NamedGroups(troubles=(Trouble("groups_not_named", {"text": whole}),))

    def _of_kinds(self, groups: list[ResidentialGroup], key: str) -> list[ResidentialGroup]:
        named = {kind for kind, form in self._words.group_kinds if f" {form} " in f" {key} "}
        fitting = [one for one in groups if any(_kinds_agree(kind, one.kind) for kind in named)]
        return fitting or groups

    def _read_pieces(self, text: str, day: date | None) -> NamedGroups:
        ids: list[str] = []
        troubles: list[Trouble] = []
        kind = ""
        for raw in _SEPARATORS.split(_FROM_TO.sub(r"\1 - \2", self._opened(text))):
            piece = self._piece(tidy(raw))
            if not piece.text:
                continue
            kind = piece.kind or kind
            for one in _spread(_Piece(piece.text, kind, piece.tail)):
                found = self._resolve(one, day, said=bool(piece.kind))
                if isinstance(found, Trouble):
                    troubles.append(found)
                elif found not in ids:
                    ids.append(found)
        return NamedGroups(tuple(ids), troubles=tuple(troubles))

    def _opened(self, text: str) -> str:
        """A bracket that joins another group ("TDP 17 (cùng TDP 18)") as a group beside it."""

        def beside(found: re.Match[str]) -> str:
            joins = found[1].strip()[:1].isdigit() or self.begins_group(found[1])
            return f", {found[1]}" if joins else found[0]

        return _JOINED.sub(beside, text)

    def _piece(self, text: str) -> _Piece:
        """Cut a name into kind and rest: "TDP số 3" → ("Tổ dân phố", "3")."""
        spaced = _LETTER_DIGIT.sub(" ", text)
        for _again in range(2):
            spaced = _LEAD.sub("", spaced)
            if spaced.isascii():
                spaced = _LEAD_FOLDED.sub("", spaced)
        plain = spaced.replace(".", " ").strip(" :-–")
        tokens = plain.split()
        key = bare_words(plain)
        for kind, form in self._words.group_kinds:
            size = len(form.split(" "))
            if (
                key == form
                or not key.startswith(form + " ")
                or not _accents_agree(tokens[:size], kind, form)
            ):
                continue
            return _Piece(tidy(text), kind, " ".join(tokens[size:]).strip(" :-"))
        return _Piece(tidy(text), "", " ".join(tokens))

    def _resolve(self, piece: _Piece, day: date | None, *, said: bool) -> str | Trouble:
        own_name = said or not piece.kind
        named = self._by_name.get(identity_key(piece.text), []) if own_name else []
        found = self._one(named, day)
        if found is not None:
            return found.id
        keys = [identity_key(piece.tail)]
        if piece.tail.isascii():
            keys.append("~" + fold(piece.tail))
        for key in keys:
            fitting = [
                group
                for kind, group in self._by_tail.get(key, [])
                if _kinds_agree(piece.kind, kind)
            ]
            fitting = list({group.id: group for group in fitting}.values())
            found = self._one(fitting, day)
            if found is not None:
                return found.id
            if len(self._alive(fitting, day)) > 1:
                names = ", ".join(group.full_name for group in self._alive(fitting, day))
                return Trouble("group_ambiguous", {"text": piece.text, "names": names})
            if fitting:
                return Trouble(
                    "group_not_active", {"text": piece.text, "name": fitting[0].full_name}
                )
        if _REMARK.search(piece.text):
            plain = self._piece(_REMARK.sub("", piece.text))
            return self._resolve(_Piece(plain.text, piece.kind, plain.tail), day, said=said)
        return self._unknown(piece)

    def read_inside(self, text: str, day: date | None) -> NamedGroups:
        """The groups of a cell that names a place: "Nhà văn hóa TDP 5" is at group 5."""
        named = self.read(text, day)
        if not named.troubles:
            return named
        spaced = _LETTER_DIGIT.sub(" ", tidy(text))
        words = spaced.split(" ")
        for start in range(1, len(words)):
            rest = " ".join(words[start:])
            if self._piece(rest).kind:
                inside = self.read(rest, day)
                if inside.ids and not inside.troubles:
                    return inside
        return named

    def kind_and_name(self, text: str) -> tuple[str, str]:
        """The kind of group that a text begins with, empty when with none, and the rest."""
        piece = self._piece(tidy(text))
        return piece.kind, piece.tail

    def begins_group(self, text: str) -> bool:
        """Whether a text reads like a group by itself: a number, or a kind with a name behind."""
        return text.strip().isdigit() or bool(self._piece(tidy(text)).kind)

    def _one(self, groups: list[ResidentialGroup], day: date | None) -> ResidentialGroup | None:
        alive = self._alive(groups, day)
        return alive[0] if len(alive) == 1 else None

    def _alive(self, groups: list[ResidentialGroup], day: date | None) -> list[ResidentialGroup]:
        return [group for group in groups if day is None or group.active_on(day)]

    def _unknown(self, piece: _Piece) -> Trouble:
        name = f"{piece.kind} {piece.tail}" if piece.kind and piece.tail else piece.text
        names = [group.full_name for group in self._groups]
        details = {"text": tidy(name)}
        if not names:
            return Trouble("group_unknown", details)
        _found, score, place = process.extractOne(
            fold(name), [fold(one) for one in names], scorer=fuzz.ratio
        )
        if score < _SUGGEST_FROM:
            return Trouble("group_unknown", details)
        return Trouble("group_unknown_like", details | {"suggestion": names[place]})


def _spread(piece: _Piece) -> tuple[_Piece, ...]:
    """A range or a row of numbers as single pieces."""
    found = _RANGE.match(piece.tail)
    if found and int(found[1]) < int(found[2]) <= int(found[1]) + _SPAN_LIMIT:
        numbers: Iterable[str] = (str(number) for number in range(int(found[1]), int(found[2]) + 1))
    elif _NUMBERS.match(piece.tail):
        numbers = piece.tail.split()
    else:
        return (piece,)
    return tuple(_Piece(f"{piece.kind} {number}".strip(), piece.kind, number) for number in numbers)


def _kinds_agree(written: str, known: str) -> bool:
    return not written or not known or written == known or frozenset({written, known}) in _ALIKE


def _accents_agree(tokens: list[str], kind: str, form: str) -> bool:
    """Whether the written kind is that kind: "Bàn" is no "Bản", "ban" without accents may be."""
    written = " ".join(tokens)
    if written.isascii() or form != bare_words(kind) or " " in form:
        return True
    return identity_key(written) == identity_key(kind)
