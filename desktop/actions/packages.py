"""The file of a closed period: made once, kept here, sealed again when the superior's key changed.

The file of one closing is made once and keeps its place in the chain of this installation and
branch; a correction gets the next place, and a restored backup goes on behind the last one that it
knows. When the superior changed its key and the one before vouches for it, the same signed content
is sealed anew and stays the same package; for another superior, and for the first one after a file
with a passphrase, a new file is made, since it names its recipient.
"""

from dataclasses import dataclass, field, replace
from hashlib import sha256
from secrets import token_hex

from desktop import __version__
from desktop.actions.connection import sending_keys, vouched
from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.log_facts import sent_facts
from desktop.actions.periods import closing_in_force
from desktop.actions.sent_periods import is_first, package_of_closing, passphrase_of
from desktop.db import exchange_queries, queries
from desktop.db.exchange_queries import SentPackage, SentSecrets, Superior
from desktop.db.queries import Closing
from desktop.domain.periods import Period
from desktop.domain.problems import Problem
from desktop.exchange.errors import ExchangeError
from desktop.exchange.file_names import package_name
from desktop.exchange.keys import PublicKeys
from desktop.exchange.package import (
    Package,
    PackageDraft,
    Reader,
    build_package,
    check_code_of,
    lock_package,
    open_package,
    seal_package,
)
from desktop.exchange.passphrase import new_passphrase


@dataclass(frozen=True, slots=True)
class MadePackage:
    """A file that is kept here, ready to be written.

    ``passphrase`` is none when it is sealed for the superior's key; ``new`` says that it was
    made just now, and not for an earlier writing. ``first``: nothing was made before it, so that
    its slip carries the fingerprint of this office. ``instead_of`` is the name of an earlier file
    of the same figures, whose slip does not go with this one.
    """

    package: SentPackage
    size: int
    passphrase: str | None = field(repr=False)
    new: bool
    first: bool
    instead_of: str = ""


def prepare_package(desk: Desk, period: Period) -> Outcome[MadePackage]:
    """The file of a closed period, stored here before a byte of it goes to a stick.

    Raises:
        ExchangeError: what the closing stored is nothing that a reader would take.
    """
    closing = closing_in_force(desk, period.id)
    if closing is None:
        return refused(Problem("period_open_not_sent", "period", details={"period": period.id}))
    known = package_of_closing(desk, closing)
    if known is not None:
        kept = _for_superior(desk, known)
        if kept is not None:
            return kept
    made = _make(desk, closing)
    if known is None or made.value is None:
        return made
    return replace(made, value=replace(made.value, instead_of=known.file_name))


def _for_superior(desk: Desk, known: SentPackage) -> Outcome[MadePackage] | None:
    """The known file as the superior of today can open it; none when it needs a new one."""
    before = _superior_of(desk, known)
    now = exchange_queries.superior(desk.store)
    if _opens(before, now):
        return Outcome(made_package(desk, known, new=False))
    # One made for nobody in particular cannot be sealed for a key: a package names its recipient.
    if now is None or before is None or not vouched(desk, before, now):
        return None
    try:
        return _sealed_again(desk, known, now)
    except ExchangeError:
        # The own key that would open it is lost: the same figures go into a file of their own.
        return None


def _opens(before: Superior | None, now: Superior | None) -> bool:
    if before is None or now is None:
        return before is now
    return before.sealing_public == now.sealing_public


def _superior_of(desk: Desk, package: SentPackage) -> Superior | None:
    known = exchange_queries.superiors(desk.store)
    return next((one for one in known if one.id == package.superior_id), None)


def _sealed_again(desk: Desk, known: SentPackage, superior: Superior) -> Outcome[MadePackage]:
    from desktop.db.exchange_saving import save_sent

    package = opened_by_sender(
        desk, known, exchange_queries.sent_content(desk.store, known.package_id)
    )
    keys = sending_keys(desk)
    data = seal_package(package, (superior.sealing_public, keys.current.sealing.public))
    sent = replace(known, sha256=sha256(data).hexdigest(), superior_id=superior.id)
    secrets = exchange_queries.sent_secrets(desk.store, known.package_id)
    with desk.writing(action="seal_package", label=known.period, undoable=False) as write:
        write.say(**sent_facts(known))
        save_sent(write, sent, content=data, secrets=secrets)
    changes = Changes.of_tables(write.changed_tables)
    return Outcome(made_package(desk, sent, size=len(data), new=False), (), changes)


def opened_by_sender(desk: Desk, known: SentPackage, data: bytes) -> Package:
    """A file of a package that was made here, by this office's own keys or its passphrase.

    Raises:
        ExchangeError: it is no such file, or the key is lost.
    """
    secrets = exchange_queries.sent_secrets(desk.store, known.package_id)
    keys = sending_keys(desk).sealing
    return open_package(data, Reader(keys=keys, passphrase=secrets.passphrase))


def _make(desk: Desk, closing: Closing) -> Outcome[MadePackage]:
    from desktop.db.exchange_saving import save_sent

    keys, superior = sending_keys(desk), exchange_queries.superior(desk.store)
    draft = _draft(desk, closing, superior)
    package = build_package(draft, keys.current)
    passphrase = "" if superior is not None else new_passphrase()
    data = (
        seal_package(package, (superior.sealing_public, keys.current.sealing.public))
        if superior is not None
        else lock_package(package, passphrase)
    )
    sent = SentPackage(
        package_id=package.package_id,
        install_id=draft.install_id,
        branch_id=draft.branch_id,
        sequence=draft.sequence,
        previous=draft.previous,
        period=closing.period,
        closing_id=closing.id,
        correction=closing.correction,
        file_name=package_name(package.manifest),
        sha256=sha256(data).hexdigest(),
        check_code=check_code_of(package.package_id),
        superior_id=superior.id if superior is not None else None,
        made_at=desk.clock.now(),
    )
    secrets = SentSecrets(passphrase=passphrase, receipt_secret=draft.receipt_secret)
    with desk.writing(action="prepare_package", label=closing.period, undoable=False) as write:
        save_sent(write, sent, content=data, secrets=secrets)
    changes = Changes.of_tables(write.changed_tables)
    return Outcome(made_package(desk, sent, size=len(data), new=True), (), changes)


def _draft(desk: Desk, closing: Closing, superior: Superior | None) -> PackageDraft:
    facts, store = desk.store.facts, desk.store
    end = exchange_queries.chain_end(store, install_id=facts.install_id, branch_id=facts.branch_id)
    return PackageDraft(
        snapshot=queries.closing_snapshot(store, closing.id),
        app_version=__version__,
        install_id=facts.install_id,
        branch_id=facts.branch_id,
        sequence=end.next_sequence,
        previous=end.package_id,
        correction=closing.correction,
        recipient=PublicKeys(superior.signing_public, superior.sealing_public)
        if superior is not None
        else None,
        receipt_secret=token_hex(32),
        audit_head=store.head.hash,
        claimed_at=desk.clock.now().replace(microsecond=0),
        clock_suspect=store.clock_behind,
    )


def made_package(
    desk: Desk, package: SentPackage, *, new: bool, size: int | None = None
) -> MadePackage:
    """A kept package with what its slip says; its size is read where it is not given."""
    if size is None:
        size = len(exchange_queries.sent_content(desk.store, package.package_id))
    return MadePackage(package, size, passphrase_of(desk, package), new, is_first(desk, package))
