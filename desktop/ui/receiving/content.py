"""What lies on a stick, in sentences: whose report, of which month, what is odd or refused."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from desktop.actions.acknowledging import Settled
from desktop.actions.figures_text import CardFigures, card_figures
from desktop.actions.odd_rows import OddRow
from desktop.actions.received_files import Refused
from desktop.actions.receiving import CLOCK_SUSPECT, NAME_DIFFERS, Fate, Taken, TakenFile
from desktop.actions.sticks import Drive
from desktop.actions.superior_month import ReceivedPackage
from desktop.domain.periods import UnknownPeriodError
from desktop.i18n import _, format_number, ngettext
from desktop.ui.board.causes import cause_words
from desktop.ui.board.reply_dialog import NamedAnswer
from desktop.ui.widgets.rows import Figure, Mark, WorkItem
from desktop.wording import error_text, period_name
from desktop.wording.drives import drive_name
from desktop.wording.receptions import apart_words
from desktop.wording.superior import (
    across_text,
    name_text,
    oddity_text,
    pulled_text,
    same_number_text,
)

LOCKED = frozenset({"passphrase_needed", "wrong_passphrase"})
"""Refusals that a passphrase may lift."""

ASKED_HERE = frozenset({"new_key", "unknown_unit"})
"""What a file waits for that is answered where it was received: a code, or a unit for the list."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where files come from: a stick, or paths of this computer."""

    name: str
    paths: tuple[Path, ...]
    drive: Drive | None = None

    @classmethod
    def of_drive(cls, drive: Drive) -> "Source":
        """A stick that was plugged in."""
        said = _("USB {name}").format(name=drive_name(drive.name, drive.label))
        return cls(said, (drive.folder,), drive)

    @classmethod
    def of_paths(cls, paths: Sequence[Path]) -> "Source":
        """Files or a folder that were chosen or dropped."""
        first = paths[0]
        name = first.name or str(first)
        if len(paths) > 1:
            name = ngettext("{count} file", "{count} files", len(paths)).format(count=len(paths))
        return cls(name, tuple(paths))


_NEW = frozenset({Fate.ACCEPTED, Fate.TO_VERIFY})


class Waiting(NamedTuple):
    """A unit whose key is not known: the code of its slip may be typed at once.

    ``months`` names what its files report: each has a slip, and the code of any of them will do.
    """

    code: str
    name: str
    months: tuple[str, ...]


class Unlisted(NamedTuple):
    """A unit that is in no list, as its file names it; ``valid_from`` is a day of ISO."""

    code: str
    name: str
    valid_from: str


class ByTelephone(NamedTuple):
    """A receipt that could not be written: its digits are read aloud."""

    name: str
    period: str
    code: str
    reason: str


def period_word(period_id: str) -> str:
    """The period in words; its id where a later version named it."""
    try:
        return period_name(period_id)
    except UnknownPeriodError:
        return period_id


def clock_words(package: ReceivedPackage) -> str:
    """That the sender doubted its own clock; empty where it did not."""
    if not package.clock_suspect:
        return ""
    return _("The sender's clock was wrong when it was written.")


def own_clock_words(taken: Taken) -> str:
    """That this computer's clock is wrong, and what is not judged by it; empty where it is not."""
    if not taken.clock_suspect:
        return ""
    return _(
        "This computer's clock is wrong: whether what comes now is in time is not judged. Set the "
        "clock first if you can."
    )


def report_name(one: TakenFile) -> str:
    """ "Phường Kim Long · tháng 10/2026"."""
    return _("{unit} · {month}").format(
        unit=one.package.unit_name or one.package.unit_code, month=period_word(one.package.period)
    )


def card_title(taken: Taken) -> str:
    """What the stick brings: the one report, or how many of how many units."""
    if len(taken.files) == 1:
        return report_name(taken.files[0])
    if needs_passphrase(taken) and not taken.files:
        return _("Locked: it opens with the digits on the slip")
    if not taken.files:
        return _("No report that can be taken in")
    units = len({one.package.unit_code for one in taken.files})
    files = ngettext("{count} file", "{count} files", len(taken.files))
    said = ngettext("{files} of {units} unit", "{files} of {units} units", units)
    return said.format(files=files.format(count=len(taken.files)), units=units)


def card_totals(taken: Taken) -> tuple[Figure, ...]:
    """The totals of the one report, or the sum of several of one period.

    What was received before, or is outdated by a later file, is not added once more; where two
    files of a unit stand against each other no sum is made.
    """
    counted = _counted(taken)
    totals = [card_figures(one.package.figures) for one in counted]
    known = [one for one in totals if one is not None]
    if not known or len({one.package.period for one in counted}) > 1:
        return ()
    return (
        Figure(
            value=f"{_sum(known, 'met')}/{_sum(known, 'due')}",
            label=_("groups met their duty of the month"),
        ),
        Figure(
            value=format_number(_sum(known, "sessions")),
            label=_("sessions"),
            note=_("{count} attendances").format(count=format_number(_sum(known, "attendance"))),
        ),
        Figure(value=format_number(_sum(known, "models")), label=_("live models")),
    )


def _counted(taken: Taken) -> list[TakenFile]:
    """The files whose totals are added: of every report one; none where that is in question."""
    new = [one for one in taken.files if one.fate in _NEW or len(taken.files) == 1]
    by_report: dict[tuple[str, str, str], list[TakenFile]] = {}
    for one in new:
        package = one.package
        report = (package.unit_code, package.valid_from, package.period)
        by_report.setdefault(report, []).append(one)
    counted = []
    for files in by_report.values():
        known = files if len(files) == 1 else [one for one in files if one.fate is Fate.ACCEPTED]
        if len(known) != 1:
            return []
        counted += known
    return counted


def _sum(known: Sequence[CardFigures], name: str) -> int:
    return sum(getattr(one, name) for one in known)


_BREAK = "\u200b"
"""The mark of no width at which a line may break; codes are read without it."""


def breaking(text: str) -> str:
    """A code or file name that may go on in the next line after a hyphen or underline."""
    return text.replace("-", f"-{_BREAK}").replace("_", f"_{_BREAK}")


MOST_LINES = 30
"""More sentences are not laid out at once: the window would stand still meanwhile."""


def shortened(items: Sequence[WorkItem], most: int = MOST_LINES) -> tuple[WorkItem, ...]:
    """The first of many sentences, and how many there are besides."""
    if len(items) <= most:
        return tuple(items)
    rest = len(items) - most
    said = ngettext("… and {count} more", "… and {count} more", rest).format(count=rest)
    return (*items[:most], WorkItem(sentence=said))


def file_items(taken: Taken) -> tuple[WorkItem, ...]:
    """A sentence for every file, those to look at first; of very many only the first."""
    items = _file_items(taken)
    return shortened(sorted(items, key=lambda one: _ORDER.index(one.mark)))


_ORDER = (Mark.TROUBLE, Mark.QUESTION, Mark.DONE, Mark.RING)


def _file_items(taken: Taken) -> tuple[WorkItem, ...]:
    apart = len(taken.files) > 1 and not card_totals(taken)
    read = tuple(
        WorkItem(
            sentence=" ".join((_file_sentence(one), *_own_totals(one, said=apart))),
            mark=_mark(one),
        )
        for one in taken.files
    )
    refused = tuple(
        WorkItem(sentence=refused_sentence(one), mark=Mark.TROUBLE) for one in taken.refused
    )
    pulled = tuple(WorkItem(sentence=pulled_text(one), mark=Mark.QUESTION) for one in taken.pulled)
    odd = tuple(WorkItem(sentence=_row_sentence(one), mark=Mark.QUESTION) for one in taken.odd_rows)
    return (*pulled, *odd, *read, *refused)


def _own_totals(one: TakenFile, *, said: bool) -> tuple[str, ...]:
    """The totals of one file, where the card has none for all of them."""
    words = apart_words("", card_figures(one.package.figures)) if said else ""
    return (f"{words}.",) if words else ()


def _row_sentence(one: OddRow) -> str:
    finding = one.finding
    return across_text(finding.code.value, finding.details, unit=one.unit, other=one.other)


def _file_sentence(one: TakenFile) -> str:
    parts = [_("{report}: {fate}.").format(report=report_name(one), fate=_fate_word(one))]
    if one.package.correction:
        said = _("Replacement report no. {number}.")
        parts.append(said.format(number=one.package.correction))
    parts.append(cause_words(one.cause, one.details, code=one.package.unit_code))
    if one.beside is not None:
        parts.append(same_number_text(one.beside))
    odds = [one_odd for one_odd in one.oddities if one_odd != NAME_DIFFERS]
    if odds:
        odd = "; ".join(map(oddity_text, odds))
        parts.append(_("To look at: {odd}.").format(odd=odd))
    if one.listed:
        package = one.package
        parts.append(name_text(package.unit_code, name=package.unit_name, listed=one.listed))
    if CLOCK_SUSPECT not in one.oddities:
        parts.append(clock_words(one.package))
    return " ".join(filter(None, parts))


def _fate_word(one: TakenFile) -> str:
    match one.fate:
        case Fate.ACCEPTED if one.replaces:
            return _("counts, in the place of the file before it")
        case Fate.ACCEPTED:
            return _("counts")
        case Fate.DUPLICATE:
            return _("was received before")
        case Fate.SUPERSEDED:
            return _("a later file counts already")
        case Fate.TO_VERIFY:
            return _("waits to be verified")


def _mark(one: TakenFile) -> Mark:
    if one.fate is Fate.TO_VERIFY or one.oddities:
        return Mark.QUESTION
    return Mark.DONE if one.fate is Fate.ACCEPTED else Mark.RING


def refused_sentence(one: Refused) -> str:
    """Which file was refused and why."""
    words = error_text(one.code, {"path": str(one.file), **one.details})
    return _("{file}: {reason}").format(file=one.file.name, reason=words)


def needs_passphrase(taken: Taken) -> bool:
    """Whether a file is locked with a passphrase that was not typed yet."""
    return any(one.code in LOCKED for one in taken.refused)


def waiting_units(files: Sequence[TakenFile]) -> tuple[Waiting, ...]:
    """The units whose first file waits for the code of its slip."""
    found: dict[str, list[TakenFile]] = {}
    for one in files:
        if one.cause == "new_key":
            found.setdefault(one.package.unit_code, []).append(one)
    return tuple(
        Waiting(code, each[-1].package.unit_name or code, _months(one.package for one in each))
        for code, each in found.items()
    )


def _months(packages: Iterable[ReceivedPackage]) -> tuple[str, ...]:
    return tuple(map(period_word, sorted({one.period for one in packages})))


def to_decide(taken: Taken) -> tuple[TakenFile, ...]:
    """The files that wait for a decision, and neither for a code nor for a unit to be added."""
    return tuple(one for one in taken.of(Fate.TO_VERIFY) if one.cause not in ASKED_HERE)


def decide_words(taken: Taken) -> tuple[str, ...]:
    """Whose file waits for a decision and why; what is odd besides is said elsewhere."""
    return tuple(_file_sentence(one) for one in to_decide(taken) if not one.oddities)


def unlisted_units(files: Sequence[TakenFile]) -> tuple[Unlisted, ...]:
    """The units that are in no list: their files wait until they are added to it."""
    found = {
        Unlisted(one.package.unit_code, one.package.unit_name, one.package.valid_from): None
        for one in files
        if one.cause == "unknown_unit"
    }
    return tuple(found)


def by_telephone(taken: Taken) -> tuple[ByTelephone, ...]:
    """The receipts that could not be written to the stick."""
    return tuple(
        ByTelephone(
            one.package.unit_name or one.package.unit_code,
            period_word(one.package.period),
            one.receipt.code,
            error_text(one.receipt.fault, {"path": str(one.file), **one.receipt.details}),
        )
        for one in taken.receipt_faults
    )


def accepted_words(settled: Settled) -> str:
    """Whose key is accepted, and which months count since."""
    package, told = settled.decided.package, [one.package for one in settled.told]
    unit = package.unit_name or package.unit_code
    if not told:
        return _("The key of {unit} is accepted.").format(unit=unit)
    said = ngettext(
        "The key of {unit} is accepted; {count} file counts: {months}.",
        "The key of {unit} is accepted; {count} files count: {months}.",
        len(told),
    )
    return said.format(unit=unit, count=len(told), months=", ".join(_months(told)))


def untold_words(settled: Settled) -> str:
    """That a unit still holds a receipt that says that its files wait, and the way out; else
    empty."""
    if not settled.untold:
        return ""
    months = _months(one.package for one in settled.untold)
    package = settled.untold[0].package
    faults = dict.fromkeys(
        error_text(one.receipt.fault, one.receipt.details)
        for one in settled.untold
        if one.receipt.fault
    )
    said = _(
        "{unit} does not know yet that {months} counts: the receipt on its stick still says that "
        "the file waits. Plug that stick in and receive it once more, or open the unit on the "
        "board and press “Write the receipt again”."
    ).format(unit=package.unit_name or package.unit_code, months=", ".join(months))
    return " ".join((*faults, said))


def odd_words(taken: Taken) -> tuple[str, ...]:
    """What is to be looked at of the files taken in, one sentence each."""
    odd = (_file_sentence(one) for one in taken.files if one.oddities)
    return (*map(pulled_text, taken.pulled), *map(_row_sentence, taken.odd_rows), *odd)


def returned_again(taken: Taken) -> tuple[NamedAnswer, ...]:
    """The files that were left out before: their units get the returning receipt once more."""
    return tuple(
        NamedAnswer(report_name(one), one.receipt)
        for one in taken.files
        if one.cause == "decided" and not one.receipt.fault
    )


def as_it_stands(taken: Taken, standings: Mapping[str, str]) -> Taken:
    """The reception with its files as they stand now, by their standings; those that a person
    left out since are settled and are said no more."""

    def now(one: TakenFile) -> TakenFile:
        fate = _SETTLED.get(standings.get(one.package.package_id, ""))
        return replace(one, fate=fate, cause="", details={}) if fate else one

    waits = {name for name, standing in standings.items() if standing == "to_verify"}
    files = [now(one) if one.fate is Fate.TO_VERIFY else one for one in taken.files]
    kept = tuple(
        one for one in files if one.fate is not Fate.TO_VERIFY or one.package.package_id in waits
    )
    pulled = tuple(one for one in taken.pulled if one.package_id in waits)
    return replace(taken, files=kept, pulled=pulled)


_SETTLED = {"in_force": Fate.ACCEPTED, "superseded": Fate.SUPERSEDED}


def done_words(taken: Taken, left: Collection[str] | None = None) -> str:
    """What the reception came to, in one sentence; ``left`` are the files that wait still."""
    new = len(taken.files) - len(taken.of(Fate.DUPLICATE))
    if not new:
        return _("Everything on it was received before; the receipts lie beside the files.")
    said = ngettext("{count} file was received", "{count} files were received", new)
    parts = [said.format(count=new)]
    waited = [one.package.package_id for one in taken.of(Fate.TO_VERIFY)]
    waiting = sum(left is None or name in left for name in waited)
    if waiting:
        parts.append(_("{count} of them waits to be verified").format(count=waiting))
    if taken.receipt_faults:
        parts.append(_("receipts could not all be written"))
    else:
        parts.append(_("the receipts lie beside the files"))
    return ", ".join(parts) + "."
