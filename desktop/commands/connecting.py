"""The superior's connection file for its communes."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    end_on_problems,
    say,
    say_json,
    tell,
)
from desktop.commands.listing import JSON_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.worded import option, worded
from desktop.i18n import N_, _
from desktop.wording.superior import leaked_text, spoiled_text

if TYPE_CHECKING:
    from desktop.actions.connecting import ConnectionWritten
    from desktop.actions.desk import Desk


@worded(
    "connect",
    help=N_(
        "Write the connection file for the communes: name, deadline, plan and public keys. Print "
        "its fingerprint on paper for them to compare."
    ),
    example="so138 --data D connect --out E:\\",
)
@option(
    "--out",
    required=True,
    type=NamedPath(),
    metavar="DIR",
    help=N_("The folder or stick for the file."),
)
@option("--level", metavar="TEXT", help=N_("The level of this office, as its communes call it."))
@option("--salutation", metavar="TEXT", help=N_("What stands behind “Kính gửi:” in reports."))
@option(
    "--new-keys",
    is_flag=True,
    help=N_(
        "Put new keys in the place of those in use; the old ones vouch for them and still open "
        "what is on its way."
    ),
)
@option(
    "--leaked",
    is_flag=True,
    help=N_(
        "With --new-keys: others may know the old keys, so that these vouch for nothing and every "
        "commune compares the fingerprint on paper again."
    ),
)
@option(
    "--sheet",
    type=NamedPath(),
    metavar="F.pdf",
    help=N_("A PDF of one page with the fingerprint, to be handed over on paper."),
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def connect(
    call: Call,
    *,
    out: Path,
    level: str | None,
    salutation: str | None,
    new_keys: bool,
    leaked: bool,
    sheet: Path | None,
    as_json: bool,
) -> int:
    """Write the connection file."""
    from desktop.actions.connecting import (
        NewKeys,
        sheet_problems,
        write_connection,
        write_fingerprint,
    )

    if leaked and not new_keys:
        raise CallEndedError(ExitCode.WRONG_CALL, _("--leaked goes with --new-keys."))
    why = NewKeys.LEAKED if leaked else NewKeys.REGULAR
    if sheet is not None:
        end_on_problems(sheet_problems(sheet))

    with call.desk() as desk:
        _keep_words(desk, level, salutation)
        outcome = write_connection(desk, out, new=why if new_keys else None)
        if outcome.value is not None and sheet is not None:
            write_fingerprint(desk, outcome.value, sheet)
    end_on_problems(outcome.problems)
    made = outcome.value
    if made is None:
        return ExitCode.DONE
    if as_json:
        say_json(_row(made))
    else:
        _say_made(made, sheet)
    return ExitCode.DONE


def _keep_words(desk: "Desk", level: str | None, salutation: str | None) -> None:
    """Keep how this office is called by its communes, where the call says otherwise than before."""
    from desktop.actions.connecting import (
        ConnectionWords,
        change_connection_words,
        connection_words,
    )

    words = connection_words(desk)
    said = ConnectionWords(
        words.level if level is None else level,
        words.salutation if salutation is None else salutation,
    )
    if said != words:
        change_connection_words(desk, said)


def _row(made: "ConnectionWritten") -> dict[str, object]:
    return {
        "file": str(made.path),
        "number": made.number,
        "fingerprint": made.fingerprint,
        "endorsed": made.endorsed,
        "leaked": made.leaked,
        "spoiled": [str(one) for one in made.spoiled],
        "plan": made.plan_id,
        "deadlines": made.deadline,
    }


def _say_made(made: "ConnectionWritten", sheet: Path | None) -> None:
    say(_("The connection file is in {path}.").format(path=made.path))
    say(_("Fingerprint, to be printed on paper: {code}").format(code=made.fingerprint))
    if made.leaked:
        tell(leaked_text())
    if made.spoiled:
        tell(spoiled_text(made.spoiled))
    if sheet is not None:
        say(_("The sheet to print is in {path}.").format(path=sheet))
    if not made.deadline:
        tell(
            _(
                "No deadline is set, so nobody will be late. Set it with: "
                "so138 settings deadline.month=3"
            )
        )
