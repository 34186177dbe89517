"""What can be sent and what was: closed periods with the state of their files, and the history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop.actions.desk import Desk
from desktop.actions.periods import closing_in_force, period_named
from desktop.db import exchange_queries, queries
from desktop.db.exchange_queries import Receipt, Remark, SentCopy, SentPackage
from desktop.db.queries import Closing
from desktop.domain.periods import Period


class SendState(StrEnum):
    """Where the file of a closed period stands.

    ``prepared``: made and kept here, and never written to the end; ``corrected``: the figures in
    force are newer than any file of them.
    """

    NOT_SENT = "not_sent"
    PREPARED = "prepared"
    WRITTEN = "written"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Sendable:
    """A closed period, and its newest file: for a corrected one that of the figures before.

    ``remarks`` are those of the answer in force; ``correction`` is the closing's number.
    ``written_at`` is when these figures were last written, ``answered_at`` the answer's time;
    ``by_code``: that answer is believed for its code alone.
    """

    period: Period
    correction: int
    closed_at: datetime
    state: SendState
    package: SentPackage | None = None
    remarks: tuple[Remark, ...] = ()
    written_at: datetime | None = None
    answered_at: datetime | None = None
    by_code: bool = False

    @property
    def waits(self) -> bool:
        """Whether the superior has no file of these figures yet, as far as is known here."""
        return self.state in (SendState.NOT_SENT, SendState.PREPARED, SendState.CORRECTED)

    @property
    def held(self) -> bool:
        """Whether the file is at the superior, but counts only once it is verified there."""
        return self.state is SendState.RECEIVED and bool(self.remarks)

    @property
    def came_by_code(self) -> bool:
        """Whether a code alone says that the file has come: it does not say that it counts."""
        return self.state is SendState.RECEIVED and self.by_code and not self.held


@dataclass(frozen=True, slots=True)
class SentLine:
    """A file of the history with its copies and answers; ``state`` is its own, not the period's.

    ``in_force``: it holds the figures that the period is closed with now.
    """

    package: SentPackage
    state: SendState
    in_force: bool
    copies: tuple[SentCopy, ...]
    receipts: tuple[Receipt, ...]

    @property
    def answer(self) -> Receipt | None:
        """The answer in force."""
        return deciding(self.receipts)

    @property
    def held(self) -> bool:
        """Whether the file is at the superior, but counts only once it is verified there."""
        answer = self.answer
        return answer is not None and answer.kind == "received" and bool(answer.remarks)

    @property
    def came_by_code(self) -> bool:
        """Whether a code alone says that the file has come: it does not say that it counts."""
        answer = self.answer
        by_code = answer is not None and answer.kind == "received" and answer.by_code
        return by_code and not self.held


def sendable_periods(desk: Desk) -> tuple[Sendable, ...]:
    """The closed periods, months and longer ones, the latest first."""
    found = [_sendable(desk, one) for one in queries.closings(desk.store) if one.in_force]
    return tuple(sorted(found, key=lambda one: (one.period.end, one.period.start), reverse=True))


def sendable(desk: Desk, period: Period) -> Sendable | None:
    """A period with the state of its file; none while it is open."""
    closing = closing_in_force(desk, period.id)
    return _sendable(desk, closing) if closing is not None else None


def history(desk: Desk, period: Period | None = None) -> tuple[SentLine, ...]:
    """Every file that was made, of a period or of all, the newest first."""
    found = exchange_queries.sent_packages(desk.store, period.id if period else None)
    return tuple(_line(desk, one) for one in reversed(found))


def sent_before(desk: Desk, period: Period) -> SentLine | None:
    """The last file of a period that was written to the end, whatever the figures are now."""
    lines = history(desk, period)
    return next((one for one in lines if one.state is not SendState.PREPARED), None)


@dataclass(frozen=True, slots=True)
class Remarked:
    """A period whose newest file was returned, or accepted with remarks."""

    period: str
    kind: str
    remarks: tuple[Remark, ...]


def remarked_periods(desk: Desk) -> tuple[Remarked, ...]:
    """What the superior returned or remarked on, until a newer file of the period is made.

    A return stays while it is being corrected.
    """
    tables = frozenset({"sent_packages", "receipts"})
    return desk.store.remembered("remarked periods", tables, lambda: _remarked(desk))


def _remarked(desk: Desk) -> tuple[Remarked, ...]:
    newest = {one.period: one for one in exchange_queries.sent_packages(desk.store)}
    found: list[Remarked] = []
    for period, package in sorted(newest.items()):
        answer = deciding(exchange_queries.receipts(desk.store, package_id=package.package_id))
        # What only waits at the superior is told with its month and asks for nothing here.
        judged = answer is not None and answer.kind != "received"
        if answer is not None and judged and (answer.kind == "returned" or answer.remarks):
            found.append(Remarked(period, answer.kind, answer.remarks))
    return tuple(found)


def package_of_closing(desk: Desk, closing: Closing) -> SentPackage | None:
    """The newest file of the figures of a closing; none when none was made."""
    found = exchange_queries.sent_packages(desk.store, closing.period)
    own = [one for one in found if one.closing_id == closing.id]
    return own[-1] if own else None


def passphrase_of(desk: Desk, package: SentPackage) -> str | None:
    """The passphrase that opens a file; none when it is sealed for the superior's key."""
    if package.superior_id is not None:
        return None
    return exchange_queries.sent_secrets(desk.store, package.package_id).passphrase


def is_first(desk: Desk, package: SentPackage) -> bool:
    """Whether a package is the first that its key signed: the superior does not know it yet."""
    made = [one.made_at for one in exchange_queries.own_keys(desk.store, "signing")]
    signed_with = max((at for at in made if at <= package.made_at), default=package.made_at)
    return not any(
        signed_with <= one.made_at < package.made_at
        for one in exchange_queries.sent_packages(desk.store)
    )


def latest(receipts: Sequence[Receipt]) -> Receipt | None:
    """The latest judgement among the answers to one file, else the latest "received".

    Answers by telephone carry no time of the superior's, so that of their entry stands for it.
    Nobody vouches for the time of a file that no known superior signed: a signed answer goes
    before all of these. At one time, that the file counts says more than that it waits.
    """
    judged = [one for one in receipts if one.kind != "received"] or list(receipts)
    signed = any(not one.by_code for one in judged)
    vouched = [one for one in judged if not (signed and one.unsigned)]
    return max(vouched, key=_rank, default=None)


def _rank(one: Receipt) -> tuple[datetime, bool]:
    """By time; then a "received" before one with remarks, which say that the file only waits."""
    return one.at, one.kind == "received" and not one.remarks


def deciding(receipts: Sequence[Receipt]) -> Receipt | None:
    """The answer that holds; of one that came by telephone and as a file, the file's remarks.

    What was told over the telephone stays where the file brings no words.
    """
    found = latest(receipts)
    if found is None:
        return None
    same = [one for one in receipts if one.kind == found.kind]
    told = latest([one for one in same if one.by_code])
    file = latest([one for one in same if not one.by_code]) if found.by_code else found
    if file is None or (told is not None and told.remarks and not file.remarks):
        return told
    return file


def package_state(desk: Desk, package: SentPackage) -> SendState:
    """Where one file stands."""
    answer = deciding(exchange_queries.receipts(desk.store, package_id=package.package_id))
    if answer is not None:
        return SendState(answer.kind)
    written = exchange_queries.sent_copies(desk.store, package.package_id)
    return SendState.WRITTEN if written else SendState.PREPARED


def _sendable(desk: Desk, closing: Closing) -> Sendable:
    package = package_of_closing(desk, closing)
    state = SendState.NOT_SENT
    answer: Receipt | None = None
    written: list[datetime] = []
    if package is not None:
        state = package_state(desk, package)
        answer = deciding(exchange_queries.receipts(desk.store, package_id=package.package_id))
        copies = exchange_queries.sent_copies(desk.store, package.package_id)
        written = [one.written_at for one in copies]
    elif earlier := exchange_queries.sent_packages(desk.store, closing.period):
        package = earlier[-1]
        if package_state(desk, package) is not SendState.PREPARED:
            state = SendState.CORRECTED
    return Sendable(
        period=_period(desk, closing),
        correction=closing.correction,
        closed_at=closing.closed_at,
        state=state,
        package=package,
        remarks=answer.remarks if answer is not None else (),
        written_at=max(written, default=None),
        answered_at=answer.at if answer is not None else None,
        by_code=answer is not None and answer.by_code,
    )


def _period(desk: Desk, closing: Closing) -> Period:
    """The period with the days that it was closed with, whatever the rule says now."""
    named = period_named(desk, closing.period)
    return Period(closing.first_day, closing.end_day, named.kind, named.id)


def _line(desk: Desk, package: SentPackage) -> SentLine:
    closing = closing_in_force(desk, package.period)
    return SentLine(
        package=package,
        state=package_state(desk, package),
        in_force=closing is not None and closing.id == package.closing_id,
        copies=exchange_queries.sent_copies(desk.store, package.package_id),
        receipts=exchange_queries.receipts(desk.store, package_id=package.package_id),
    )
