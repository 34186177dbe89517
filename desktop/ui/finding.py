"""What a search means: groups by words and numbers, figures and objectives by their words."""

from desktop.domain.periods import Period
from desktop.domain.plans import PlanPack
from desktop.domain.text import fold
from desktop.i18n import _
from desktop.ui.shell.views import Hit
from desktop.wording import period_name

_MOST = 6
_GROUP_WORDS = frozenset({"to", "tdp", "thon"})
"""What a residential group is called for short: "tổ 4" is also the village of this number."""


def names_group(wanted: str, name: str) -> bool:
    """Whether a text means a group: word by word where there are several, numbers in full."""
    words, own = wanted.split(), name.split()
    if len(words) < 2:
        return wanted in name
    return all(_stands_in(word, own) for word in words)


def _stands_in(word: str, own: list[str]) -> bool:
    if word.isdigit():
        return any(one.isdigit() and int(one) == int(word) for one in own)
    if word in _GROUP_WORDS and not _GROUP_WORDS.isdisjoint(own):
        return True
    return any(word in one for one in own)


def _holds_words(wanted: str, text: str) -> bool:
    """Whether each word begins a word of the text."""
    own = fold(text).split()
    return all(any(one.startswith(word) for one in own) for word in wanted.split())


def figures_found(wanted: str, pack: PlanPack, month: Period) -> tuple[Hit, ...]:
    """Figures of the sheet of a month; those that say the words as they stand come first."""
    found = [one for one in pack.counts if _holds_words(wanted, one.label)]
    found.sort(key=lambda one: wanted not in fold(one.label))
    return tuple(
        Hit(
            title=one.label,
            detail=_("Monthly figure, {month}").format(month=period_name(month.id)),
            room="counts",
            icon="clipboard-list",
            target={"month": month.id, "category": one.id},
        )
        for one in found[:_MOST]
    )


def objectives_found(wanted: str, pack: PlanPack) -> tuple[Hit, ...]:
    """Objectives by the words of their titles, or by "mục tiêu 8"."""
    names = {one.id: _("Objective {number}").format(number=one.id) for one in pack.objectives}
    found = [
        one
        for one in pack.objectives
        if _holds_words(wanted, one.title) or fold(names[one.id]).startswith(wanted)
    ]
    found.sort(key=lambda one: wanted not in fold(one.title))
    return tuple(
        Hit(
            title=one.title,
            detail=names[one.id],
            room="objectives",
            icon="flag",
            target={"objective": one.id},
        )
        for one in found[:_MOST]
    )
