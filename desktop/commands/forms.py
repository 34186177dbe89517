"""The texts of papers: the shipped forms, and the committee's own version of one."""

from pathlib import Path

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    end_on_problems,
    known_folder_of,
    say,
    tell,
)
from desktop.commands.named_paths import NamedPath
from desktop.commands.outputs import may_overwrite, write_output
from desktop.commands.worded import WordedGroup, argument, option, worded
from desktop.i18n import N_, _
from desktop.wording.forms import form_problem_text

forms = WordedGroup(
    "forms",
    help=N_("Texts of the papers: show them, or keep the committee's own version."),
    subcommand_metavar="list|show|export|use|reset",
)
forms.places = {
    "list": "desktop.commands.forms:forms_list",
    "show": "desktop.commands.forms:forms_show",
    "export": "desktop.commands.forms:forms_export",
    "use": "desktop.commands.forms:forms_use",
    "reset": "desktop.commands.forms:forms_reset",
}
forms.example = "so138 --data D forms show month"


@worded(
    "list",
    help=N_("List the forms, one a line; those with the committee's own version are marked."),
    example="so138 --data D forms list",
)
@click.pass_obj
def forms_list(call: Call) -> int:
    """List the forms."""
    from desktop.actions.forms import known_forms

    with call.desk() as desk:
        found = known_forms(desk)
    for one in found:
        own = _("the committee's own") if one.own else _("as shipped")
        say(f"{one.name}\t{one.title}\t{own}")
        if one.ours:
            text = _(
                "Of {name} these texts are the shipped ones, since their fields changed: {keys}"
            )
            tell(text.format(name=one.name, keys=", ".join(one.ours)))
    return ExitCode.DONE


@worded(
    "show",
    help=N_("Show a form in force as it stands in its file."),
    example="so138 --data D forms show month",
)
@argument("kind")
@click.pass_obj
def forms_show(call: Call, *, kind: str) -> int:
    """Show a form."""
    say(_content(call, kind).rstrip("\n"))
    return ExitCode.DONE


@worded(
    "export",
    help=N_("Write a form in force into a file, to be changed and brought back with “use”."),
    example="so138 --data D forms export month --output bao-cao-thang.toml",
)
@argument("kind")
@option(
    "--output",
    type=NamedPath(),
    metavar="F.toml",
    required=True,
    help=N_("The file to write."),
)
@may_overwrite
@click.pass_obj
def forms_export(call: Call, *, kind: str, output: Path) -> int:
    """Write a form into a file."""
    known_folder_of(output)
    write_output(output, _content(call, kind).encode())
    say(_("The form is in {path}.").format(path=output))
    return ExitCode.DONE


@worded(
    "use",
    help=N_(
        "Keep the committee's own version of a form: the same texts with the same fields in "
        "braces, each three times as long as ours at most. A file that does not fit is refused."
    ),
    example="so138 --data D forms use month bao-cao-thang.toml",
)
@argument("kind")
@argument("file")
@click.pass_obj
def forms_use(call: Call, *, kind: str, file: str) -> int:
    """Keep the committee's own version of a form."""
    from desktop.actions.forms import read_form_file, use_form
    from desktop.domain.form_checks import FormProblem

    with call.desk() as desk:
        _refuse_unknown(kind)
        content = read_form_file(Path(file))
        if isinstance(content, FormProblem):
            text = f"{file}: {form_problem_text(content)}"
            raise CallEndedError(ExitCode.WRONG_CALL, text)
        if not content.strip():
            text = _("The file {path} is empty. A form to change: so138 forms export.")
            raise CallEndedError(ExitCode.WRONG_CALL, text.format(path=file))
        done = use_form(desk, kind, content)
    for problem in done.form_problems:
        tell(f"{file}: {form_problem_text(problem)}")
    end_on_problems(done.problems)
    say(_("Papers made from now on take the committee's own form “{kind}”.").format(kind=kind))
    return ExitCode.DONE


@worded(
    "reset",
    help=N_("Go back to the shipped form."),
    example="so138 --data D forms reset month",
)
@argument("kind")
@click.pass_obj
def forms_reset(call: Call, *, kind: str) -> int:
    """Go back to the shipped form."""
    from desktop.actions.forms import reset_form

    with call.desk() as desk:
        _refuse_unknown(kind)
        done = reset_form(desk, kind)
    text = (
        _("The form “{kind}” is the shipped one again.")
        if done.value
        else _("The form “{kind}” is as shipped; there was nothing to take back.")
    )
    say(text.format(kind=kind))
    return ExitCode.DONE


def _content(call: Call, kind: str) -> str:
    from desktop.actions.forms import form_content

    with call.desk() as desk:
        _refuse_unknown(kind)
        return form_content(desk, kind)


def _refuse_unknown(kind: str) -> None:
    from desktop.actions.forms import is_form

    if not is_form(kind):
        text = _("There is no form “{kind}”. See: so138 forms list.")
        raise CallEndedError(ExitCode.WRONG_CALL, text.format(kind=kind))
