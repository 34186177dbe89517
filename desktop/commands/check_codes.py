"""The codes that prove paper and file to hold the same figures."""

from typing import TYPE_CHECKING

import click

from desktop.commands.calling import Call, CallEndedError, ExitCode, period_of, say, say_json, tell
from desktop.commands.listing import JSON_HELP, PERIOD_HELP
from desktop.commands.worded import argument, option, worded
from desktop.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from desktop.actions.check_codes import CodedBlock, CodesCompared


@worded(
    "check-code",
    help=N_(
        "Say the check codes of a closed period; with codes typed from a slip, which figures "
        "differ. It ends with 4 when a code is another one."
    ),
    example="so138 --data D check-code --period 2026-10 B1234-5 F0071-3",
)
@argument("codes", nargs=-1)
@option("--period", metavar="P", required=True, help=PERIOD_HELP)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def check_code(call: Call, *, codes: tuple[str, ...], period: str, as_json: bool) -> int:
    """Say or compare check codes."""
    from desktop.actions.check_codes import (
        OpenPeriodError,
        coded_blocks,
        compare_codes,
        period_codes,
    )

    with call.desk() as desk:
        found = period_of(desk, period)
        try:
            known = period_codes(desk, found)
            blocks = coded_blocks(desk, found)
            compared = compare_codes(desk, found, codes) if codes else None
        except OpenPeriodError:
            text = _("{period} is open. Check codes are made of closed figures alone.")
            raise CallEndedError(ExitCode.REFUSED, text.format(period=found.id)) from None
    if compared is not None:
        return _say_compared(compared, as_json=as_json)
    if as_json:
        say_json({"total": known.total, "blocks": [_row(one) for one in blocks]})
        return ExitCode.DONE
    say(known.total)
    for one in blocks:
        say(f"{one.code}\t{one.name}")
    return ExitCode.DONE


def _row(block: "CodedBlock") -> dict[str, object]:
    return {
        "block": block.block.value,
        "name": block.name,
        "code": block.code,
        "figures": [{"label": one.label, "value": one.value} for one in block.lines],
    }


def _say_compared(compared: "CodesCompared", *, as_json: bool) -> int:
    if as_json:
        say_json(
            {
                "wrong": list(compared.wrong),
                "missing_groups": compared.missing,
                "total": compared.total,
                "checked": compared.checked,
                "differing": [_row(one) for one in compared.differing],
            }
        )
    else:
        _tell_compared(compared)
    if compared.wrong or compared.missing or compared.nothing:
        return ExitCode.WRONG_CALL
    same = compared.total is not False and not compared.differing
    return ExitCode.DONE if same else ExitCode.REFUSED


def _tell_compared(compared: "CodesCompared") -> None:
    """What the codes came to, in sentences; the figures as they stand here."""
    for piece in compared.wrong:
        tell(_("“{code}” is mistyped: its check digit does not fit.").format(code=piece))
    if compared.nothing:
        tell(_("No code was typed."))
    if compared.missing:
        text = ngettext(
            "The code of the whole has 5 groups of digits: {count} group is missing.",
            "The code of the whole has 5 groups of digits: {count} groups are missing.",
            compared.missing,
        )
        tell(text.format(count=compared.missing))
    if compared.total:
        say(_("The code of the whole is right: paper and file hold the same figures."))
    elif compared.total is False and not compared.checked:
        say(
            _(
                "The code of the whole is another one: something differs. Type the codes of the "
                "blocks to learn what."
            )
        )
    elif compared.total is False and not compared.differing:
        say(_("The code of the whole is another one; the blocks typed are all right."))
    for block in compared.differing:
        say(_("Something in “{name}” differs. Here it says:").format(name=block.name))
        for line in block.lines:
            say(f"\t{line.label}\t{line.value}")
    if compared.checked and not compared.differing and compared.total is not False:
        if compared.total or compared.checked == compared.of:
            say(_("The blocks typed are all right."))
        else:
            text = _("Right: {count} of {total} blocks. The others were not typed, so not checked.")
            say(text.format(count=compared.checked, total=compared.of))
