"""The register of issued papers ("sổ văn bản đi"): entering, changing and withdrawing lines.

A number changes no figure and holds up nothing. Once a closed period's report has one,
opening the period again begins a numbered correction. With its number a paper keeps the words
that it went out with, the signer and the recipients of its line among them.
"""

from collections.abc import Iterable
from dataclasses import replace

from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.issued_totals import replaced_line
from desktop.actions.kept_words import (
    is_known_signer,
    is_letter_to_units,
    kept_words,
    newer_words,
    numbered_document,
    numbered_paper,
    recipients_of,
    report_stands,
    signer_name,
)
from desktop.actions.own_forms import forms_in_force
from desktop.actions.paper_numbers import (
    CONSOLIDATED,
    CORRECTION,
    issued_report,
    number_and_date,
)
from desktop.actions.papers import (
    MINUTES,
    PAPER_KINDS,
    PUBLIC,
    PaperChoice,
    day_asked,
    needs_month,
)
from desktop.actions.periods import closing_in_force, period_named
from desktop.actions.printable_letters import told_of_letters
from desktop.actions.reports import (
    PERIODIC,
    paper_frame,
    usual_signer,
)
from desktop.db import issued_queries, queries
from desktop.db.issued_saving import save_issued
from desktop.db.queries import Closing
from desktop.db.saving import soft_delete
from desktop.domain.commune import Role, Signer
from desktop.domain.issued import (
    IssuedDraft,
    IssuedPaper,
    check_issued,
    tidy_recipients,
    tidy_series,
)
from desktop.domain.periods import Period, PeriodKind, UnknownPeriodError
from desktop.domain.problems import Problem, Severity, stopping
from desktop.domain.text import nfc, tidy
from desktop.reports.frame import common_form

__all__ = [
    "NUMBERED_KINDS",
    "IssuedDraft",
    "IssuedPaper",
    "change_paper",
    "check_paper",
    "has_number",
    "issue_paper",
    "issued_report",
    "newer_words",
    "number_and_date",
    "numbered_paper",
    "paper",
    "papers",
    "papers_of",
    "proposed_paper",
    "renew_words",
    "signer_name",
    "withdraw_paper",
]

NUMBERED_KINDS = (*PERIODIC, PUBLIC, *PAPER_KINDS, CONSOLIDATED)
"""The kinds of papers that the register knows; sheets and forms among them get no number."""

_USUAL = PaperChoice()

_CLOSINGS_OWN = frozenset(PERIODIC) - {str(PeriodKind.AD_HOC)}
"""Reports whose number is that of their closing: opening it again begins a correction."""

_REPORTS_ANEW = frozenset({CONSOLIDATED, str(PeriodKind.AD_HOC)})
"""Reports without a closing: they may go out anew, yet not by a slip of the pen."""

_CLOSED_FIRST = _CLOSINGS_OWN | {PUBLIC}
"""Papers whose figures are closed before they get a number."""


def papers(desk: Desk, year: int | None = None) -> tuple[IssuedPaper, ...]:
    """The papers that went out, by date and number; those of one year when it is given."""
    known = issued_queries.issued_papers(desk.store)
    return tuple(one for one in known if year in (None, one.year))


def papers_of(desk: Desk, period: Period) -> tuple[IssuedPaper, ...]:
    """The papers of a period that went out, by date and number."""
    return tuple(one for one in papers(desk) if one.period == period.id)


def paper(desk: Desk, paper_id: str) -> IssuedPaper | None:
    """A line of the register; none when it is not there or was withdrawn."""
    return next((one for one in papers(desk) if one.id == paper_id), None)


def has_number(desk: Desk, kind: str, period: Period | None = None) -> bool:
    """Whether a paper of the kind is printed with room for a number; sheets and forms are not.

    The public variant of a ``period`` is there once that is closed.
    """
    if kind == PUBLIC:
        return period is None or closing_in_force(desk, period.id) is not None
    if kind in PERIODIC or kind == CONSOLIDATED:
        return True
    return kind in PAPER_KINDS and forms_in_force(desk).named(kind).has("symbol")


def proposed_paper(
    desk: Desk, kind: str, period: Period, choice: PaperChoice = _USUAL
) -> IssuedDraft:
    """A new line with what the paper itself says; number and date are the registry's to give.

    ``choice`` is what the paper was made of: the session of the minutes, who signs.

    Raises:
        ValueError: there is no such paper of this period.
        NoCorrectionError: the period was never corrected. NobodyLateError: a letter to units
        would go to nobody.
    """
    if is_letter_to_units(desk, kind):
        from desktop.actions.consolidated_asked import ConsolidatedChoice
        from desktop.actions.consolidated_issuing import proposed_letter

        asked = ConsolidatedChoice(signer_id=choice.signer_id, by=choice.by)
        return proposed_letter(desk, period, asked)
    document = numbered_document(desk, kind, period, replace(choice, anew=True))
    printed = document.letterhead.number.partition("/")[2]
    return IssuedDraft(
        kind=kind,
        period=period.id,
        series=printed or paper_frame(desk, period).symbol,
        subject=tidy(_replacing_title(desk, kind, period) or document.metadata.title),
        signer=signer_name(_signer(desk, choice.signer_id)),
        recipients=recipients_of(document, common_form(paper_frame(desk, period))),
        about=choice.about if kind == MINUTES else "",
        by=day_asked(kind, choice),
    )


def _replacing_title(desk: Desk, kind: str, period: Period) -> str:
    """The title of a superior's report that replaces one with a number; empty for other papers."""
    if kind != CONSOLIDATED:
        return ""
    from desktop.actions.consolidated_papers import ConsolidatedChoice, consolidated_document
    from desktop.actions.issued_totals import reissue_of

    found = reissue_of(desk, period)
    if found is None or found.issued is None:
        return ""
    replacing = ConsolidatedChoice(reissue=True)
    return consolidated_document(desk, kind, period, replacing).metadata.title


def _signer(desk: Desk, signer_id: str | None) -> Signer | None:
    found = (one for one in queries.signers(desk.store) if one.id == signer_id)
    return next(found, usual_signer(desk))


def issue_paper(desk: Desk, draft: IssuedDraft) -> Outcome[str]:
    """Enters a paper with number and date; what the draft leaves blank the paper itself says.

    The value is the id of the line. A periodic report needs a closed period; letters,
    registers and reports of a range of days do not.
    """
    plain = replace(draft, id=None)
    problems = _unissuable(desk, plain)
    if problems:
        return refused(*problems)
    if is_letter_to_units(desk, draft.kind):
        return _issue_to_units(desk, plain)
    return _record(desk, _completed(desk, plain), action="issue_paper")


def _issue_to_units(desk: Desk, draft: IssuedDraft) -> Outcome[str]:
    """A letter that names no day asks for the report at once; one to nobody is none."""
    from desktop.actions.consolidated_asked import NobodyLateError

    try:
        completed = _completed(desk, replace(draft, by=draft.by or draft.issued_on))
    except NobodyLateError:
        return refused(Problem("letter_to_nobody", "kind", details={"period": draft.period}))
    return _record(desk, completed, action="issue_paper")


def change_paper(desk: Desk, draft: IssuedDraft) -> Outcome[str]:
    """Changes a line of the register; one of a closing that was corrected since stays with it.

    The paper goes on saying what it was issued with, but for a signer or recipients that are
    others in the line.
    """
    if paper(desk, draft.id or "") is None:
        return refused(Problem("issued_paper_unknown", "id"))
    return _record(desk, draft, action="change_paper")


def withdraw_paper(desk: Desk, paper_id: str) -> Outcome[str]:
    """Takes a line out of the register: its number is free again; undo brings the line back."""
    found = paper(desk, paper_id)
    if found is None:
        return refused(Problem("issued_paper_unknown", "id"))
    with desk.writing(action="withdraw_paper", label=found.symbol) as write:
        soft_delete(write, "issued_papers", paper_id, at=desk.clock.now().isoformat())
    return Outcome(paper_id, (), Changes.of_tables(write.changed_tables))


def renew_words(desk: Desk, paper_id: str) -> Outcome[str]:
    """Lets a paper with a number say what it would say today, under the number that it has."""
    found = paper(desk, paper_id)
    if found is None:
        return refused(Problem("issued_paper_unknown", "id"))
    stored = replace(found, words=kept_words(desk, found))
    with desk.writing(action="change_paper", label=stored.symbol) as write:
        save_issued(write, stored)
    return Outcome(stored.id, (), Changes.of_tables(write.changed_tables))


def check_paper(desk: Desk, draft: IssuedDraft) -> tuple[Problem, ...]:
    """What entering or changing this line would say, without writing anything."""
    tidied = _tidied(_placed(desk, draft))
    unissuable = _unissuable(desk, tidied)
    if unissuable:
        return unissuable
    known = papers(desk)
    found = check_issued(
        tidied, today=desk.clock.today(), period=_period(desk, draft.period), known=known
    )
    told = (*_unknown_signer(desk, tidied), *told_of_letters(_printed(tidied)))
    return _weighed((*found, *_numbered_before(desk, tidied, known), *told))


def _printed(draft: IssuedDraft) -> dict[str, str | tuple[str, ...]]:
    """What a line prints on its paper and in the register."""
    return {
        "subject": draft.subject,
        "signer": draft.signer,
        "recipients": draft.recipients,
        "note": draft.note,
    }


def _weighed(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems that stop a line; warnings of what a kept line says only where it is kept."""
    return tuple(one for one in problems if one.stops) or problems


def _unknown_signer(desk: Desk, draft: IssuedDraft) -> tuple[Problem, ...]:
    """A signer nobody entered has no title: the paper prints the name alone."""
    if not draft.signer or is_known_signer(desk, draft.signer):
        return ()
    details = {"name": draft.signer}
    return (Problem("paper_signer_unknown", "signer", Severity.WARNING, details),)


def _record(desk: Desk, draft: IssuedDraft, *, action: str) -> Outcome[str]:
    problems = check_paper(desk, draft)
    line = _tidied(_placed(desk, draft))
    if stopping(problems) or line.number is None or line.issued_on is None:
        return refused(*problems)
    stored = IssuedPaper(
        id=line.id or desk.ids.new(),
        kind=line.kind,
        number=line.number,
        series=line.series,
        issued_on=line.issued_on,
        period=line.period,
        closing_id=_closing_id(desk, line),
        subject=line.subject,
        signer=line.signer,
        recipients=line.recipients,
        note=line.note,
        about=_about(desk, line),
    )
    words = kept_words(desk, stored, paper(desk, stored.id), by=line.by)
    stored = replace(stored, words=words)
    with desk.writing(action=action, label=stored.symbol) as write:
        save_issued(write, stored)
    return Outcome(stored.id, problems, Changes.of_tables(write.changed_tables))


def _tidied(draft: IssuedDraft) -> IssuedDraft:
    return replace(
        draft,
        series=tidy_series(draft.series),
        subject=tidy(draft.subject),
        signer=tidy(draft.signer),
        recipients=tidy_recipients(draft.recipients),
        note=nfc(draft.note).strip(),
    )


def _placed(desk: Desk, draft: IssuedDraft) -> IssuedDraft:
    """The draft under the id of its period, however that was written."""
    period = _period(desk, draft.period)
    return draft if period is None else replace(draft, period=period.id)


def _completed(desk: Desk, draft: IssuedDraft) -> IssuedDraft:
    """The draft with what it leaves blank said by the paper itself."""
    period = _period(desk, draft.period)
    given = (tidy_series(draft.series), draft.subject, draft.signer, draft.recipients)
    if period is None or all(given):
        return draft
    own = proposed_paper(desk, draft.kind, period, _made_of(desk, draft))
    return replace(
        draft,
        series=tidy_series(draft.series) or own.series,
        subject=draft.subject or own.subject,
        signer=draft.signer or own.signer,
        recipients=draft.recipients or own.recipients,
    )


def _made_of(desk: Desk, draft: IssuedDraft) -> PaperChoice:
    """The session or group that minutes are of."""
    if not draft.about:
        return PaperChoice()
    if queries.session_by_id(desk.store, draft.about) is not None:
        return PaperChoice(session_id=draft.about)
    return PaperChoice(group_id=draft.about)


def _about(desk: Desk, draft: IssuedDraft) -> str:
    """What a paper is made of beside its period, as it is stored."""
    if draft.kind != PUBLIC:
        return draft.about if draft.kind == MINUTES else ""
    closing = closing_in_force(desk, draft.period)
    return draft.about or (closing.id if closing is not None else "")


def _period(desk: Desk, period_id: str) -> Period | None:
    if not period_id:
        return None
    try:
        return period_named(desk, period_id)
    except UnknownPeriodError:
        return None


def _unissuable(desk: Desk, draft: IssuedDraft) -> tuple[Problem, ...]:
    """Why a paper of this kind and period cannot have a number now."""
    superior = desk.store.facts.role is Role.SUPERIOR
    if draft.kind not in NUMBERED_KINDS or (draft.kind == CONSOLIDATED and not superior):
        return (Problem("paper_kind_unknown", "kind", details={"kind": draft.kind}),)
    period = _period(desk, draft.period)
    if period is None or not _fits(draft.kind, period):
        return (Problem("paper_other_period", "period"),)
    if not has_number(desk, draft.kind) and not _is_kept(desk, draft):
        return (Problem("paper_without_number", "kind", details={"kind": draft.kind}),)
    if not _about_known(desk, draft, period):
        return (Problem("paper_other_session", "about"),)
    if draft.kind not in _CLOSED_FIRST or _kept_closing(desk, draft) is not None:
        return ()
    closing = closing_in_force(desk, period.id)
    if closing is None:
        return (Problem("paper_needs_closing", "period", details={"period": period.id}),)
    if draft.kind == CORRECTION and not closing.correction:
        return (Problem("paper_not_corrected", "period", details={"period": period.id}),)
    return ()


def _is_kept(desk: Desk, draft: IssuedDraft) -> bool:
    """Whether a line of this kind stands in the register already, from before."""
    stored = paper(desk, draft.id or "")
    return stored is not None and stored.kind == draft.kind


def _about_known(desk: Desk, draft: IssuedDraft, period: Period) -> bool:
    """Whether minutes are of a session of their month, or of a group, that is there."""
    if draft.kind != MINUTES or not draft.about or _is_kept(desk, draft):
        return True
    session = queries.session_by_id(desk.store, draft.about)
    if session is not None:
        return session.held_on in period
    return draft.about in queries.groups_by_id(desk.store)


def _fits(kind: str, period: Period) -> bool:
    """Whether a paper of this kind can be made for the period."""
    if kind in {str(one) for one in PeriodKind}:
        return kind == period.kind
    return period.kind is PeriodKind.MONTH or not needs_month(kind)


def _kept_closing(desk: Desk, draft: IssuedDraft) -> Closing | None:
    """The closing that a stored line stays with: that of its report, unless it was taken back."""
    stored = paper(desk, draft.id or "")
    if stored is None or (stored.kind, stored.period) != (draft.kind, draft.period):
        return None
    found = (one for one in queries.closings(desk.store) if one.id == stored.closing_id)
    return next((one for one in found if one.in_force or one.corrected_further), None)


def _closing_id(desk: Desk, draft: IssuedDraft) -> str | None:
    """The closing whose figures a report prints; letters and registers have none."""
    if draft.kind not in _CLOSINGS_OWN:
        return None
    closing = _kept_closing(desk, draft) or closing_in_force(desk, draft.period)
    return closing.id if closing is not None else None


def _numbered_before(
    desk: Desk, draft: IssuedDraft, known: Iterable[IssuedPaper]
) -> tuple[Problem, ...]:
    """A report has one number: a second one is refused and the first one named."""
    closing_id, about = _closing_id(desk, draft), _about(desk, draft)
    if closing_id is None and not about:
        return numbered_again(desk, draft)
    for one in known:
        same = (one.kind, one.closing_id, one.about) == (draft.kind, closing_id, about)
        if same and one.id != draft.id:
            details = {"symbol": one.symbol, "date": one.issued_on.isoformat()}
            return (Problem("report_numbered", "number", details=details),)
    return ()


def numbered_again(desk: Desk, draft: IssuedDraft, *, replaces: bool = True) -> tuple[Problem, ...]:
    """A report without a closing may go out anew; a further number is given only when meant.

    ``replaces``: it may be the one that replaces a consolidated report issued with other totals.
    """
    if draft.kind not in _REPORTS_ANEW or draft.again or draft.id is not None:
        return ()
    known = issued_queries.issued_papers(desk.store)
    issued = [one for one in known if (one.kind, one.period) == (draft.kind, draft.period)]
    # One that a later number replaced stands no more, though its figures may be those of now.
    for one in issued[-1:]:
        if report_stands(desk, one):
            details = {"symbol": one.symbol, "date": one.issued_on.isoformat()}
            return (Problem("report_numbered_again", "number", details=details),)
    if replaces or draft.kind != CONSOLIDATED:
        return ()
    line = replaced_line(desk, period_named(desk, draft.period))
    if line is None:
        return ()
    details = {"symbol": line.symbol, "date": line.issued_on.isoformat(), "period": line.period}
    return (Problem("report_issued_before", "number", details=details),)
