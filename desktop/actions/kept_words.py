"""The words of a paper on the day it gets its number, and whether it would say others now."""

from dataclasses import replace
from datetime import date

from desktop.actions.desk import Desk
from desktop.actions.issued_figures import facts_of
from desktop.actions.own_forms import forms_in_force
from desktop.actions.paper_numbers import CONSOLIDATED, CORRECTION, issued_report
from desktop.actions.papers import (
    MINUTES,
    MONTH_PLAN,
    PUBLIC,
    REMINDER,
    PaperChoice,
    paper_document,
)
from desktop.actions.periods import period_named, period_view
from desktop.actions.reports import PERIODIC, paper_frame
from desktop.db import queries
from desktop.domain.commune import Role, Signer
from desktop.domain.issued import IssuedPaper, tidy_recipients
from desktop.domain.issued_words import (
    IssuedWords,
    is_filing,
    lines_to_print,
    newer,
    read_words,
    written_words,
)
from desktop.domain.periods import Period, PeriodKind
from desktop.domain.proposed_days import answer_day
from desktop.reports.forms import Form
from desktop.reports.frame import common_form
from desktop.reports.tree import Document

_KEPT_BY_CLOSING = frozenset({*PERIODIC, PUBLIC}) - {str(PeriodKind.AD_HOC)}
"""Papers whose figures a closing keeps; those of others can change after they went out."""


def kept_words(
    desk: Desk, line: IssuedPaper, earlier: IssuedPaper | None = None, *, by: date | None = None
) -> str:
    """What is stored of a paper's words beside its number.

    ``earlier`` is the line as it stood: its words stay, but for a signer or recipients that are
    others now. ``by``: until when a letter asks for an answer, where a day was chosen.
    """
    words = read_words(earlier.words) if earlier is not None else None
    if earlier is None or words is None or _other_paper(earlier, line):
        now = words_now(desk, line)
        return written_words(replace(now, answer_by=_answer_by(desk, line, by)))
    if earlier.signer != line.signer:
        words = replace(words, signer=signer_called(desk, line.signer, words.signer))
    if earlier.recipients != line.recipients:
        words = replace(words, recipients=_printed(desk, line, words.profile_recipients))
    return written_words(words)


def _answer_by(desk: Desk, line: IssuedPaper, by: date | None) -> str:
    """The day by which a letter asks for an answer or a plan begins: it stays with the number."""
    if line.kind == MONTH_PLAN:
        return (by or line.issued_on).isoformat()
    if line.kind != REMINDER:
        return ""
    period = period_named(desk, line.period)
    return (by or answer_day(period, written=line.issued_on)).isoformat()


def _other_paper(earlier: IssuedPaper, line: IssuedPaper) -> bool:
    def identity(one: IssuedPaper) -> tuple[str | None, ...]:
        return one.kind, one.period, one.closing_id, one.about

    return identity(earlier) != identity(line)


def words_now(desk: Desk, line: IssuedPaper) -> IssuedWords:
    """What a paper with this line would say if it got its number now."""
    words = _said_now(desk, line)
    return replace(words, recipients=_printed(desk, line, words.profile_recipients))


def _said_now(desk: Desk, line: IssuedPaper) -> IssuedWords:
    """That without the lines of "Nơi nhận", for which the whole paper is made."""
    period = period_named(desk, line.period)
    frame = paper_frame(desk, period)
    report = line.kind in PERIODIC or line.kind == CONSOLIDATED
    return IssuedWords(
        issuing_name=frame.issuing_name,
        parent_body=frame.parent_body,
        place=frame.place,
        salutations=frame.salutations,
        plan_reference=frame.plan_reference,
        signer=signer_called(desk, line.signer, frame.signer),
        profile_recipients=frame.recipients,
        texts=queries.report_texts(desk.store, line.kind, line.period) if report else {},
        forms=forms_in_force(desk).own,
        facts=_facts(desk, line, period),
    )


def signer_name(signer: Signer | None) -> str:
    """How the register names a signer: by name, by title while the name is open."""
    return (signer.name or signer.committee_title) if signer is not None else ""


def is_known_signer(desk: Desk, name: str) -> bool:
    """Whether one of the signers entered is called so."""
    return any(signer_name(one) == name for one in queries.signers(desk.store))


def signer_called(desk: Desk, name: str, usual: Signer | None) -> Signer | None:
    """The signer that the register names; one nobody entered is printed without a title."""
    usual_id = usual.id if usual is not None else ""
    found = [one for one in queries.signers(desk.store) if signer_name(one) == name]
    if found:
        return next((one for one in found if one.id == usual_id), found[0])
    return Signer("", name, committee_title="") if name else usual


def _printed(desk: Desk, line: IssuedPaper, usual: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of "Nơi nhận": those of the profile unless the register names others."""
    period = period_named(desk, line.period)
    common = common_form(paper_frame(desk, period))
    try:
        document = numbered_document(desk, line.kind, period, _choice(desk, line))
    except (LookupError, ValueError):
        return lines_to_print(line.recipients, addressed=(), usual=usual)
    if line.recipients == recipients_of(document, common):
        return usual
    addressed = addressed_by(document, common)
    return lines_to_print(line.recipients, addressed=addressed, usual=usual)


def numbered_document(desk: Desk, kind: str, period: Period, choice: PaperChoice) -> Document:
    """A paper that gets a number, the superior's report and its letter to units among them.

    Raises:
        LookupError, ValueError: there is no such paper of this period. And whatever
        :func:`paper_document` and :func:`consolidated_document` raise.
    """
    if kind != CONSOLIDATED and not is_letter_to_units(desk, kind):
        return paper_document(desk, kind, period, choice)
    from desktop.actions.consolidated_papers import ConsolidatedChoice, consolidated_document

    asked = ConsolidatedChoice(signer_id=choice.signer_id, by=choice.by, anew=choice.anew)
    return consolidated_document(desk, kind, period, asked)


def is_letter_to_units(desk: Desk, kind: str) -> bool:
    """Whether a letter is a superior's: it goes to units, a commune's to groups."""
    return kind == REMINDER and desk.role is Role.SUPERIOR


def addressed_by(document: Document, common: Form) -> tuple[str, ...]:
    """Whom a paper is addressed to."""
    opening = common.text("salutation")
    return tidy_recipients(line.removeprefix(opening) for line in document.salutation)


def recipients_of(document: Document, common: Form) -> tuple[str, ...]:
    """Whom a paper is addressed to and sent to, without "Như trên" and "Lưu"."""
    above = common.text("as_above").casefold()
    named = (*addressed_by(document, common), *document.recipients.lines)
    return tuple(
        line for line in tidy_recipients(named) if line.casefold() != above and not is_filing(line)
    )


def _choice(desk: Desk, line: IssuedPaper) -> PaperChoice:
    """What the paper of a line is made of, as if it had no number yet."""
    if line.kind != MINUTES or not line.about:
        return PaperChoice(anew=True)
    if queries.session_by_id(desk.store, line.about) is not None:
        return PaperChoice(session_id=line.about, anew=True)
    return PaperChoice(group_id=line.about, anew=True)


def _facts(desk: Desk, line: IssuedPaper, period: Period) -> str:
    """A digest of what a paper without a closing is made of."""
    if line.kind in _KEPT_BY_CLOSING or is_letter_to_units(desk, line.kind):
        # A letter to units is told by those it goes to: to others it is another letter.
        return ""
    if line.kind == CONSOLIDATED:
        from desktop.actions.issued_totals import totals_digest

        return totals_digest(desk, period)
    return facts_of(desk, line, period)


def report_stands(desk: Desk, line: IssuedPaper) -> bool:
    """Whether a report without a closing is still made of what it was when it got its number."""
    words = read_words(line.words)
    if words is None or not words.facts:
        return True
    return words.facts == _facts(desk, line, period_named(desk, line.period))


def newer_words(desk: Desk, line: IssuedPaper) -> tuple[str, ...]:
    """What has changed since a paper got its number, which the issued paper does not say.

    Sections of the report by key, then "signer", "letterhead", "forms" and "figures". Words stay
    as they were issued; a paper without a closing whose figures are others is printed with its
    number open.
    """
    issued = read_words(line.words)
    return () if issued is None else newer(issued, _said_now(desk, line))


def numbered_paper(
    desk: Desk, kind: str, period: Period, choice: PaperChoice | None = None
) -> IssuedPaper | None:
    """The line of the register whose number a paper prints; none while it is open."""
    choice = choice or PaperChoice()
    if choice.anew:
        return None
    about = choice.about
    if kind == PUBLIC:
        closing = period_view(desk, period).closing
        about = closing.id if closing is not None else ""
    correction = None
    if kind == CORRECTION:
        numbers = [one.correction for one in queries.closings(desk.store, period.id)]
        correction = max(numbers, default=0) or None
    return issued_report(desk, kind, period, correction=correction, about=about)
