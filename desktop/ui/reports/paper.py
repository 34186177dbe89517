"""Everything that the reports room shows of a month, read in one task on the worker."""

from dataclasses import dataclass
from datetime import date

from desktop.actions.desk import Desk
from desktop.actions.issued_papers import papers_of
from desktop.actions.month_path import MonthPath, month_path
from desktop.actions.overview import Status, status_of
from desktop.actions.periods import PeriodState, all_closings, period_view
from desktop.actions.profile import members, signers
from desktop.actions.reports import (
    ReportSection,
    month_report_pdf,
    report_sections,
    usual_signer,
)
from desktop.actions.unfinished import count_unfinished
from desktop.domain.commune import Signer
from desktop.domain.issued import IssuedPaper
from desktop.domain.periods import Period
from desktop.i18n import _, format_date, ngettext
from desktop.ui.reports.rendering import PageSize, page_sizes
from desktop.wording import join_groups, period_name


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPaper:
    """The monthly report and what stands around it. ``signer`` is the one in the paper.

    ``issued`` are the reports of the closing in force that have their number.
    """

    month: Period
    status: Status
    closed_on: date | None
    data: bytes
    sizes: tuple[PageSize, ...]
    sections: tuple[ReportSection, ...]
    signers: tuple[Signer, ...]
    signer: Signer | None
    members: int
    not_begun: bool
    running: bool
    unfinished: int
    path: MonthPath
    corrections: int
    issued: tuple[IssuedPaper, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether the month's figures are closed."""
        return self.status.state is not PeriodState.OPEN

    @property
    def file_name(self) -> str:
        """A good name for the saved paper: plain letters travel everywhere."""
        name = _("Monthly-report-{month}-{year}.pdf")
        return name.format(month=f"{self.month.number:02}", year=self.month.year)


def read_paper(desk: Desk, month: Period, *, signer_id: str | None) -> MonthPaper:
    """Read and typeset the monthly report; runs on the worker."""
    view = period_view(desk, month)
    data = month_report_pdf(desk, month, signer_id=signer_id)
    found = signers(desk)
    closing_id = view.closing.id if view.closing else ""
    chosen = next((one for one in found if one.id == signer_id), None)
    return MonthPaper(
        month=month,
        status=status_of(view),
        closed_on=view.closing.closed_at.astimezone().date() if view.closing else None,
        data=data,
        sizes=page_sizes(data),
        sections=report_sections(desk, month),
        signers=found,
        signer=chosen or usual_signer(desk),
        members=len(members(desk)),
        not_begun=month.start > desk.clock.today(),
        running=month.start <= desk.clock.today() < month.last_day,
        unfinished=count_unfinished(desk, month),
        path=month_path(desk, month),
        corrections=sum(
            one.corrected_further for one in all_closings(desk) if one.period == month.id
        ),
        issued=tuple(one for one in papers_of(desk, month) if one.closing_id == closing_id),
    )


def missing_sentences(status: Status) -> tuple[str, ...]:
    """What a month still lacks before it is closed; empty when nothing."""
    found: list[str] = []
    if status.sessions_missing:
        names = join_groups([group.name for group in status.sessions_missing], 4)
        found.append(_("Without a session: {names}.").format(names=names))
    if status.models_missing:
        names = join_groups([group.name for group in status.models_missing], 4)
        found.append(_("Without a model kept up: {names}.").format(names=names))
    if not status.held:
        found.append(
            _("No session is entered for {month}.").format(month=period_name(status.period.id))
        )
    return tuple(found)


def closed_sentence(day: date) -> str:
    """When the figures were closed."""
    return _("Closed on {date}.").format(date=format_date(day))


def pages_word(count: int) -> str:
    """ "12 trang"."""
    return ngettext("{n} page", "{n} pages", count).format(n=count)


def waiting_sentence(count: int) -> str:
    """How many questions wait for an answer before closing."""
    return ngettext(
        "{n} matter waits for an answer.", "{n} matters wait for an answer.", count
    ).format(n=count)


def reopen_words(*, issued: bool) -> str:
    """What the button that opens a closed month again says."""
    return _("Make a replacement report…") if issued else _("Reopen…")


def corrections_words(count: int) -> str:
    """The link to the replacement reports of a month."""
    said = ngettext("{n} replacement report", "{n} replacement reports", count)
    return said.format(n=count)


def closed_moment_sentence(paper: MonthPaper) -> str:
    """When the month was closed and by whom, and that its figures stay."""
    return " ".join((closed_words(paper.path), _("The figures no longer change.")))


def closed_words(path: MonthPath) -> str:
    """When a month was closed, by whom, and as which replacement report; empty while open."""
    if path.closed_at is None:
        return ""
    local = path.closed_at.astimezone()
    by = _("Closed at {time} on {day} by {officer}.")
    said = by if path.closed_by else _("Closed at {time} on {day}.")
    words = said.format(
        time=f"{local:%H:%M}", day=format_date(local.date()), officer=path.closed_by
    )
    if path.correction:
        number = _("This is replacement report no. {number}.").format(number=path.correction)
        words = f"{words} {number}"
    return words
