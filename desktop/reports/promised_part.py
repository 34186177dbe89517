"""What the report before promised, and what came of it as far as figures say."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.snapshot import Snapshot
from desktop.domain.text import nfc
from desktop.reports.figures import Figures, period_text
from desktop.reports.frame import PaperFrame
from desktop.reports.narrative import GENERATED
from desktop.reports.said_of_groups import result_of

_TASKS = "next_tasks"


@dataclass(frozen=True, slots=True)
class Promised:
    """The tasks that the report of the period before set, and what came of them.

    ``own``: the officer wrote them; else they were drafted from the figures of that period.
    """

    period: str
    own: bool
    tasks: tuple[str, ...]
    results: tuple[str, ...]
    opening: str

    @property
    def text(self) -> str:
        """All of it as paragraphs that the officer can take into the report."""
        return "\n".join((self.opening, *(f"- {line}" for line in self.results)))


def promised(earlier: Snapshot, own_text: str, now: Snapshot, frame: PaperFrame) -> Promised | None:
    """What the earlier report set for this period; none where it set nothing.

    Groups that lacked a session or a model then are looked for in the figures of now; a group
    that is not due any more is left out.
    """
    before, present = Figures.of(earlier, frame), Figures.of(now, frame)
    own = [_bare(line) for line in own_text.splitlines() if line.strip(" -.")]
    tasks = own or [_bare(line) for line in GENERATED[_TASKS](before)]
    if not tasks:
        return None
    form = frame.forms.named("promised")
    words = period_text(before.period, before.form)
    return Promised(
        period=earlier.period.id,
        own=bool(own),
        tasks=tuple(tasks),
        results=tuple(_results(before, present)),
        opening=form.say("opening", earlier=words, tasks="; ".join(tasks)),
    )


def _bare(line: str) -> str:
    return nfc(line).strip().lstrip("-–+•").strip().rstrip(" .;")


def _results(before: Figures, now: Figures) -> Iterator[str]:
    met = {group for month in now.snapshot.duty for group in month.met}
    due = {group for month in now.snapshot.duty for group in month.due}
    yield from result_of(now, "sessions", [one for one in before.missing if one in due], met)
    kept, active = set(now.snapshot.upkeep.kept), set(now.snapshot.upkeep.active)
    lacking = [one for one in before.snapshot.upkeep.lacking if one in active]
    yield from result_of(now, "models", lacking, kept)
