"""Making a data folder: a new commune, or the practice commune."""

from datetime import date
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    ExitCode,
    asked_twice,
    asks,
    end_on_problems,
    given_password,
    say,
    tell,
)
from desktop.commands.worded import option, worded
from desktop.domain.commune import CommuneProfile, Role
from desktop.domain.text import tidy
from desktop.i18n import N_, _, ngettext
from desktop.paths import place_warnings
from desktop.wording import finding_text

if TYPE_CHECKING:
    from desktop.actions.passwords import FirstOfficer

# The official codes in use were given out with the communes of 1 July 2025.
_CODES_SINCE = date(2025, 7, 1)


@worded(
    "new",
    help=N_("Make a data folder for a commune. The folder must be empty or not exist yet."),
    example=(
        'so138 --data D new --name "Phường Hương Trà" --code 19996 --superior "Thành phố Huế"'
        " --no-password"
    ),
)
@option("--name", required=True, help=N_("The commune's name with its kind."))
@option("--code", required=True, help=N_("Its official code of five digits."))
@option(
    "--code-since",
    type=click.DateTime(["%Y-%m-%d"]),
    help=N_("The day since which the code holds; by default 2025-07-01."),
)
@option("--superior", default="", help=N_("The body that receives the reports."))
@option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.COMMUNE.value,
    help=N_("Which desk the folder serves: commune or superior."),
)
@option(
    "--from",
    "first_month",
    metavar="2026-01",
    help=N_("The first month tracked; by default that of the earliest session."),
)
@option("--no-password", is_flag=True, help=N_("The data open without a password."))
@option(
    "--officer",
    default="",
    help=N_("Who keeps the data, for the list at the door; holds all rights."),
)
@click.pass_obj
def new(
    call: Call,
    *,
    name: str,
    code: str,
    code_since: date | None,
    superior: str,
    role: str,
    first_month: str | None,
    no_password: bool,
    officer: str,
) -> int:
    """Make a data folder; a folder that holds anything is refused."""
    from desktop.actions.setup import new_commune

    _tell_elsewhere(call)
    draft = CommuneProfile(
        name=name,
        code=code,
        valid_from=date(code_since.year, code_since.month, code_since.day)
        if code_since
        else _CODES_SINCE,
        superior=superior,
        first_month=first_month,
        role=Role(role),
    )
    first = None if no_password else _first_officer(call, officer)
    outcome = new_commune(call.data, draft, sources=call.sources(), first=first)
    end_on_problems(outcome.problems)
    if outcome.value is not None:
        outcome.value.close()
    say(_("The data folder of {name} is in {folder}.").format(name=tidy(name), folder=call.data))
    for warning in place_warnings(call.data):
        tell(finding_text(warning, {}))
    if first is not None:
        tell(_("Make the recovery sheet now: so138 recovery new --output F.pdf"))
    elif not no_password:
        tell(finding_text("only_self_opening", {}))
    return ExitCode.DONE


def _tell_elsewhere(call: Call) -> None:
    """Before a register is begun in the account's own folder: another one lies on this PC."""
    from desktop.actions.accounts import known_elsewhere
    from desktop.wording.accounts import elsewhere_text, elsewhere_title

    if found := known_elsewhere(call.data):
        said = elsewhere_text(str(found.folder or ""), unseen=found.unseen)
        tell(f"{elsewhere_title(only_unseen=found.only_unseen)}: {said}")


def _first_officer(call: Call, name: str) -> "FirstOfficer | None":
    """Who locks the new data; none where no password was given and nobody can be asked."""
    from desktop.actions.passwords import FirstOfficer

    given = given_password(call.password_file)
    if given is None and asks():
        given = asked_twice()
    return FirstOfficer(name or _("Officer in charge"), given) if given is not None else None


@worded(
    "sample",
    help=N_(
        "Make a practice commune in an empty folder. Its data are made up; "
        "the same seed gives the same data."
    ),
    example="so138 --data D sample --groups 23 --months 12 --seed 1",
)
@option("--groups", type=click.IntRange(1, 200), default=23, help=N_("How many groups."))
@option(
    "--months", type=click.IntRange(1, 240), default=12, help=N_("How many months up to 2026-10.")
)
@option("--seed", type=click.IntRange(0, 2**31), default=1, help=N_("Which practice commune."))
@click.pass_obj
def sample(call: Call, *, groups: int, months: int, seed: int) -> int:
    """Make the practice commune."""
    from desktop.actions.sample import make_sample

    made = make_sample(call.data, groups=groups, months=months, seed=seed)
    text = ngettext(
        "{name} is in {folder}: {groups} groups, {sessions} session, {models} models.",
        "{name} is in {folder}: {groups} groups, {sessions} sessions, {models} models.",
        made.sessions,
    )
    say(
        text.format(
            name=made.name,
            folder=call.data,
            groups=made.groups,
            sessions=made.sessions,
            models=made.models,
        )
    )
    return ExitCode.DONE
