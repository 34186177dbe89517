"""The words that a paper went out with, kept beside its number.

A paper in the register is signed and in other hands. What it says stays as it was issued when
the officer writes other paragraphs, another signer becomes the usual one, or the commune's
profile or forms change: a number never stands over words that were not signed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from desktop.domain.canonical import MalformedError, build, parse, to_bytes
from desktop.domain.commune import Signer
from desktop.domain.text import tidy

_LETTERHEAD = ("issuing_name", "parent_body", "place", "salutations", "plan_reference")
_PROFILE = (*_LETTERHEAD, "profile_recipients")


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedWords:
    """Everything that a paper says beside its figures.

    ``texts`` are the officer's own paragraphs by section, ``forms`` the committee's own texts by
    form and key. ``recipients`` are the lines of "Nơi nhận" that it prints,
    ``profile_recipients`` those that the profile named then. ``facts`` is a digest of what a
    paper without a closing was made of, empty for one whose figures a closing keeps.
    ``answer_by`` is the day (ISO) by which a letter asks for an answer.
    """

    issuing_name: str
    parent_body: str
    place: str
    salutations: tuple[str, ...] = ()
    plan_reference: str = ""
    signer: Signer | None = None
    recipients: tuple[str, ...] = ()
    profile_recipients: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    facts: str = ""
    answer_by: str = ""


def written_words(words: IssuedWords) -> str:
    """The words as they are stored: canonical JSON."""
    return to_bytes(words).decode()


def read_words(stored: str) -> IssuedWords | None:
    """The stored words; none where none were kept or they cannot be read."""
    if not stored:
        return None
    try:
        kept = parse(stored.encode())
        # Words kept before letters kept their day hold none.
        filled = {"answer_by": "", **kept} if isinstance(kept, dict) else kept
        return build(IssuedWords, filled)
    except MalformedError:
        return None


def newer(issued: IssuedWords, now: IssuedWords) -> tuple[str, ...]:
    """What a paper made today would say otherwise than the one that went out.

    Sections whose own paragraphs are others, by key, then "signer", "letterhead", "forms" and
    "figures".
    """
    keys = dict.fromkeys((*issued.texts, *now.texts))
    found = [key for key in keys if issued.texts.get(key, "") != now.texts.get(key, "")]
    if _titles(issued.signer) != _titles(now.signer):
        found.append("signer")
    if any(getattr(issued, name) != getattr(now, name) for name in _PROFILE):
        found.append("letterhead")
    if issued.forms != now.forms:
        found.append("forms")
    if issued.facts != now.facts:
        found.append("figures")
    return tuple(found)


def _titles(signer: Signer | None) -> tuple[object, ...]:
    """What a signer prints."""
    if signer is None:
        return ()
    names = (one.name for one in fields(Signer) if one.name not in ("id", "default"))
    return tuple(getattr(signer, name) for name in names)


def lines_to_print(
    given: Iterable[str], *, addressed: Iterable[str], usual: Iterable[str]
) -> tuple[str, ...]:
    """The lines of "Nơi nhận" for the recipients that the register names.

    Whom the paper addresses stands above already; the line of filing ("Lưu: …") is that of the
    ``usual`` lines unless one was given.
    """
    above = {tidy(one).casefold() for one in addressed}
    lines = [one for one in given if tidy(one).casefold() not in above]
    if not any(is_filing(one) for one in lines):
        lines += [one for one in usual if is_filing(one)]
    return tuple(lines)


def is_filing(line: str) -> bool:
    """Whether a line says where the paper is kept, not who gets it."""
    return tidy(line).lstrip("-\u2013 ").casefold().startswith("lưu")
