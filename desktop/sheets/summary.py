"""One warning for many rows: what every row repeats would bury what only one of them has."""

from collections.abc import Iterable
from dataclasses import replace

from desktop.sheets.results import CellProblem

ROWS_SHOWN = 5
_SUMMED = {
    "format_missing": "format_missing_rows",
    "topic_missing": "topic_missing_rows",
    "topic_not_drug": "topic_not_drug_rows",
    "looks_personal": "looks_personal_rows",
    "names_person": "names_person_rows",
}


def sum_up(problems: Iterable[CellProblem]) -> tuple[CellProblem, ...]:
    """The problems, with a warning that more than five rows share said once.

    It stands in the place of the first and tells in ``count`` how many rows have it; what
    stops a row is never summed up.
    """
    found = tuple(problems)
    rows: dict[tuple[str, str], int] = {}
    for one in found:
        if not one.stops and one.code in _SUMMED:
            rows[_place(one)] = rows.get(_place(one), 0) + 1
    told: set[tuple[str, str]] = set()
    shown: list[CellProblem] = []
    for one in found:
        count = 0 if one.stops else rows.get(_place(one), 0)
        if count <= ROWS_SHOWN:
            shown.append(one)
        elif _place(one) not in told:
            told.add(_place(one))
            shown.append(replace(one, code=_SUMMED[one.code], details=_details(one, found, count)))
    return tuple(shown)


def _details(one: CellProblem, found: Iterable[CellProblem], count: int) -> dict[str, str]:
    """How many rows, and what the first different ones of them say."""
    details = one.details | {"count": str(count)}
    if "text" in details:
        alike = (other for other in found if _place(other) == _place(one))
        texts = list(dict.fromkeys(other.details.get("text", "") for other in alike))
        more = ["…"] if len(texts) > ROWS_SHOWN else []
        details["text"] = "; ".join([*texts[:ROWS_SHOWN], *more])
    return details


def _place(one: CellProblem) -> tuple[str, str]:
    return one.code, one.column
