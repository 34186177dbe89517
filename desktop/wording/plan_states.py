"""States of tasks, answers and statuses of a plan in a word or two."""

from desktop.domain.plan_entries import DRUG_FREE
from desktop.domain.plan_facts import AnswerState
from desktop.domain.plans import TaskState
from desktop.i18n import N_, _

_TASKS = {
    TaskState.OPEN: N_("task not begun"),
    TaskState.UNDER_WAY: N_("task under way"),
    TaskState.DONE: N_("task done"),
    TaskState.NOT_APPLICABLE: N_("task not applicable"),
}

_ANSWERS = {
    AnswerState.YES: N_("yes"),
    AnswerState.NO: N_("no"),
    AnswerState.NOT_APPLICABLE: N_("does not apply"),
}


def task_state(state: TaskState) -> str:
    """How far a task of a plan has come."""
    return _(_TASKS[state])


def held_status(status: str) -> str:
    """The name of a status that a plan holds on to; a committee's own one by its id."""
    return _("Drug-free") if status == DRUG_FREE else status


def answer_word(state: AnswerState) -> str:
    """An answer to a question of a plan."""
    return _(_ANSWERS[state])
