"""Random input would all end at the first door, so it is aimed: paths name what exists, fields hold words with a meaning.

Half of the values stay as they were made, so that both sides of every door are tried.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import text

from tests.abuse.input.ground import Ground
from zf_contracts.envelope import Address
from zf_law.loader import Law
from zf_platform.clock import SystemClock

Objects = Mapping[str, str]

_FINDS: Mapping[str, tuple[str, ...]] = {
    "casemgmt": (
        "SELECT id AS case_id FROM case_record",
        "SELECT case_id, id AS suspect_id FROM suspect",
        "SELECT case_id, id AS document_id FROM document",
        "SELECT case_id, id AS deadline_id FROM deadline",
        "SELECT case_id, id AS transfer_id FROM transfer",
        "SELECT id AS package_id FROM package",
    ),
    "intake": ("SELECT id AS report_id FROM report",),
    "liaison": (
        "SELECT message_id FROM ledger",
        "SELECT id AS account_id FROM account",
        "SELECT digest FROM blob_offer",
    ),
}
_EVERYWHERE = ("SELECT name FROM job_run", "SELECT id AS message_id FROM inbox ORDER BY taken_at DESC LIMIT 50")


@dataclass(frozen=True)
class Aim:
    """`objects` belong together: the suspect of a case stands beside that case."""

    objects: Sequence[Objects]
    words: Mapping[str, Sequence[object]]
    chance: random.Random = field(repr=False)

    def path(self, given: Mapping[str, object]) -> dict[str, object]:
        """The same parameters, with things that exist where we know any."""
        known = [one for one in self.objects if set(one) & set(given)]
        whole = [one for one in known if set(given) <= set(one)]
        if not known:
            return dict(given)
        chosen = self.chance.choice(whole or known)
        return {name: chosen.get(name, value) for name, value in given.items()}

    def body(self, given: Mapping[str, object]) -> dict[str, object]:
        return {name: self._word(name, value) for name, value in given.items()}

    def _word(self, name: str, value: object) -> object:
        words = self.words.get(name)
        if words and self.chance.random() < 0.7:
            return self.chance.choice(words)
        if isinstance(value, dict):
            return self.body(value)
        if isinstance(value, list):
            return [self.body(one) if isinstance(one, dict) else one for one in value]
        return value


async def aim_at(ground: Ground, address: Address, *, seed: int) -> Aim:
    chance = random.Random(f"{seed} {address}")
    objects: list[Objects] = []
    async with ground.service(address).parts.database.session() as session:
        for query in (*_FINDS.get(address.service, ()), *_EVERYWHERE):
            rows = (await session.execute(text(query))).mappings().all()
            objects += [{name: str(value) for name, value in row.items()} for row in rows]
    return Aim(objects, _words(ground.law, address.agency, objects), chance)


def _words(law: Law, agency: str, objects: Sequence[Objects]) -> dict[str, Sequence[object]]:
    now = SystemClock().now()
    moments = [(now - timedelta(hours=hours)).isoformat() for hours in (0, 1, 30, 24 * 9, 24 * 40, 24 * 400, -3)]
    days = [(now - timedelta(days=days)).date().isoformat() for days in (0, 1, 9, 40, 400, -3)]
    words: dict[str, Sequence[object]] = {
        "version": [1, 1, 2, 3, 4, 5],
        "act": sorted({transition.act for transition in law.stages.transitions}),
        "type": [document.id for document in law.documents.all()],
        "kind": ["criminal", "prosecution", "arrest_request", "indictment", "enforcement", "resubmission"],
        "receiver": [one.code for one in law.agencies.all()],
        "peer": [one.code for one in law.agencies.all()],
        "unit": [unit.code for unit in law.agencies.by_code(agency).units],
        "roles": [["handler"], ["clerk"], ["judge"], ["operator", "auditor"]],
        "code": ["R01", "R03", "R07", "R99"],
        "error_code": ["message.unexpected", "message.schema"],
    }
    words |= dict.fromkeys(("acted_at", "received_at", "registered_at"), moments)
    words |= dict.fromkeys(("dated", "approved_on", "day", "occurred_on", "birth_date"), days)
    for name in ("suspect_id", "document_id", "handler_id"):
        found = [one[name] for one in objects if name in one]
        if found:
            words[name] = found
    return words
