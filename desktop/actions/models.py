"""Community models: entering them, their states over time, what they did."""

from collections.abc import Sequence
from datetime import date

from desktop.actions.closed import closed_period
from desktop.actions.desk import Changes, Desk, Outcome, only_one, refused
from desktop.actions.topics import counts_as_drug
from desktop.db import queries
from desktop.db.saving import Labels, save_activity, save_model, save_status, soft_delete
from desktop.db.writing import Write
from desktop.domain.commune import ListName
from desktop.domain.models import (
    CommunityModel,
    ModelActivity,
    ModelDraft,
    ModelStatus,
    StatusChange,
    check_model,
)
from desktop.domain.personal import personal_warnings
from desktop.domain.problems import Problem, Severity, stopping
from desktop.domain.text import identity_key, tidy


def models(desk: Desk) -> tuple[CommunityModel, ...]:
    """All models in Vietnamese order of their names."""
    return queries.models(desk.store)


def record_model(desk: Desk, draft: ModelDraft) -> Outcome[str]:
    """Stores a model (a new one when the draft has no id); the value is its id."""
    return only_one(record_models(desk, (draft,)))


def record_models(desk: Desk, drafts: Sequence[ModelDraft]) -> Outcome[tuple[str, ...]]:
    """Stores several models in one step, all or none."""
    problems = tuple(problem for draft in drafts for problem in _problems(desk, draft))
    if stopping(problems):
        return refused(*problems)
    label = drafts[0].name if len(drafts) == 1 else str(len(drafts))
    with desk.writing(action="record_model", label=label) as write:
        ids = write_models(desk, write, drafts)
    return Outcome(ids, problems, Changes.of_tables(write.changed_tables))


def write_models(
    desk: Desk, write: Write, drafts: Sequence[ModelDraft], *, from_list: bool = False
) -> tuple[str, ...]:
    """Writes checked drafts inside a running transaction; returns their ids in order.

    ``from_list``: a new model whose state begins after its founding was kept up until then.
    """
    index = queries.labels_by_identity(desk.store)
    labels = Labels.of(write, desk.ids, index, is_drug=counts_as_drug)
    stored = {model.id: model for model in queries.models(desk.store)}
    ids: list[str] = []
    for draft in drafts:
        model_id = draft.id or desk.ids.new()
        save_model(write, draft, model_id=model_id, labels=labels)
        known = stored.get(model_id)
        if known is None and from_list and draft.kept_before:
            earlier = StatusChange(ModelStatus.ACTIVE, None, desk.ids.new())
            save_status(write, earlier, model_id=model_id)
        if known is None or _current(known) is not draft.status:
            change = StatusChange(draft.status, draft.status_since, desk.ids.new())
            _write_status(write, change, model_id=model_id, known=known)
        ids.append(model_id)
    return tuple(ids)


def _write_status(
    write: Write, change: StatusChange, *, model_id: str, known: CommunityModel | None
) -> None:
    """Writes a new line of the history; the log keeps the state before it by the line's id."""
    save_status(write, change, model_id=model_id)
    if known is not None and (before := _current(known)) is not None:
        write.say(**{str(change.id): before.value})


def _current(model: CommunityModel) -> ModelStatus | None:
    return model.statuses[-1].status if model.statuses else None


def _problems(desk: Desk, draft: ModelDraft) -> tuple[Problem, ...]:
    keys = {
        identity_key(label) for label in queries.sensitive_labels(desk.store, ListName.MODEL_KIND)
    }
    sensitive = identity_key(draft.kind) in keys or identity_key(draft.name) in keys
    problems = list(check_model(draft, today=desk.clock.today(), sensitive=sensitive))
    known = {group.id for group in queries.groups(desk.store)}
    if any(group_id not in known for group_id in draft.group_ids):
        problems.append(Problem("group_unknown", "group_ids"))
    if draft.id is not None and all(model.id != draft.id for model in queries.models(desk.store)):
        problems.append(Problem("model_unknown", "id"))
    if draft.status_since is not None and (period := closed_period(desk, draft.status_since)):
        details = {"period": period}
        problems.append(Problem("period_closed", "status_since", Severity.WARNING, details))
    return tuple(problems)


def _find(desk: Desk, model_id: str) -> CommunityModel | None:
    return next((model for model in queries.models(desk.store) if model.id == model_id), None)


def change_status(
    desk: Desk, model_id: str, *, status: ModelStatus, since: date | None
) -> Outcome[str]:
    """Adds a line to a model's status history; ``since`` none means since always."""
    model = _find(desk, model_id)
    if model is None:
        return refused(Problem("model_unknown", "id"))
    if since is not None and since > desk.clock.today():
        return refused(Problem("date_in_future", "since", details={"date": since.isoformat()}))
    change = StatusChange(status, since, desk.ids.new())
    with desk.writing(action="change_model_status", label=model.name) as write:
        _write_status(write, change, model_id=model_id, known=model)
    return Outcome(change.id, (), Changes.of_tables(write.changed_tables))


def record_activity(desk: Desk, model_id: str, *, on: date, note: str) -> Outcome[str]:
    """Adds a note on what a model did on a day."""
    model = _find(desk, model_id)
    if model is None:
        return refused(Problem("model_unknown", "id"))
    if not tidy(note):
        return refused(Problem("note_missing", "note"))
    if on > desk.clock.today():
        return refused(Problem("date_in_future", "on", details={"date": on.isoformat()}))
    warnings = personal_warnings("note", note)
    activity = ModelActivity(desk.ids.new(), on, note)
    with desk.writing(action="record_model_activity", label=model.name) as write:
        save_activity(write, activity, model_id=model_id)
    return Outcome(activity.id, warnings, Changes.of_tables(write.changed_tables))


def delete_model(desk: Desk, model_id: str) -> Outcome[str]:
    """Puts a model into the trash; undo brings it back."""
    model = _find(desk, model_id)
    if model is None:
        return refused(Problem("model_unknown", "id"))
    with desk.writing(action="delete_model", label=model.name) as write:
        soft_delete(write, "models", model_id, at=desk.clock.now().isoformat())
    return Outcome(model_id, (), Changes.of_tables(write.changed_tables))
