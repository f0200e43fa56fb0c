"""The wiring of liaison: the only place where its parts are put together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import httpx
from fastapi import APIRouter

from zf_law.loader import Law
from zf_law.templates import FOLDER
from zf_liaison.accounts.api import Doors, account_router, session_router
from zf_liaison.accounts.passwords import Passwords
from zf_liaison.accounts.resolve_session import Granting
from zf_liaison.alarms.api import alarm_router
from zf_liaison.circulars.api import circular_router
from zf_liaison.consumers import ExchangeParts, consumes
from zf_liaison.cooperation.api import cooperation_router
from zf_liaison.desk import Desk
from zf_liaison.directory.api import directory_router
from zf_liaison.directory.officers_api import officer_router
from zf_liaison.exchange.api import blob_router, ledger_router
from zf_liaison.exchange.pull_files import FilePuller
from zf_liaison.exchange.reissue_receipts import reissue_receipts
from zf_liaison.exchange.reject_message import reject_message
from zf_liaison.exchange.relayed import RelayedEvidence
from zf_liaison.exchange.tell_operator_act import tell_operator_act
from zf_liaison.jobs import jobs
from zf_liaison.meetings.api import meeting_list_router, meeting_router, resolution_router, topic_router
from zf_liaison.meetings.member_api import meeting_paper_router, member_router
from zf_liaison.notices.api import notice_router
from zf_liaison.papers.api import PAPER_ROOMS, papers_router
from zf_liaison.papers.press import Press
from zf_liaison.partners import Partners, PeerClient
from zf_liaison.peers.api import peer_router
from zf_liaison.reconciliation.api import reconciliation_router
from zf_liaison.settings import LiaisonSettings
from zf_liaison.tasks.api import task_router
from zf_liaison.traces.api import trace_router
from zf_platform.auth import TokenIssuer
from zf_platform.directory import DirectorySource
from zf_platform.keys import KeyRing
from zf_platform.service import Exchange, Parts, ServiceSpec
from zf_platform.signing import Opener, Sealer
from zf_platform.typeset import Typesetter


def spec(
    *,
    law: Law,
    ring: KeyRing,
    directory: DirectorySource,
    http: httpx.AsyncClient,
    settings: LiaisonSettings | None = None,
    passwords: Passwords | None = None,
    typesetter: Typesetter | None = None,
) -> ServiceSpec:
    """`http` reaches the liaisons of other agencies: over the network, or inside one process.

    A typesetter starts nothing before its first paper; services of one process share one.
    """
    node = _once(
        partial(
            _build,
            law=law,
            ring=ring,
            directory=directory,
            http=http,
            settings=settings or LiaisonSettings(),
            passwords=passwords or Passwords(),
            typesetter=typesetter or Typesetter(FOLDER),
        )
    )
    return ServiceSpec(
        name="liaison",
        title="协同联络 liaison",
        build_routers=lambda parts: _routers(node(parts)),
        consumes=lambda parts: consumes(ExchangeParts(node(parts).desk, hall_host=_hall_host(law))),
        jobs=lambda parts: jobs(node(parts).desk),
        exchange=lambda parts: node(parts).exchange,
    )


@dataclass(frozen=True, slots=True)
class _Node:
    """The shared parts of one running liaison."""

    parts: Parts
    doors: Doors
    peers: PeerClient
    desk: Desk
    press: Press
    exchange: Exchange


def _build(
    parts: Parts,
    *,
    law: Law,
    ring: KeyRing,
    directory: DirectorySource,
    http: httpx.AsyncClient,
    settings: LiaisonSettings,
    passwords: Passwords,
    typesetter: Typesetter,
) -> _Node:
    agency = parts.address.agency
    issuer = TokenIssuer(agency, ring=ring, clock=parts.clock)
    peers = PeerClient(Partners(agency, directory), issuer, http)
    puller = FilePuller(
        blobs=parts.blobs,
        peers=peers,
        database=parts.database,
        wakeup=parts.factory.wakeups.inbox,
        max_file_bytes=settings.max_file_bytes,
    )
    granting = Granting(law, issuer, timedelta(seconds=settings.token_seconds))
    exchange = Exchange(
        sealer=Sealer(agency, ring=ring, directory=directory, clock=parts.clock),
        opener=Opener(agency, ring=ring, directory=directory, clock=parts.clock),
        relay_observer=RelayedEvidence(),
        on_duplicates=reissue_receipts,
        prepare=puller.prepare,
        on_rejected=reject_message,
        on_operator_skip=partial(tell_operator_act, skipped=True),
        on_operator_reject=partial(tell_operator_act, skipped=False),
        on_stop=puller.stop,
    )
    desk = Desk(law, peers.partners, puller, parts.blobs)
    press = Press(law, typesetter, parts.blobs)
    return _Node(parts, Doors(law, passwords, granting), peers, desk, press, exchange)


def _routers(node: _Node) -> Sequence[APIRouter]:
    partners = node.peers.partners
    return (
        session_router(node.doors),
        account_router(node.doors),
        directory_router(law=node.doors.law, partners=partners),
        ledger_router(),
        blob_router(node.parts.blobs),
        reconciliation_router(partners),
        peer_router(partners),
        alarm_router(),
        trace_router(node.peers),
        task_router(node.desk),
        circular_router(node.desk),
        cooperation_router(node.desk),
        officer_router(node.desk),
        notice_router(node.desk),
        meeting_list_router(desk=node.desk),
        topic_router(desk=node.desk),
        meeting_router(desk=node.desk),
        resolution_router(desk=node.desk),
        member_router(desk=node.desk),
        meeting_paper_router(desk=node.desk),
        *(papers_router(room, press=node.press) for room in PAPER_ROOMS),
    )


def _hall_host(law: Law) -> str | None:
    host = law.agencies.hall_host()
    return host.code if host else None


def _once(build: Callable[[Parts], _Node]) -> Callable[[Parts], _Node]:
    """The platform asks for routers, actions, jobs and exchange one by one; they share one node."""
    made: list[_Node] = []

    def node(parts: Parts) -> _Node:
        if not made or made[-1].parts is not parts:
            made.append(build(parts))
        return made[-1]

    return node
