"""Everything that the reports room shows of a month, read in one task on the worker."""

from dataclasses import dataclass, field, replace
from datetime import date

from desktop.actions.closing import is_tracked
from desktop.actions.desk import Desk
from desktop.actions.groups import groups
from desktop.actions.issued_figures import figures_stand
from desktop.actions.issued_papers import (
    has_number,
    newer_words,
    numbered_paper,
    paper,
    papers_of,
    signer_name,
)
from desktop.actions.issued_words import ChangedWords, changed_words
from desktop.actions.month_path import MonthPath, month_path
from desktop.actions.paper_periods import problem_of_paper
from desktop.actions.paper_texts import paper_sections
from desktop.actions.papers import (
    MonthOverError,
    NobodyToRemindError,
    PaperChoice,
    day_asked,
    day_kept,
    passed_deadline,
)
from desktop.actions.period_status import Status, status_of
from desktop.actions.periods import (
    PeriodState,
    all_closings,
    closing_in_force,
    period_view,
    state_of,
)
from desktop.actions.profile import members, profile, signers
from desktop.actions.report_texts import LivingText, carriable_sections, living_texts
from desktop.actions.reports import (
    NoCorrectionError,
    ReportSection,
    paper_frame,
    usual_signer,
)
from desktop.actions.sessions import sessions_of
from desktop.actions.unfinished import count_unfinished
from desktop.domain.commune import Signer
from desktop.domain.issued import IssuedPaper
from desktop.domain.issued_words import read_words
from desktop.domain.official_days import official_day
from desktop.domain.periods import Period
from desktop.domain.sessions import OutreachSession
from desktop.i18n import _
from desktop.ui.reports.file_names import minutes_name, paper_name
from desktop.ui.reports.lines import (
    MARGINS,
    MINUTES,
    MORE_THAN_ONCE,
    OF_CLOSED,
    REMINDER,
    Offer,
    PaperLine,
    Wish,
    line_of,
    own_state,
    read_lines,
    read_offer,
)
from desktop.ui.reports.making import paper_file
from desktop.ui.reports.rendering import PageSize, page_sizes
from desktop.ui.work import Progress
from desktop.wording import period_name, period_title, problem_text

_PARTS = 3


@dataclass(frozen=True, slots=True)
class SinceIssued:
    """The number that the pages print, and what is other now than when the paper got it.

    ``newer`` are titles of sections, "signer", "letterhead", "forms" and "figures"; ``reworded``
    the sections with the words they were issued with. ``signer`` is who signed; none while the
    signer can still be chosen.
    """

    line: IssuedPaper | None = None
    newer: tuple[str, ...] = ()
    reworded: tuple[ChangedWords, ...] = ()
    signer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPaper:
    """One paper of a month and what stands around it. ``signer`` is the one in the paper.

    ``of_month`` is the month of the window, ``lines`` its papers, ``line`` the one in sight and
    ``wish`` what was asked for. ``month`` is the period that is closed or opened again: that of
    the report in sight. ``refusal`` says why the paper cannot be made; then ``data`` is empty.
    ``issued`` is the report of the closing in force that has its number, or the letters of the
    kind in sight; ``takes_number`` says that the paper in sight is printed with room for one, and
    ``number_state`` how far it came without one. ``name`` is that of a saved file, without its
    ending. ``living`` says what is to be looked at in the officer's own texts, ``carriable`` which
    sections of the report before may be taken over.
    ``since`` is what the pages keep of the day when they got their number. ``may_be_new`` says
    that another paper of the kind may go out beside it. ``passed`` is the day by which a letter
    asks for an answer, where it is over. ``kept_day`` is the day that a letter or plan with a
    number went out with, ``beside`` the paper with a number beside a new one in sight, and
    ``as_issued`` the line whose report is in sight as it went out.
    """

    of_month: Period
    lines: tuple[PaperLine, ...]
    line: PaperLine
    wish: Wish
    offer: Offer
    month: Period
    status: Status
    closed_on: date | None
    data: bytes
    sizes: tuple[PageSize, ...]
    sections: tuple[ReportSection, ...]
    living: tuple[LivingText, ...]
    carriable: tuple[str, ...]
    signers: tuple[Signer, ...]
    signer: Signer | None
    members: int
    not_begun: bool
    tracked: bool
    running: bool
    unfinished: int
    path: MonthPath
    corrections: int
    name: str
    refusal: str = ""
    issued: tuple[IssuedPaper, ...] = ()
    takes_number: bool = False
    number_state: PeriodState = PeriodState.OPEN
    since: SinceIssued = field(default_factory=SinceIssued)
    may_be_new: bool = False
    passed: date | None = None
    kept_day: date | None = None
    beside: IssuedPaper | None = None
    as_issued: IssuedPaper | None = None

    @property
    def closed(self) -> bool:
        """Whether the period's figures are closed."""
        return self.status.state is not PeriodState.OPEN

    @property
    def stale(self) -> int:
        """How many numbers in the officer's own texts have other figures now."""
        return sum(len(one.stale) for one in self.living)

    @property
    def carried(self) -> tuple[str, ...]:
        """The titles of the paragraphs taken over from the report before and not looked at."""
        waiting = {one.section for one in self.living if one.carried}
        return tuple(one.title for one in self.sections if one.key in waiting)

    @property
    def symbol(self) -> str:
        """Number and symbol that the report in sight was issued under; empty while it has none."""
        kind = self.line.kind
        found = (one.symbol for one in self.issued if one.kind == kind)
        return next(found, "") if self.line.periodic else ""

    @property
    def title(self) -> str:
        """What is in sight: "Báo cáo tháng, tháng 10/2026"."""
        if self.line.kind == MARGINS:
            return self.line.title
        said = _("{paper}, {period}")
        return said.format(paper=self.line.title, period=period_name(self.line.period.id))


def read_paper(
    desk: Desk, month: Period, wish: Wish, *, signer_id: str | None, progress: Progress
) -> MonthPaper:
    """Read what a month offers and typeset the paper wished for; runs on the worker.

    Raises:
        CancelledError: it was stopped between two steps.
    """
    progress.report(0, _PARTS, _("The figures are being put together…"))
    lines, offer = read_lines(desk, month), read_offer(desk, month)
    line = line_of(desk, lines, month, wish)
    wish = _with_tick(desk, line, offer.settled(wish, line))
    subject = line.period if line.periodic else month
    around = _around(
        desk, month, subject, lines=lines, line=line, wish=wish, offer=offer, signer_id=signer_id
    )
    progress.report(1, _PARTS, _("The paper is being made…"))
    data, refusal = _pages(desk, line, wish, signer_id)
    progress.report(2, _PARTS, _("The paper is being made…"))
    return replace(around, data=data, sizes=page_sizes(data) if data else (), refusal=refusal)


def _with_tick(desk: Desk, line: PaperLine, wish: Wish) -> Wish:
    """The wish as a new paper where it asks for another day than the one with a number has.

    A line of the register that is gone is forgotten.
    """
    choice = wish.choice
    if choice.issued_id is not None and paper(desk, choice.issued_id) is None:
        choice = replace(choice, issued_id=None)
    number, asked = _number_of(desk, line, choice), day_asked(line.kind, choice)
    if number is not None and asked not in (None, day_kept(number)):
        choice = replace(choice, anew=True)
    return replace(wish, choice=choice)


def _around(
    desk: Desk,
    month: Period,
    subject: Period,
    *,
    lines: tuple[PaperLine, ...],
    line: PaperLine,
    wish: Wish,
    offer: Offer,
    signer_id: str | None,
) -> MonthPaper:
    """Everything but the pages."""
    view, today, found = period_view(desk, subject), desk.clock.today(), signers(desk)
    closing_id = view.closing.id if view.closing else ""
    chosen = next((one for one in found if one.id == signer_id), None)
    issued = _issued(desk, line, closing_id, wish.choice)
    kept = paper(desk, wish.choice.issued_id or "")
    sections = paper_sections(desk, line.kind, line.period) if kept is None else ()
    known = _number_of(desk, line, replace(wish.choice, anew=False))
    return MonthPaper(
        of_month=month,
        lines=lines,
        line=line,
        wish=wish,
        offer=offer,
        month=subject,
        status=status_of(view),
        closed_on=official_day(view.closing.closed_at) if view.closing else None,
        data=b"",
        sizes=(),
        sections=sections,
        living=living_texts(desk, line.period) if line.has_own_texts else (),
        carriable=carriable_sections(desk, line.period) if line.has_own_texts else (),
        signers=found,
        signer=chosen or usual_signer(desk),
        members=len(members(desk)),
        not_begun=subject.start > today,
        tracked=is_tracked(desk, subject),
        running=subject.start <= today < subject.last_day,
        unfinished=count_unfinished(desk, month),
        path=month_path(desk, subject),
        corrections=sum(
            one.corrected_further for one in all_closings(desk) if one.period == subject.id
        ),
        name=_file_name(desk, line, wish.choice),
        issued=issued,
        takes_number=has_number(desk, line.kind, line.period),
        number_state=own_state(desk, subject, state_of(desk, view.closing), issued),
        since=_since_issued(desk, line, wish.choice, sections),
        may_be_new=_may_be_new(line, wish.choice) and known is not None,
        passed=passed_deadline(desk, line.period, wish.choice) if line.kind == REMINDER else None,
        kept_day=day_kept(known) if known is not None and not wish.choice.anew else None,
        beside=known if wish.choice.anew else None,
        as_issued=kept,
    )


def _may_be_new(line: PaperLine, choice: PaperChoice) -> bool:
    """Whether the kind goes out again; the minutes of a session have one number."""
    return line.kind in MORE_THAN_ONCE and not (line.kind == MINUTES and choice.about)


def _issued(
    desk: Desk, line: PaperLine, closing_id: str, choice: PaperChoice
) -> tuple[IssuedPaper, ...]:
    """The lines of the register that the paper in sight has: minutes, those of their session."""
    found = (one for one in papers_of(desk, line.period) if one.kind == line.kind)
    if line.periodic:
        return tuple(one for one in found if one.closing_id == closing_id)
    if line.kind == MINUTES:
        return tuple(one for one in found if one.about == choice.about)
    return tuple(found)


def _number_of(desk: Desk, line: PaperLine, choice: PaperChoice) -> IssuedPaper | None:
    """The line of the register whose number the pages print."""
    if not has_number(desk, line.kind, line.period):
        return None
    return numbered_paper(desk, line.kind, line.period, choice)


def _since_issued(
    desk: Desk, line: PaperLine, choice: PaperChoice, sections: tuple[ReportSection, ...]
) -> SinceIssued:
    """What the pages keep of the day when they got their number."""
    number = _number_of(desk, line, choice)
    if number is None or choice.issued_id is not None:
        return SinceIssued()
    newer, words = newer_words(desk, number), read_words(number.words)
    titles = {one.key: one.title for one in sections}
    return SinceIssued(
        number,
        tuple(titles.get(one, one) for one in newer),
        changed_words(number, newer),
        # A paper that was numbered before its words were kept prints the signer chosen.
        signer_name(words.signer) if words is not None else None,
    )


def _pages(desk: Desk, line: PaperLine, wish: Wish, signer_id: str | None) -> tuple[bytes, str]:
    """The pages as PDF, or the sentence that says why there are none."""
    if line.kind == MARGINS:
        return b"", ""
    choice = replace(wish.choice, signer_id=signer_id)
    issued = paper(desk, choice.issued_id or "")
    if issued is not None:
        return _as_issued(desk, line, issued, choice)
    period = period_title(line.period)
    if line.kind in OF_CLOSED and closing_in_force(desk, line.period.id) is None:
        open_still = _(
            "{period} is not closed yet. This paper is made of closed figures alone: close the"
            " figures first."
        )
        return b"", open_still.format(period=period)
    problem = problem_of_paper(desk, line.kind, line.period, choice)
    if problem is not None:
        return b"", problem_text(problem)
    try:
        return paper_file(desk, line, choice), ""
    except NoCorrectionError:
        said = _("{period} was never corrected, so there is no replacement report.")
    except NobodyToRemindError:
        said = _("Nothing is lacking in {period}: there is nobody to remind.")
    except MonthOverError:
        said = _(
            "{period} is over: there are no days left to plan. Choose the month that runs now, or"
            " enter a day inside this one to begin with."
        )
    return b"", said.format(period=period)


def _as_issued(
    desk: Desk, line: PaperLine, issued: IssuedPaper, choice: PaperChoice
) -> tuple[bytes, str]:
    """The pages of a line of the register, or why they cannot be made again."""
    if figures_stand(desk, issued):
        return paper_file(desk, line, choice), ""
    said = _(
        "What this paper is made of has changed since it went out, so it cannot be made again as it"
        " was. The signed copy in the files is the one that counts."
    )
    return b"", said


def _file_name(desk: Desk, line: PaperLine, choice: PaperChoice) -> str:
    """A good name for a saved paper: plain letters travel everywhere."""
    if line.kind == MARGINS:
        return paper_name(line.title, None, "")
    known = profile(desk).name
    issued = paper(desk, choice.issued_id or "")
    if issued is not None:
        return paper_name(_("Number {symbol}").format(symbol=issued.symbol), line.period, known)
    if line.kind == MINUTES:
        return _minutes_name(desk, line, choice)
    if not line.own_report:
        return paper_name(line.title, line.period, known)
    return paper_name(paper_frame(desk, line.period).symbol, line.period, known)


def _minutes_name(desk: Desk, line: PaperLine, choice: PaperChoice) -> str:
    """Minutes by the day and the groups of their session; the form to fill in is a form."""
    names = {one.id: one.name for one in groups(desk)}
    held = sessions_of(desk, line.period)
    session = next((one for one in held if one.id == choice.session_id), None)
    if session is not None:
        where = [names[one] for one in session.group_ids if one in names]
        return minutes_name(line.title, session.held_on, where, _order(desk, line.period, session))
    if choice.group_id is not None:
        return paper_name(_("Form of minutes"), line.period, names.get(choice.group_id, ""))
    return paper_name(_("Form of minutes"), None, "")


def _order(desk: Desk, period: Period, session: OutreachSession) -> int:
    """The how manieth it is of the sessions of the same groups on the same day, from 1."""
    same = [
        one.id
        for one in sessions_of(desk, period)
        if (one.held_on, set(one.group_ids)) == (session.held_on, set(session.group_ids))
    ]
    return same.index(session.id) + 1
