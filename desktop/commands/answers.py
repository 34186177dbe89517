"""What a commune takes in from files: receipts and connection files."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands.calling import (
    ExitCode,
    end_on_problems,
    exit_of_fault,
    say,
    say_json,
    tell,
)
from desktop.commands.remarks import remark_rows
from desktop.i18n import _, format_number, ngettext
from desktop.wording import error_text, one_line, period_name, problem_text
from desktop.wording.sending import (
    answer_word,
    given_up_text,
    held_text,
    older_answer_text,
    others_text,
    unsigned_text,
)

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.receipts import CommuneReceived, TakenConnection, TakenReceipt


MISSING = "file_missing"
"""The code of a path that was named and is not there."""


def take_answers(
    desk: "Desk",
    paths: Sequence[Path],
    *,
    missing: Sequence[Path],
    fingerprint: str,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Take receipts and connection files, and say what became of them.

    ``missing`` are paths that were named and are not there; they were told already.
    """
    from desktop.actions.receipts import receive_files
    from desktop.actions.superior_compared import fingerprint_problem

    if fingerprint and (wrong := fingerprint_problem(fingerprint)) is not None:
        end_on_problems((wrong,))
    found = receive_files(desk, paths, fingerprint=fingerprint, dry_run=dry_run)
    if as_json:
        say_json(_answers_object(found, missing))
    else:
        _say_answers(found)
    waits = any(_waits(one) for one in found.connections)
    taken = found.receipts or found.duplicates or not all(map(_waits, found.connections))
    if found.refused and not taken:
        return exit_of_fault(found.refused[0].code)
    if waits and not taken:
        return ExitCode.REFUSED
    answers = [one for one in found.receipts if not one.older]
    odd = any(one.kind == "returned" or one.unsigned for one in answers)
    unfilled = any(one.problems for one in found.connections)
    look = waits or found.refused or odd or missing or unfilled
    return ExitCode.LOOK if look else ExitCode.DONE


def _waits(one: "TakenConnection") -> bool:
    """Whether a connection file changes nothing until its fingerprint is typed."""
    return one.state == "to_confirm" or (one.state == "older" and one.other_keys)


def _answers_object(found: "CommuneReceived", missing: Sequence[Path]) -> dict[str, object]:
    return {
        "receipts": [_receipt_row(one) for one in found.receipts],
        "connections": [
            {
                "file": one.file,
                "name": one.name,
                "fingerprint": one.fingerprint,
                "state": one.state,
                "other_keys": one.other_keys,
                "given_up": one.given_up,
                "problems": [
                    {"code": two.code, "message": problem_text(two)} for two in one.problems
                ],
            }
            for one in found.connections
        ],
        "duplicates": list(found.duplicates),
        "of_others": found.others,
        "refused": [
            *(refused_row(str(path), MISSING, {}) for path in missing),
            *(refused_row(one.file, one.code, one.details) for one in found.refused),
        ],
    }


def refused_row(file: str, code: str, details: Mapping[str, str]) -> dict[str, str]:
    """A file that was not taken in, and why."""
    return {"file": file, "code": code, "message": error_text(code, {"path": file, **details})}


def refused_line(file: str, code: str, details: Mapping[str, str]) -> str:
    """A file that was not taken in, and why; its name is told once."""
    name, why = one_line(file), error_text(code, {"path": file, **details})
    return why if name in why else f"{name}: {why}"


def _receipt_row(one: "TakenReceipt") -> dict[str, object]:
    return {
        "file": one.file,
        "period": one.period,
        "kind": one.kind,
        "package_id": one.package_id,
        "older": one.older,
        "holds": one.holds or None,
        "held": one.held,
        "unsigned": one.unsigned,
        "remarks": remark_rows(one.remarks),
    }


def _say_answers(found: "CommuneReceived") -> None:
    for connection in found.connections:
        if connection.given_up:
            say(f"{one_line(connection.file)}: {given_up_text(connection.name)}")
        else:
            say(_connection_line(connection))
        for problem in connection.problems:
            tell(problem_text(problem))
    if any(_waits(one) and not one.given_up for one in found.connections):
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
    if found.others:
        say(others_text(found.others))
    for refused in found.refused:
        tell(refused_line(refused.file, refused.code, refused.details))
    of_ours = found.connections or found.receipts or found.duplicates
    if not (of_ours or found.others or found.refused):
        say(_("There is no receipt and no connection file here."))


def _connection_line(one: "TakenConnection") -> str:
    new = _("Connected with {name}. Compare with its paper: {fingerprint}")
    if one.compared:
        new = _("Connected with {name}. The fingerprint is the one of its paper: {fingerprint}")
    texts = {
        "new": new,
        "newer": _("The connection with {name} was renewed: {fingerprint}"),
        "same": _("Connected with {name} already: {fingerprint}"),
        "older": _("A newer connection file of {name} was taken before; this one changes nothing."),
        "to_confirm": error_text("connection_to_confirm", {"name": one.name}),
    }
    return texts[one.state].format(name=one.name, fingerprint=one.fingerprint)


def _receipt_line(one: "TakenReceipt") -> str:
    """One line, and the remarks below it; those of an older answer ask for nothing any more."""
    if one.older:
        return older_answer_text(one.period, one.kind, one.holds, unsigned=one.unsigned)
    remarks = [remark.text for remark in one.remarks]
    text = _("{period}: {answer}").format(
        period=period_name(one.period), answer=answer_word(one.kind)
    )
    if one.held:
        text, remarks = held_text(one.period, remarks), []
    said = remarks or ([unsigned_text()] if one.unsigned else [])
    return "\n".join((text, *(f"  - {line}" for line in said)))
