"""A package as it came, what a person decided on it, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from desktop.domain.expected_units import UnitId
from desktop.exchange.chains import Chain

Keys = Mapping[UnitId, frozenset[str]]
"""The public signing keys accepted for each unit."""


@dataclass(frozen=True, slots=True, order=True)
class Received:
    """A package as it came; ``previous`` is the id of the sender's package before it, or empty.

    ``signer`` is the public key of its signature, ``correction`` 0 for the first report of a
    period. Of several receptions the earliest ``received_on`` holds. ``arrival`` is the place of
    the reception that brought it among all receptions; only what was taken back asks for it.
    """

    package_id: str
    received_on: date
    unit_code: str
    valid_from: date
    install_id: str
    branch_id: str
    sequence: int
    previous: str
    period: str
    correction: int
    signer: str
    arrival: int = 0

    @property
    def unit(self) -> UnitId:
        """Whose figures it brings, as it says itself."""
        return UnitId(self.unit_code, self.valid_from)

    @property
    def chain(self) -> Chain:
        """The installation and branch that made it."""
        return Chain(self.install_id, self.branch_id)


class Decision(NamedTuple):
    """What a person decided on a package.

    ``chosen_from`` lay beside it under its sequence, or counted then of other branches.
    """

    package_id: str
    accept: bool
    chosen_from: frozenset[str] = frozenset()


class Standing(StrEnum):
    """What becomes of a package."""

    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    """It counts, but a later one of the same period stands in its place."""
    TO_VERIFY = "to_verify"
    REJECTED = "rejected"


class Cause(StrEnum):
    """Why a package waits for a person, or is out."""

    NONE = ""
    UNKNOWN_UNIT = "unknown_unit"
    OTHER_VALID_FROM = "other_valid_from"
    """The code is expected, but of a unit that is valid from another day."""
    UNIT_NOT_YET = "unit_not_yet"
    """The period closed before the unit existed: its predecessors report it."""
    UNIT_ENDED = "unit_ended"
    """The unit no longer existed on the closing date: its successor reports the period."""
    NEW_KEY = "new_key"
    KEY_OF_OTHER_UNIT = "key_of_other_unit"
    OTHER_INSTALL = "other_install"
    OTHER_BRANCH = "other_branch"
    FORK = "fork"
    FORK_TAKEN_BACK = "fork_taken_back"
    """The other package of its sequence came before it; that reception was taken back."""
    AFTER_FORK = "after_fork"
    """A package between it and a fork has not come: nobody can tell which side it follows."""
    BROKEN_CHAIN = "broken_chain"
    SIBLING = "sibling"
    """Out: another of the same sequence and period was accepted when both lay there."""
    DECIDED = "decided"
    """Out: a person rejected it."""
    DECISION_UNSIGNED = "decision_unsigned"
    """What was decided on it last does not bear its signature: it is decided again."""


class Oddity(StrEnum):
    """What is to be looked at in a package that counts."""

    GAP = "gap"
    """The package before it has not come."""
    SAME_CORRECTION = "same_correction"
    """The period was sent before with the same number of correction and other content."""
    OLDER_CORRECTION = "older_correction"
    """The period was sent before with a higher number of correction."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a package and why.

    ``details``: ``other`` is the id of the package that it conflicts with or that stands in its
    place, ``unit`` the code of the unit whose key it bears, ``successor`` who reports instead,
    ``valid_from`` the day of the unit expected.
    """

    package: Received
    standing: Standing
    cause: Cause = Cause.NONE
    details: Mapping[str, str] = field(default_factory=dict)
    oddities: tuple[Oddity, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it is, or was, the unit's word on its period."""
        return self.standing in (Standing.IN_FORCE, Standing.SUPERSEDED)
