"""Bad messages before every service that takes them, made from the catalogue: quarantined or parked with a reason, and no
effect. Forged letters by the ten thousand are in tests/unit/platform/signing (A-1).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.abuse.walk.node import Node, changed
from tests.abuse.walk.operations import JSON, Operation
from tests.fleet.sites import POLICE
from zf_contracts.catalogue import CATALOGUE, Channel, Entry
from zf_contracts.envelope import Envelope, encode, schema_urn
from zf_contracts.reserved import RESERVED_INTERAGENCY
from zf_node.published import payload_schema
from zf_platform.clock import OffsetClock, SystemClock
from zf_platform.directory import DirectoryFile
from zf_platform.enqueue import RECEIPT_TYPE
from zf_platform.ids import new_id
from zf_platform.keys import load_keys
from zf_platform.signing import MESSAGE_TYP, RECEIPT_TYP, Sealer

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
EXAMPLES = Path(__file__).resolve().parents[2] / "contracts" / "examples"
MESSAGING = frozenset({"inbox", "inbox_cursor", "outbox", "outbox_cursor", "job_run"})
"""Tables of the exchange itself: here it is written down that something came, and that it was refused."""
PEER = "procuratorate"
TEN_MEGABYTES = 10 * 1024 * 1024


@dataclass
class Letters:
    """Bad letters to one service over one channel, and what must become of each. Ids are unique."""

    service: str
    channel: Channel
    raws: list[bytes] = field(default_factory=list)
    quarantined: Counter[str] = field(default_factory=Counter)
    parked: dict[str, tuple[str, str]] = field(default_factory=dict)

    def refuse(self, raw: bytes, code: str) -> None:
        self.raws.append(raw)
        self.quarantined[code] += 1

    def park(self, raw: bytes, message_id: str, code: str, detail: str = "") -> None:
        self.raws.append(raw)
        self.parked[message_id] = (code, detail)


@pytest.mark.parametrize("channel", list(Channel))
async def test_no_bad_message_has_an_effect(node: Node, channel: Channel) -> None:
    wrong: list[str] = []
    sent = Counter[str]()
    for service in node.services:
        letters = Letters(service, channel)
        for entry in CATALOGUE.values():
            if entry.channel is channel and service in _takers(entry):
                _misread(node, letters, entry)
        if letters.raws:
            _misaddressed(node, letters)
            wrong += await _delivered(node, letters)
            sent[service] = len(letters.raws)
    print(f"\n{channel.value}: bad messages {dict(sent)}; {len(wrong)} wrong")
    assert not wrong, "\n".join(wrong[:60])
    assert sum(sent.values()) > 100


async def test_a_message_repeated_counts_once_and_other_bytes_under_its_number_are_kept_apart(node: Node) -> None:
    for service, way, taker in [(name, *way) for name, one in node.services.items() for way in one.takers.items()]:
        channel = Channel(way)
        entry = next(one for one in CATALOGUE.values() if one.channel is channel and service in _takers(one))
        envelope = _envelope(entry, service, data={"walk": "unreadable"})
        raw = _on_the_wire(node, entry, envelope)
        other = _on_the_wire(node, entry, envelope.model_copy(update={"data": {"walk": "other"}}))
        for _ in range(3):
            await taker.take([raw])
        await taker.take([other])
        rows = await _rows(node, service, "SELECT duplicates FROM inbox WHERE id = :id", id=envelope.id)
        codes = await _rows(node, service, "SELECT code FROM quarantine WHERE message_id = :id", id=envelope.id)
        assert (rows, codes) == ([(2,)], [("message.other_bytes",)]), (service, way)


async def test_a_clock_two_hours_off_changes_no_order_and_a_day_off_is_refused(node: Node) -> None:
    """Sealed by a peer whose clock is wrong: hours are forgiven, because no order and no legal clock hangs on them."""
    liaison = node.services["liaison"]
    entry = CATALOGUE["case.document.issued"]
    for offset, code in ((-2, None), (2, None), (25, "seal.issued_at")):
        envelope = _envelope(entry, "liaison", data={"walk": "unreadable"}, sent=timedelta(hours=offset))
        raw = _sealer(node, PEER, offset=timedelta(hours=offset)).seal(
            encode(envelope), typ=MESSAGE_TYP, receiver_agency=POLICE
        )
        before = await _quarantined(node, "liaison")
        await liaison.takers["interagency"].take([raw])
        taken = await _rows(node, "liaison", "SELECT count(*) FROM inbox WHERE id = :id", id=envelope.id)
        assert taken == [(0 if code else 1,)], offset
        assert await _quarantined(node, "liaison") - before == Counter([code] if code else [])


def _takers(entry: Entry) -> tuple[str, ...]:
    """Services of this node that take it; between agencies only liaison does."""
    if entry.channel is Channel.INTERNAL:
        return entry.receivers
    return ("liaison",)


def _misread(node: Node, letters: Letters, entry: Entry) -> None:
    """A right envelope round a body that breaks the contract: parked with field and rule."""
    stored = json.loads((EXAMPLES / f"{entry.name}.v{entry.version}.json").read_text(encoding="utf-8"))
    for case, data, name in _broken(entry, stored):
        envelope = _envelope(entry, letters.service, data=data)
        letters.park(_on_the_wire(node, entry, envelope), envelope.id, "message.schema", name if case else "")
    unknown = json.loads(encode(_envelope(entry, letters.service, data=stored)))
    for change, code in (
        ({"attribute_nobody_knows": 1}, "envelope.invalid"),
        ({"sequence": "1"}, "envelope.invalid"),
        ({"receiver": f"urn:zf:court:{letters.service}"}, "message.wrong_receiver"),
        ({"source": "urn:zf:justice:liaison"}, "message.wrong_source"),
    ):
        raw = json.dumps({**unknown, "id": new_id(SystemClock().now()), **change}).encode()
        letters.refuse(_sealed(node, raw, entry) if entry.channel is Channel.INTERAGENCY else raw, code)
    if entry.channel is Channel.INTERAGENCY:
        _unbelievable(node, letters, entry, stored)


def _broken(entry: Entry, stored: Mapping[str, object]) -> Iterator[tuple[str, dict[str, object], str]]:
    schema = payload_schema(entry.payload)
    definitions = schema.get("$defs", {})
    assert isinstance(definitions, dict)
    form = Operation(entry.name, "", "", "", {}, False, "", JSON, schema, definitions)
    for name in form.fields:
        if not form.takes_anything(name):
            yield "wrong type", {**stored, name: form.misfit(name)}, name
    for name in form.required:
        yield "missing", {key: value for key, value in stored.items() if key != name}, name


def _unbelievable(node: Node, letters: Letters, entry: Entry, stored: Mapping[str, object]) -> None:
    plain = encode(_envelope(entry, "liaison", data=dict(stored)))
    good = _sealed(node, plain, entry)
    altered = good[:-3] + (b"A" if good[-3:-2] != b"A" else b"B") + good[-2:]
    letters.refuse(altered, "seal.decryption")
    letters.refuse(plain, "seal.malformed")
    letters.refuse(_sealer(node, PEER).sign(plain, typ=MESSAGE_TYP, receiver_agency=POLICE), "seal.not_encrypted")
    letters.refuse(_sealer(node, PEER).seal(plain, typ=MESSAGE_TYP, receiver_agency="court"), "seal.not_for_us")
    letters.refuse(_sealer(node, "court").seal(plain, typ=_typ(entry), receiver_agency=POLICE), "message.wrong_source")


def _misaddressed(node: Node, letters: Letters) -> None:
    """Once for each way in: too large, no JSON, a name nobody knows."""
    large = b'{"walk": "' + b"x" * TEN_MEGABYTES + b'"}'
    letters.refuse(large, "seal.too_large" if letters.channel is Channel.INTERAGENCY else "envelope.too_large")
    if letters.channel is Channel.INTERNAL:
        letters.refuse(b"no message", "envelope.not_json")
        letters.refuse(b'{"id": 1, "id": 2}', "envelope.duplicate_key")
    known = next(one for one in CATALOGUE.values() if one.channel is letters.channel)
    strange = sorted(RESERVED_INTERAGENCY)[0] if RESERVED_INTERAGENCY else "nobody.knows"
    envelope = _envelope(known, letters.service, data={}).model_copy(
        update={"type": strange, "dataschema": schema_urn(strange, 1)}
    )
    letters.park(_on_the_wire(node, known, envelope), envelope.id, "message.unknown_type")


async def _delivered(node: Node, letters: Letters) -> list[str]:
    """Take all, act on all; what came out otherwise than it must."""
    service = node.services[letters.service]
    before = await node.marks(letters.service)
    codes = await _quarantined(node, letters.service)
    for start in range(0, len(letters.raws), 200):
        await service.takers[letters.channel.value].take(letters.raws[start : start + 200])
    while await service.workers[0].step():
        pass
    wrong = [f"{letters.service}: effect in {name}" for name in changed(before, await node.marks(letters.service))]
    wrong = [one for one in wrong if one.rsplit(" ", 1)[1] not in MESSAGING]
    found = await _quarantined(node, letters.service)
    if found - codes != letters.quarantined:
        wrong.append(f"{letters.service}: quarantined {found - codes} instead of {letters.quarantined}")
    rows = await _rows(node, letters.service, "SELECT id::text, state, error_code, last_error FROM inbox")
    states = {str(row[0]): row[1:] for row in rows}
    for message_id, (code, detail) in letters.parked.items():
        state = states.get(message_id, ("not taken", "", ""))
        if state[:2] != ("parked", code) or detail not in str(state[2]):
            wrong.append(f"{letters.service}: {state} instead of parked, {code} {detail}")
    return wrong


def _envelope(entry: Entry, service: str, *, data: dict[str, object], sent: timedelta = timedelta()) -> Envelope:
    """A subject of its own for every message, so that none waits for another."""
    now = SystemClock().now()
    message_id = new_id(now)
    sender = entry.senders[0] if entry.channel is Channel.INTERNAL else "liaison"
    return Envelope(
        id=message_id,
        source=f"urn:zf:{POLICE if entry.channel is Channel.INTERNAL else PEER}:{sender}",
        type=entry.name,
        subject=f"walk.{message_id}",
        time=now + sent,
        dataschema=schema_urn(entry.name, entry.version),
        receiver=f"urn:zf:{POLICE}:{service}",
        sequence=1 if entry.ordered else 0,
        epoch=1,
        correlationid="walk",
        actedat=now,
        data=data,
    )


def _on_the_wire(node: Node, entry: Entry, envelope: Envelope) -> bytes:
    plain = encode(envelope)
    return plain if entry.channel is Channel.INTERNAL else _sealed(node, plain, entry)


def _sealed(node: Node, plain: bytes, entry: Entry) -> bytes:
    return _sealer(node, PEER).seal(plain, typ=_typ(entry), receiver_agency=POLICE)


def _typ(entry: Entry) -> str:
    return RECEIPT_TYP if entry.name == RECEIPT_TYPE else MESSAGE_TYP


def _sealer(node: Node, agency: str, *, offset: timedelta = timedelta()) -> Sealer:
    folder = node.site.folder
    directory = DirectoryFile(folder.directory_file, operator_public_key=folder.operator_public_key.read_bytes())
    return Sealer(agency, ring=load_keys(folder.key_file(agency)), directory=directory, clock=OffsetClock(offset))


async def _quarantined(node: Node, service: str) -> Counter[str]:
    rows = await _rows(node, service, "SELECT code, count(*) FROM quarantine GROUP BY code")
    return Counter({str(code): int(str(count)) for code, count in rows})


async def _rows(node: Node, service: str, sql: str, **values: object) -> list[tuple[object, ...]]:
    async with node.services[service].parts.database.session() as session:
        return [tuple(row) for row in await session.execute(text(sql), values)]
