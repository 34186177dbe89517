"""The official papers of a period, and the officer's own paragraphs in them."""

from dataclasses import dataclass, replace

from desktop.actions.beside import beside_of
from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.issued_figures import figures_stand
from desktop.actions.own_forms import forms_in_force
from desktop.actions.paper_numbers import (
    CORRECTION,
    issued_report,
    numbered,
    numbered_by,
    replaced_report,
    texts_as_issued,
)
from desktop.actions.periods import (
    PeriodState,
    PeriodView,
    closing_in_force,
    period_view,
    stored_snapshot,
)
from desktop.db import queries
from desktop.db.plan_queries import monthly_counts
from desktop.db.text_queries import StoredText, stored_texts
from desktop.domain.commune import Signer
from desktop.domain.issued import IssuedPaper
from desktop.domain.issued_words import read_words
from desktop.domain.periods import Period, PeriodKind, months_in, parse_period
from desktop.domain.personal import personal_warnings
from desktop.domain.printable import first_unprintable, letter_named
from desktop.domain.problems import Problem, Severity
from desktop.domain.text import nfc
from desktop.reports.form_files import is_drawn
from desktop.reports.frame import PaperFrame
from desktop.reports.pdf import write_pdf
from desktop.reports.period_report import period_report, sections
from desktop.reports.tree import Document

PERIODIC = (*(str(kind) for kind in PeriodKind), CORRECTION)
"""The kinds of papers that report a period, by the name that the command knows."""

SECTION_LIMIT = 20_000
"""Characters of an officer's own text of one section."""


class ReportKindError(ValueError):
    """A kind of paper that is not known, or that another kind of period has; ``args[0]`` is it."""


class NoCorrectionError(LookupError):
    """A period that was never corrected; ``args[0]`` is its id."""


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section of a paper that the officer may write in.

    ``generated`` is what is printed without the officer; ``own`` is the officer's
    text, none while there is none; ``follows`` says that the figures stay before it.
    """

    key: str
    title: str
    generated: str
    own: str | None
    follows: bool


def usual_signer(desk: Desk) -> Signer | None:
    """Who signs unless another signer is chosen; none while no signer was entered."""
    found = queries.signers(desk.store)
    return next((signer for signer in found if signer.default), found[0] if found else None)


def paper_frame(desk: Desk, period: Period, *, signer_id: str | None = None) -> PaperFrame:
    """Who issues the papers of a period, to whom, and who signs them.

    Raises:
        LookupError: the office has no name yet.
    """
    profile = queries.profile(desk.store)
    if profile is None:
        raise LookupError("the store has no profile")
    chosen = next(
        (signer for signer in queries.signers(desk.store) if signer.id == signer_id), None
    )
    return PaperFrame.of(
        profile,
        year=period.last_day.year,
        signer=chosen or usual_signer(desk),
        forms=forms_in_force(desk),
    )


def month_report_document(desk: Desk, period: Period, *, signer_id: str | None = None) -> Document:
    """The monthly report as a document tree; marked DỰ THẢO while the period is open."""
    return period_report_document(desk, period, signer_id=signer_id)


def period_report_document(
    desk: Desk, period: Period, *, signer_id: str | None = None, anew: bool = False
) -> Document:
    """The report of a period of any kind; marked DỰ THẢO while it is open.

    That of a range of days is new, without number, where ``anew`` asks so or its figures are
    others than those that its number stands for.
    """
    view = period_view(desk, period)
    kind, snapshot = str(period.kind), view.snapshot
    frame = paper_frame(desk, period, signer_id=signer_id)
    if period.kind is PeriodKind.AD_HOC and (anew or not _still_issued(desk, period)):
        texts = queries.report_texts(desk.store, kind, period.id)
    else:
        texts = dict(texts_as_issued(desk, kind, period))
        frame = numbered(desk, frame, kind, period)
    if frame.number and snapshot.draft:
        # The number is the office's word that the paper for a range of days is final.
        snapshot = replace(snapshot, draft=False)
    return period_report(snapshot, texts, frame, beside_of(desk, view))


def _still_issued(desk: Desk, period: Period) -> bool:
    """Whether a range of days has the figures that its number stands for, where it has one."""
    line = issued_report(desk, str(period.kind), period)
    return line is None or figures_stand(desk, line)


def document_as_issued(desk: Desk, line: IssuedPaper) -> Document:
    """A report with a number as it went out, whatever was corrected since.

    Made of the figures that its closing stored and of the words kept beside the number; a
    replacement report is that of its own correction.

    Raises:
        LookupError: the line is no report of a closed period.
    """
    closing = next((one for one in queries.closings(desk.store) if one.id == line.closing_id), None)
    if closing is None:
        raise LookupError(line.id)
    if line.kind == CORRECTION:
        period = stored_snapshot(desk, closing).period
        return correction_document(desk, period, number=closing.correction)
    snapshot = stored_snapshot(desk, closing)
    view = PeriodView(snapshot.period, PeriodState.CLOSED, snapshot, closing)
    frame = numbered_by(desk, paper_frame(desk, snapshot.period), line)
    words = read_words(line.words)
    texts = words.texts if words is not None else {}
    return period_report(snapshot, texts, frame, beside_of(desk, view))


def report_document(
    desk: Desk,
    kind: str,
    period: Period,
    *,
    signer_id: str | None = None,
    anew: bool = False,
) -> Document:
    """The paper of a kind ("month" … "ad-hoc", "correction") for a period.

    Raises:
        ReportKindError: the kind is none of these, or needs another kind of period.
        NoCorrectionError: the period was never corrected.
    """
    if kind == CORRECTION:
        return correction_document(desk, period, signer_id=signer_id)
    if kind != period.kind:
        raise ReportKindError(kind)
    return period_report_document(desk, period, signer_id=signer_id, anew=anew)


def correction_document(
    desk: Desk, period: Period, *, number: int | None = None, signer_id: str | None = None
) -> Document:
    """The report of a period's n-th correction, the last one unless another is named.

    Raises:
        NoCorrectionError: the period has no such correction.
    """
    from desktop.actions.closing import corrections
    from desktop.reports.correction import EXPLANATION, CorrectedPeriod, correction_report

    found = [one for one in corrections(desk, period) if number in (None, one.number)]
    if not found:
        raise NoCorrectionError(period.id)
    one = found[-1]
    corrected = CorrectedPeriod(
        period=period,
        commune=one.after.commune,
        number=one.number,
        reason=one.reason,
        differences=one.differences,
        paper=replaced_report(desk, period, one.number),
        draft=one.in_progress,
    )
    texts = texts_as_issued(desk, CORRECTION, period, correction=one.number)
    frame = paper_frame(desk, period, signer_id=signer_id)
    frame = numbered(desk, frame, CORRECTION, period, correction=one.number)
    return correction_report(corrected, frame, texts.get(EXPLANATION, ""))


def problem_of_period(desk: Desk, period: Period) -> Problem | None:
    """Why there is nothing to report of a period: it is wholly to come, or before tracking.

    A closed period, and one with counts of its own, is always reported.
    """
    details = {"period": period.id}
    if closing_in_force(desk, period.id) is not None:
        return None
    if period.start > desk.clock.today():
        return Problem("report_to_come", "period", details=details)
    settings = queries.counting_settings(desk.store)
    profile = queries.profile(desk.store)
    first = profile.first_month if profile is not None else None
    # Where the office named no month, tracking may begin earlier than what was entered first.
    if first is None or period.last_day >= parse_period(first, settings.period_rule).start:
        return None
    entered = {month for one in monthly_counts(desk.store).values() for month in one}
    if any(month.id in entered for month in months_in(period, settings.period_rule)):
        return None
    return Problem("report_not_tracked", "period", details=details)


def month_report_pdf(desk: Desk, period: Period, *, signer_id: str | None = None) -> bytes:
    """The monthly report as PDF; the same data give the same bytes on any day."""
    return write_pdf(month_report_document(desk, period, signer_id=signer_id))


def month_report_word(desk: Desk, period: Period, *, signer_id: str | None = None) -> bytes:
    """The monthly report as a Word file that can be edited; the same data, the same bytes."""
    from desktop.reports.word import write_word

    return write_word(month_report_document(desk, period, signer_id=signer_id))


def month_report_excel(desk: Desk, period: Period, *, signer_id: str | None = None) -> bytes:
    """The monthly report as an Excel file, a sheet for every table; same data, same bytes."""
    from desktop.reports.excel import write_excel

    return write_excel(month_report_document(desk, period, signer_id=signer_id))


def report_sections(desk: Desk, period: Period) -> tuple[ReportSection, ...]:
    """The sections of a period's report with the machine's and the officer's texts."""
    view = period_view(desk, period)
    own = queries.report_texts(desk.store, period.kind, period.id)
    return tuple(
        ReportSection(
            key=section.key,
            title=section.title,
            generated=section.generated,
            own=own.get(section.key),
            follows=False,
        )
        for section in sections(view.snapshot, paper_frame(desk, period))
    )


def has_own_texts(desk: Desk, period: Period) -> bool:
    """Whether the officer wrote or took over any paragraph of a period's report."""
    return bool(queries.report_texts(desk.store, period.kind, period.id))


def record_report_text(
    desk: Desk, period: Period, key: str, text: str | None, *, kind: str | None = None
) -> Outcome[None]:
    """Keeps the officer's text of a section; none gives the section back to the machine.

    ``kind`` is that of the paper, that of the period unless it is given ("correction"). Beside
    the text stand the figures that its numbers were taken from.
    """
    paper = kind or str(period.kind)
    if text is not None and not nfc_lines(text).strip():
        # A section without a word is drafted from the figures, and says so.
        text = None
    if text is not None and len(text) > SECTION_LIMIT:
        return refused(Problem("text_too_long", "text", details={"limit": str(SECTION_LIMIT)}))
    stored = stored_texts(desk.store, paper, period.id).get(key)
    row = None if text is None else _text_row(desk, period, key, nfc_lines(text), stored, paper)
    with desk.writing(action="record_report_text", label=period.id) as write:
        if row is not None:
            write.put("report_texts", row)
        elif stored is not None:
            write.remove("report_texts", stored.id)
    warnings = _told_of_text(text) if text is not None else ()
    return Outcome(None, warnings, Changes.of_tables(write.changed_tables))


def _told_of_text(text: str) -> tuple[Problem, ...]:
    """What an officer is told of a paragraph that is kept."""
    found: list[Problem] = []
    letter = first_unprintable(text, is_drawn)
    if letter is not None:
        details = {"letter": letter_named(letter)}
        found.append(Problem("letter_not_drawn", "text", Severity.WARNING, details))
    return (*found, *personal_warnings("text", text))


def _text_row(
    desk: Desk, period: Period, key: str, text: str, stored: StoredText | None, paper: str
) -> dict[str, object]:
    """A text as it is stored, with the figures that its numbers were taken from."""
    made_from = ""
    if paper == period.kind:
        from desktop.actions.made_from import said_now, ties_of

        said = said_now(desk, period_view(desk, period), paper_frame(desk, period))
        made_from = ties_of(key, text, said, stored)
    return {
        "id": stored.id if stored is not None else desk.ids.new(),
        "kind": paper,
        "period": period.id,
        "section": key,
        "text": text,
        "state": "own",
        "made_from": made_from,
    }


def nfc_lines(text: str) -> str:
    """A text of several paragraphs as it is stored: each line in NFC, ends trimmed."""
    return "\n".join(nfc(line).rstrip() for line in text.splitlines()).strip("\n")
