"""The keys of this office: made when a file is first signed, kept in the store with its data."""

from dataclasses import dataclass

from desktop.actions.desk import Desk
from desktop.db import exchange_queries
from desktop.db.exchange_queries import KeyKind, OwnKey
from desktop.exchange.keys import OwnKeys, PublicKeys, SealingKey, SigningKey


@dataclass(frozen=True, slots=True)
class OfficeKeys:
    """What this office signs with and is written to; ``earlier`` still open what was sealed."""

    current: OwnKeys
    earlier: tuple[SealingKey, ...] = ()
    signers: tuple[str, ...] = ()
    """The public signing keys of this office, in use and before."""

    @property
    def sealing(self) -> tuple[SealingKey, ...]:
        """All keys that a file may have been sealed for, the one in use first."""
        return (self.current.sealing, *self.earlier)

    @property
    def fingerprints(self) -> frozenset[str]:
        """Every fingerprint that this office may have had; keys can be changed one by one."""
        return frozenset(
            PublicKeys(signer, sealing.public).fingerprint
            for signer in self.signers
            for sealing in self.sealing
        )


def known_keys(desk: Desk) -> OfficeKeys | None:
    """The keys of this office; none before the first file was signed."""
    signing = exchange_queries.own_key(desk.store, "signing")
    sealing = exchange_queries.own_key(desk.store, "sealing")
    if signing is None or sealing is None:
        return None
    current = OwnKeys(SigningKey(signing.secret), SealingKey(sealing.secret))
    earlier = (
        SealingKey(one.secret)
        for one in exchange_queries.own_keys(desk.store, "sealing")
        if one.id != sealing.id
    )
    signers = tuple(one.public for one in exchange_queries.own_keys(desk.store, "signing"))
    return OfficeKeys(current, tuple(earlier), signers)


def office_keys(desk: Desk) -> OfficeKeys:
    """The keys of this office, made now when there are none; no step of undo takes them back."""
    found = known_keys(desk)
    return found if found is not None else _kept(desk, OwnKeys.new())


def new_keys(desk: Desk, keys: OwnKeys | None = None) -> OfficeKeys:
    """Put new keys in the place of those in use; what was sealed for these still opens."""
    return _kept(desk, keys or OwnKeys.new())


def _kept(desk: Desk, keys: OwnKeys) -> OfficeKeys:
    from desktop.db.exchange_saving import retire_own_key, save_own_key

    now = desk.clock.now()
    made: tuple[tuple[KeyKind, str, str], ...] = (
        ("signing", keys.signing.public, keys.signing.seed),
        ("sealing", keys.sealing.public, keys.sealing.secret),
    )
    with desk.writing(action="new_keys", label="", undoable=False) as write:
        for kind, public, secret in made:
            former = exchange_queries.own_key(desk.store, kind)
            if former is not None:
                retire_own_key(write, former.id, at=now)
            save_own_key(
                write,
                OwnKey(id=desk.ids.new(), kind=kind, public=public, secret=secret, made_at=now),
            )
    found = known_keys(desk)
    if found is None:
        raise LookupError("own_keys")
    return found
