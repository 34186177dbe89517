"""What stands in the way of a merger of communes, in sentences."""

from desktop.i18n import N_

PROBLEMS = {
    "merge_needs_two": N_("A merger needs two communes or more. Name the folder of each."),
    "merge_target_inside": N_(
        "The new folder would lie inside {folder}, which is one of those to be merged. "
        "Choose a place outside."
    ),
    "merge_same_commune": N_(
        "{folder} and {other} are both folders of {name}: it would be counted twice. "
        "Leave one of them out."
    ),
    "merge_copied": N_(
        "{folder} is a copy of {other} or holds lines of it ({count} are in both): they would be "
        "counted twice. Leave one of the two out."
    ),
    "merge_begins_before": N_(
        "The new commune must begin after {name} ({code}), which is valid from {date}. "
        "Say the day of the resolution with --from."
    ),
    "merge_lies_open": N_(
        "A password protects the data of {communes}; the new folder would lie open. Give it a "
        "password with --new-password-file, or say --no-password."
    ),
    "period_of_formers": N_(
        "{period} was reported by the former communes; their closings lie in the folder “merged”. "
        "Only the months from the merger on are closed here."
    ),
}
