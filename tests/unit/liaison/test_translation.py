"""Every package and notice of the catalogue has its translation, out and in."""

from datetime import datetime

import pytest

from zf_contracts.catalogue import CATALOGUE, Channel
from zf_contracts.interagency.notices import CaseIntakeRegistered, DeadlineBreached, StageNoticePayload
from zf_contracts.internal.deadlines import CustodyBreachFound
from zf_contracts.internal.transfers import TransferSubmitted
from zf_contracts.values import BlobRef, ManifestItem, Package, StageNotice, TransferKind
from zf_law.loader import load_law
from zf_liaison.consumers import ExchangeParts, consumes
from zf_liaison.desk import Desk
from zf_liaison.exchange.translation import (
    NOTICE_MESSAGES,
    PACKAGE_MESSAGES,
    PACKAGE_TYPES,
    SENDABLE_NOTICES,
    arrived_notice,
    breach_message,
    files_of,
    notice_message,
    package_message,
)
from zf_platform.clock import ZONE

T = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
NOTICE = StageNotice(
    notice_id="n1",
    collab_no="XT1",
    act="file_case",
    transition="T03",
    from_state="filing_review",
    to_state="investigation",
    acted_at=T,
    facts={"case_no": "A1", "kind": "criminal", "source": "report", "unit": "criminal"},
)
BLOB = BlobRef(digest=f"sha256:{'a' * 64}", size=3)
ITEM = ManifestItem(no=7, category="document", title="x", blob=BLOB)
BARE = ManifestItem(no=8, category="document", title="y")


def package(kind: TransferKind) -> Package:
    return Package(
        transfer_id="t1",
        version=1,
        kind=kind,
        sender="police",
        receiver="procuratorate",
        case_no="A1",
        collab_no="XT1",
        title="x",
        items=(ITEM, BARE),
        submitted_at=T,
    )


@pytest.mark.parametrize("kind", TransferKind)
def test_every_kind_of_package_has_its_wire_message(kind: TransferKind) -> None:
    message = package_message(package(kind))
    assert message.package.kind is kind
    assert message.TYPE in PACKAGE_TYPES
    assert files_of(message) == ((7, BLOB),)


def test_every_step_notice_of_the_catalogue_can_be_sent_and_read() -> None:
    known = {entry.payload for entry in CATALOGUE.values() if issubclass(entry.payload, StageNoticePayload)}
    assert known == set(NOTICE_MESSAGES.values())
    for name in NOTICE_MESSAGES:
        message = notice_message(name, NOTICE)
        assert name == message.TYPE
        assert arrived_notice(message, message_id="m1") == NOTICE


def test_every_notice_the_stage_table_tells_can_be_sent() -> None:
    """Packages and their answers are told by the transfer itself; everything else goes out as a notice."""
    told = {tell.message for transition in load_law().stages.transitions for tell in transition.tells}
    by_transfer = PACKAGE_TYPES | {"case.transfer.receipted", "case.transfer.returned"}
    assert told - by_transfer <= SENDABLE_NOTICES


def test_everything_between_agencies_has_an_action() -> None:
    actions = consumes(ExchangeParts(Desk(None, None, None, None)))  # type: ignore[arg-type]
    inter = {entry.payload for entry in CATALOGUE.values() if entry.channel is Channel.INTERAGENCY}
    inside = {
        entry.payload
        for entry in CATALOGUE.values()
        if entry.channel is Channel.INTERNAL and "liaison" in entry.receivers
    }
    assert set(actions) == inter | inside


def test_the_registration_of_a_report_keeps_its_facts_both_ways() -> None:
    message = notice_message(CaseIntakeRegistered.TYPE, NOTICE)
    assert isinstance(message, CaseIntakeRegistered)
    assert (message.case_no, message.kind, message.unit, message.registered_at) == ("A1", "criminal", "criminal", T)
    told = arrived_notice(message, message_id="m1")
    assert (told.collab_no, told.facts["case_no"], told.acted_at) == ("XT1", "A1", T)


def test_a_breach_names_rule_and_time_and_no_person() -> None:
    found = CustodyBreachFound(deadline_id="d1", collab_no="XT1", rule="P14", due=T, found_at=T, custody=True)
    message = breach_message(found)
    assert isinstance(message, DeadlineBreached)
    told = arrived_notice(message, message_id="m1")
    assert told.facts == {"deadline_id": "d1", "rule": "P14", "due": T.isoformat(), "custody": "yes"}


def test_what_is_no_notice_is_not_told_as_one() -> None:
    with pytest.raises(TypeError):
        arrived_notice(TransferSubmitted(package=package(TransferKind.PROSECUTION)), message_id="m1")


def test_all_package_messages_are_matters_with_receipts() -> None:
    for message in PACKAGE_MESSAGES.values():
        assert CATALOGUE[message.TYPE].receipted
