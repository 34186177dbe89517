"""A file in question beside those that it touches, as columns of the same lines."""

from collections.abc import Sequence
from typing import NamedTuple

from desktop.actions.desk import Desk
from desktop.actions.figures_text import CardFigures, card_figures
from desktop.actions.superior_month import ReceivedPackage, WaitingFile, waiting_files
from desktop.domain.official_days import official_day
from desktop.i18n import _, format_date, format_number
from desktop.ui.board.causes import cause_words
from desktop.ui.board.content import NOTHING
from desktop.ui.receiving.content import clock_words, period_word
from desktop.ui.widgets.rows import Mark, WorkItem
from desktop.wording.receptions import apart_words
from desktop.wording.superior import goes_out_text, name_text, standing_word


class Compared(NamedTuple):
    """One column: its heading, the state of the file, and its lines."""

    title: str
    state: str
    lines: tuple[tuple[str, str], ...]


def read_waiting(desk: Desk) -> tuple[WaitingFile, ...]:
    """The files that wait for a person; runs on the worker."""
    return waiting_files(desk)


def waiting_name(one: WaitingFile) -> str:
    """ "Phường Kim Long · tháng 10/2026 · tệp số 3"."""
    package = one.package
    return _("{unit} · {month} · file no. {number}").format(
        unit=package.unit_name or package.unit_code,
        month=period_word(package.period),
        number=package.sequence,
    )


def needs_slip(one: WaitingFile) -> bool:
    """Whether the file waits for the code of its signed slip: nobody knows its key.

    The code itself is shown nowhere here: it vouches for the paper, so it is read off the paper.
    """
    return one.verdict.cause.value == "new_key"


def reason_words(one: WaitingFile) -> str:
    """Why the file waits."""
    why = cause_words(one.verdict.cause.value, one.verdict.details, code=one.package.unit_code)
    package, name = one.package, ""
    if one.listed:
        name = name_text(package.unit_code, name=package.unit_name, listed=one.listed)
    return " ".join(filter(None, (why, name, clock_words(package))))


def apart(package: ReceivedPackage) -> str:
    """ "ghi lúc 10:30 18/10/2026, 11 buổi, 445 lượt người": two files may bear one number."""
    return apart_words(package.claimed_at, card_figures(package.figures))


def named_apart(one: WaitingFile) -> str:
    """The name of a file with what tells it from another of the same name."""
    return _("{file} ({apart})").format(file=waiting_name(one), apart=apart(one.package))


def goes_out_words(one: WaitingFile) -> str:
    """Which files an acceptance puts out; empty where it puts out none."""
    return " ".join(goes_out_text(gone.package, apart(gone.package)) for gone in one.goes_out)


def waiting_items(found: Sequence[WaitingFile]) -> tuple[WorkItem, ...]:
    """The list at the left: one sentence for each file."""
    return tuple(
        WorkItem(
            sentence=f"{named_apart(one)}. {reason_words(one)}",
            mark=Mark.QUESTION,
            target=one.package.package_id,
        )
        for one in found
    )


def compared(one: WaitingFile) -> tuple[Compared, ...]:
    """The file in question first, then those beside it."""
    own = Compared(_("The file in question"), _("to be verified"), _lines(one.package, one.figures))
    others = tuple(
        Compared(
            _("File no. {number} of the unit").format(number=other.package.sequence),
            standing_word(other.standing),
            _lines(other.package, other.figures),
        )
        for other in one.others
    )
    return (own, *others)


def _lines(package: ReceivedPackage, figures: CardFigures | None) -> tuple[tuple[str, str], ...]:
    totals = (
        (_("Groups that met"), f"{figures.met}/{figures.due}" if figures else NOTHING),
        (_("Sessions"), format_number(figures.sessions) if figures else NOTHING),
        (_("Attendance"), format_number(figures.attendance) if figures else NOTHING),
        (_("Models kept up"), format_number(figures.models) if figures else NOTHING),
    )
    return (
        (_("Period"), period_word(package.period)),
        (_("Replacement"), str(package.correction) if package.correction else NOTHING),
        *totals,
        (_("Received on"), format_date(official_day(package.at))),
        (_("Written by the unit"), _written(package)),
        (_("Computer"), package.install_id[:8]),
        (_("Copy of the data"), package.branch_id[:8]),
        (_("File"), package.file_name),
    )


def _written(package: ReceivedPackage) -> str:
    """The day that the unit's computer bore, and whether its clock may be wrong."""
    day = _day(package.claimed_at[:10])
    return _("{day}, clock doubtful").format(day=day) if package.clock_suspect else day


def _day(iso: str) -> str:
    parts = iso.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else NOTHING
