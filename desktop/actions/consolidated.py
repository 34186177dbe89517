"""The figures of all units together: of a period, of the months of a year, and as they changed."""

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from desktop.actions.board import expected_since
from desktop.actions.desk import Changes, Desk
from desktop.actions.package_figures import Told, named_late_slips, package_figures
from desktop.actions.paper_numbers import CONSOLIDATED
from desktop.actions.periods import month_holding
from desktop.actions.plans import plan_of_month
from desktop.actions.verdicts import consolidation_of, returned_packages
from desktop.db import queries
from desktop.db.issued_queries import issued_papers
from desktop.db.received_queries import (
    PrintedTotals,
    active_packages,
    printed_periods,
    printed_totals,
    received_snapshots,
)
from desktop.db.received_saving import save_printed_totals
from desktop.db.unit_queries import expected_units
from desktop.domain.canonical import parse
from desktop.domain.composed_figures import composed_figures, passed_on
from desktop.domain.consolidated import Consolidated, consolidated
from desktop.domain.consolidated_period import ConsolidatedPeriod
from desktop.domain.expected_units import (
    ExpectedUnit,
    UnitId,
    heirs_of,
    lacking_months,
    list_order,
    reporter_of,
)
from desktop.domain.issued import IssuedPaper
from desktop.domain.issued_words import read_words
from desktop.domain.late_places import LateSlips, place_late_slips
from desktop.domain.periods import Period, PeriodKind, months_in, parse_period, year_months
from desktop.domain.printed_totals import (
    ChangedTotal,
    PrintedTotal,
    changed_totals,
    read_totals,
    totals_text,
)
from desktop.domain.printed_totals import printed_totals as totals_of
from desktop.domain.sessions import OutreachSession
from desktop.domain.snapshot import snapshot_content
from desktop.domain.unit_figures import UnitFigures
from desktop.exchange.consolidation import Consolidation

REPORT = "report"
"""The paper whose totals are held against later ones; the command knows it by this name."""

_REISSUE = "report-reissue"
"""Beside the totals of a re-issue: what tells how many there were."""

RECEIVED = frozenset(
    {
        "allocated_rows",
        "expected_units",
        "package_decisions",
        "plan_additions",
        "plan_choices",
        "plan_files",
        "received_packages",
        "receptions",
        "settings",
        "unit_keys",
        "unit_replies",
    }
)
"""The tables that consolidated figures are read from."""


@dataclass(frozen=True, slots=True)
class Reissue:
    """What changed in the totals of a paper since it was printed.

    ``number`` is that of the re-issue to be made ("thay thế lần n"); ``issued`` is the line of the
    register whose paper it replaces, none where that never got a number.
    """

    kind: str
    period: str
    number: int
    changes: tuple[ChangedTotal, ...]
    issued: IssuedPaper | None = None


def consolidated_of(desk: Desk, period: Period) -> ConsolidatedPeriod:
    """All units of a period together, from what is in force.

    A unit without a report of a longer period stands with its months, where it sent any. The
    result is remembered until something is received, decided or set.
    """
    name = f"consolidated {period.id} {period.start}"
    return desk.store.remembered(name, RECEIVED, lambda: _consolidated(desk, period))


def _consolidated(desk: Desk, period: Period) -> ConsolidatedPeriod:
    found = consolidation_of(desk)
    units = expected_units(desk.store)
    pack = plan_of_month(desk, month_holding(desk, period.last_day).id)
    months = _months(desk, period)
    figures, months_of = _in_force(desk, found, period, months)
    heirs = {unit: _heir(units, unit, period) for unit in months_of.keys() - figures.keys()}
    reporting = frozenset({*figures, *months_of})
    held: dict[UnitId, dict[str, UnitFigures]] = {}
    there: dict[UnitId, tuple[str, ...]] = {}
    for unit, heir in sorted(heirs.items()):
        since_heir = _heir_since(desk, found, heir, period) or "" if heir in figures else None
        sent = months_of[unit]
        known = {one: sent[one] for one in sent if since_heir is None or one < since_heir}
        if known:
            held[unit] = known
            beside = (one for one in months if since_heir is not None and one >= since_heir)
            there[unit] = (*known, *beside)
    late = _late_slips(desk, found, units, period, held)
    lacking = lacking_months(units, _month_periods(desk, period), there)
    for unit, known in held.items():
        made = composed_figures(
            period, list(known.values()), pack, whole=unit not in lacking, late=late[unit]
        )
        figures[unit] = passed_on(made, pack) if heirs[unit] in reporting else made
    composed = {unit: tuple(known) for unit, known in held.items()}
    since = expected_since(desk)
    totals = with_names(desk, consolidated(period, units, figures, pack=pack, since=since))
    returned, back = returned_units(desk, period.id), _returned_months(desk, composed)
    return ConsolidatedPeriod(
        totals=totals,
        pack=pack,
        months=months,
        composed=composed,
        lacking=lacking,
        waiting=_waiting(desk, found, units, {period.id, *months}),
        returned=tuple(
            line.unit for line in totals.lines if line.unit.unit in returned | back.keys()
        ),
        returned_months=back,
    )


def returned_units(desk: Desk, period_id: str) -> frozenset[UnitId]:
    """The units whose report of a period was given back and counts until it is replaced."""
    back = returned_packages(desk)
    return frozenset(
        unit
        for (unit, name), package in consolidation_of(desk).in_force.items()
        if name == period_id and package.package_id in back
    )


def _returned_months(
    desk: Desk, composed: Mapping[UnitId, Sequence[str]]
) -> dict[UnitId, tuple[str, ...]]:
    """Of the months that units' figures are made of those whose report was given back."""
    back = {month: returned_units(desk, month) for some in composed.values() for month in some}
    found = {
        unit: tuple(month for month in months if unit in back[month])
        for unit, months in composed.items()
    }
    return {unit: months for unit, months in found.items() if months}


def _heir(units: Sequence[ExpectedUnit], unit: UnitId, period: Period) -> UnitId | None:
    """The unit that took the place of one by the end of a period; none where it is there still."""
    listed = next((one for one in units if one.unit == unit), None)
    found = reporter_of(units, listed, period) if listed is not None else None
    return None if found is None or found.unit == unit else found.unit


def _heir_since(
    desk: Desk, found: Consolidation, heir: UnitId | None, period: Period
) -> str | None:
    """The first month that the own report of the unit that took the place of another holds.

    That report holds every month from the first one that its folder tracks: a folder made of
    those of the former units tracks theirs, a fresh one begins with the new unit. None: all.
    """
    package = found.in_force[heir, period.id] if heir is not None else None
    return _first_month(desk, package.package_id) if package is not None else None


def _first_month(desk: Desk, package_id: str) -> str | None:
    """The first month that the sender of a package tracks; none where it did not say."""
    for packed in received_snapshots(desk.store, [package_id]).values():
        content = snapshot_content(parse(zlib.decompress(packed)))
        first = content.get("first_month") if isinstance(content, dict) else None
        if isinstance(first, str):
            return first
    return None


def with_names(desk: Desk, totals: Consolidated) -> Consolidated:
    """Units that are in no list bear the name that they sent."""
    if all(line.expected for line in totals.lines):
        return totals
    names = {(one.unit_code, one.valid_from): one.unit_name for one in active_packages(desk.store)}
    lines = tuple(
        replace(line, unit=replace(line.unit, name=name))
        if not line.expected
        and line.unit.name == line.unit.code
        and (name := names.get((line.unit.code, line.unit.valid_from.isoformat())))
        else line
        for line in totals.lines
    )
    return replace(totals, lines=lines)


def _months(desk: Desk, period: Period) -> tuple[str, ...]:
    """The months that a longer period can be composed of."""
    return tuple(month.id for month in _month_periods(desk, period))


def _month_periods(desk: Desk, period: Period) -> tuple[Period, ...]:
    if period.kind in (PeriodKind.MONTH, PeriodKind.AD_HOC):
        return ()
    rule = queries.counting_settings(desk.store).period_rule
    return tuple(months_in(period, rule.of_kind(PeriodKind.MONTH)))


def _in_force(
    desk: Desk, found: Consolidation, period: Period, months: Sequence[str]
) -> tuple[dict[UnitId, UnitFigures], dict[UnitId, dict[str, UnitFigures]]]:
    """The figures in force of a period, and those of its months by unit, in their order."""
    wanted = {
        place: package.package_id
        for place, package in found.in_force.items()
        if place[1] == period.id or place[1] in months
    }
    known = package_figures(desk, wanted.values())
    own = {unit: known[one] for (unit, name), one in wanted.items() if name == period.id}
    by_month: dict[UnitId, dict[str, UnitFigures]] = {}
    for unit, month in sorted(wanted):
        if month != period.id:
            by_month.setdefault(unit, {})[month] = known[wanted[unit, month]]
    return own, by_month


def _late_slips(
    desk: Desk,
    found: Consolidation,
    units: Sequence[ExpectedUnit],
    period: Period,
    months: Mapping[UnitId, Mapping[str, UnitFigures]],
) -> Mapping[UnitId, LateSlips]:
    """The late slips of units whose figures are made of months, whoever reported them."""
    heirs = {one.unit: heirs_of(units, one) for one in units}
    reporters = {*months, *(heir for unit in months for heir in heirs.get(unit, ()))}
    later = _named_later(desk, found, period, reporters)
    given = {unit: tuple(known.values()) for unit, known in months.items()}
    return place_late_slips(period, given, later, heirs)


def _named_later(
    desk: Desk, found: Consolidation, period: Period, units: Collection[UnitId]
) -> dict[UnitId, tuple[OutreachSession, ...]]:
    """By unit the late slips that its reports of months after a period name."""
    wanted: dict[str, UnitId] = {}
    for (unit, name), package in found.in_force.items():
        if unit in units:
            other = parse_period(name)
            if other.kind is PeriodKind.MONTH and other.last_day > period.last_day:
                wanted[package.package_id] = unit
    if not wanted:
        return {}
    slips: dict[UnitId, tuple[OutreachSession, ...]] = {}
    for name, late in named_late_slips(desk, wanted).items():
        slips[wanted[name]] = (*slips.get(wanted[name], ()), *late)
    return slips


def read_ahead(desk: Desk, period: Period, told: Told) -> None:
    """Reads the figures that a period needs, so that its totals are made at once afterwards."""
    wanted = {period.id, *_months(desk, period)}
    in_force = consolidation_of(desk).in_force
    names = [one.package_id for (_unit, name), one in in_force.items() if name in wanted]
    package_figures(desk, names, told)


def _waiting(
    desk: Desk, found: Consolidation, units: Sequence[ExpectedUnit], periods: set[str]
) -> tuple[ExpectedUnit, ...]:
    """The units of which a file for one of some periods waits for a person."""
    listed = {unit.unit: unit for unit in units}
    names = {one.package_id: one.unit_name for one in active_packages(desk.store)}
    waiting: dict[UnitId, ExpectedUnit] = {}
    for one in found.to_verify:
        package = one.package
        if package.period in periods:
            name = names.get(package.package_id) or package.unit_code
            unknown = ExpectedUnit(package.unit_code, name, package.valid_from)
            waiting[package.unit] = listed.get(package.unit, unknown)
    placed = [one for one in waiting.values() if one.unit in listed]
    others = [one for one in waiting.values() if one.unit not in listed]
    return (*sorted(placed, key=list_order), *sorted(others, key=list_order))


def year_of(desk: Desk, period: Period) -> tuple[Period, ...]:
    """The twelve months of the year that a period belongs to."""
    rule = queries.counting_settings(desk.store).period_rule.of_kind(PeriodKind.MONTH)
    year = period.year
    if period.kind is PeriodKind.AD_HOC:
        year = month_holding(desk, period.last_day).year
    return year_months(year, rule)


def series_of(desk: Desk, periods: Sequence[Period]) -> tuple[ConsolidatedPeriod, ...]:
    """All units of several periods together, one after the other."""
    return tuple(consolidated_of(desk, period) for period in periods)


def keep_printed(
    desk: Desk, period: Period, *, reissue: bool = False, anew: bool = False
) -> Changes:
    """Keeps the totals that a consolidated report was issued with, unless they are kept already.

    ``reissue``: as the replacement of an earlier one; ``anew``: as the report itself, what was
    printed before being no more than a working copy. Printed once more as neither, with other
    totals, the report is no new issue: what was kept stays, and the replacement goes on being
    offered.
    """
    text, kept = _now_text(desk, period), _newest(desk, REPORT, period)
    issued = reissue or anew or not kept or _has_number(desk, period, text)
    kinds = (REPORT, _REISSUE) if reissue else (REPORT,) if issued else ()
    wanted = [kind for kind in kinds if _newest(desk, kind, period) != text]
    return _keep(desk, period, text, wanted) if wanted else Changes()


def _keep(desk: Desk, period: Period, text: str, kinds: Iterable[str]) -> Changes:
    name, at = period.id, desk.clock.now()
    with desk.writing(action="keep_printed_totals", label=name, undoable=False) as write:
        for kind in kinds:
            row = PrintedTotals(id=desk.ids.new(), kind=kind, period=name, figures=text, at=at)
            save_printed_totals(write, row)
    return Changes.of_tables(write.changed_tables)


def kept_instead(desk: Desk, period: Period) -> str:
    """The totals printed before those of now were kept in their place as the report itself.

    Empty where there are none, or once the report of now is a replacement or has its number.
    """
    text, made = _now_text(desk, period), printed_totals(desk.store, _REISSUE, period.id)
    kept = [one.figures for one in printed_totals(desk.store, REPORT, period.id)]
    settled = any(one.figures == text for one in made) or _has_number(desk, period, text)
    return "" if kept[:1] != [text] or settled else next(iter(kept[1:]), "")


def keep_earlier(desk: Desk, period: Period) -> Changes:
    """The report printed before counts again, that of now having been kept in its place."""
    earlier = kept_instead(desk, period)
    return _keep(desk, period, earlier, (REPORT,)) if earlier else Changes()


def issue_has_number(desk: Desk, period: Period) -> bool:
    """Whether the report issued last has its number, and not only one that it replaced."""
    lines, text = _lines(desk, period), _newest(desk, REPORT, period)
    if not text or any(_facts(one) == _digest(text) for one in lines):
        return bool(lines)
    # Lines that are older than the keeping of totals go by their place.
    place = len(printed_totals(desk.store, _REISSUE, period.id))
    return place < len(lines) and not _facts(lines[place])


def _newest(desk: Desk, kind: str, period: Period) -> str:
    return next((one.figures for one in printed_totals(desk.store, kind, period.id)), "")


def line_of_report(desk: Desk, period: Period, *, reissue: int = 0) -> IssuedPaper | None:
    """The line of the register whose number the report of a period prints; none: it stays open.

    A number never stands over other totals than those that it was given to. ``reissue``: the
    n-th replacement is asked for, 0 for the report itself; lines that are older than the keeping
    of totals go by their place.
    """
    text = _now_text(desk, period)
    lines = _lines(desk, period)
    replaced = any(one.figures == text for one in printed_totals(desk.store, _REISSUE, period.id))
    standing = [one for one in lines if _facts(one) == _digest(text)]
    if standing and replaced == bool(reissue):
        return standing[-1]
    old = lines[reissue] if reissue < len(lines) else None
    return old if old is not None and not _facts(old) else None


def _lines(desk: Desk, period: Period) -> list[IssuedPaper]:
    known = issued_papers(desk.store)
    return [one for one in known if (one.kind, one.period) == (CONSOLIDATED, period.id)]


def _has_number(desk: Desk, period: Period, text: str) -> bool:
    return any(_facts(one) == _digest(text) for one in _lines(desk, period)[-1:])


def _facts(line: IssuedPaper) -> str:
    words = read_words(line.words)
    return words.facts if words is not None else ""


def _digest(text: str) -> str:
    """What the register keeps of the totals that a number was given to."""
    return sha256(text.encode()).hexdigest()[:16]


def changed_since_printed(desk: Desk, period: Period) -> tuple[ChangedTotal, ...]:
    """The totals of the consolidated report that are no longer those issued last.

    Empty where nothing changed, where the report was never printed, and where the totals of now
    have a number of their own.
    """
    text = _newest(desk, REPORT, period)
    if not text or _has_number(desk, period, _now_text(desk, period)):
        return ()
    return changed_totals(read_totals(text), _now(desk, period))


def reissue_of(desk: Desk, period: Period) -> Reissue | None:
    """The replacement of the report issued last with other totals than now; none without one."""
    now, text = _now(desk, period), _now_text(desk, period)
    earlier = [one.figures for one in printed_totals(desk.store, REPORT, period.id)]
    others = [one for one in earlier if one != text]
    made = [one.figures for one in printed_totals(desk.store, _REISSUE, period.id)]
    as_it_is = earlier[:1] == [text] and made[:1] != [text]
    if not others or as_it_is:
        return None
    # A re-issue printed once more is the same one.
    number = len(made) + (0 if made and made[0] == text else 1)
    changes = changed_totals(read_totals(others[0]), now)
    return Reissue(REPORT, period.id, number, changes, replaced_line(desk, period))


def replaced_line(desk: Desk, period: Period) -> IssuedPaper | None:
    """The last line of the register whose report has other totals than now."""
    digest = _digest(_now_text(desk, period))
    found = [one for one in _lines(desk, period) if _facts(one) != digest]
    return found[-1] if found else None


def standing_line(desk: Desk, period: Period) -> IssuedPaper | None:
    """The last line of the register that was given to the report with the totals of now."""
    digest = _digest(_now_text(desk, period))
    found = [one for one in _lines(desk, period) if _facts(one) == digest]
    return found[-1] if found else None


def changed_papers(desk: Desk) -> tuple[Reissue, ...]:
    """Every consolidated report whose totals changed since it was printed, the latest first."""
    rule = queries.counting_settings(desk.store).period_rule
    found: list[Reissue] = []
    for name in printed_periods(desk.store, REPORT):
        period = parse_period(name, rule)
        if changed_since_printed(desk, period) and (one := reissue_of(desk, period)) is not None:
            found.append(one)
    return tuple(found)


def _now(desk: Desk, period: Period) -> tuple[PrintedTotal, ...]:
    return totals_of(consolidated_of(desk, period).totals)


def _now_text(desk: Desk, period: Period) -> str:
    return totals_text(_now(desk, period))
