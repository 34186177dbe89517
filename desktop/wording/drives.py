"""Drives in words: what a stick is called, and how much room it has."""

from decimal import Decimal

from desktop.i18n import _, format_decimal, format_number

_KB, _MB, _GB = 1 << 10, 1 << 20, 1 << 30


def drive_name(name: str, label: str) -> str:
    """ "KINGSTON (E:)" where drives have letters, else the label, else what the system says."""
    if label and name.endswith(":"):
        return _("{label} ({letter})").format(label=label, letter=name)
    return label or name


def size_words(size: int) -> str:
    """ "41 KB", "6,2 GB": bytes for people."""
    for unit, word in ((_GB, "GB"), (_MB, "MB")):
        if size >= unit:
            return f"{format_decimal(Decimal(size) / unit, decimals=1)} {word}"
    return f"{format_number(max(1, -(-size // _KB)) if size else 0)} KB"
