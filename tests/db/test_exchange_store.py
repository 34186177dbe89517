"""What a commune keeps of the exchange: its chain, its receipts, and secrets that stay inside."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.db import queries
from desktop.db.errors import RowRefusedError
from desktop.db.exchange_queries import (
    ChainEnd,
    Receipt,
    Remark,
    SentCopy,
    SentSecrets,
    chain_end,
    own_keys,
    receipt_content,
    receipts,
    sent_content,
    sent_copies,
    sent_package,
    sent_packages,
    sent_secrets,
    superior_content,
    superiors,
)
from desktop.db.exchange_queries import own_key as key_in_force
from desktop.db.exchange_queries import superior as superior_in_force
from desktop.db.exchange_saving import (
    retire_own_key,
    retire_superior,
    save_copy,
    save_own_key,
    save_receipt,
    save_sent,
    save_superior,
)
from desktop.db.store import Store
from tests.db.exchanged import (
    AT,
    BRANCH,
    INSTALL,
    PASSPHRASE,
    RECEIPT_SECRET,
    SECRET,
    digest,
    newest_changes,
    own_key,
    put_closing,
    put_sent,
    sent,
    superior,
)
from tests.db.made import put_group


@pytest.fixture
def sending(store: Store) -> Store:
    """A store with a closed month and two packages of it, the second after a correction."""
    with store.writing(action="close_period", undoable=False) as write:
        put_closing(write)
    with store.writing(action="send", label="tháng 10") as write:
        put_sent(write, sent(1), sent(2, correction=1))
    return store


def test_a_chain_begins_with_one_and_goes_on_from_its_last(store: Store, sending: Store) -> None:
    end = chain_end(sending, install_id=INSTALL, branch_id=BRANCH)
    assert (end, end.next_sequence) == (ChainEnd(2, digest("sent 2")), 3)
    elsewhere = chain_end(store, install_id="another", branch_id=BRANCH)
    assert (elsewhere.next_sequence, elsewhere.package_id) == (1, "")


def test_a_restored_backup_goes_on_behind_the_last_package_that_it_knows(sending: Store) -> None:
    restored = chain_end(sending, install_id=INSTALL, branch_id="restored")
    assert restored == ChainEnd(2, digest("sent 2"))
    with sending.writing(action="send", label="tháng 11") as write:
        put_sent(write, sent(3, correction=2, branch_id="restored"))
    assert chain_end(sending, install_id=INSTALL, branch_id="restored").sequence == 3
    again = chain_end(sending, install_id=INSTALL, branch_id="restored again")
    assert again == ChainEnd(3, digest("sent 3"))
    assert chain_end(sending, install_id=INSTALL, branch_id=BRANCH).sequence == 2


def test_no_place_of_a_chain_is_taken_twice(sending: Store) -> None:
    other = sent(2, package_id=digest("other"))
    with pytest.raises(RowRefusedError), sending.writing(action="send") as write:
        put_sent(write, other)
    assert sent_package(sending, other.package_id) is None


def test_the_packages_of_a_period_are_read_in_their_order(sending: Store) -> None:
    assert sent_packages(sending, "2026-10") == (sent(1), sent(2, correction=1))
    assert sent_packages(sending, "2026-09") == ()
    assert len(sent_packages(sending)) == 2
    assert sent_package(sending, digest("sent 1")) == sent(1)
    assert sent_content(sending, digest("sent 1")).startswith(b"SO138P")
    with pytest.raises(KeyError):
        sent_content(sending, "none")
    with pytest.raises(KeyError):
        sent_secrets(sending, "none")


def test_sealed_anew_a_package_keeps_its_identity_and_its_place(sending: Store) -> None:
    with sending.writing(action="connect") as write:
        save_superior(write, superior(), content=b"SO138C")
    again = replace(sent(1), superior_id="s1", sha256=digest("new sealing"))
    with sending.writing(action="send") as write:
        secrets = SentSecrets(receipt_secret=RECEIPT_SECRET)
        save_sent(write, again, content=b"SO138P new", secrets=secrets)
    assert sent_packages(sending)[0] == again
    assert sent_content(sending, again.package_id) == b"SO138P new"
    assert sent_secrets(sending, again.package_id).passphrase == ""


def test_copies_tell_where_a_package_was_written_to(sending: Store) -> None:
    copy = SentCopy("w1", digest("sent 1"), "USB KINGSTON", AT)
    with sending.writing(action="send") as write:
        save_copy(write, copy)
    assert sent_copies(sending, copy.package_id) == (copy,)
    assert sent_copies(sending, digest("sent 2")) == ()


def test_receipts_are_found_by_package_and_by_period(sending: Store) -> None:
    remarks = (Remark("Thiếu biểu 2", "models"), Remark("Ký lại \udcff"))
    first = Receipt(
        id="a", package_id=digest("sent 1"), kind="returned", at=AT, remarks=remarks, entered_at=AT
    )
    second = replace(
        first, id="b", package_id=digest("sent 2"), kind="received", remarks=(), by_code=True
    )
    with sending.writing(action="receive") as write:
        save_receipt(write, first, content=b"SO138R")
        save_receipt(write, second, content=None)
    told = replace(first, remarks=(remarks[0], Remark("Ký lại ?")))
    assert receipts(sending, package_id=first.package_id) == (told,)
    assert receipts(sending, period="2026-10") == receipts(sending) == (told, second)
    assert receipts(sending, period="2026-09") == ()
    assert receipt_content(sending, "a") == b"SO138R"
    assert receipt_content(sending, "b") is None


def test_a_receipt_for_what_was_never_sent_is_refused(sending: Store) -> None:
    stray = Receipt(id="a", package_id=digest("no"), kind="received", at=AT, entered_at=AT)
    with pytest.raises(RowRefusedError), sending.writing(action="receive") as write:
        save_receipt(write, stray, content=None)
    assert receipts(sending) == ()


def test_the_newest_key_is_in_force_and_the_old_one_still_opens(store: Store) -> None:
    assert key_in_force(store, "signing") is None
    with store.writing(action="keys") as write:
        save_own_key(write, own_key("k1"))
        save_own_key(write, own_key("k2", kind="sealing"))
    with store.writing(action="keys") as write:
        retire_own_key(write, "k1", at=AT + timedelta(days=1))
        save_own_key(write, own_key("k3"))
    assert key_in_force(store, "signing") == own_key("k3")
    assert key_in_force(store, "sealing") == own_key("k2", kind="sealing")
    assert [key.id for key in own_keys(store, "signing")] == ["k3", "k1"]
    assert own_keys(store, "signing")[1].secret == SECRET


def test_a_newer_connection_file_takes_the_place_of_the_older(store: Store) -> None:
    with store.writing(action="connect") as write:
        save_superior(write, superior(), content=b"first")
    assert superior_in_force(store) == superior()
    with store.writing(action="connect") as write:
        retire_superior(write, "s1", at=AT)
        save_superior(write, superior("s2", number=2), content=b"second")
    assert superior_in_force(store) == superior("s2", number=2)
    assert [one.number for one in superiors(store)] == [2, 1]
    assert superior_content(store, "s1") == b"first"


def test_what_was_exchanged_is_no_step_though_the_action_asked_for_one(sending: Store) -> None:
    with sending.writing(action="record_group", label="Tổ 1") as write:
        put_group(write, "g1", "Tổ 1")
    with sending.writing(action="keys", label="khóa") as write:
        save_own_key(write, own_key())
        write.put("settings", {"name": "n", "value": "1"})
    assert sending.undo_label() == "Tổ 1"
    assert sending.undo() is not None
    assert sending.undo() is None
    assert len(sent_packages(sending)) == 2
    assert queries.setting(sending, "n") == "1"


def test_secrets_are_in_no_log_no_step_and_no_text_of_a_value(sending: Store) -> None:
    with sending.writing(action="keys", label="khóa") as write:
        save_own_key(write, own_key())
    kept = [
        *(row[0] for row in sending.read("SELECT details FROM audit")),
        *(row[0] for row in sending.read("SELECT changes FROM undo_steps")),
        repr(own_keys(sending, "signing")),
        repr(sent_secrets(sending, digest("sent 1"))),
    ]
    for secret in (SECRET, PASSPHRASE, RECEIPT_SECRET):
        assert not any(secret in text for text in kept)
    # The control: identities of keys and packages are there in clear.
    assert any(digest("k1") in text for text in kept)
    assert any(digest("sent 2") in text for text in kept)


def test_the_log_names_a_sent_package_by_its_numbers_and_hashes(sending: Store) -> None:
    change, _ = newest_changes(sending)
    values, texts = change["values"], change["texts"]
    assert values["sequence"] == [None, 1]
    assert values["check_code"] == [None, sent(1).check_code]
    assert texts["passphrase"][1][1] == len(PASSPHRASE)
    assert texts["content"][1][1] == len(sent_content(sending, digest("sent 1")))
    assert set(texts) == {"content", "file_name", "passphrase", "receipt_secret"}
