"""Papers that went out: number, date, subject, signer and recipients of each.

The registry gives every paper its number, once in a year and series, and its date
(decree 30/2020, article 15). Both are entered here after signature: that is no correction,
changes no figure and holds up nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.domain.periods import EARLIEST_YEAR, LATEST_YEAR, Period, PeriodKind
from desktop.domain.plan_entries import check_text
from desktop.domain.problems import Problem, Severity
from desktop.domain.text import nfc, tidy

LARGEST_NUMBER = 99_999
SUBJECT_LIMIT = 500
NAME_LIMIT = 200
SERIES_LIMIT = 40
"""Characters of the letters behind a number, of a subject and of a name above."""
RECIPIENTS_LIMIT = 100
"""Recipients of one paper."""

_REPORTS = frozenset({*(str(kind) for kind in PeriodKind), "correction", "report"})
"""The papers that report their period: its report, the one that replaces it, the superior's."""
_DASHES = re.compile(r"[‐‑‒–—−]")
_SPACES = re.compile(r"[^\S\n\u2028\u2029]+")
_PIECE = r"[^\W\d_][\w&.()-]*"
_SERIES = re.compile(rf"{_PIECE}(?:/{_PIECE})*")
_DAY = re.compile(r"(?<![^\W_])[0-9]+[-.][0-9]+")
"""Two numbers beside each other: a date that slipped into the field of the symbol."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPaper:
    """One line of the register.

    ``kind`` is that of the paper as the program calls it, ``period`` the id of what it reports,
    empty for none; ``closing_id`` names the closing whose figures it prints. ``about`` is what it
    is made of beside the period: the session or group of minutes, the closing of a public variant.
    ``words`` are those that it went out with (see :mod:`desktop.domain.issued_words`), empty for
    lines that are older than the keeping of them.
    """

    id: str
    kind: str
    number: int
    series: str
    issued_on: date
    period: str = ""
    closing_id: str | None = None
    subject: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()
    note: str = ""
    about: str = ""
    words: str = ""

    @property
    def year(self) -> int:
        """The year in which the number stands once."""
        return self.issued_on.year

    @property
    def symbol(self) -> str:
        """Number and symbol as they are printed: ``05/BC-BCĐ``."""
        return paper_symbol(self.number, self.series)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedDraft:
    """What the officer says of a paper that went out; ``id`` is none for a new line.

    ``by``: until when a letter asks for an answer, where a day was chosen. ``again``: a report that
    has its number is meant to get a further one.
    """

    kind: str
    period: str = ""
    number: int | None = None
    issued_on: date | None = None
    series: str = ""
    subject: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()
    note: str = ""
    about: str = ""
    id: str | None = None
    by: date | None = None
    again: bool = False

    @classmethod
    def of(cls, paper: IssuedPaper) -> "IssuedDraft":
        """A line of the register, to be changed."""
        return cls(
            kind=paper.kind,
            period=paper.period,
            number=paper.number,
            issued_on=paper.issued_on,
            series=paper.series,
            subject=paper.subject,
            signer=paper.signer,
            recipients=paper.recipients,
            note=paper.note,
            about=paper.about,
            id=paper.id,
        )


def paper_symbol(number: int, series: str) -> str:
    """Number and symbol as they are printed, the number in two digits at least."""
    return f"{number:02d}/{series}"


def tidy_series(text: str) -> str:
    """A series as it is stored: no spaces, plain hyphens, no slash before it ("BC-BCĐ").

    Two lines are not made one: a symbol has none.
    """
    plain = _DASHES.sub("-", nfc(text).strip())
    return _SPACES.sub("", plain).lstrip("/")


def series_key(series: str) -> str:
    """What makes two series the same one: capitals do not."""
    return tidy_series(series).casefold()


def tidy_recipients(lines: Iterable[str]) -> tuple[str, ...]:
    """Recipients as they are stored: without dash and stop, none twice, none empty."""
    found = (tidy(line).strip(" -;.,\u2013") for line in lines)
    return tuple(dict.fromkeys(line for line in found if line))


def holder_of(known: Iterable[IssuedPaper], draft: IssuedDraft) -> IssuedPaper | None:
    """The other paper that has a draft's number in its year and series; none when it is free."""
    if draft.number is None or draft.issued_on is None:
        return None
    return next((one for one in _beside(known, draft) if one.number == draft.number), None)


def out_of_order(known: Iterable[IssuedPaper], draft: IssuedDraft) -> IssuedPaper | None:
    """The nearest paper of the series that has a lower number and a later day, or the reverse."""
    number, day = draft.number, draft.issued_on
    if number is None or day is None:
        return None
    crossed = [
        one
        for one in _beside(known, draft)
        if (one.number < number and one.issued_on > day)
        or (one.number > number and one.issued_on < day)
    ]
    return min(crossed, key=lambda one: (abs(one.number - number), one.number), default=None)


def _beside(known: Iterable[IssuedPaper], draft: IssuedDraft) -> list[IssuedPaper]:
    """The other papers of a draft's year and series."""
    year = draft.issued_on.year if draft.issued_on is not None else 0
    key = series_key(draft.series)
    return [
        one
        for one in known
        if one.id != draft.id and one.year == year and series_key(one.series) == key
    ]


def check_issued(
    draft: IssuedDraft, *, today: date, period: Period | None, known: Iterable[IssuedPaper]
) -> tuple[Problem, ...]:
    """What is wrong with a line of the register; ``known`` are the lines that stand in it.

    ``period`` is what the paper reports.

    A number that another paper has is refused and that paper named. Numbers are the registry's
    own: one that runs against the dates of its series is only warned of.
    """
    papers = tuple(known)
    return (
        *_check_number(draft),
        *_check_day(draft, today, period),
        *_check_series(draft.series),
        *_check_texts(draft),
        *_check_place(draft, papers),
    )


def _check_number(draft: IssuedDraft) -> list[Problem]:
    if draft.number is None:
        return [Problem("paper_number_missing", "number")]
    if not 1 <= draft.number <= LARGEST_NUMBER:
        details = {"low": "1", "high": str(LARGEST_NUMBER)}
        return [Problem("number_out_of_range", "number", details=details)]
    return []


def _check_day(draft: IssuedDraft, today: date, period: Period | None) -> list[Problem]:
    day = draft.issued_on
    if day is None:
        return [Problem("date_missing", "issued_on")]
    details = {"date": day.isoformat()}
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        return [Problem("date_out_of_range", "issued_on", details=details)]
    if day > today:
        return [Problem("date_in_future", "issued_on", details=details)]
    if draft.kind in _REPORTS and period is not None:
        return _check_against(period, day, details, draft.kind)
    return []


def _check_against(period: Period, day: date, details: dict[str, str], kind: str) -> list[Problem]:
    """A report cannot be older than what it reports; it may be signed before the last day.

    That of a range of days may not: whoever asks for it chooses a last day that is over.
    """
    if day < period.start:
        details["first"] = period.start.isoformat()
        return [Problem("paper_before_period", "issued_on", details=details)]
    if day < period.last_day:
        details["last"] = period.last_day.isoformat()
        if kind == PeriodKind.AD_HOC:
            return [Problem("paper_before_range_end", "issued_on", details=details)]
        return [Problem("paper_before_period_end", "issued_on", Severity.WARNING, details)]
    return []


def _check_series(text: str) -> list[Problem]:
    """A symbol is made of letters, "-", and "/" between letters; a date or number is none."""
    series = tidy_series(text)
    if not series:
        return [Problem("series_missing", "series")]
    if len(series) > SERIES_LIMIT or not _SERIES.fullmatch(series) or _DAY.search(series):
        return [Problem("series_not_usable", "series", details={"series": tidy(series)})]
    return []


def _check_texts(draft: IssuedDraft) -> list[Problem]:
    problems = [
        *check_text(draft.subject, "subject", limit=SUBJECT_LIMIT),
        *check_text(draft.signer, "signer", limit=NAME_LIMIT),
        *check_text(draft.note, "note"),
    ]
    for line in draft.recipients:
        problems += check_text(line, "recipients", limit=NAME_LIMIT)
    if len(draft.recipients) > RECIPIENTS_LIMIT:
        details = {"limit": str(RECIPIENTS_LIMIT)}
        problems.append(Problem("too_many_recipients", "recipients", details=details))
    return list({one.code + one.field: one for one in problems}.values())


def _check_place(draft: IssuedDraft, known: tuple[IssuedPaper, ...]) -> list[Problem]:
    """Whether the number is free in its year and series, and runs with the dates."""
    holder = holder_of(known, draft)
    if holder is not None:
        return [Problem("paper_number_taken", "number", details=_named(holder))]
    crossed = out_of_order(known, draft)
    if crossed is None:
        return []
    return [Problem("paper_out_of_order", "number", Severity.WARNING, _named(crossed))]


def _named(paper: IssuedPaper) -> dict[str, str]:
    return {
        "symbol": paper.symbol,
        "date": paper.issued_on.isoformat(),
        "subject": paper.subject or "…",
        "year": str(paper.year),
    }
