"""What a commune takes in from files: receipts and connection files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands.calling import (
    ExitCode,
    exit_of_fault,
    say,
    say_json,
    tell,
)
from desktop.i18n import _, format_number, ngettext
from desktop.wording import error_text, period_name
from desktop.wording.sending import answer_word

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.receipts import CommuneReceived, TakenConnection, TakenReceipt


def take_answers(
    desk: "Desk", paths: Sequence[Path], *, fingerprint: str, dry_run: bool, as_json: bool
) -> int:
    """Take receipts and connection files, and say what became of them."""
    from desktop.actions.receipts import receive_files

    found = receive_files(desk, paths, fingerprint=fingerprint, dry_run=dry_run)
    if as_json:
        say_json(_answers_object(found))
    else:
        _say_answers(found)
    waits = any(_waits(one) for one in found.connections)
    taken = found.receipts or found.duplicates or not all(map(_waits, found.connections))
    if found.refused and not taken:
        return exit_of_fault(found.refused[0].code)
    if waits and not taken:
        return ExitCode.REFUSED
    look = waits or found.refused or any(one.kind == "returned" for one in found.receipts)
    return ExitCode.LOOK if look else ExitCode.DONE


def _waits(one: "TakenConnection") -> bool:
    """Whether a connection file changes nothing until its fingerprint is typed."""
    return one.state == "to_confirm" or (one.state == "older" and one.other_keys)


def _answers_object(found: "CommuneReceived") -> dict[str, object]:
    return {
        "receipts": [_receipt_row(one) for one in found.receipts],
        "connections": [
            {
                "file": one.file,
                "name": one.name,
                "fingerprint": one.fingerprint,
                "state": one.state,
                "other_keys": one.other_keys,
            }
            for one in found.connections
        ],
        "duplicates": list(found.duplicates),
        "refused": [
            {"file": one.file, "code": one.code, "message": error_text(one.code, one.details)}
            for one in found.refused
        ],
    }


def _receipt_row(one: "TakenReceipt") -> dict[str, object]:
    return {
        "file": one.file,
        "period": one.period,
        "kind": one.kind,
        "package_id": one.package_id,
        "remarks": [{"text": remark.text, "where": remark.where} for remark in one.remarks],
    }


def _say_answers(found: "CommuneReceived") -> None:
    for connection in found.connections:
        say(_connection_line(connection.name, connection.fingerprint, connection.state))
    if any(map(_waits, found.connections)):
        say(
            _(
                "When the superior's paper shows the fingerprint of such a file, type it: "
                "so138 receive FILE --fingerprint CODE"
            )
        )
    for receipt in found.receipts:
        say(_receipt_line(receipt))
    if found.duplicates:
        count = len(found.duplicates)
        text = ngettext("{count} receipt was known.", "{count} receipts were known.", count)
        say(text.format(count=format_number(count)))
    for refused in found.refused:
        tell(f"{refused.file}: {error_text(refused.code, refused.details)}")
    if not (found.connections or found.receipts or found.duplicates or found.refused):
        say(_("There is no receipt and no connection file here."))


def _connection_line(name: str, fingerprint: str, state: str) -> str:
    texts = {
        "new": _("Connected with {name}. Compare with its paper: {fingerprint}"),
        "newer": _("The connection with {name} was renewed: {fingerprint}"),
        "same": _("Connected with {name} already: {fingerprint}"),
        "older": _("A newer connection file of {name} was taken before; this one changes nothing."),
        "to_confirm": error_text("connection_to_confirm", {"name": name}),
    }
    return texts[state].format(name=name, fingerprint=fingerprint)


def _receipt_line(one: "TakenReceipt") -> str:
    """One line, and the remarks below it."""
    text = _("{period}: {answer}").format(
        period=period_name(one.period), answer=answer_word(one.kind)
    )
    return "\n".join((text, *(f"  - {remark.text}" for remark in one.remarks)))
