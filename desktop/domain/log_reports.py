"""Of which reports an entry of the log tells, and what was answered to them."""

from collections.abc import Iterator, Mapping
from typing import Any

from desktop.domain.log_names import LogNames, ReportName

_ANSWERS = {
    "record_receipt": ("receipts", "kind"),
    "decide": ("package_decisions", "verdict"),
    "reply": ("unit_replies", "kind"),
}
OF_REPORTS = frozenset(_ANSWERS) | {
    "prepare_package",
    "seal_package",
    "send_package",
    "receive",
    "undo_receive",
    "accept_unit",
}
"""The acts between offices: what was made, sent, received, answered and decided."""


def reports_told(
    action: str, details: Mapping[str, object], known: LogNames
) -> tuple[ReportName, ...]:
    """The reports that an entry is about, by unit and period; none of another act.

    What the entry keeps of them goes before what the store knows of its rows; an entry of a former
    version keeps their ids alone.
    """
    if action not in OF_REPORTS:
        return ()
    found = [_named(one, known.reports.get(name)) for name, one in kept_reports(details).items()]
    if not found:
        ids = dict.fromkeys(one for row in _rows(details) for one in _packages_in(row, known))
        found = [known.reports[one] for one in ids if one in known.reports]
    return tuple(sorted(found, key=lambda one: (one.unit_code, one.period, one.number)))


def kept_reports(details: Mapping[str, object]) -> dict[str, ReportName]:
    """The reports that an entry keeps, by the ids of their packages."""
    pairs = ((name, ReportName.of_told(text)) for name, text in details.items() if _is_id(name))
    return {name: one for name, one in pairs if one is not None}


def answer_told(action: str, details: Mapping[str, object]) -> str:
    """What was answered or decided, by its code; empty for an act that answers nothing.

    "waits": the superior has the file and counts it only once it is verified; the remark of a file
    that was received says nothing else.
    """
    table, column = _ANSWERS.get(action, ("", ""))
    for row in _rows(details):
        if row.get("table") == table and row.get("kind") == "added":
            said = str(row.get("values", {}).get(column, ("",))[-1] or "")
            return "waits" if said == "received" and _remarked(row) else said
    return ""


def _named(kept: ReportName, known: ReportName | None) -> ReportName:
    return kept._replace(unit_name=known.unit_name) if known is not None else kept


def _rows(details: Mapping[str, object]) -> list[dict[str, Any]]:
    changes = details.get("changes")
    return changes if isinstance(changes, list) else []


def _packages_in(row: Mapping[str, Any], known: LogNames) -> Iterator[str]:
    """The ids of the packages that a row names, or that its reception brought."""
    if row.get("table") == "sent_packages":
        yield str(row.get("id", ""))
    if row.get("table") == "receptions":
        yield from known.receptions.get(str(row.get("id", "")), ())
    yield from (str(one) for one in row.get("values", {}).get("package_id", ())[-1:] if one)


def _remarked(receipt: Mapping[str, Any]) -> bool:
    """Whether a receipt came with remarks: of their text the log keeps the length."""
    kept = receipt.get("texts", {}).get("remarks", (None,))[-1]
    return kept is not None and int(kept[1]) > len("[]")


def _is_id(name: str) -> bool:
    """Whether a name is the identity of a package: a SHA-256 in hexadecimal digits."""
    return len(name) == 64 and set(name) <= set("0123456789abcdef")
