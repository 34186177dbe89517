"""The connection file (.s138c): what a superior gives its communes once, signed, not encrypted.

``head ‖ signature ‖ canonical JSON``. It fills in the commune's profile and says for whom to
encrypt; its fingerprint stands on paper. A new file of the same superior has a higher number;
when keys changed, the previous signing key endorses it, so that no paper is compared again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from desktop.domain.canonical import MalformedError, to_bytes
from desktop.domain.deadlines import LONGEST_DELAY
from desktop.domain.periods import PeriodKind
from desktop.domain.text import nfc, tidy
from desktop.exchange import limits
from desktop.exchange.errors import (
    BadConnectionError,
    BadKeyError,
    BadSignatureError,
    DamagedError,
)
from desktop.exchange.fields import CODE, HEX_32, PLAN_ID, SIGNATURE, Fields
from desktop.exchange.heads import FileKind, split_head
from desktop.exchange.keys import SIGNATURE_BYTES, OwnKeys, PublicKeys, SigningKey, signed_by
from desktop.exchange.strict_json import strict_object

FORMAT = "so138-connection"
_SIGNED = b"so138-connection\0"
_ENDORSED = b"so138-endorsement\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionDraft:
    """What a superior tells its communes.

    ``number`` grows with every file. ``level`` and ``salutation`` are the superior's own words.
    ``deadline`` says for each kind of report how many days after its closing date it is due.
    ``plan_id`` names the plan to follow, ``plan`` holds its file where it is not a shipped one.
    """

    number: int
    name: str
    level: str = ""
    salutation: str = ""
    code: str = ""
    deadline: Mapping[PeriodKind, int] = field(default_factory=dict)
    plan_id: str = ""
    plan: str = ""
    made_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection(ConnectionDraft):
    """A connection file that was read: whole, and signed by the key in it.

    Whether that key is the superior's is for a person to say, who compares the fingerprint on
    paper, or for the key known before: see ``endorsed_by``.
    """

    keys: PublicKeys
    endorsement: str = ""

    @property
    def fingerprint(self) -> str:
        """20 digits with check digits over both public keys, as they stand on paper."""
        return self.keys.fingerprint


def build_connection(
    draft: ConnectionDraft, keys: OwnKeys, *, previous: SigningKey | None = None
) -> bytes:
    """The connection file of a superior; ``previous`` is the signing key that it had before.

    The same draft and keys give the same bytes.

    Raises:
        BadConnectionError: a value that no reader would take.
    """
    said = Connection(
        number=draft.number,
        name=tidy(draft.name),
        level=tidy(draft.level),
        salutation=tidy(draft.salutation),
        code=draft.code,
        deadline=dict(draft.deadline),
        plan_id=draft.plan_id,
        plan=nfc(draft.plan),
        made_on=draft.made_on,
        keys=keys.public,
    )
    head = FileKind.CONNECTION.head
    if previous is not None:
        endorsement = previous.sign(_ENDORSED + head + _connection_bytes(said)).hex()
        said = replace(said, endorsement=endorsement)
    text = _connection_bytes(said)
    made = head + keys.signing.sign(_SIGNED + head + text) + text
    open_connection(made)
    return made


def open_connection(data: bytes) -> Connection:
    """The connection file that bytes hold.

    Raises:
        ExchangeError: the file is refused; the code says why.
    """
    head, rest = split_head(data, FileKind.CONNECTION)
    signature, text = rest[:SIGNATURE_BYTES], rest[SIGNATURE_BYTES:]
    if not text:
        raise DamagedError
    try:
        found = Fields(strict_object(text, limits.SMALL_JSON))
        signer = found.matching("signing", HEX_32)
    except MalformedError as error:
        raise BadConnectionError(place=str(error.args[0])) from error
    if not signed_by(signer, signature, _SIGNED + head + text):
        raise BadSignatureError
    try:
        return _connection(found, head)
    except (MalformedError, BadKeyError) as error:
        place = error.details["key"] if isinstance(error, BadKeyError) else str(error.args[0])
        raise BadConnectionError(place=place) from error


def endorsed_by(data: bytes, signing: str) -> bool:
    """Whether the signing key that a commune knows vouches for a newer connection file.

    It does when the file is signed with that very key, or carries its endorsement.

    Raises:
        ExchangeError: as :func:`open_connection`.
    """
    found = open_connection(data)
    if found.keys.signing == signing:
        return True
    head, rest = split_head(data, FileKind.CONNECTION)
    content = strict_object(rest[SIGNATURE_BYTES:], limits.SMALL_JSON)
    message = _ENDORSED + head + to_bytes({**content, "endorsement": ""})
    return bool(found.endorsement) and signed_by(signing, bytes.fromhex(found.endorsement), message)


def _connection_bytes(one: Connection) -> bytes:
    return to_bytes(
        {
            "format": FORMAT,
            "version": list(FileKind.CONNECTION.head[6:8]),
            "number": one.number,
            "name": one.name,
            "level": one.level,
            "salutation": one.salutation,
            "code": one.code,
            "deadline": {kind.value: days for kind, days in one.deadline.items()},
            "plan": {"id": one.plan_id, "content": one.plan},
            "signing": one.keys.signing,
            "age": one.keys.age,
            "made_on": one.made_on,
            "endorsement": one.endorsement,
        }
    )


def _connection(found: Fields, head: bytes) -> Connection:
    found.refuse_other(FORMAT, head)
    plan = found.inner("plan")
    return Connection(
        number=found.number("number", low=1, high=limits.SEQUENCE),
        name=found.name("name", most=limits.NAME),
        level=found.name("level", most=limits.NAME, empty=True),
        salutation=found.name("salutation", most=limits.NAME, empty=True),
        code=found.matching("code", CODE, empty=True),
        deadline=_deadline(found.inner("deadline")),
        plan_id=plan.matching("id", PLAN_ID, empty=True),
        plan=plan.text("content", most=limits.PLAN),
        made_on=found.day("made_on"),
        keys=PublicKeys(found.matching("signing", HEX_32), found.name("age", most=limits.NAME)),
        endorsement=found.matching("endorsement", SIGNATURE, empty=True),
    )


def _deadline(found: Fields) -> Mapping[PeriodKind, int]:
    """The days by kind of report; kinds that only a newer version knows are passed over."""
    return {
        kind: found.number(kind.value, high=LONGEST_DELAY)
        for kind in PeriodKind
        if kind.value in found.content
    }
