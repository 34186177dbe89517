"""Codes, kinds and problems into words: whole sentences in the language in use.

What happened, what it means, what to do; no code ever reaches the officer. Every function
takes plain values, so that both doors and the papers can use it.
"""

from desktop.wording.acts import backup_reason, undo_label
from desktop.wording.faults import error_text, finding_text
from desktop.wording.filling import one_line
from desktop.wording.log_sentences import LogNames, Reopening, log_sentence, log_text
from desktop.wording.months import month_title, period_dates, period_name, period_title
from desktop.wording.names import join_groups, joined
from desktop.wording.problems import cell_text, field_word, known_problem, problem_text
from desktop.wording.states import column_word, kind_word, list_word, status_word
from desktop.wording.work import (
    lacking_models,
    lacking_months,
    lacking_sessions,
    unfinished_lines,
    work_sentence,
)

__all__ = [
    "LogNames",
    "Reopening",
    "backup_reason",
    "cell_text",
    "column_word",
    "error_text",
    "field_word",
    "finding_text",
    "join_groups",
    "joined",
    "kind_word",
    "known_problem",
    "lacking_models",
    "lacking_months",
    "lacking_sessions",
    "list_word",
    "log_sentence",
    "log_text",
    "month_title",
    "one_line",
    "period_dates",
    "period_name",
    "period_title",
    "problem_text",
    "status_word",
    "undo_label",
    "unfinished_lines",
    "work_sentence",
]
