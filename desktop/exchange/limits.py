"""What a reader of files between offices takes at most; more is refused before it is held.

They leave twice the room that a year of 300 groups with two sessions a month takes; a month of
23 groups has 75 KB of snapshot and 11 KB of file. Together they keep the reading of one file
below ``MEMORY`` bytes, and with a passphrase below ``LOCKED_MEMORY``.
"""

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB

PACKAGE = 4 * MIB
"""Bytes of a package file."""
RECEIPT = 256 * KIB
"""Bytes of a receipt file."""
CONNECTION = 1 * MIB
"""Bytes of a connection file."""
MANIFEST = 64 * KIB
"""Bytes of a manifest."""
SNAPSHOT = 8 * MIB
"""Bytes of a snapshot, unpacked."""
RATIO = 250
"""How many times its packed size a snapshot may unpack to: a month has 7, a year up to 60."""
RATIO_FREE = 64 * KIB
"""Bytes that may be unpacked whatever the ratio."""
MEMORY = 192 * MIB
"""Bytes that the reading of one file may need at its worst moment; held by the fault tests."""

DIGITS = 18
"""Digits of a whole number."""
EXPONENT = 15
"""Powers of ten of a decimal, up and down."""
SEQUENCE = 1_000_000_000
"""The highest sequence number of a package, and the highest number of a connection file."""
CORRECTION = 999
"""The highest number of a correction."""
NAME = 300
"""Characters of a name."""
REMARKS = 200
"""Remarks of one receipt."""
REMARK = 4000
"""Characters of one remark."""
PLAN = 512 * KIB
"""Characters of a plan in a connection file."""
COUNTS = 40
"""Names in the counts of a manifest."""
WORK_FACTOR = 18
"""The highest scrypt work factor (power of two) that is tried: 256 MiB of memory for a moment."""
WRITTEN_FACTOR = 17
"""The scrypt work factor of the files that are written here: 128 MiB; the passphrase is 93 bits."""
LOCKED_MEMORY = MEMORY + 256 * MIB
"""Bytes that the reading of one file with a passphrase may need at its worst moment."""
AGE_HEADER = 16 * KIB
"""Bytes of an age header."""


@dataclass(frozen=True, slots=True)
class JsonLimits:
    """Depth of nesting and number of values that a JSON text may have."""

    depth: int
    values: int


SMALL_JSON = JsonLimits(depth=6, values=4_000)
"""Of a manifest, a receipt, a connection file."""
SNAPSHOT_JSON = JsonLimits(depth=16, values=400_000)
"""Of a snapshot; real ones nest 8 deep."""
