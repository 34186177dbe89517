"""Leading through the events of a group's life: ask, do, and ask again where it was refused."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desktop.actions import groups as acts
from desktop.actions.desk import Desk, Outcome
from desktop.domain.groups import GroupDraft, ResidentialGroup
from desktop.domain.problems import Problem
from desktop.ui.groups.event_dialog import Setting
from desktop.ui.groups.events import DissolveDialog, RenameDialog, SplitDialog
from desktop.ui.groups.merging import MergeDialog
from desktop.ui.groups.requests import Request, heir_draft
from desktop.ui.shell.context import ShellContext

Ask = Callable[[Request, Sequence[Problem]], Request | None]
Act = Callable[[Request], Outcome[str]]


class GuidedEvents:
    """Asks in a dialog and writes; a refusal opens the dialog again with what was typed."""

    def __init__(self, context: ShellContext, *, desk: Desk, parent: QWidget) -> None:
        self._context, self._desk, self._parent = context, desk, parent

    def rename(self, group: ResidentialGroup, *, setting: Setting) -> None:
        """A new name from a day on."""
        self._round(
            lambda start, problems: RenameDialog.ask(
                self._parent, group, setting=setting, start=start, problems=problems
            ),
            lambda wanted: acts.rename_group(
                self._desk,
                group.id,
                name=wanted.names[0],
                on=wanted.day,
                decision=wanted.decision,
            ),
            Request(),
        )

    def merge(self, *, setting: Setting, chosen: tuple[str, ...]) -> None:
        """Several groups become one."""
        self._round(
            lambda start, problems: MergeDialog.ask(
                self._parent, setting=setting, start=start, problems=problems
            ),
            lambda wanted: acts.merge_groups(
                self._desk,
                wanted.group_ids,
                into=heir_draft(wanted, setting.groups),
                on=wanted.day,
                decision=wanted.decision,
            ),
            Request(group_ids=chosen),
        )

    def split(self, group: ResidentialGroup, *, setting: Setting) -> None:
        """One group becomes several."""

        def act(wanted: Request) -> Outcome[str]:
            parts = tuple(GroupDraft(name, kind=group.kind) for name in wanted.names)
            outcome = acts.split_group(
                self._desk, group.id, parts=parts, on=wanted.day, decision=wanted.decision
            )
            return Outcome(group.id, outcome.problems, outcome.changes)

        self._round(
            lambda start, problems: SplitDialog.ask(
                self._parent, group, setting=setting, start=start, problems=problems
            ),
            act,
            Request(),
        )

    def dissolve(self, group: ResidentialGroup, *, setting: Setting) -> None:
        """A group ends."""
        self._round(
            lambda start, problems: DissolveDialog.ask(
                self._parent, group, setting=setting, start=start, problems=problems
            ),
            lambda wanted: acts.dissolve_group(
                self._desk, group.id, on=wanted.day, decision=wanted.decision
            ),
            Request(),
        )

    def _round(self, ask: Ask, act: Act, start: Request, problems: Sequence[Problem] = ()) -> None:
        wanted = ask(start, problems)
        if wanted is None:
            return

        def weigh(outcome: Outcome[str]) -> None:
            if not outcome.done:
                self._round(ask, act, wanted, outcome.problems)

        self._context.write(lambda: act(wanted), weigh)
