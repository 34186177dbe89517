"""What every paper of a committee has in common: who issues it, to whom, and who signs."""

from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.commune import CommuneProfile, Signer, lowered_kind
from desktop.domain.text import nfc
from desktop.reports.administrative import NBSP, bound, long_date, open_date, paper_number
from desktop.reports.forms import SHIPPED, Form, Forms
from desktop.reports.tree import Block, Letterhead, Paragraph, Recipients, SignatureBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFrame:
    """The frame of a paper; number and date stay open until they are given after signature.

    ``issuing_name`` is the committee in running text ("Ban Chỉ đạo 138 phường Hương Trà"),
    ``issuing_body`` and ``parent_body`` stand in the head and are set in capitals.
    ``year`` is the year of an open date. ``recipients`` need neither dash nor stop:
    "Như trên" is put first and "Lưu" last where they are missing. ``forms`` are the texts in
    force: every paper takes its form from here. ``series`` is the symbol that the registry gave
    a paper with a symbol of its own; empty for the usual one.
    """

    issuing_name: str
    parent_body: str
    place: str
    year: int
    salutations: tuple[str, ...]
    issuing_body: str = ""
    symbol: str = "BC-BCĐ"
    signer: Signer | None = None
    show_rank: bool = False
    recipients: tuple[str, ...] = ()
    plan_reference: str = ""
    number: str = ""
    series: str = ""
    signed_on: date | None = None
    forms: Forms = SHIPPED

    @classmethod
    def of(
        cls,
        profile: CommuneProfile,
        *,
        year: int,
        signer: Signer | None = None,
        number: str = "",
        signed_on: date | None = None,
        forms: Forms = SHIPPED,
    ) -> "PaperFrame":
        """The frame that a commune's profile gives."""
        return cls(
            issuing_name=committee_of(profile.committee_name, profile.name),
            parent_body=profile.parent_body or f"Ủy ban nhân dân {profile.name}",
            place=profile.place_name or bare_place(profile.name),
            year=year,
            salutations=(profile.salutation,) if profile.salutation else (),
            symbol=f"BC-{profile.committee_abbreviation}",
            signer=signer,
            recipients=profile.recipients,
            plan_reference=profile.plan_reference,
            number=number,
            signed_on=signed_on,
            forms=forms,
        )

    @property
    def date_text(self) -> str:
        """The date in words, or with room for it."""
        return long_date(self.signed_on) if self.signed_on else open_date(self.year)

    @property
    def number_text(self) -> str:
        """ "Số: 05/BC-BCĐ", or with room for the number."""
        return paper_number(self.number, self.symbol)


_PLACE_KINDS = ("Phường", "Xã", "Thị trấn", "Đặc khu")
_WIDE_KINDS = ("Thành phố", "Tỉnh")
_OF_PEOPLE = ("Hồ Chí Minh",)
"""A unit that bears a person's name is written with its kind (Decree 30/2020, Appendix I)."""


def bare_place(unit: str) -> str:
    """The place of a unit: "Phường Hương Trà" → "Hương Trà", but "Phường 5", "Xã Lộ".

    A province or city needs no second syllable: "Thành phố Huế" → "Huế".
    """
    unit = nfc(unit).strip()
    for kind in (*_PLACE_KINDS, *_WIDE_KINDS):
        rest = unit[len(kind) :].strip()
        named = " " in rest or (kind in _WIDE_KINDS and rest.isalpha())
        if unit.casefold().startswith(kind.casefold() + " ") and named and rest not in _OF_PEOPLE:
            return rest
    return unit


def committee_of(committee: str, commune: str) -> str:
    """The committee with its commune in running text: "Ban Chỉ đạo 138 phường Hương Trà"."""
    committee, commune = nfc(committee).strip(), nfc(commune).strip()
    if commune.casefold() in committee.casefold():
        return committee
    return f"{committee} {lowered_kind(commune)}"


def letterhead(frame: PaperFrame, common: Form) -> Letterhead:
    """The head of the first page."""
    return Letterhead(
        parent_body=nfc(frame.parent_body).upper(),
        issuing_body=nfc(frame.issuing_body or frame.issuing_name).upper(),
        number=frame.number_text,
        place_and_date=bound(f"{nfc(frame.place)}, {frame.date_text}"),
        nation=common.text("nation"),
        motto=common.text("motto"),
    )


def salutation(frame: PaperFrame, common: Form) -> tuple[str, ...]:
    """ "Kính gửi: …"; two or more addressees one per line, nothing while nobody is named."""
    opening = common.text("salutation")
    if not frame.salutations:
        return ()
    if len(frame.salutations) == 1:
        return (bound(f"{opening} {nfc(frame.salutations[0])}"),)
    return (opening, *_listed(frame.salutations))


def recipients(frame: PaperFrame, common: Form, *, addressed: bool = True) -> Recipients:
    """Nơi nhận: "- Như trên;" first where somebody is ``addressed``, "- Lưu: VT, …." last."""
    first, kept = common.text("as_above"), common.text("kept")
    lines = [text for line in frame.recipients if (text := nfc(line).strip(" -;.\u2013"))]
    above = [line for line in lines if line.casefold() == first.casefold()]
    if addressed and not above:
        lines.insert(0, first)
    if not addressed:
        lines = [line for line in lines if line not in above]
    if not any(line.casefold().startswith("lưu") for line in lines):
        lines.append(kept.format(abbreviation=frame.symbol.partition("-")[2] or frame.symbol))
    return Recipients(common.text("recipients"), _listed(lines))


def _listed(lines: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    ends = [";"] * (len(lines) - 1) + ["."]
    return tuple(f"-{NBSP}{bound(nfc(line))}{end}" for line, end in zip(lines, ends, strict=True))


def signature(frame: PaperFrame, common: Form) -> SignatureBlock:
    """The signer's two titles, room for the hand, and the name without academic title."""
    signer = frame.signer
    if signer is None:
        return SignatureBlock((common.text("on_behalf"), common.text("head")), ())
    above = (f"{signer.authority} {signer.authority_of}".strip(), signer.committee_title)
    name = f"{signer.rank} {signer.name}" if frame.show_rank and signer.rank else signer.name
    below = (signer.office_title.upper(), name)
    return SignatureBlock(
        tuple(nfc(line).upper() for line in above if line),
        tuple(nfc(line) for line in below if line),
    )


def common_form(frame: PaperFrame) -> Form:
    """The words that every paper shares."""
    return frame.forms.named("common")


def ended(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The body ends with "./."."""
    last = blocks[-1]
    if not isinstance(last, Paragraph):
        return blocks
    run = last.runs[-1]
    ended = replace(run, text=run.text.rstrip(" .") + "./.")
    return (*blocks[:-1], replace(last, runs=(*last.runs[:-1], ended)))
