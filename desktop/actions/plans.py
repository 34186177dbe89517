"""The plans that are shipped, and files of plans that somebody else wrote."""

import stat
from pathlib import Path

from desktop.domain.plan_parsing import PlanReading, parse_plan
from desktop.domain.plan_reading import LARGEST_FILE, PlanProblem
from desktop.domain.plans import PlanPack
from desktop.domain.text import fold
from desktop.paths import resource

DEFAULT_PLAN = "hue-302"


class PlanNotShippedError(LookupError):
    """A shipped plan is missing or broken; ``args[0]`` is its file."""


def shipped_plans() -> tuple[PlanPack, ...]:
    """All shipped plans: the default one first, the others by id.

    Raises PlanNotShippedError when one of them cannot be used.
    """
    packs = [_shipped(path) for path in resource("plans").glob("*.toml")]
    return tuple(sorted(packs, key=lambda pack: (pack.id != DEFAULT_PLAN, pack.id)))


def _shipped(path: Path) -> PlanPack:
    pack = parse_plan(path.read_bytes()).pack
    if pack is None:
        raise PlanNotShippedError(path.name)
    return pack


def plan_named(name: str) -> PlanPack | None:
    """The shipped plan of an id, or of a symbol ("302/KH-UBND") that only one has."""
    wanted = fold(name)
    for path in resource("plans").glob("*.toml"):
        # A plan's file is named by its id, so that one of them is read and not all.
        if path.stem == wanted:
            return _shipped(path)
    found = [pack for pack in shipped_plans() if pack.symbol and fold(pack.symbol) == wanted]
    return found[0] if len(found) == 1 else None


def check_plan_file(path: Path) -> PlanReading:
    """What a file holds: a plan, or what keeps it from being one.

    Only plain files are opened, and no more is read than a plan may be large.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return PlanReading(None, (PlanProblem("unreadable"),))
        with path.open("rb") as source:
            content = source.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        return PlanReading(None, (PlanProblem("unreadable"),))
    return parse_plan(content)
