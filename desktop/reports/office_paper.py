"""A paper put together from its form, its frame and its blocks: what all short papers share."""

from dataclasses import dataclass, replace

from desktop.domain.periods import Period
from desktop.domain.text import nfc
from desktop.reports import frame as framing
from desktop.reports.administrative import slash_date
from desktop.reports.figures import Figures, period_text
from desktop.reports.forms import SHIPPED, Form, Forms
from desktop.reports.frame import PaperFrame
from desktop.reports.tree import (
    Appendix,
    Block,
    Column,
    Document,
    Letterhead,
    Metadata,
    Orientation,
    Paragraph,
    SignatureBlock,
)

_SHARED = "papers"
_REPORT = "month"
_USUAL_NAME = 24
"""Letters of a group's name that the usual width holds in one line or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is particular to a paper.

    ``title`` is the file's own; ``addressees`` are those of "Kính gửi:"; ``cosigners`` sign at
    the left; ``draft``: it is marked DỰ THẢO while the period is open.
    """

    blocks: tuple[Block, ...]
    title: str
    about: str = ""
    addressees: tuple[str, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    cosigners: tuple[SignatureBlock, ...] = ()
    signature: SignatureBlock | None = None
    orientation: Orientation = Orientation.PORTRAIT
    draft: bool = False


def put_together(f: Figures, content: Content) -> Document:
    """The paper: head, title and dates of its form, the blocks, recipients and signatures."""
    common = framing.common_form(f.frame)
    title = content.title.replace("\u00a0", " ")
    return Document(
        metadata=Metadata(
            title=title,
            author=nfc(f.frame.issuing_name),
            subject=say(f, "file_subject").replace("\u00a0", " "),
        ),
        letterhead=_letterhead(f, content.about),
        kind=f.form.text("kind") if f.form.has("kind") else "",
        subject=tuple(say(f, key) for key in ("subject", "dates") if f.form.has(key)),
        salutation=_salutation(f, content.addressees),
        blocks=content.blocks,
        recipients=framing.recipients(f.frame, common, addressed=bool(content.addressees)),
        signature=content.signature or framing.signature(f.frame, common),
        appendices=content.appendices,
        draft=common.text("draft") if content.draft and f.snapshot.draft else "",
        orientation=content.orientation,
        cosigners=content.cosigners,
    )


def say(f: Figures, key: str, **fields: object) -> str:
    """A sentence of the form; besides the usual fields it may name the two dates in short."""
    own = {
        "first_short": slash_date(f.period.start),
        "last_short": slash_date(f.period.last_day),
    }
    return f.say(key, **{**own, **fields})


def paper_form(kind: str, frame: PaperFrame) -> Form:
    """The form of a paper, with the words that all short papers share and those of figures."""
    forms = frame.forms
    figures = {key: text for key, text in forms.named(_REPORT).texts.items() if "." in key}
    return Form(kind, {**figures, **forms.named(_SHARED).texts, **forms.named(kind).texts})


def period_name(period: Period, forms: Forms = SHIPPED) -> str:
    """ "tháng 10 năm 2026", "quý III năm 2026", "6 tháng đầu năm 2026"; ad-hoc by its two dates."""
    return period_text(period, forms.named(_SHARED))


def group_column(f: Figures, width: float) -> Column:
    """The column of groups; long names get more room, at most twice the usual."""
    longest = max((len(f.name(line.id)) for line in f.snapshot.groups), default=0)
    wider = min(width * 2, width + max(0, longest - _USUAL_NAME) * 0.8)
    return Column(f.unit[:1].upper() + f.unit[1:], wider)


def abbreviation(f: Figures) -> str:
    """The committee's abbreviation in the symbols of its papers."""
    return f.frame.symbol.partition("-")[2] or f.frame.symbol


def number_text(f: Figures) -> str:
    """The paper's number with its own symbol; empty for papers that get none."""
    if not f.form.has("symbol"):
        return ""
    own = f.form.text("symbol").format(abbreviation=abbreviation(f))
    symbol = f.frame.series or own
    return replace(f.frame, symbol=symbol).number_text


def ended(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The last paragraph ends with "./."."""
    last = blocks[-1]
    if not isinstance(last, Paragraph):
        return blocks
    run = last.runs[-1]
    closed = replace(run, text=run.text.rstrip(" .") + "./.")
    return (*blocks[:-1], replace(last, runs=(*last.runs[:-1], closed)))


def unnamed(title: str) -> SignatureBlock:
    """Who signs by hand, with the name written below."""
    return SignatureBlock((nfc(title).upper(),), ())


def _letterhead(f: Figures, about: str) -> Letterhead:
    made = framing.letterhead(f.frame, framing.common_form(f.frame))
    return replace(made, number=number_text(f), about=about)


def _salutation(f: Figures, addressees: tuple[str, ...]) -> tuple[str, ...]:
    if not addressees:
        return ()
    addressed = replace(f.frame, salutations=addressees)
    return framing.salutation(addressed, framing.common_form(f.frame))
