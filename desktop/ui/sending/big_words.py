"""The big words of the third step: what is being done to the stick, and whether it may be pulled.

"Có thể rút USB" is said only while it is true: every file was read back whole, and nothing is
being done to the stick.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.actions.sticks import Place
from desktop.domain.periods import Period
from desktop.i18n import _, ngettext
from desktop.ui.sending.content import FileFacts
from desktop.ui.sending.words import capital, line_words, month_words, place_words
from desktop.ui.sending.writing import Phase, WritingState
from desktop.wording import joined, period_name
from desktop.wording.sending import new_slip_text


class Checked(StrEnum):
    """What became of looking at a stick again."""

    RUNNING = "running"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Big:
    """The big words, their look, and the sentence below."""

    words: str
    look: str
    sentence: str = ""


def writing_words(state: WritingState) -> Big:
    """What is being done to the stick."""
    place = place_words(state.job.place)
    match state.phase:
        case Phase.WRITING:
            return Big(_counted(_("Writing…"), state), "title", _stay_words(state, place))
        case Phase.READING:
            return Big(_counted(_("Reading back…"), state), "title", _stay_words(state, place))
        case Phase.GONE:
            return _gone_words(state, place)
        case Phase.STOPPED:
            return Big(_("Stopped"), "title-todo", _stopped_words(state, place))
        case Phase.FAILED:
            said = f"{state.trouble} {_half_words(state)}".strip()
            return Big(_("Not written"), "title-trouble", said)
        case Phase.DONE:
            return _done_words(state, place)


def _counted(words: str, state: WritingState) -> str:
    """The same words, and which file of how many it is."""
    count = len(state.job.periods)
    if count == 1:
        return words
    said = _("{words} file {number} of {count}")
    return said.format(words=words, number=len(state.written) + 1, count=count)


def _stay_words(state: WritingState, place: str) -> str:
    stay = _("Leave {place} plugged in.").format(place=place)
    if len(state.job.periods) == 1:
        return stay
    return f"{capital(period_name(state.period.id))}. {stay}"


def _stopped_words(state: WritingState, place: str) -> str:
    if not state.written:
        return _("The writing was stopped. Nothing of it lies on {place}.").format(place=place)
    return _("The writing was stopped.") + f" {_half_words(state)}"


def _half_words(state: WritingState) -> str:
    """Of several files, which lie on the stick and which do not; nothing of a single one."""
    if len(state.job.periods) == 1:
        return ""
    lacking = _("Not written: {periods}.").format(periods=_names(state.missing))
    if not state.written:
        return lacking
    there = _("Written whole: {periods}.").format(periods=_names(state.kept))
    return f"{there} {lacking}"


def _names(periods: Sequence[Period]) -> str:
    return joined([period_name(one.id) for one in periods])


def _gone_words(state: WritingState, place: str) -> Big:
    if state.job.place.stick is None:
        said = _("The folder {place} is not there. Nothing is lost on this computer.")
        words = _("The folder is not there")
    else:
        said = _(
            "The file is not whole yet. Plug {place} in again: the writing goes on by itself, with"
            " the very same file. Nothing is lost on this computer."
        )
        words = _("The stick is not there")
    return Big(words, "title-trouble", f"{said.format(place=place)} {_half_words(state)}".strip())


def _done_words(state: WritingState, place: str) -> Big:
    if len(state.written) == 1:
        said = _("The file of {period} is written to {place}, read back and the same.")
        sentence = said.format(period=period_name(state.period.id), place=place)
    else:
        said = ngettext(
            "{n} file is written to {place}, read back and the same: {periods}.",
            "{n} files are written to {place}, read back and the same: {periods}.",
            len(state.written),
        )
        names = _names(state.kept)
        sentence = said.format(n=len(state.written), place=place, periods=names)
    older = [one.made.instead_of for one in state.written if one.made.instead_of]
    sentence = " ".join((sentence, *map(new_slip_text, older)))
    words = _("Written") if state.job.place.stick is None else _("The stick may be pulled out")
    return Big(words, "title-met", sentence)


def pulled_words(place: Place, files: int = 1) -> Big:
    """The stick was pulled out after the files lay on it whole."""
    said = _("The file is on {place}. Hand it over with the signed slip.")
    if files > 1:
        said = ngettext(
            "{n} file is on {place}. Hand it over with the signed slip.",
            "{n} files are on {place}. Hand them over with the signed slips.",
            files,
        )
    sentence = said.format(n=files, place=place_words(place))
    return Big(_("Written, the stick is pulled out"), "title-met", sentence)


def again_words(place: Place, found: Checked, files: int = 1) -> Big:
    """The stick was plugged in anew and looked at."""
    name = place_words(place)
    if found is Checked.RUNNING:
        return Big(_("Reading back…"), "title", _("Leave {place} plugged in.").format(place=name))
    said = _("The file on {place} is whole.")
    if files > 1:
        said = ngettext("{n} file on {place} is whole.", "{n} files on {place} are whole.", files)
    words = _("The file is whole") if place.stick is None else _("The stick may be pulled out")
    return Big(words, "title-met", said.format(n=files, place=name))


def trouble_words(said: str) -> Big:
    """The file could not be read again, or is another than was written."""
    return Big(_("The file is not found whole"), "title-trouble", said)


def kept_words(files: Sequence[FileFacts]) -> Big:
    """Files of the history, before anything is done with them."""
    if len(files) == 1:
        said = capital(line_words(files[0].line))
        return Big(month_words(files[0].line), "title-plain", f"{said.rstrip('.')}.")
    said = ngettext("{n} file", "{n} files", len(files)).format(n=len(files))
    each = (f"{month_words(one.line)}: {line_words(one.line)}" for one in files)
    return Big(capital(said), "title-plain", f"{'; '.join(each).rstrip('.')}.")
