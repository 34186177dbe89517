"""The commune's profile, its committee, its signers, its lists and its settings."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.printable_letters import told_of_letters
from desktop.db import queries
from desktop.db.saving import (
    save_list_entry,
    save_member,
    save_profile,
    save_setting,
    save_signer,
    soft_delete,
)
from desktop.domain.commune import (
    CommitteeMember,
    CommuneProfile,
    CountingSettings,
    ListEntry,
    ListName,
    Role,
    Signer,
)
from desktop.domain.periods import (
    PeriodRule,
    UnknownPeriodError,
    last_month,
    month_id,
    parse_period,
    period_of_change,
)
from desktop.domain.problems import Problem, Severity, stopping
from desktop.domain.text import identity_key, tidy

CODE_LENGTH = 5
_PRINTED_OF_PROFILE = (
    "name",
    "superior",
    "superior_salutation",
    "committee_name",
    "committee_abbreviation",
    "parent_body",
    "place_name",
    "recipients",
    "plan_reference",
)
_PRINTED_OF_SIGNER = ("name", "authority_of", "committee_title", "office_title", "rank")


def profile(desk: Desk) -> CommuneProfile:
    """The commune's profile in force.

    Raises:
        LookupError: the store has none yet.
    """
    found = queries.profile(desk.store)
    if found is None:
        raise LookupError("the store has no profile")
    return found


def check_profile(draft: CommuneProfile) -> tuple[Problem, ...]:
    """What is wrong with a profile; the official code of a commune has five digits.

    Codes of superiors are shorter (a province's has two), and whom they report to is not needed.
    """
    problems: list[Problem] = []
    superior = draft.role is Role.SUPERIOR
    if not tidy(draft.name):
        problems.append(Problem("name_missing", "name"))
    right = draft.code.isascii() and draft.code.isdigit()
    if superior and not (right and len(draft.code) <= CODE_LENGTH):
        problems.append(Problem("code_not_digits", "code", details={"code": draft.code}))
    elif not superior and not (right and len(draft.code) == CODE_LENGTH):
        problems.append(Problem("code_not_five_digits", "code", details={"code": draft.code}))
    if not superior and not tidy(draft.superior):
        problems.append(Problem("superior_missing", "superior"))
    if draft.first_month is not None:
        try:
            month = parse_period(draft.first_month)
        except UnknownPeriodError:
            month = None
        if month is None or not month.number or "Q" in month.id or "H" in month.id:
            details = {"period": draft.first_month}
            problems.append(Problem("month_not_understood", "first_month", details=details))
    return tuple(problems)


def change_profile(desk: Desk, draft: CommuneProfile) -> Outcome[None]:
    """Stores the profile: a new version when its code or its valid-from is another one."""
    problems = check_profile(draft)
    if stopping(problems):
        return refused(*problems)
    row_id = queries.profile_row_id(desk.store, code=draft.code, valid_from=draft.valid_from)
    with desk.writing(action="change_profile", label=draft.name) as write:
        save_profile(write, draft, row_id=row_id or desk.ids.new())
        save_setting(write, queries.FIRST_MONTH, draft.first_month or "")
    printed = {name: getattr(draft, name) for name in _PRINTED_OF_PROFILE}
    told = (*problems, *told_of_letters(printed))
    return Outcome(None, told, Changes.of_tables(write.changed_tables))


def settings(desk: Desk) -> CountingSettings:
    """How the committee counts."""
    return queries.counting_settings(desk.store)


def change_settings(desk: Desk, draft: CountingSettings) -> Outcome[None]:
    """Stores how the committee counts; closed periods keep their snapshots and their days.

    Other start days hold from the first month after the last one closed, which begins where
    that one ended (a warning says so); while nothing is closed they hold for all months.
    """
    stored = queries.counting_settings(desk.store).period_rule
    rule = _rule_after(desk, stored, draft.period_rule)
    with desk.writing(action="change_settings", label="") as write:
        for name, value in queries.counting_rows(replace(draft, period_rule=rule)).items():
            save_setting(write, name, value)
    problems = _change_said(stored, rule)
    return Outcome(None, problems, Changes.of_tables(write.changed_tables))


def _rule_after(desk: Desk, stored: PeriodRule, draft: PeriodRule) -> PeriodRule:
    """The rule to be stored: the draft's days, with the history that closed months need."""
    if draft.days() == stored.days():
        return stored
    fixed = [
        closing.period
        for closing in queries.closings(desk.store)
        if closing.in_force or closing.corrected_further
    ]
    last = max((last_month(parse_period(name)) for name in fixed), default=None)
    if last is None:
        return PeriodRule(draft.start_days)
    year, month = last
    return stored.changed(draft, month_id(year, month + 1))


def _change_said(stored: PeriodRule, rule: PeriodRule) -> tuple[Problem, ...]:
    """From which month other start days hold, and the period that is longer or shorter for it."""
    if rule.before is None or rule in stored.history():
        return ()
    period = period_of_change(rule)
    details = {
        "first_month": rule.changed_from,
        "period": period.id,
        "first": period.start.isoformat(),
        "last": period.last_day.isoformat(),
    }
    return (Problem("period_rule_from", "period_rule", Severity.WARNING, details),)


def members(desk: Desk) -> tuple[CommitteeMember, ...]:
    """The members of the committee, in their order."""
    return queries.members(desk.store)


def record_member(desk: Desk, member: CommitteeMember) -> Outcome[str]:
    """Stores a member; a new one when the id is empty."""
    if not tidy(member.name):
        return refused(Problem("name_missing", "name"))
    stored = queries.members(desk.store)
    place = next((i for i, other in enumerate(stored) if other.id == member.id), len(stored))
    draft = member if member.id else replace(member, id=desk.ids.new())
    with desk.writing(action="record_member", label=draft.post) as write:
        save_member(write, draft, position=place)
    told = told_of_letters({"name": draft.name, "post": draft.post})
    return Outcome(draft.id, told, Changes.of_tables(write.changed_tables))


def delete_member(desk: Desk, member_id: str) -> Outcome[str]:
    """Puts a member into the trash."""
    with desk.writing(action="delete_member", label="") as write:
        soft_delete(write, "committee_members", member_id, at=desk.clock.now().isoformat())
    return Outcome(member_id, (), Changes.of_tables(write.changed_tables))


def signers(desk: Desk) -> tuple[Signer, ...]:
    """Who may sign, the usual signer first."""
    return queries.signers(desk.store)


def record_signer(desk: Desk, signer: Signer) -> Outcome[str]:
    """Stores a signer; a new one when the id is empty. Only one is the usual signer."""
    if not tidy(signer.name) and not tidy(signer.committee_title):
        return refused(Problem("name_missing", "name"))
    draft = signer if signer.id else replace(signer, id=desk.ids.new())
    with desk.writing(action="record_signer", label=draft.committee_title) as write:
        if draft.default:
            for other in queries.signers(desk.store):
                if other.default and other.id != draft.id:
                    save_signer(write, replace(other, default=False))
        save_signer(write, draft)
    told = told_of_letters({name: getattr(draft, name) for name in _PRINTED_OF_SIGNER})
    return Outcome(draft.id, told, Changes.of_tables(write.changed_tables))


def delete_signer(desk: Desk, signer_id: str) -> Outcome[str]:
    """Puts a signer into the trash."""
    with desk.writing(action="delete_signer", label="") as write:
        soft_delete(write, "signers", signer_id, at=desk.clock.now().isoformat())
    return Outcome(signer_id, (), Changes.of_tables(write.changed_tables))


def list_entries(desk: Desk, name: ListName | None = None) -> tuple[ListEntry, ...]:
    """The entries of one editable list, or of all."""
    return queries.list_entries(desk.store, name)


def record_list_entry(desk: Desk, entry: ListEntry) -> Outcome[str]:
    """Stores an entry (a new one when the id is empty); a label stands once in its list."""
    if not tidy(entry.label):
        return refused(Problem("name_missing", "label"))
    key = identity_key(entry.label)
    others = queries.list_entries(desk.store, entry.list)
    if any(identity_key(other.label) == key and other.id != entry.id for other in others):
        return refused(Problem("name_taken", "label", details={"name": entry.label}))
    draft = entry
    if not entry.id:
        last = max((other.position for other in others), default=0)
        draft = replace(entry, id=desk.ids.new(), position=last + 1)
    with desk.writing(action="record_list_entry", label=draft.label) as write:
        save_list_entry(write, draft)
    return Outcome(draft.id, (), Changes.of_tables(write.changed_tables))


def order_list(desk: Desk, entries: Sequence[ListEntry]) -> Outcome[None]:
    """Stores the order in which a list offers its entries."""
    with desk.writing(action="order_list", label="") as write:
        for position, entry in enumerate(entries, start=1):
            if entry.position != position:
                save_list_entry(write, replace(entry, position=position))
    return Outcome(None, (), Changes.of_tables(write.changed_tables))
