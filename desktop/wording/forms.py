"""Forms in words: what is wrong with a form's file."""

from desktop.domain.form_checks import FormProblem
from desktop.i18n import N_, _
from desktop.wording.filling import filled

_PROBLEMS = {
    "too_big": N_("the file is larger than {limit} KiB"),
    "not_utf8": N_("the file is no UTF-8 text"),
    "not_toml": N_(
        "the way of writing is broken here: each text stands in quotes after its name and “=”"
    ),
    "too_many_dots": N_("this line has too many dots"),
    "too_deep": N_("lists and tables are nested too deep"),
    "key_twice": N_("the key “{key}” stands twice in the same table"),
    "unreadable": N_("the file is not there or cannot be read"),
    "key_unknown": N_("the form has no such text; take the line out"),
    "key_missing": N_("the text is missing; every text of the form has to be there"),
    "key_fixed": N_("the program works with this text, so it stays as it is shipped"),
    "not_text": N_("must be a text"),
    "text_empty": N_("the text is empty"),
    "control_character": N_("holds a line break or a character that cannot be printed"),
    "not_drawn": N_("the papers cannot print {letter}; write it with other letters"),
    "too_long": N_("is longer than {limit} characters"),
    "braces": N_("the braces do not fit: write a field like {{name}} and nothing else in braces"),
    "fields_differ": N_("must hold the same fields in braces as the shipped text: {fields}"),
}


def form_problem_text(problem: FormProblem) -> str:
    """What is wrong with a form's file: line, key, sentence."""
    sentence = filled(_(_PROBLEMS[problem.code]), problem.details)
    if problem.key:
        sentence = f"{problem.key}: {sentence}"
    if problem.line:
        return _("line {line}: {text}").format(line=problem.line, text=sentence)
    return sentence
