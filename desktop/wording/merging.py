"""A merger of communes in words: the rehearsal and the report that stays with the new folder."""

from collections.abc import Iterator, Mapping, Sequence

from desktop.domain.merging import FormerCommune, Lack, MergePlan, UnsentState
from desktop.domain.periods import parse_period, shifted_month
from desktop.i18n import N_, _, format_date, format_number
from desktop.wording.filling import filled
from desktop.wording.months import period_name
from desktop.wording.names import join_groups, joined

_UNSENT = {
    "not_closed": N_("not closed: {months}"),
    "not_sent": N_("closed, not sent: {months}"),
    "written": N_("written, no answer yet: {months}"),
    "held": N_("come, not counted yet: {months}"),
    "by_code": N_("come by the word of a code, perhaps not counted yet: {months}"),
    "corrected": N_("corrected since it was sent: {months}"),
    "returned": N_("returned by the superior: {months}"),
    "not_received": N_("not received by the superior: {months}"),
    "waiting": N_(
        "waiting to be verified by the superior, so they do not come over unless they are decided "
        "on first: {months}"
    ),
}

_MATTERS = {
    "plans_differ": N_(
        "The communes follow different plans. The choice of {commune} holds; look at it in the "
        "list of plans."
    ),
    "additions_differ": N_(
        "The communes added different things to their plans. The additions of {commune} went "
        "over; the others are in the archives."
    ),
    "plan_files_differ": N_(
        "Plans that the communes brought in themselves were put together; of one that stands "
        "twice, the first text holds."
    ),
    "targets_differ": N_("The communes set themselves different targets. Set them anew."),
    "allocations_differ": N_(
        "The communes hold different rows of allocated tables. Enter those of the new commune."
    ),
    "forms_differ": N_(
        "The communes use different forms of their own. The shipped forms hold; bring the wanted "
        "ones in anew."
    ),
    "openings_blank": N_(
        "Opening totals that not every commune has, or not for the same first month, stay blank. "
        "Enter their sums where they are known."
    ),
    "populations_blank": N_(
        "The population of years that not every commune entered stays blank. Enter it."
    ),
    "baselines_blank": N_(
        "Baselines that not every commune entered stay blank. Enter those of the new commune."
    ),
    "rules_differ": N_(
        "The communes count by different months. The rule of {commune} holds for all; months "
        "before the merger can come out differently from the former reports."
    ),
    "commune_wide_differs": N_(
        "Only some communes counted loudspeaker and Zalo activity without groups. It stays "
        "counted for their own groups and is switched off from now on; decide on it anew."
    ),
    "first_months_differ": N_(
        "The communes began tracking in different months. Tracked are the months that all of them "
        "have; the earlier ones are in the archives."
    ),
    "late_slips": N_(
        "{commune} has {count} slips that came after their month was closed and that its next "
        "report was to name. Look whether the first report of the new commune names them."
    ),
    "connect_anew": N_(
        "The new folder is not connected with a superior. Ask it for the connection file."
    ),
}

_WENT_OVER = N_(
    "Every group, session, model, statement and inspection went over with its identity; "
    "nothing was changed in the former folders."
)
_READ_WENT_OVER = N_(
    "Of the communes whose folders were read, every group, session, model, statement and "
    "inspection went over with its identity; nothing was changed in the former folders."
)

_ARCHIVED = (
    N_(
        "The closings, snapshots, numbers of papers, files sent and answers of the former "
        "communes stay theirs. They lie whole in the folder “merged”, one verified backup each; "
        "to read one again, restore it into an empty folder. The numbers of the new commune begin "
        "with 1."
    ),
    N_(
        "To be entered anew, since they were those of the former committees: members, signers, "
        "the level of the area and its statuses, answers and tasks of the plan, paragraphs of "
        "reports."
    ),
)

_LOST = N_(
    "What the superior received of {name} gives groups, sessions, statements, models and counts "
    "of the months received. It cannot give heads and telephones, exact days of founding and "
    "merging, activities of models, single inspections, assessments, milestones of the area's "
    "conversion, the population of the years, additions, targets and baselines of its plan, "
    "opening totals, the trash and lines that were in no report."
)


def merge_lines(plan: MergePlan, *, done: bool, in_window: bool = False) -> list[str]:
    """What a merger would come to or came to, in lines; an empty one stands between parts.

    ``in_window``: beside the button that takes the merger back.
    """
    parts = [
        [_head(plan, done=done), *_profile(plan)],
        list(unsent_lines(plan)),
        [_("The former communes:"), *(_commune(one) for one in plan.communes), _totals(plan)],
        list(_months(plan)),
        list(_counts(plan)),
        list(_names(plan)),
        list(_to_decide(plan)),
        [_went_over(plan, in_window=in_window), *map(_, _ARCHIVED)],
        list(password_lines(plan, done=done)),
        [_(_LOST).format(name=one.name) for one in plan.communes if one.received],
    ]
    lines: list[str] = []
    for part in parts:
        lines += (["", *part] if lines else part) if part else []
    return lines


def _went_over(plan: MergePlan, *, in_window: bool) -> str:
    """What came over whole, of a lost folder no more than the superior received, and the way
    back."""
    lost = any(one.received for one in plan.communes)
    back = _("To go back, go on with the former folders and delete the new folder.")
    if in_window:
        back = _(
            "Once merged, “Take the merger back…” leads back; the former folders can be used as "
            "before."
        )
    return " ".join((_(_READ_WENT_OVER if lost else _WENT_OVER), back))


def _head(plan: MergePlan, *, done: bool) -> str:
    if done:
        return _("Merged into {name}.").format(name=plan.profile.name)
    return _("Rehearsal of the merger into {name}; nothing was written.").format(
        name=plan.profile.name
    )


def _profile(plan: MergePlan) -> Iterator[str]:
    profile = plan.profile
    yield _("Code {code}, valid from {date}, reports to {superior}.").format(
        code=profile.code, date=format_date(profile.valid_from), superior=profile.superior
    )
    yield _(
        "It reports {month} whole, with what was held earlier in that month; the months before "
        "stay those of the former communes."
    ).format(month=period_name(plan.month))


def unsent_lines(plan: MergePlan) -> Iterator[str]:
    """Which months of whom the superior has not got or has not answered, and why."""
    if not plan.unsent:
        yield _("The superior has all months of the former communes up to the merger.")
        return
    yield _("Months that the superior has not got as they stand, or has not answered:")
    # A folder that was named twice is one commune: its months are told once.
    for commune in {(one.code, one.valid_from): one for one in plan.communes}.values():
        by_state: dict[str, list[str]] = {}
        for one in commune.unsent:
            by_state.setdefault(one.state.value, []).append(one.month)
        said = [
            _(_UNSENT[state]).format(months=month_runs(months))
            for state, months in by_state.items()
        ]
        if said:
            yield _item(_("{name}: {text}").format(name=commune.name, text="; ".join(said)))


def month_runs(months: Sequence[str]) -> str:
    """Months one after the other; three and more in a row by their first and last."""
    runs: list[list[str]] = []
    for month in sorted(months):
        if runs and shifted_month(parse_period(runs[-1][-1]), 1).id == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    said: list[str] = []
    for run in runs:
        if len(run) > 2:
            text = _("from {first} to {last}")
            said.append(text.format(first=period_name(run[0]), last=period_name(run[-1])))
        else:
            said += [period_name(month) for month in run]
    return joined(said)


def _item(text: str) -> str:
    return f"- {text}"


def _commune(one: FormerCommune) -> str:
    text = _(
        "{name}, code {code}, valid from {date} ({source}): {groups} groups, {sessions} sessions, "
        "{models} models, {statements} statements of months without a session, {inspections} "
        "inspections, {closings} closings, {papers} numbered papers."
    )
    numbers = {
        name: format_number(int(getattr(one, name)))
        for name in (
            *("groups", "sessions", "models", "statements"),
            *("inspections", "closings", "papers"),
        )
    }
    said = text.format(
        name=one.name,
        code=one.code,
        date=format_date(one.valid_from),
        source=one.source,
        **numbers,
    )
    return _item(" ".join([said, *_more(one)]))


def _more(one: FormerCommune) -> Iterator[str]:
    if one.level and one.level_on is not None:
        yield _("Area: {level}, assessed on {date}.").format(
            level=one.level, date=format_date(one.level_on)
        )
    if one.unfinished:
        yield _("{count} lines were not typed to the end; finish them there first.").format(
            count=format_number(one.unfinished)
        )
    if one.closed_after:
        yield _("It closed {months}, which the new commune reports anew.").format(
            months=month_runs(one.closed_after)
        )


def _totals(plan: MergePlan) -> str:
    text = _("Together: {groups} groups, {sessions} sessions, {models} models.")
    numbers = {name: format_number(plan.total(name)) for name in ("groups", "sessions", "models")}
    return text.format(**numbers)


def _months(plan: MergePlan) -> Iterator[str]:
    if plan.first_month is not None:
        yield _(
            "Tracked from {month} on: the months before the merger are those of the former "
            "communes, put together."
        ).format(month=period_name(plan.first_month))


def _counts(plan: MergePlan) -> Iterator[str]:
    if not plan.figures and not plan.lacks:
        return
    yield _("Monthly counts that every commune entered were summed: {count}.").format(
        count=format_number(plan.figures)
    )
    if plan.lacks:
        yield _("Blank stays what one of them did not enter:")
    for lack in plan.lacks:
        yield _item(_lack(lack))


def _lack(lack: Lack) -> str:
    shown = "; ".join(lack.figures[:3])
    if len(lack.figures) > 3:
        return _("{name}, {month}: {count} figures, such as {figures}").format(
            name=lack.commune,
            month=period_name(lack.month),
            count=format_number(len(lack.figures)),
            figures=shown,
        )
    return _("{name}, {month}: {figures}").format(
        name=lack.commune, month=period_name(lack.month), figures=shown
    )


def password_lines(plan: MergePlan, *, done: bool) -> Iterator[str]:
    """What opens the new folder, and what opens the backups in it."""
    had = joined([one.name for one in plan.communes if one.locked])
    bare = joined([one.name for one in plan.communes if not one.locked and not one.received])
    if plan.keeper:
        yield _(
            "The new folder opens with the password of {name}. A backup in “merged” opens with the "
            "password of its former commune; one made of received reports with the new one."
        ).format(name=plan.keeper)
        if bare:
            yield _(
                "The backups of {communes} in “merged” open without a password, as their folders "
                "did."
            ).format(communes=bare)
    elif plan.locked and not done and not plan.open:
        yield _(
            "A password protects the data of {communes}. The new folder gets a password of its own "
            "when it is merged."
        ).format(communes=had)
    elif plan.locked:
        yield _(
            "A password protected the data of {communes}. The new folder opens without one: "
            "whoever has it or a copy of it can read everything."
        ).format(communes=had)


def _names(plan: MergePlan) -> Iterator[str]:
    if not plan.same_names:
        return
    yield _("Groups of the same name stay apart; each is told with its former commune:")
    together: dict[tuple[str, ...], list[str]] = {}
    for name, communes in plan.same_names:
        together.setdefault(communes, []).append(name)
    for communes, names in together.items():
        text = _("{name}: {communes}")
        yield _item(text.format(name=join_groups(names), communes=joined(communes)))


def _to_decide(plan: MergePlan) -> Iterator[str]:
    if plan.matters:
        yield _("To be looked at or decided:")
    for matter in plan.matters:
        yield _item(matter_text(matter.code, matter.details))


def matter_text(code: str, details: Mapping[str, str]) -> str:
    """Something that a person must decide after a merger."""
    return filled(_(_MATTERS[code]), details)


def known_state(state: UnsentState) -> bool:
    """Whether the state of a month has words of its own."""
    return state.value in _UNSENT


def known_matter(code: str) -> bool:
    """Whether a matter has words of its own."""
    return code in _MATTERS
