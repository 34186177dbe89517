"""What a window that is built anew says first."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """``trouble``: what went wrong; ``notice``: what was done. Empty where there is none."""

    trouble: str = ""
    notice: str = ""
