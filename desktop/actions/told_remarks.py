"""Remarks told over the telephone: the 12 digits say the answer's kind and carry no words."""

from collections.abc import Sequence
from datetime import timedelta

from desktop.actions.desk import Changes, Desk, Outcome
from desktop.actions.log_facts import older_fact, sent_facts
from desktop.actions.receipts import TakenReceipt
from desktop.actions.sent_periods import deciding
from desktop.db import exchange_queries
from desktop.db.exchange_queries import Receipt, Remark
from desktop.domain.personal import personal_warnings
from desktop.domain.text import nfc, tidy
from desktop.exchange import limits


def may_have_remarks(taken: TakenReceipt) -> bool:
    """Whether an answer could bring words that its digits do not carry: not one that is older,
    nor "received", nor one whose remarks are known."""
    return taken.kind != "received" and not taken.remarks and not taken.older


def keep_told_remarks(
    desk: Desk, taken: TakenReceipt, said: Sequence[str]
) -> Outcome[TakenReceipt]:
    """Keeps remarks that the superior told with its digits, as those of its answer.

    They open as a work list until the receipt's own file comes with its remarks. Where that came
    already, or nothing was said, nothing changes.
    """
    texts = [tidy(nfc(one))[: limits.REMARK] for one in said]
    remarks = tuple(Remark(one) for one in texts if one)[: limits.REMARKS]
    answer = deciding(exchange_queries.receipts(desk.store, package_id=taken.package_id))
    if not remarks or answer is None or not answer.by_code or answer.kind != taken.kind:
        return Outcome(taken)
    from desktop.db.exchange_saving import save_receipt

    now = desk.clock.now()
    kept = Receipt(
        id=desk.ids.new(),
        package_id=taken.package_id,
        kind=answer.kind,
        at=max(now, answer.at + timedelta(seconds=1)),
        remarks=remarks,
        entered_at=now,
        by_code=True,
    )
    with desk.writing(action="record_receipt", label=taken.period, undoable=False) as write:
        if package := exchange_queries.sent_package(desk.store, taken.package_id):
            write.say(**sent_facts(package), **older_fact(older=taken.older))
        save_receipt(write, kept, content=None)
    told = TakenReceipt("", taken.period, kept.kind, kept.package_id, remarks, taken.older)
    warnings = personal_warnings("remarks", *texts)
    return Outcome(told, warnings, Changes.of_tables(write.changed_tables))
