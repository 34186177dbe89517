"""A row of a list of outreach sessions."""

from desktop.domain.commune import ListName
from desktop.domain.problems import Severity
from desktop.domain.sessions import SessionDraft, SessionStatus, check_session
from desktop.domain.text import identity_key
from desktop.domain.topics import is_drug_topic
from desktop.sheets.dates import ReadDate, read_time
from desktop.sheets.notices import DayMeaning, day_meaning
from desktop.sheets.results import SheetRow
from desktop.sheets.row_context import Row
from desktop.sheets.vocabulary import ListKind, bare_words

_TELLING = ("format", "topics", "result")


def read_session(row: Row) -> SheetRow:
    """Read one session; what the domain finds wrong with it is added in its column."""
    when, date_field = _day(row)
    named = row.groups_of("groups", when.day)
    draft = SessionDraft(
        held_on=when.day,
        group_ids=named.ids,
        commune_wide=named.commune_wide,
        status=_status(row),
        start_time=_time(row, when, date_field),
        place=row.text("place"),
        format=row.label("format", ListName.FORMAT),
        topics=row.labels("topics", ListName.TOPIC, ";"),
        audiences=row.labels("audiences", ListName.AUDIENCE, ";"),
        lead_body=row.label("lead_body", ListName.BODY),
        partner_bodies=row.labels("partner_bodies", ListName.BODY, ";,"),
        attendance=_attendance(row),
        materials=row.text("materials"),
        note=row.text("note"),
    )
    columns = {"held_on": date_field, "group_ids": "groups" if row.has("groups") else "place"}
    row.take(check_session(draft, today=row.context.today), columns)
    if draft.status is not SessionStatus.HELD or not _said_not_held(row):
        _note_topics(row, draft.topics)
    return row.done(draft)


def _said_not_held(row: Row) -> bool:
    """Refuse a row that says that nothing took place: it would count as a session held."""
    denials = row.context.words.denials
    saying = [
        *(name for name in _TELLING if denials.says_not_held(row.shown(name))),
        *(name for name in ("note",) if denials.remarks_not_held(row.shown(name))),
    ]
    if not saying and row.is_dash("format") and row.is_dash("topics"):
        saying = ["format"]
    if saying:
        row.note(saying[0], "session_said_not_held", {"text": row.shown(saying[0])[:60]})
    return bool(saying)


def _note_topics(row: Row, topics: tuple[str, ...]) -> None:
    """Say whether the session counts as drug prevention where its topics leave it open."""
    if not topics:
        row.note("topics", "topic_missing", {}, Severity.WARNING)
    elif not any(_is_drug_prevention(row, topic) for topic in topics):
        row.note("topics", "topic_not_drug", {"text": "; ".join(topics)[:60]}, Severity.WARNING)


def _is_drug_prevention(row: Row, topic: str) -> bool:
    """As the editable list says of a topic that it holds, else as the words of a new one say."""
    known = row.context.known
    shipped = {
        one.label: one.drug_prevention
        for one in row.context.words.shipped
        if one.list is ListName.TOPIC
    }
    if topic in known.labels.get(ListName.TOPIC, ()):
        if known.other_topics is not None:
            return topic not in known.other_topics
        return shipped.get(topic, True)
    return shipped.get(topic, is_drug_topic(topic, row.context.words.topics))


def _day(row: Row) -> tuple[ReadDate, str]:
    """The day: from the date column, else from the column that says when."""
    field = "date" if row.has("date") else "when"
    return row.date_of(field), field


def _time(row: Row, when: ReadDate, date_field: str) -> str:
    field = "start_time" if row.has("start_time") else "when"
    if field == date_field or not row.has(field):
        return when.start_time
    cell = row.cell(field)
    if cell is None:
        return when.start_time
    return read_time(cell) or row.text(field)


def _attendance(row: Row) -> int | None:
    """The number of people; where the list has only men and women, both together."""
    if not (row.has("men") and row.has("women")):
        return row.number_of("attendance")
    halves = [row.number_of(name) for name in ("men", "women")]
    told = [number for number in halves if number is not None]
    return sum(told) if told else None


def _status(row: Row) -> SessionStatus:
    text = row.text("status")
    if not text:
        planned = day_meaning(row.context.header) is DayMeaning.PLANNED
        return SessionStatus.PLANNED if planned else SessionStatus.HELD
    words = row.context.words.statuses[ListKind.SESSIONS]
    found = words.get(identity_key(text)) or words.get(bare_words(text))
    if found is None:
        row.note("status", "status_unknown", {"text": text})
        return SessionStatus.HELD
    return SessionStatus(found)
