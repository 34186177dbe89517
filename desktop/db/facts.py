"""What a store says of itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desktop.db.errors import StoreDamagedError
from desktop.domain.commune import Role


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """What a store says of itself: which installation and branch wrote it, since when, for whom."""

    install_id: str
    branch_id: str
    created_at: datetime
    role: Role
    last_seen: date


def read_facts(read: Callable[[str], list[tuple[Any, ...]]]) -> StoreFacts:
    """The facts, by a function that reads rows.

    Raises:
        StoreDamagedError: one is missing or makes no sense.
    """
    facts = dict(read("SELECT name, value FROM store_facts"))
    try:
        return StoreFacts(
            install_id=facts["install_id"],
            branch_id=facts["branch_id"],
            created_at=datetime.fromisoformat(facts["created_at"]),
            role=Role(facts["role"]),
            last_seen=date.fromisoformat(facts["last_seen"]),
        )
    except (KeyError, ValueError) as error:
        raise StoreDamagedError(reason=f"store_facts: {error}") from error
