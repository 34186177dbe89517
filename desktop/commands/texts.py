"""The officer's own paragraphs in a period's report: written, carried over, kept up to date."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    end_on_problems,
    period_of,
    say,
    say_json,
    tell,
)
from desktop.commands.entry_files import text_of
from desktop.commands.listing import JSON_HELP, PERIOD_HELP
from desktop.commands.worded import WordedGroup, argument, option, worded
from desktop.i18n import N_, _
from desktop.wording.living import stale_text

if TYPE_CHECKING:
    from desktop.actions.desk import Desk, Outcome
    from desktop.actions.report_texts import LivingText, StaleFigure
    from desktop.actions.reports import ReportSection
    from desktop.domain.periods import Period

F = TypeVar("F", bound=Callable[..., Any])

texts = WordedGroup(
    "texts",
    help=N_("The officer's own paragraphs in a period's report, and the numbers in them."),
    subcommand_metavar="show|set|drop|carry|confirm|take|keep|promised",
)
texts.places = {
    name: f"desktop.commands.texts:texts_{name}"
    for name in ("show", "set", "drop", "carry", "confirm", "take", "keep", "promised")
}
texts.example = "so138 texts show --period 2026-10"


@worded(
    "show",
    help=N_(
        "Show the sections of a report: whose words they are, and the numbers in the officer's "
        "own sentences whose figures are others now."
    ),
    example="so138 --data D texts show --period 2026-10",
)
@option("--period", metavar="P", required=True, help=PERIOD_HELP)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def texts_show(call: Call, *, period: str, as_json: bool) -> int:
    """Show the sections."""
    from desktop.actions.report_texts import living_texts
    from desktop.actions.reports import report_sections

    with call.desk() as desk:
        found = period_of(desk, period)
        sections = report_sections(desk, found)
        own = {one.section: one for one in living_texts(desk, found) if one.text.strip()}
        newer, told = _since_issued(desk, found)
    if as_json:
        rows = [_row(one, own.get(one.key)) for one in sections]
        say_json({"sections": rows, "newer": list(newer)})
        return ExitCode.DONE
    for section in sections:
        living = own.get(section.key)
        say(f"{section.key}\t{section.title}\t{_state(living)}")
        for figure in living.stale if living is not None else ():
            say(f"\t{stale_text(figure)}")
    for line in told:
        tell(line)
    return ExitCode.DONE


def _of_section(task: F) -> F:
    """Give a command the section and the period that it is about."""
    period = option("--period", metavar="P", required=True, help=PERIOD_HELP)(task)
    return argument("section")(period)


def _of_number(task: F) -> F:
    """Give a command the section, the number in its paragraph, and the period."""
    period = option("--period", metavar="P", required=True, help=PERIOD_HELP)(task)
    return argument("section")(argument("number")(period))


def _written(
    call: Call,
    section: str,
    period: str,
    *,
    write: "Callable[[Desk, Period, str], Outcome[None]]",
) -> None:
    _refuse_unknown(section)
    with call.desk() as desk:
        end_on_problems(write(desk, period_of(desk, period), section).problems)


def _since_issued(desk: "Desk", period: "Period") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a period's report with a number does not say, as names and as sentences."""
    from desktop.actions.issued_papers import issued_report, newer_words
    from desktop.wording.issued import newer_lines

    line = issued_report(desk, str(period.kind), period)
    if line is None:
        return (), ()
    newer = newer_words(desk, line)
    return newer, newer_lines(line.symbol, line.issued_on, newer)


def _state(living: "LivingText | None") -> str:
    if living is None:
        return _("drafted from the figures")
    return _("from the report before, not looked at yet") if living.carried else _("own words")


def _row(section: "ReportSection", living: "LivingText | None") -> dict[str, object]:
    return {
        "section": section.key,
        "title": section.title,
        "generated": section.generated,
        "own": living.text if living is not None else None,
        "carried": living.carried if living is not None else False,
        "stale": [
            {"said": one.said, "now": one.now or None, "sentence": one.sentence}
            for one in (living.stale if living is not None else ())
        ],
    }


@worded(
    "set",
    help=N_("Keep own paragraphs for a section, from a text file of paragraphs, one a line."),
    example="so138 --data D texts set strengths doan.txt --period 2026-10",
)
@argument("section")
@argument("file")
@option("--period", metavar="P", required=True, help=PERIOD_HELP)
@click.pass_obj
def texts_set(call: Call, *, section: str, file: str, period: str) -> int:
    """Keep own paragraphs."""
    from desktop.actions.reports import nfc_lines, record_report_text

    _refuse_unknown(section)
    text = _read(Path(file))
    if not nfc_lines(text).strip():
        message = _("The file {path} holds no word. To give the section back: so138 texts drop.")
        raise CallEndedError(ExitCode.WRONG_CALL, message.format(path=file))
    with call.desk() as desk:
        found = period_of(desk, period)
        end_on_problems(record_report_text(desk, found, section, text).problems)
        told = _since_issued(desk, found)[1]
    say(_("The paragraph is kept."))
    for line in told:
        tell(line)
    return ExitCode.DONE


@worded(
    "drop",
    help=N_("Give a section back to the text drafted from the figures."),
    example="so138 --data D texts drop strengths --period 2026-10",
)
@_of_section
@click.pass_obj
def texts_drop(call: Call, *, section: str, period: str) -> int:
    """Give a section back."""
    from desktop.actions.reports import record_report_text

    _written(call, section, period, write=partial(record_report_text, text=None))
    say(_("The section is drafted from the figures again."))
    return ExitCode.DONE


@worded(
    "carry",
    help=N_(
        "Take over the officer's own paragraphs of the report before, of the sections named or "
        "of all; what stands in this report stays."
    ),
    example="so138 --data D texts carry strengths --period 2026-10",
)
@argument("sections", nargs=-1)
@option("--period", metavar="P", required=True, help=PERIOD_HELP)
@click.pass_obj
def texts_carry(call: Call, *, sections: tuple[str, ...], period: str) -> int:
    """Take over paragraphs."""
    from desktop.actions.report_texts import carry_over

    for section in sections:
        _refuse_unknown(section)
    with call.desk() as desk:
        found = period_of(desk, period)
        done = carry_over(desk, found, str(found.kind), sections or None)
    end_on_problems(done.problems)
    say(_("Taken over: {sections}.").format(sections=", ".join(done.value or ())))
    return ExitCode.DONE


@worded(
    "confirm",
    help=N_("Say that a paragraph of the report before holds for this one too."),
    example="so138 --data D texts confirm strengths --period 2026-10",
)
@_of_section
@click.pass_obj
def texts_confirm(call: Call, *, section: str, period: str) -> int:
    """Confirm a paragraph that was taken over."""
    from desktop.actions.report_texts import confirm_carried

    _written(call, section, period, write=confirm_carried)
    say(_("The paragraph is kept."))
    return ExitCode.DONE


@worded(
    "take",
    help=N_("Write the figure of now in the place of a number in an own paragraph."),
    example="so138 --data D texts take outreach 19 --period 2026-10",
)
@_of_number
@click.pass_obj
def texts_take(call: Call, *, section: str, number: str, period: str) -> int:
    """Take one figure over."""
    from desktop.actions.report_texts import take_over_figure

    return _decided(call, section, number, period, decide=take_over_figure)


@worded(
    "keep",
    help=N_("Leave a number in an own paragraph as it is; asked again when its figure changes."),
    example="so138 --data D texts keep outreach 19 --period 2026-10",
)
@_of_number
@click.pass_obj
def texts_keep(call: Call, *, section: str, number: str, period: str) -> int:
    """Keep one number."""
    from desktop.actions.report_texts import keep_figure

    return _decided(call, section, number, period, decide=keep_figure)


def _decided(
    call: Call,
    section: str,
    number: str,
    period: str,
    *,
    decide: "Callable[[Desk, Period, StaleFigure], Outcome[str] | Outcome[None]]",
) -> int:
    from desktop.actions.report_texts import stale_figures

    _refuse_unknown(section)
    with call.desk() as desk:
        found = period_of(desk, period)
        told = [
            one
            for one in stale_figures(desk, found)
            if one.section == section and one.said == number
        ]
        if not told:
            text = _("No number “{number}” of this section waits. See: so138 texts show.")
            raise CallEndedError(ExitCode.WRONG_CALL, text.format(number=number))
        end_on_problems(decide(desk, found, told[0]).problems)
    say(_("The paragraph is kept."))
    return ExitCode.DONE


@worded(
    "promised",
    help=N_("Show what the report before set as tasks, and what came of it."),
    example="so138 --data D texts promised --period 2026-10",
)
@option("--period", metavar="P", required=True, help=PERIOD_HELP)
@click.pass_obj
def texts_promised(call: Call, *, period: str) -> int:
    """Show what was promised."""
    from desktop.actions.report_texts import promised_before

    with call.desk() as desk:
        found = promised_before(desk, period_of(desk, period))
    say(found.text if found is not None else _("There is no report before that set tasks."))
    return ExitCode.DONE


def _refuse_unknown(section: str) -> None:
    from desktop.actions.report_texts import SECTION_KEYS

    if section not in SECTION_KEYS:
        text = _("There is no section “{section}”. Sections: {sections}.")
        raise CallEndedError(
            ExitCode.WRONG_CALL, text.format(section=section, sections=", ".join(SECTION_KEYS))
        )


def _read(path: Path) -> str:
    try:
        return text_of(path)
    except (OSError, UnicodeDecodeError):
        text = _("The file {path} is not there, or is no UTF-8 text.")
        raise CallEndedError(ExitCode.WRONG_CALL, text.format(path=path)) from None
