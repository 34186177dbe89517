"""Which of the received packages count: the pure rules over what the store holds."""

from collections.abc import Iterable, Mapping
from datetime import date

from desktop.actions.desk import Desk
from desktop.actions.signed_decisions import read_decisions, sound_signers
from desktop.db import queries
from desktop.db.received_queries import (
    ReceivedPackage,
    active_packages,
    came_before,
    reception_packages,
    reception_places,
    receptions,
    suspect_receptions,
    taken_back_packages,
    unit_replies,
)
from desktop.db.unit_queries import expected_units
from desktop.domain.official_days import official_day
from desktop.exchange.consolidation import Consolidation, consolidate
from desktop.exchange.filings import Said, given_back
from desktop.exchange.received import Decision, Received

_TABLES = frozenset(
    {
        "expected_units",
        "own_keys",
        "package_decisions",
        "received_packages",
        "receptions",
        "settings",
        "unit_keys",
    }
)


_COMING = 1 << 60
"""The place of a reception that is not stored yet: after all others."""

CLOCK_BEHIND = "clock_behind"
"""The code of the sentence that the clock here stands before a day seen already."""


def consolidation_of(desk: Desk) -> Consolidation:
    """The verdict of every package that is active; remembered until something of it changes."""
    store = desk.store
    return store.remembered("consolidation", _TABLES, lambda: consolidation_with(desk, ()))


def consolidation_with(desk: Desk, more: Iterable[ReceivedPackage]) -> Consolidation:
    """The verdicts as they would be if more packages had come."""
    store = desk.store
    return _consolidated(desk, (*active_packages(store), *more), taken_back_packages(store))


def consolidation_without(desk: Desk, reception_id: str) -> Consolidation:
    """The verdicts as they would be if a reception were taken back."""
    store = desk.store
    brought = reception_packages(store)
    kept = {
        name
        for one in receptions(store)
        if one.undone_at is None and one.id != reception_id
        for name in brought.get(one.id, ())
    }
    here = [one for one in active_packages(store) if one.package_id in kept]
    gone = [one for one in active_packages(store) if one.package_id not in kept]
    return _consolidated(desk, here, (*taken_back_packages(store), *gone))


def _consolidated(
    desk: Desk, here: Iterable[ReceivedPackage], gone: Iterable[ReceivedPackage]
) -> Consolidation:
    store, decided = desk.store, read_decisions(desk)
    places = reception_places(store)
    return consolidate(
        (_received(one, places) for one in here),
        keys=sound_signers(desk),
        decisions=[
            Decision(one.package_id, one.verdict == "accept", frozenset(one.chosen_from or ()))
            for one in decided.sound
        ],
        taken_back=(_received(one, places) for one in gone),
        doubted=decided.doubted,
        units=expected_units(store),
        rule=queries.counting_settings(store).period_rule,
    )


def returned_packages(desk: Desk) -> frozenset[str]:
    """The packages that were given back and not accepted since: what was said last holds."""
    last = {reply.package_id: reply for reply in unit_replies(desk.store)}
    accepted = {
        one.package_id: one.at for one in read_decisions(desk).sound if one.verdict == "accept"
    }
    return frozenset(
        name
        for name, reply in last.items()
        if reply.kind == "returned" and accepted.get(name, reply.at) <= reply.at
    )


def given_back_reports(desk: Desk) -> frozenset[str]:
    """The packages in force whose report was given back, itself or in a correction of it.

    The one rule for board, path and papers: their figures count, and the report has to come again.
    """
    return desk.store.remembered("given back", _TABLES | {"unit_replies"}, lambda: _back(desk))


def _back(desk: Desk) -> frozenset[str]:
    # In the order of decisions: two may bear the same time.
    said = {
        one.package_id: Said(one.at, one.verdict == "reject") for one in read_decisions(desk).sound
    }
    for reply in unit_replies(desk.store):
        answered = Said(reply.at, reply.kind == "returned")
        said[reply.package_id] = max(said.get(reply.package_id, answered), answered)
    return given_back(consolidation_of(desk), said=said, keys=sound_signers(desk))


def clock_suspect_packages(desk: Desk) -> frozenset[str]:
    """The packages that first came while the clock here stood before a day seen already."""
    suspect = suspect_receptions(desk.store)
    if not suspect:
        return frozenset()
    active, sure = active_packages(desk.store), came_before(desk.store)
    return frozenset(
        one.package_id
        for one in active
        if one.reception_id in suspect and one.package_id not in sure
    )


def clock_doubted(desk: Desk) -> bool:
    """Whether the clock here stands before a day that this store has seen already."""
    return desk.store.clock_behind


def clock_details(desk: Desk) -> dict[str, str]:
    """The details of the sentence of ``clock_behind``."""
    return {"seen": desk.store.clock_floor.isoformat()}


def _received(one: ReceivedPackage, places: Mapping[str, int]) -> Received:
    """A package as the rules read it."""
    return Received(
        package_id=one.package_id,
        received_on=official_day(one.at),
        unit_code=one.unit_code,
        valid_from=date.fromisoformat(one.valid_from),
        install_id=one.install_id,
        branch_id=one.branch_id,
        sequence=one.sequence,
        previous=one.previous,
        period=one.period,
        correction=one.correction,
        signer=one.signer_public,
        arrival=places.get(one.reception_id, _COMING),
    )
