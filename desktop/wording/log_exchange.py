"""Entries of the log about what went between offices: of which unit, month and number, and what
was answered."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from desktop.domain.log_names import LogNames, ReportName
from desktop.domain.log_reports import answer_told, reports_told
from desktop.i18n import N_, _, format_number, ngettext
from desktop.wording.acts import undo_label
from desktop.wording.filling import one_line, shown
from desktop.wording.log_lines import Row, rows_of
from desktop.wording.superior import reception_words

_ACTS = {
    ("prepare_package", ""): N_("making the file for the superior: {reports}"),
    ("seal_package", ""): N_("sealing the file for the superior's new key: {reports}"),
    ("send_package", ""): N_("writing the file for the superior: {reports}"),
    ("record_receipt", "received"): N_("the superior received {reports}"),
    ("record_receipt", "waits"): N_("the superior does not count {reports} yet: to be verified"),
    ("record_receipt", "accepted"): N_("the superior accepted {reports}"),
    ("record_receipt", "returned"): N_("the superior returned {reports}"),
    ("receive", ""): N_("receiving {reports}"),
    ("undo_receive", ""): N_("taking back the reception of {reports}"),
    ("accept_unit", ""): N_("accepting the unit's key: {reports}"),
    ("decide", "accept"): N_("decision to accept {reports}"),
    ("decide", "reject"): N_("decision to leave out {reports}"),
    ("reply", "accepted"): N_("answer to the unit: accepted, {reports}"),
    ("reply", "returned"): N_("answer to the unit: returned, {reports}"),
}
_SUPERIORS = frozenset({"connect", "forget_superior"})
_RECEPTIONS = frozenset({"receive", "undo_receive"})
_NAMED = 20
"""More reports than these are counted; the list of receptions names them all."""


def exchange_sentence(action: str, details: Mapping[str, object], names: LogNames) -> str:
    """The act with its unit, month, number and answer; empty for another, or when none is known."""
    rows = rows_of(details)
    if action in _SUPERIORS:
        return _superior_text(action, rows, names)
    reports = reports_told(action, details, names)
    if action in _RECEPTIONS and not reports:
        return _count_text(action, details)
    act = _ACTS.get((action, answer_told(action, details)))
    if act is None or not reports:
        return ""
    said = _(act).format(reports=reports_text(reports))
    return "; ".join((said, *_beside(action, details, names)))


def reports_text(reports: Sequence[ReportName]) -> str:
    """ "Phường Kim Long (19789) tháng 8/2026 (tệp số 7, thay thế lần 1)"; each unit once."""
    told, more = reports[:_NAMED], len(reports) - _NAMED
    text = "; ".join(
        _("{unit} {reports}").format(unit=unit, reports=months) if unit else months
        for unit, of_unit in groupby(told, key=_unit)
        if (months := ", ".join(map(_month, of_unit)))
    )
    if more <= 0:
        return text
    rest = ngettext("{names}… and {n} more file", "{names}… and {n} more files", more)
    return rest.format(names=text, n=format_number(more))


def _unit(one: ReportName) -> str:
    name = one_line(one.unit_name)
    if not name or not one.unit_code:
        return name or one.unit_code
    return _("{name} ({code})").format(name=name, code=one.unit_code)


def _month(one: ReportName) -> str:
    said = [_("file no. {number}").format(number=one.number)]
    if one.correction:
        said.append(_("replacement no. {number}").format(number=one.correction))
    period = shown("period", one.period)
    return _("{period} ({file})").format(period=period, file=", ".join(said))


def _beside(action: str, details: Mapping[str, object], names: LogNames) -> list[str]:
    """What is to be known besides: which reception it was; what an answer is worth."""
    rows = rows_of(details)
    if action in _RECEPTIONS:
        ids = (str(row.get("id", "")) for row in rows if row.get("table") == "receptions")
        found = (one_line(names.name("receptions", one)) for one in ids)
        text = _("reception “{name}”")
        return [text.format(name=reception_words(one)) for one in found if one]
    if action != "record_receipt":
        return []
    by_code = not any("content" in row.get("texts", {}) for row in rows)
    worth = ((by_code, _("by its code alone")), (details.get("older"), _("an older answer")))
    return [text for holds, text in worth if holds]


def _superior_text(action: str, rows: Sequence[Row], names: LogNames) -> str:
    """Which superior; a connection that takes the place of another names the new one."""
    ids = [
        str(row.get("id", ""))
        for kind in ("added", "changed")
        for row in rows
        if row.get("table") == "superiors" and row.get("kind") == kind
    ]
    name = names.name("superiors", ids[0]) if ids else ""
    return f"{undo_label(action)}: {one_line(name)}" if name else ""


def _count_text(action: str, details: Mapping[str, object]) -> str:
    """Of a reception whose log keeps no line for each file: how many came, and from how many."""
    count, units, periods = (_number(details, name) for name in ("packages", "units", "periods"))
    if not count:
        return ""
    said = [ngettext("{count} file", "{count} files", count).format(count=format_number(count))]
    if units:
        text = ngettext("{count} unit", "{count} units", units)
        said.append(text.format(count=format_number(units)))
    if period := str(details.get("period") or ""):
        said.append(shown("period", period))
    elif periods:
        text = ngettext("{count} period", "{count} periods", periods)
        said.append(text.format(count=format_number(periods)))
    return f"{undo_label(action)}: {', '.join(said)}"


def _number(details: Mapping[str, object], name: str) -> int:
    found = details.get(name)
    return found if isinstance(found, int) else 0
