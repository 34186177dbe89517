"""The practice superior: fixed keys that everybody has, for made-up data and for nothing else."""

from dataclasses import dataclass
from functools import lru_cache

from desktop.domain.canonical import MalformedError, parse
from desktop.domain.periods import PeriodKind
from desktop.exchange.connection import ConnectionDraft, build_connection
from desktop.exchange.errors import BadConnectionError
from desktop.exchange.fields import CODE, Fields
from desktop.exchange.keys import OwnKeys, SealingKey, SigningKey
from desktop.exchange.limits import NAME

FORMAT = "so138-practice"


@dataclass(frozen=True, slots=True)
class PracticeOffices:
    """A made-up superior and the keys of the practice commune that it is connected with."""

    superior: OwnKeys
    commune: OwnKeys
    draft: ConnectionDraft

    @property
    def connection(self) -> bytes:
        """The superior's connection file; the same bytes every time."""
        return build_connection(self.draft, self.superior)

    @property
    def signers(self) -> frozenset[str]:
        """The signing keys that no real office may be known by: anybody can sign with them."""
        return _signers(self.superior.signing, self.commune.signing)


@lru_cache(maxsize=1)
def _signers(*keys: SigningKey) -> frozenset[str]:
    return frozenset(one.public for one in keys)


@lru_cache(maxsize=1)
def practice_offices(data: bytes) -> PracticeOffices:
    """The offices of the shipped file ``practice/superior.json``.

    Raises:
        BadConnectionError, BadKeyError: the file is not the one that was shipped.
    """
    try:
        content = parse(data)
        return _offices(Fields(content if isinstance(content, dict) else {}))
    except MalformedError as error:
        raise BadConnectionError(place=str(error.args[0])) from error


def _offices(found: Fields) -> PracticeOffices:
    if found.content.get("format") != FORMAT:
        raise found.wrong("format")
    superior, days = found.inner("superior"), found.inner("deadline")
    draft = ConnectionDraft(
        number=1,
        name=superior.name("name", most=NAME),
        level=superior.name("level", most=NAME),
        salutation=superior.name("salutation", most=NAME),
        code=superior.matching("code", CODE),
        deadline={PeriodKind(kind): days.number(kind, high=60) for kind in days.content},
        made_on=found.day("made_on"),
    )
    return PracticeOffices(_keys(superior), _keys(found.inner("commune")), draft)


def _keys(found: Fields) -> OwnKeys:
    signing = SigningKey(found.name("signing", most=NAME))
    return OwnKeys(signing, SealingKey(found.name("age", most=NAME)))
