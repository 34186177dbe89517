"""A superior's month at a glance: the board of its year, what waits, what was printed, answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop.actions.board import series_of
from desktop.actions.consolidated import year_of
from desktop.actions.deadlines import deadlines
from desktop.actions.desk import Desk
from desktop.actions.figures_text import CardFigures, card_figures
from desktop.actions.issued_totals import (
    REPORT,
    changed_since_printed,
    issue_has_number,
    standing_line,
    unnumbered_reissue,
)
from desktop.actions.periods import month_holding, neighbour_month
from desktop.actions.rivals import rivals
from desktop.actions.unit_names import names_in_list
from desktop.actions.verdicts import consolidation_of, given_back_reports
from desktop.db.received_queries import (
    ReceivedPackage,
    Reception,
    active_packages,
    printed_totals,
    taken_back_packages,
    unit_replies,
)
from desktop.db.unit_queries import UnitKey, unit_keys
from desktop.domain.board import Board, CellState, Tally
from desktop.domain.expected_units import UnitId
from desktop.domain.issued import IssuedPaper
from desktop.domain.official_days import official_day
from desktop.domain.periods import Period
from desktop.exchange.errors import BadKeyError
from desktop.exchange.keys import PublicKeys
from desktop.exchange.received import Cause, Standing, Verdict

__all__ = [
    "ComparedFile",
    "KnownKey",
    "ReceivedPackage",
    "Reception",
    "Standing",
    "SuperiorMonth",
    "Verdict",
    "WaitingFile",
    "changed_total_count",
    "figures_by_package",
    "known_unit_keys",
    "month_to_receive",
    "report_to_number",
    "superior_month",
    "totals_have_number",
    "verdicts_now",
    "waiting_files",
    "year_board",
]

TAKEN_BACK = "taken_back"
"""How a file stands that no reception brings any more."""

_OF_ONE_NUMBER = frozenset({Cause.FORK, Cause.FORK_TAKEN_BACK, Cause.AFTER_FORK})
_PACKAGES = frozenset({"receptions", "received_packages"})


@dataclass(frozen=True, slots=True)
class SuperiorMonth:
    """Where a month stands: ``accepted`` and ``returned`` count the reports in force so answered.

    ``accepted`` are of the units of the list, as what is due. ``waiting`` counts the files of the
    month that wait for a person, ``elsewhere`` those of other periods; ``printed`` says whether
    the consolidated report was printed, ``numbered`` whether the one issued last has its number.
    """

    month: Period
    board: Board
    tally: Tally
    due_on: date | None
    waiting: int
    elsewhere: int
    printed: bool
    numbered: bool
    accepted: int
    returned: int


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file on which a person decides; ``others`` are those that it is to be laid beside.

    ``listed`` is what the list calls its unit, where the file bears another name; ``goes_out`` are
    the files that an acceptance of this one puts out, since they bear its number and month.
    """

    verdict: Verdict
    package: ReceivedPackage
    figures: CardFigures | None
    others: tuple["ComparedFile", ...] = ()
    listed: str = ""
    goes_out: tuple["ComparedFile", ...] = ()


@dataclass(frozen=True, slots=True)
class ComparedFile:
    """A file of the same unit that stands beside one in question; ``figures``: its totals.

    ``standing`` is that of the rules, or ``taken_back`` where no reception brings it any more.
    """

    package: ReceivedPackage
    standing: str
    figures: CardFigures | None


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key accepted for a unit: since when, by whom, and the file that brought it."""

    unit: UnitId
    accepted_on: date
    officer: str
    fingerprint: str


def month_to_receive(desk: Desk) -> Period:
    """The month that the window opens on: the latest one that is over."""
    return neighbour_month(desk, month_holding(desk, desk.clock.today()), -1)


def year_board(desk: Desk, month: Period) -> Board:
    """The board of the twelve months of a year."""
    return series_of(desk, year_of(desk, month))


def superior_month(desk: Desk, month: Period) -> SuperiorMonth:
    """Where a month stands, with the board of its year; no snapshot is read for it."""
    found = year_board(desk, month)
    place = [one.id for one in found.periods].index(month.id)
    in_force = {
        row.cells[place].filing.package_id  # type: ignore[union-attr]
        for row in found.rows
        if row.cells[place].is_in or row.cells[place].state is CellState.RETURNED
    }
    listed = {
        filing.package_id
        for row in found.rows
        if row.cells[place].expected and (filing := row.cells[place].filing) is not None
    }
    waiting = [one.package.period for one in consolidation_of(desk).to_verify]
    last = {one.package_id: one.kind for one in unit_replies(desk.store)}
    back = given_back_reports(desk)
    accepted = {name for name, kind in last.items() if kind == "accepted"} - back
    return SuperiorMonth(
        month=month,
        board=found,
        tally=found.tallies[place],
        due_on=deadlines(desk).due(month),
        waiting=waiting.count(month.id),
        elsewhere=len(waiting) - waiting.count(month.id),
        printed=bool(printed_totals(desk.store, REPORT, month.id)),
        numbered=issue_has_number(desk, month),
        accepted=len(accepted & in_force & listed),
        returned=len(back & in_force),
    )


def changed_total_count(desk: Desk, month: Period) -> int:
    """How many totals of a month are no longer those that its consolidated report bore."""
    return len(changed_since_printed(desk, month))


def report_to_number(desk: Desk, month: Period) -> IssuedPaper | None:
    """The line of a month's report whose replacement was made and has no number yet."""
    made = unnumbered_reissue(desk, month)
    return made.issued if made is not None else None


def totals_have_number(desk: Desk, month: Period) -> bool:
    """Whether a line of the register was given to the report with the totals of now."""
    return standing_line(desk, month) is not None


def figures_by_package(desk: Desk) -> Mapping[str, CardFigures | None]:
    """The totals of every active package, by its identity."""
    return desk.store.remembered(
        "figures by package",
        _PACKAGES,
        lambda: {one.package_id: card_figures(one.figures) for one in active_packages(desk.store)},
    )


def verdicts_now(desk: Desk) -> dict[str, Verdict]:
    """How every package stands now and why, by its identity."""
    return {one.package.package_id: one for one in consolidation_of(desk).verdicts}


def waiting_files(desk: Desk) -> tuple[WaitingFile, ...]:
    """Every file that waits for a person, each beside those of its unit that it touches."""
    found = consolidation_of(desk)
    known = {one.package_id: one for one in active_packages(desk.store)}
    figures = figures_by_package(desk)
    away = {one.package_id: one for one in taken_back_packages(desk.store)}
    by_unit: dict[UnitId, list[Verdict]] = {}
    for verdict in found.verdicts:
        by_unit.setdefault(verdict.package.unit, []).append(verdict)

    def beside(verdict: Verdict) -> tuple[ComparedFile, ...]:
        own, other = verdict.package, verdict.details.get("other", "")
        gone = [away[other]] if other in away else []
        return tuple(
            ComparedFile(
                known[one.package.package_id],
                one.standing.value,
                figures[one.package.package_id],
            )
            for one in by_unit[own.unit]
            if one.package.package_id != own.package_id
            and (one.package.period == own.period or one.package.package_id == other)
        ) + tuple(ComparedFile(one, TAKEN_BACK, card_figures(one.figures)) for one in gone)

    def goes_out(package: ReceivedPackage) -> tuple[ComparedFile, ...]:
        standing = {
            one.package_id: verdict.standing
            for one in rivals(desk, package)
            if one.period == package.period
            and (verdict := found.of(one.package_id)) is not None
            and verdict.standing is not Standing.REJECTED
        }
        return tuple(
            ComparedFile(known[name], stands.value, figures[name])
            for name, stands in standing.items()
        )

    waiting = (known[one.package.package_id] for one in found.to_verify)
    listed = names_in_list(desk, waiting)
    return tuple(
        WaitingFile(
            one,
            known[one.package.package_id],
            figures[one.package.package_id],
            beside(one),
            listed.get(one.package.package_id, ""),
            goes_out(known[one.package.package_id]) if one.cause in _OF_ONE_NUMBER else (),
        )
        for one in found.to_verify
    )


def known_unit_keys(desk: Desk) -> tuple[KnownKey, ...]:
    """The keys accepted for units; a key that cannot be read has no fingerprint."""
    return tuple(
        KnownKey(
            UnitId(one.unit_code, one.valid_from),
            official_day(one.accepted_at),
            one.officer,
            _fingerprint(one),
        )
        for one in unit_keys(desk.store)
    )


def _fingerprint(key: UnitKey) -> str:
    try:
        return PublicKeys(key.signing_public, key.reply_to).fingerprint
    except BadKeyError:
        return ""
