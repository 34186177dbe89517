"""Merging communes: several data folders, or what the superior received, become a new one."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    end_on_problems,
    given_password,
    say,
    say_json,
    tell,
)
from desktop.commands.listing import JSON_HELP
from desktop.commands.worded import argument, option, worded
from desktop.i18n import N_, _
from desktop.wording.merging import matter_text, merge_lines

if TYPE_CHECKING:
    from desktop.actions.former_communes import LostFolder, NotACommuneError
    from desktop.actions.lost_communes import LostCommuneError
    from desktop.actions.merge_planning import MergeDraft
    from desktop.actions.terms import StoreError
    from desktop.domain.merging import FormerCommune, MergePlan


@worded(
    "merge",
    help=N_(
        "Make one new commune of the data folders of several. The new folder must be empty or not "
        "exist yet; the former ones are only read. What is not said is as in the first folder."
    ),
    example=(
        'so138 merge --into MOI XA-A XA-B --name "Phường Hương Trà" --code 19996'
        " --from 2026-11-01 --dry-run"
    ),
)
@argument("folders", nargs=-1, type=click.Path(path_type=Path), metavar="DIR…")
@option(
    "--into",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help=N_("The folder of the new commune."),
)
@option("--name", default="", help=N_("The new commune's name with its kind."))
@option("--code", default="", help=N_("Its official code of five digits."))
@option(
    "--from",
    "valid_from",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help=N_(
        "The day from which it is valid; by default the first one after the last month that any "
        "of them closed."
    ),
)
@option("--superior", default="", help=N_("The body that receives the reports."))
@option("--decision", default="", help=N_("The number of the resolution, for the groups' lives."))
@option(
    "--received",
    multiple=True,
    metavar="DIR:CODE",
    help=N_(
        "For a commune whose folder is lost: the superior's data folder and the commune's code."
    ),
)
@option("--dry-run", is_flag=True, help=N_("Only show what would come."))
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def merge(
    call: Call,
    *,
    folders: tuple[Path, ...],
    into: Path,
    name: str,
    code: str,
    valid_from: date | None,
    superior: str,
    decision: str,
    received: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> int:
    """Rehearse or carry out a merger."""
    from desktop.actions.merge_planning import MergeDraft

    day = date(valid_from.year, valid_from.month, valid_from.day) if valid_from else None
    draft = MergeDraft(
        into=into,
        folders=folders,
        lost=tuple(_lost(text) for text in received),
        name=name,
        code=code,
        valid_from=day,
        superior=superior,
        decision=decision,
    )
    plan = _rehearsed(call, draft) if dry_run else _merged(call, draft)
    if as_json:
        say_json(_object(plan, draft, written=not dry_run))
        return ExitCode.DONE
    for line in merge_lines(plan, done=not dry_run):
        say(line)
    if not dry_run:
        say()
        say(_("The new folder is {folder}.").format(folder=into))
    return ExitCode.DONE


def _lost(text: str) -> "LostFolder":
    from desktop.actions.former_communes import LostFolder

    folder, _colon, code = text.rpartition(":")
    if not folder or not code.isdigit():
        message = _("“{text}” names no commune. Write the superior's folder, a colon and the code.")
        raise CallEndedError(ExitCode.WRONG_CALL, message.format(text=text))
    return LostFolder(Path(folder), code)


def _rehearsed(call: Call, draft: "MergeDraft") -> "MergePlan":
    from desktop.actions.merging import MERGE_REFUSALS, rehearse_merge

    try:
        plan = rehearse_merge(draft, sources=call.sources(), passwords=_passwords(call, draft))
    except MERGE_REFUSALS as error:
        raise _refused(error) from error
    if not plan.possible:
        _tell_unsent(plan)
    end_on_problems(plan.problems)
    return plan


def _merged(call: Call, draft: "MergeDraft") -> "MergePlan":
    from desktop.actions.merging import MERGE_REFUSALS
    from desktop.actions.merging import merge as carry_out

    try:
        outcome = carry_out(
            draft, sources=call.sources(), report=_report, passwords=_passwords(call, draft)
        )
    except MERGE_REFUSALS as error:
        raise _refused(error) from error
    plan = outcome.value
    if plan is None:
        end_on_problems(outcome.problems)
        raise CallEndedError(ExitCode.WRONG_CALL)
    if not outcome.done:
        _tell_unsent(plan)
    end_on_problems(outcome.problems)
    return plan


def _passwords(call: Call, draft: "MergeDraft") -> dict[Path, str]:
    """The call's password, for every folder that needs one."""
    given = given_password(call.password_file) or ""
    return dict.fromkeys((*draft.folders, *(one.superior for one in draft.lost)), given)


def _tell_unsent(plan: "MergePlan") -> None:
    """What comes first, whatever else stands in the way."""
    from desktop.wording.merging import unsent_lines

    for line in unsent_lines(plan) if plan.unsent else ():
        tell(line)


def _refused(error: "NotACommuneError | LostCommuneError | StoreError") -> CallEndedError:
    from desktop.wording.merge_refusals import merge_refusal

    locked = error.code in ("wrong_password", "password_needed")
    code = ExitCode.REFUSED if locked else ExitCode.WRONG_CALL
    return CallEndedError(code, merge_refusal(error.code, error.details))


def _report(plan: "MergePlan") -> str:
    """The report that is kept in the new folder."""
    return "\n".join(merge_lines(plan, done=True)) + "\n"


def _object(plan: "MergePlan", draft: "MergeDraft", *, written: bool) -> dict[str, object]:
    return {
        "written": written,
        "folder": str(draft.into),
        "name": plan.profile.name,
        "code": plan.profile.code,
        "valid_from": plan.profile.valid_from.isoformat(),
        "month": plan.month,
        "first_month": plan.first_month,
        "communes": [_row(one) for one in plan.communes],
        "groups": plan.total("groups"),
        "sessions": plan.total("sessions"),
        "models": plan.total("models"),
        "figures": plan.figures,
        "same_names": [
            {"name": name, "communes": list(communes)} for name, communes in plan.same_names
        ],
        "lacking": [
            {"commune": one.commune, "month": one.month, "figures": list(one.figures)}
            for one in plan.lacks
        ],
        "to_decide": [
            {"code": one.code, "message": matter_text(one.code, one.details)}
            for one in plan.matters
        ],
    }


def _row(one: "FormerCommune") -> dict[str, object]:
    return {
        "name": one.name,
        "code": one.code,
        "valid_from": one.valid_from.isoformat(),
        "source": one.source,
        "received": one.received,
        "groups": one.groups,
        "sessions": one.sessions,
        "models": one.models,
        "first_month": one.first_month,
        "unsent": [{"month": lack.month, "state": lack.state.value} for lack in one.unsent],
        "closed_after": list(one.closed_after),
    }
