"""A replacement is tried before anything is written: what the program reads must stay readable."""

from collections.abc import Iterator, Sequence

from desktop.actions.desk import Desk
from desktop.actions.plans import addition_table, plan_content
from desktop.db.erasing_texts import clean_content
from desktop.db.plan_queries import plan_additions, plan_files
from desktop.db.text_queries import own_forms
from desktop.domain.erasing import Erasure
from desktop.domain.plan_parsing import extend_plan
from desktop.domain.problems import Problem


def breaks(desk: Desk, erasure: Erasure, *, unsound: Sequence[str]) -> tuple[Problem, ...]:
    """What could not be read any more with the words replaced: forms, plans, closed periods."""
    return (
        *(_problem("erasure_breaks_period", period=one) for one in sorted(set(unsound))[:1]),
        *_of_forms(desk, erasure),
        *_of_plans(desk, erasure),
    )


def _of_forms(desk: Desk, erasure: Erasure) -> Iterator[Problem]:
    for name, content in own_forms(desk.store).items():
        clean = clean_content("own_forms", content, erasure)
        if clean != content and _texts_of(name, content) - _texts_of(name, clean):
            yield _problem("erasure_breaks_form", form=name)


def _texts_of(name: str, content: str) -> frozenset[str]:
    """The texts that a form of the committee's own says instead of ours."""
    from desktop.reports.form_files import form_names, read_form

    known = name in form_names()
    return frozenset(read_form(name, content.encode()).texts) if known else frozenset()


def _of_plans(desk: Desk, erasure: Erasure) -> Iterator[Problem]:
    files = plan_files(desk.store)
    added: dict[str, list[tuple[str, str]]] = {}
    for one in plan_additions(desk.store):
        added.setdefault(one.plan_id, []).append((one.kind, one.content))
    for plan_id in sorted({*files, *added}):
        own, more = files.get(plan_id), added.get(plan_id, [])
        clean = None if own is None else clean_content("plan_files", own, erasure)
        cleaned = [(kind, clean_content("plan_additions", text, erasure)) for kind, text in more]
        if (clean, cleaned) == (own, more):
            continue
        if _reads(desk, plan_id, own, more) and not _reads(desk, plan_id, clean, cleaned):
            yield _problem("erasure_breaks_plan", plan=plan_id)


def _reads(desk: Desk, plan_id: str, own: str | None, added: Sequence[tuple[str, str]]) -> bool:
    content = own.encode() if own is not None else plan_content(desk, plan_id)
    try:
        tables = [(kind, addition_table(text)) for kind, text in added]
    except ValueError:
        return False
    return content is not None and extend_plan(content, tables).pack is not None


def _problem(code: str, **details: str) -> Problem:
    return Problem(code, "replacement", details=details)
