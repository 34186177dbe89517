"""What a commune believes of an answer in a file, how it is stored, and whether it was known."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from desktop.actions.desk import Desk
from desktop.actions.sent_periods import latest
from desktop.db import exchange_queries, queries
from desktop.db.exchange_queries import Receipt, Remark, SentPackage
from desktop.domain.snapshot import read_snapshot
from desktop.exchange import receipt as receipt_files
from desktop.exchange.errors import ExchangeError
from desktop.exchange.receipt import believed
from desktop.wording.sending import unsigned_waits_text


class ReceiptUnknownError(ExchangeError):
    """A receipt answers a package that this store never made."""

    code = "receipt_unknown"


class ReceiptDiffersError(ExchangeError):
    """A receipt names another unit, period or place in the chain than its package has."""

    code = "receipt_differs"


def as_kept(desk: Desk, answer: receipt_files.Receipt, *, signed: bool) -> Receipt:
    """An answer as it is stored; one that nobody known signed is not later than its entry."""
    now = desk.clock.now()
    return Receipt(
        id=desk.ids.new(),
        package_id=answer.package_id,
        kind=answer.kind.value,
        at=answer.at if signed else min(answer.at, now - timedelta(microseconds=1)),
        remarks=tuple(Remark(one.text, one.where) for one in answer.remarks),
        entered_at=now,
        by_code=not signed,
    )


def is_known(answer: Receipt, earlier: Sequence[Receipt], *, claimed: datetime) -> bool:
    """Whether an answer was taken before; ``claimed`` is the time that its file says.

    One that was believed by its code alone brings its remarks once its signer is known.
    """
    same = [one for one in earlier if (one.kind, one.at) == (answer.kind, claimed)]
    if not answer.by_code:
        return any(not one.by_code and one.remarks == answer.remarks for one in same)
    before = latest([one for one in earlier if one.unsigned])
    ahead = answer.at < claimed and before is not None and _says_no_more(before, answer)
    return ahead or any(not one.by_code or _says_no_more(one, answer) for one in same)


def _says_no_more(one: Receipt, answer: Receipt) -> bool:
    """Whether an answer by its code is what was known: its kind, and whether its file waits."""
    if one.kind != "received":
        return one.kind == answer.kind
    return answer.kind == "received" and bool(one.remarks) == bool(answer.remarks)


def believed_of(
    desk: Desk, answer: receipt_files.Receipt
) -> tuple[SentPackage, receipt_files.Receipt, bool]:
    """The package that an answer is to, what of the answer may be believed, and whether a known
    superior signed it.

    Raises:
        ReceiptUnknownError: this store never made such a package.
        ReceiptDiffersError: the package has another unit, period or place in the chain.
    """
    package = exchange_queries.sent_package(desk.store, answer.package_id)
    if package is None:
        raise ReceiptUnknownError
    unit = read_snapshot(queries.closing_snapshot(desk.store, package.closing_id)).code
    named = (answer.unit, answer.period, answer.sequence, answer.correction)
    if named != (unit, package.period, package.sequence, package.correction):
        raise ReceiptDiffersError
    superiors = exchange_queries.superiors(desk.store)
    signers = [
        one.signing_public
        for one in superiors
        if one.retired_at is None or one.id == package.superior_id
    ]
    secret = exchange_queries.sent_secrets(desk.store, package.package_id).receipt_secret
    said = believed(answer, signers=signers, receipt_secret=secret)
    signed = answer.signer in signers
    if answer.waits and not signed:
        # A stranger could only take certainty away by it; passed over, a file that waits would be
        # taken for one that counts.
        said = replace(said, remarks=(receipt_files.Remark(unsigned_waits_text()),))
    return package, said, signed
