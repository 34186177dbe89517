"""The card of a stick adds what counts together, and never two files that contest each other."""

from datetime import UTC, datetime
from pathlib import Path

from desktop.actions.answers import Answer
from desktop.actions.figures_text import figures_text
from desktop.actions.receiving import Fate, Taken, TakenFile
from desktop.db.received_queries import ReceivedPackage
from desktop.ui.receiving.content import card_totals
from tests.actions.units_making import Sent, sent_month, units_named

FIRST, SECOND = units_named(2)


def file(sent: Sent, fate: Fate) -> TakenFile:
    package = ReceivedPackage(
        reception_id="",
        package_id=sent.package_id,
        file_name="",
        unit_code=sent.unit.code,
        valid_from=sent.unit.valid_from.isoformat(),
        install_id=sent.install,
        branch_id="b",
        sequence=sent.sequence,
        previous="",
        period=sent.snapshot.period.id,
        correction=0,
        signer_public="",
        check_code="",
        at=datetime(2026, 10, 16, tzinfo=UTC),
        figures=figures_text(sent.snapshot),
    )
    return TakenFile(Path("f.s138"), fate, package, Answer(sent.package_id, ""))


def shown(*files: TakenFile) -> str:
    """Sessions on the card; empty where it has no totals."""
    figures = card_totals(Taken("", files, ()))
    return figures[1].value if figures else ""


def held(*sent: Sent) -> str:
    return str(sum(len(one.snapshot.sessions) for one in sent))


OWN, RIVAL = Sent(FIRST, sent_month(FIRST)), Sent(FIRST, sent_month(FIRST, seed=8))
OTHER = Sent(SECOND, sent_month(SECOND))


def test_reports_of_several_units_are_added() -> None:
    both = file(OWN, Fate.ACCEPTED), file(OTHER, Fate.TO_VERIFY)
    assert shown(*both) == held(OWN, OTHER)


def test_two_files_of_one_report_are_never_added() -> None:
    rivals = file(OWN, Fate.TO_VERIFY), file(RIVAL, Fate.TO_VERIFY)
    assert shown(*rivals) == ""
    assert shown(*rivals, file(OTHER, Fate.ACCEPTED)) == "", "a sum without the unit misleads"


def test_the_file_that_counts_stands_for_its_report() -> None:
    assert shown(file(OWN, Fate.ACCEPTED), file(RIVAL, Fate.TO_VERIFY)) == held(OWN)
