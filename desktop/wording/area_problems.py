"""What is wrong with an assessment, in words; light, because every window loads it."""

from desktop.i18n import N_

PROBLEMS = {
    "area_rule_not_in_force": N_("“{rule}” is not in force on {date}. Check the date or the rule."),
    "area_level_missing": N_("The level is not chosen."),
    "area_level_unknown": N_("This level does not stand in “{rule}”."),
    "area_level_differs": N_(
        "The figures propose “{proposed}”, the decision says “{level}”. "
        "What the decision says is kept; check the figures."
    ),
    "area_figure_unknown": N_("This figure is not asked for by “{rule}”."),
    "area_figure_not_whole": N_("The number must be whole ({figure})."),
    "area_too_many_decimals": N_("The number has more than four decimals ({figure})."),
    "area_figure_above_population": N_(
        "The number is larger than the population ({figure}). Check both."
    ),
    "area_question_unknown": N_("This question is not asked by “{rule}”."),
    "area_threshold_not_open": N_("This threshold is fixed by “{rule}” and cannot be filled."),
    "area_threshold_not_positive": N_(
        "The threshold must be a number above 0 (criterion {mark}, {level})."
    ),
    "area_threshold_too_high": N_(
        "The threshold must lie below that of the class above (criterion {mark}, {level})."
    ),
}
"""Sentences for the problems of an assessment, to be worded beside those of other drafts."""
