"""Merging communes: several data folders, or what the superior received, become a new one."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    asked_password,
    asked_twice,
    asks,
    end_on_problems,
    given_password,
    given_passwords,
    say,
    say_json,
    tell,
)
from desktop.commands.listing import JSON_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.officers import NEW_PASSWORD_HELP
from desktop.commands.worded import argument, option, worded
from desktop.domain.problems import Problem
from desktop.i18n import N_, _
from desktop.wording.merging import matter_text, merge_lines

if TYPE_CHECKING:
    from desktop.actions.former_communes import LostFolder, NotACommuneError
    from desktop.actions.lost_communes import LostCommuneError
    from desktop.actions.merge_planning import MergeDraft
    from desktop.actions.passwords import FirstOfficer
    from desktop.actions.terms import StoreError
    from desktop.domain.merging import FormerCommune, MergePlan


@worded(
    "merge",
    help=N_(
        "Make one new commune of the data folders of several. The new folder must be empty or not "
        "exist yet; the former ones are only read. What is not said is as in the first folder. "
        "Of folders with passwords the file of --password-file holds one a line; they are asked "
        "for where it does not."
    ),
    example=(
        'so138 merge --into MOI XA-A XA-B --name "Phường Hương Trà" --code 19996'
        " --from 2026-11-01 --dry-run"
    ),
)
@argument("folders", nargs=-1, type=NamedPath(), metavar="DIR…")
@option(
    "--into",
    type=NamedPath(),
    required=True,
    metavar="DIR",
    help=N_("The folder of the new commune."),
)
@option("--name", help=N_("The new commune's name with its kind."))
@option("--code", help=N_("Its official code of five digits."))
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
@option("--superior", help=N_("The body that receives the reports."))
@option("--decision", default="", help=N_("The number of the resolution, for the groups' lives."))
@option(
    "--received",
    multiple=True,
    metavar="DIR:CODE",
    help=N_(
        "For a commune whose folder is lost: the superior's data folder and the commune's code."
    ),
)
@option("--new-password-file", type=NamedPath(), help=NEW_PASSWORD_HELP)
@option("--no-password", is_flag=True, help=N_("The new folder opens without a password."))
@option(
    "--officer",
    default="",
    help=N_("Who keeps the data, for the list at the door; holds all rights."),
)
@option("--dry-run", is_flag=True, help=N_("Only show what would come."))
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def merge(
    call: Call,
    *,
    folders: tuple[Path, ...],
    into: Path,
    name: str | None,
    code: str | None,
    valid_from: date | None,
    superior: str | None,
    decision: str,
    received: tuple[str, ...],
    new_password_file: Path | None,
    no_password: bool,
    officer: str,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Rehearse or carry out a merger."""
    from desktop.actions.merge_planning import MergeDraft

    _refuse_empty(name, code, superior)
    if not (folders or received):
        end_on_problems((Problem("merge_needs_two", "folders"),))
    if no_password and new_password_file is not None:
        text = _("--no-password and --new-password-file say two different things.")
        raise CallEndedError(ExitCode.WRONG_CALL, text)
    day = date(valid_from.year, valid_from.month, valid_from.day) if valid_from else None
    draft = MergeDraft(
        into=into,
        folders=folders,
        lost=tuple(_lost(text) for text in received),
        name=name or "",
        code=code or "",
        valid_from=day,
        superior=superior or "",
        decision=decision,
        open=no_password,
    )
    if not no_password:
        first = _first_officer(draft, new_password_file, officer, ask=not dry_run)
        draft = replace(draft, first=first)
    plan = _rehearsed(call, draft) if dry_run else _merged(call, draft)
    if not dry_run and plan.keeper:
        tell(_("Make the recovery sheet now: so138 recovery new --output F.pdf"))
    if as_json:
        say_json(_object(plan, draft, written=not dry_run))
        return ExitCode.DONE
    for line in merge_lines(plan, done=not dry_run):
        say(line)
    if not dry_run:
        say()
        say(_("The new folder is {folder}.").format(folder=into))
    return ExitCode.DONE


def _refuse_empty(name: str | None, code: str | None, superior: str | None) -> None:
    """End the call for a word that was said empty: it does not mean the first folder's."""
    said = (("name_missing", name), ("superior_missing", superior))
    problems = [Problem(one, "") for one, text in said if text is not None and not text.strip()]
    if code is not None and not code.strip():
        problems.append(Problem("code_not_five_digits", "code", details={"code": code}))
    end_on_problems(tuple(problems))


def _folders(draft: "MergeDraft") -> tuple[Path, ...]:
    """Every folder that is read, each once."""
    return tuple(dict.fromkeys((*draft.folders, *(one.superior for one in draft.lost))))


def _first_officer(
    draft: "MergeDraft", file: Path | None, name: str, *, ask: bool
) -> "FirstOfficer | None":
    """Who locks the new folder; asked for where a former one is locked and somebody sits here."""
    from desktop.actions.former_opening import is_locked
    from desktop.actions.passwords import FirstOfficer

    given = given_password(file, variable="SO138_NEW_PASSWORD")
    if given is None and ask and asks() and any(is_locked(one) for one in _folders(draft)):
        tell(_("A former folder has a password. The new one gets a password of its own."))
        given = asked_twice()
    return FirstOfficer(name or _("Officer in charge"), given) if given is not None else None


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
    """The password of every folder that needs one: of those given, or as it is asked for."""
    from desktop.actions.former_opening import fitting, is_locked

    given = given_passwords(call.password_file)
    found: dict[Path, str] = {}
    for folder in _folders(draft):
        if is_locked(folder):
            fits = fitting(folder, given)
            if not fits and asks():
                fits = asked_password(_("Password of {folder}").format(folder=folder))
            found[folder] = fits or next(iter(given), "")
    return found


def _tell_unsent(plan: "MergePlan") -> None:
    """What comes first, whatever else stands in the way."""
    from desktop.wording.merging import unsent_lines

    for line in unsent_lines(plan) if plan.unsent else ():
        tell(line)


def _refused(error: "NotACommuneError | LostCommuneError | StoreError") -> CallEndedError:
    from desktop.wording.merge_refusals import merge_refusal

    locked = error.code in ("wrong_password", "password_needed", "not_allowed", "moved_away")
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
        "password": bool(plan.keeper),
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
        "password": one.locked,
        "groups": one.groups,
        "sessions": one.sessions,
        "models": one.models,
        "first_month": one.first_month,
        "unsent": [{"month": lack.month, "state": lack.state.value} for lack in one.unsent],
        "closed_after": list(one.closed_after),
    }
