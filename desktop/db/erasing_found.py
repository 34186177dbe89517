"""What an erasure found in a store."""

from dataclasses import dataclass, field

from desktop.db.rows import Row


@dataclass(slots=True)
class Found:
    """Where the words stand: how many rows a kind of place, and the rows by table and key.

    ``examples``: the first place of each kind, in its sentence. ``lost``: how many entries of the
    log hash texts that stand nowhere any more. ``unsound``: closed periods that could not be read
    any more. ``renamed``: names that got a number, by table and key.
    """

    counts: dict[str, int] = field(default_factory=dict)
    keys: set[tuple[str, str]] = field(default_factory=set)
    snapshots: list[dict[str, str]] = field(default_factory=list)
    stays: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    redacted: dict[str, str] = field(default_factory=dict)
    lost: int = 0
    unsound: list[str] = field(default_factory=list)
    renamed: dict[tuple[str, str], tuple[str, Row]] = field(default_factory=dict)

    def note(self, kind: str, table: str = "", key: str = "", *, example: str = "") -> None:
        """One more place of a kind."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if example:
            self.examples.setdefault(kind, example)
        if key:
            self.keys.add((table, key))

    def stay(self, kind: str) -> None:
        """One more place of a kind that is not changed."""
        self.stays[kind] = self.stays.get(kind, 0) + 1

    @property
    def total(self) -> int:
        """How many places in all."""
        return sum(self.counts.values())
