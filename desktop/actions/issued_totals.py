"""The totals that consolidated reports were issued with, held against those of now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from desktop.actions.consolidated import consolidated_of, month_names
from desktop.actions.desk import Changes, Desk
from desktop.actions.paper_numbers import CONSOLIDATED
from desktop.db import queries
from desktop.db.issued_queries import issued_papers
from desktop.db.received_queries import PrintedTotals, printed_periods, printed_totals
from desktop.db.received_saving import save_printed_totals
from desktop.domain.issued import IssuedPaper
from desktop.domain.issued_words import read_words
from desktop.domain.periods import Period, parse_period
from desktop.domain.printed_totals import (
    ChangedTotal,
    PrintedTotal,
    changed_totals,
    read_totals,
    totals_text,
)
from desktop.domain.printed_totals import printed_totals as totals_of

REPORT = "report"
"""The paper whose totals are held against later ones; the command knows it by this name."""

KEEPING = "keep_printed_totals"
"""The act of issuing a report with its totals, by its code."""

_REISSUE = "report-reissue"
"""Beside the totals of a re-issue: what tells how many there were."""


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


def keep_printed(
    desk: Desk, period: Period, *, reissue: bool = False, anew: bool = False
) -> Changes:
    """Keeps the totals that a consolidated report was issued with, unless they are kept already.

    ``reissue``: as the replacement of an earlier one; ``anew``: as the report itself, what was
    printed before being no more than a working copy. Printed once more as neither, with other
    totals, the report is no new issue: what was kept stays, and the replacement goes on being
    offered. Who may only read issues nothing by printing.
    """
    if not desk.allows(KEEPING):
        return Changes()
    text, kept = _now_text(desk, period), _newest(desk, REPORT, period)
    issued = reissue or anew or not kept or _has_number(desk, period, text)
    kinds = (REPORT, _REISSUE) if reissue else (REPORT,) if issued else ()
    wanted = [kind for kind in kinds if _newest(desk, kind, period) != text]
    return _keep(desk, period, text, wanted) if wanted else Changes()


def _keep(desk: Desk, period: Period, text: str, kinds: Iterable[str]) -> Changes:
    name, at = period.id, desk.clock.now()
    with desk.writing(action=KEEPING, label=name, undoable=False) as write:
        for kind in kinds:
            row = PrintedTotals(id=desk.ids.new(), kind=kind, period=name, figures=text, at=at)
            save_printed_totals(write, row)
    return Changes.of_tables(write.changed_tables)


def kept_instead(desk: Desk, period: Period) -> str:
    """The totals printed before those of now were kept in their place as the report itself.

    Empty where there are none, or once the report of now is a replacement or has its number.
    """
    text, kept = _now_text(desk, period), _figures(desk, REPORT, period)
    settled = text in _figures(desk, _REISSUE, period) or _has_number(desk, period, text)
    return "" if kept[:1] != [text] or settled else next(iter(kept[1:]), "")


def keep_earlier(desk: Desk, period: Period) -> Changes:
    """The report printed before counts again, that of now having been kept in its place."""
    earlier = kept_instead(desk, period)
    return _keep(desk, period, earlier, (REPORT,)) if earlier else Changes()


def issue_has_number(desk: Desk, period: Period) -> bool:
    """Whether the report issued last has its number, and not only one that it replaced."""
    lines, text = _lines(desk, period), _newest(desk, REPORT, period)
    if not text or _bears(lines[-1:], text):
        return bool(lines)
    # Lines that are older than the keeping of totals go by their place.
    place = len(printed_totals(desk.store, _REISSUE, period.id))
    return place < len(lines) and not _facts(lines[place])


def _newest(desk: Desk, kind: str, period: Period) -> str:
    return next(iter(_figures(desk, kind, period)), "")


def line_of_report(desk: Desk, period: Period, *, reissue: int = 0) -> IssuedPaper | None:
    """The line of the register whose number the report of a period prints; none: it stays open.

    A number never stands over other totals than those that it was given to. ``reissue``: the
    n-th replacement is asked for, 0 for the report itself; lines that are older than the keeping
    of totals go by their place.
    """
    text = _now_text(desk, period)
    lines = _lines(desk, period)
    replaced = text in _figures(desk, _REISSUE, period)
    standing = _bears(lines[-1:], text)
    if standing is not None and replaced == bool(reissue):
        return standing
    old = lines[reissue] if reissue < len(lines) else None
    return old if old is not None and not _facts(old) else None


def _lines(desk: Desk, period: Period) -> list[IssuedPaper]:
    known = issued_papers(desk.store)
    return [one for one in known if (one.kind, one.period) == (CONSOLIDATED, period.id)]


def _has_number(desk: Desk, period: Period, text: str) -> bool:
    return _bears(_lines(desk, period)[-1:], text) is not None


def _bears(lines: Sequence[IssuedPaper], text: str) -> IssuedPaper | None:
    """The last of some lines whose number was given to these totals."""
    return next((one for one in reversed(lines) if _facts(one) == _digest(text)), None)


def _facts(line: IssuedPaper) -> str:
    words = read_words(line.words)
    return words.facts if words is not None else ""


def totals_digest(desk: Desk, period: Period) -> str:
    """What the register keeps of the totals of now when a number is given to them."""
    return _digest(_now_text(desk, period))


def _digest(text: str) -> str:
    """What the register keeps of the totals that a number was given to."""
    return sha256(text.encode()).hexdigest()[:16]


def changed_since_printed(desk: Desk, period: Period) -> tuple[ChangedTotal, ...]:
    """The totals of the consolidated report that are no longer those issued last.

    Empty where nothing changed, where the report was never made, where it was made with the
    totals of now, and where these have a number of their own.
    """
    text = _now_text(desk, period)
    if _newest(desk, REPORT, period) in ("", text) or _has_number(desk, period, text):
        return ()
    base = _base(desk, period)
    return changed_totals(read_totals(base.figures), _now(desk, period)) if base else ()


def reissue_of(desk: Desk, period: Period) -> Reissue | None:
    """The replacement of the report issued last with other totals than now; none without one."""
    text, base = _now_text(desk, period), _base(desk, period)
    if base is None:
        return None
    made = [one for one in _figures(desk, _REISSUE, period) if one not in base.previews]
    as_it_is = _newest(desk, REPORT, period) == text or _has_number(desk, period, text)
    if as_it_is and made[:1] != [text]:
        return None
    # A re-issue printed once more is the same one.
    number = len(made) + (0 if made[:1] == [text] else 1)
    changes = changed_totals(read_totals(base.figures), _now(desk, period))
    return Reissue(REPORT, period.id, number, changes, base.line)


def unnumbered_reissue(desk: Desk, period: Period) -> Reissue | None:
    """The replacement made with the totals of now that waits for its number.

    Until it has one, the report with a number that it replaces is the one that was issued.
    """
    text = _now_text(desk, period)
    if _newest(desk, _REISSUE, period) != text or _has_number(desk, period, text):
        return None
    found = reissue_of(desk, period)
    return found if found is not None and found.issued is not None else None


@dataclass(frozen=True, slots=True)
class _Base:
    """The totals that a replacement stands against, with the line of the register that has them.

    ``previews``: the totals of replacements made since that never got a number.
    """

    figures: str
    line: IssuedPaper | None
    previews: frozenset[str]


def _base(desk: Desk, period: Period) -> _Base | None:
    """What was issued last with other totals than now; none where nothing was.

    A replacement without a number does not take the place of a report that has one: the paper
    that is named as replaced and the one compared with are the same.
    """
    text, made = _now_text(desk, period), _figures(desk, _REISSUE, period)
    lines = _lines(desk, period)
    # A number that was replaced does not come back with its totals: the last one given stands.
    last = next((one for one in reversed(lines) if _facts(one) not in ("", _digest(text))), None)
    numbered = {_facts(last): last} if last is not None else {}
    others = [one for one in _figures(desk, REPORT, period) if one != text]
    if not others:
        return None
    place = next((at for at, one in enumerate(others) if _digest(one) in numbered), 0)
    if not all(one in made for one in others[:place]):
        place = 0
    base = others[place]
    # Lines that are older than the keeping of totals do not say theirs.
    old = next((one for one in reversed(lines) if not _facts(one)), None)
    return _Base(base, numbered.get(_digest(base), old), frozenset(others[:place]) - {base})


def _figures(desk: Desk, kind: str, period: Period) -> list[str]:
    """The totals kept of a period, the newest first."""
    return [one.figures for one in printed_totals(desk.store, kind, period.id)]


def replaced_line(desk: Desk, period: Period) -> IssuedPaper | None:
    """The last line of the register whose report has other totals than now."""
    digest = totals_digest(desk, period)
    found = [one for one in _lines(desk, period) if _facts(one) != digest]
    return found[-1] if found else None


def standing_line(desk: Desk, period: Period) -> IssuedPaper | None:
    """The line of the register that stands, where it was given to the totals of now.

    One that another number replaced stands no more, though its totals may be those of now again.
    """
    return _bears(_lines(desk, period)[-1:], _now_text(desk, period))


def changed_papers(desk: Desk) -> tuple[Reissue, ...]:
    """Every consolidated report whose totals changed since it was printed, the latest first."""
    rule = queries.counting_settings(desk.store).period_rule
    found: list[Reissue] = []
    for name in printed_periods(desk.store, REPORT):
        period = parse_period(name, rule)
        if changed_since_printed(desk, period) and (one := reissue_of(desk, period)) is not None:
            found.append(one)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """A consolidated report that was printed; ``issued`` is its line of the register, if any."""

    period: str
    issued: IssuedPaper | None = None


def printed_reports_with(desk: Desk, periods: frozenset[str]) -> tuple[PrintedReport, ...]:
    """The printed consolidated reports of some periods, and of longer ones made of them."""
    rule = queries.counting_settings(desk.store).period_rule
    found: list[PrintedReport] = []
    for name in printed_periods(desk.store, REPORT) if periods else ():
        period = parse_period(name, rule)
        if name in periods or not periods.isdisjoint(month_names(desk, period)):
            lines = _lines(desk, period)
            found.append(PrintedReport(name, lines[-1] if lines else None))
    return tuple(found)


def _now(desk: Desk, period: Period) -> tuple[PrintedTotal, ...]:
    found = consolidated_of(desk, period)
    return totals_of(found.totals, found.returned)


def _now_text(desk: Desk, period: Period) -> str:
    return totals_text(_now(desk, period))
