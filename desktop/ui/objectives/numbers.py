"""Numbers with decimals as they are typed and shown in the fields of this room."""

import re
from decimal import Decimal

from desktop.wording.plans import number_text

_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,(\d{1,4}))?")


def parse_decimal(typed: str) -> Decimal | None:
    """The number that a text names ("12,5", "1.234"); none when it names none."""
    found = _NUMBER.fullmatch(typed.strip())
    if found is None or not typed.isascii():
        return None
    return Decimal(found[1].replace(".", "") + ("." + found[2] if found[2] else ""))


def typed_decimal(value: Decimal | None) -> str:
    """A number as it stands in a field; blank where there is none."""
    return "" if value is None else number_text(value)
