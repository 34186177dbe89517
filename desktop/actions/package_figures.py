"""The figures of packages that came, read once each, and the late slips that their reports name."""

import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from desktop.actions.figures_text import card_figures
from desktop.db.received_queries import active_packages, received_snapshots
from desktop.domain.unit_figures import UnitFigures, read_unit_figures

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.sessions import OutreachSession

Told = Callable[[int, int], object]
"""Hears how many of how many were done; stops the work by raising."""

_AT_ONCE = 50
"""Packages that are read between two words of how far it came."""


def package_figures(
    desk: "Desk", package_ids: Iterable[str], told: Told | None = None
) -> Mapping[str, UnitFigures]:
    """The figures of packages by identity; a package never changes, so each is read once.

    ``told`` is called with how many of how many were read; what it raises stops the reading, and
    what was read by then stays known.
    """
    kept: dict[str, UnitFigures] = desk.store.remembered("figures of packages", frozenset(), dict)
    missing = [one for one in package_ids if one not in kept]
    for start in range(0, len(missing), _AT_ONCE):
        if told is not None:
            told(start, len(missing))
        for name, packed in received_snapshots(
            desk.store, missing[start : start + _AT_ONCE]
        ).items():
            kept[name] = read_unit_figures(zlib.decompress(packed))
    return kept


def named_late_slips(
    desk: "Desk", package_ids: Iterable[str]
) -> "dict[str, tuple[OutreachSession, ...]]":
    """By package, in their order, the late slips that its report names; left out where it has none.

    What stands beside a package tells that its report names none, so that it is not read.
    """
    cards = {one.package_id: card_figures(one.figures) for one in active_packages(desk.store)}
    naming = [
        one for one in sorted(package_ids) if (card := cards.get(one)) is None or card.late != 0
    ]
    known = package_figures(desk, naming)
    return {one: known[one].late for one in naming if known[one].late}
