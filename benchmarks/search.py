"""Search over a million petitions: how long the one box takes, word by word and reader by reader.

`python -m benchmarks.search --admin-url postgresql://postgres@127.0.0.1:5432/postgres [--petitions 1000000] [--each 60]`

The texts are drawn from a vocabulary whose words are as unequal as real ones (the n-th word is n times rarer than the first),
so that some pieces stand in every third petition and others in one of a million. Loaded past the service by COPY, because
registering a million petitions would take days: 100,000 texts with index entries made by the service's own functions, and
the others repeating them under numbers, people and times of their own. Asked through
`POST /search` of the wired service, one question after the other, never the same word twice.

With `--keep FILE` the database stays and FILE says where it is; a FILE that is there already is measured again without loading.
`--reader` and `--question` (both may be given several times) measure a part.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from benchmarks.search_load import AGENCY, PETITION, TEXTS, Load, fill
from zf_intake.main import spec
from zf_intake.petitions.tables import Petition
from zf_intake.search.tables import SEARCH
from zf_law.loader import Law, load_law
from zf_node.http_server import set_aside_what_is_loaded
from zf_platform.clock import SystemClock
from zf_platform.personal import PersonalKey, new_personal_key
from zf_platform.provision import AgencyDatabase, provision_agency
from zf_platform.search.store import refresh_frequent_words
from zf_platform.testing import Caller, CityKeys, ServiceUnderTest, agency_database, start_test_service

AIM = 0.100
PREFIX = f"zfb_search_{os.getpid()}_"
BASE = "refused as too short"
"""What a question costs before anything is looked up: on a shared machine, most of all the others' share of it."""
RARE = 25
"""A word that stands in at most so many petitions."""
READERS = (
    ("agency", "petition_head", "petition"),
    ("unit", "receiver", "yunling_station"),
    ("own", "duty_officer", "criminal"),
    ("everything of the unit", "handler", "yunling_station"),
    ("another kind", "legal_reviewer", "criminal"),
    ("one kind", "chief_prosecutor", "petition"),
)
"""Petitions of the agency; of the unit and reports of his own; his own and reports of the unit; both of the unit; his own and
reports of the agency, of which there are none here; petitions of the agency without any reports."""
Question = Callable[[random.Random], str]


def questions(load: Load) -> dict[str, Question]:
    """Kind of question → a fresh one each time. `crossed`: both words frequent, together almost nowhere: the trap."""
    vocabulary, petitions = load.vocabulary, load.petitions
    frequent = vocabulary.between(petitions // 30, petitions)
    middle = vocabulary.between(petitions // 1000, petitions // 100)
    rare = vocabulary.between(1, RARE)
    return {
        BASE: lambda _chance: "一",
        "number": lambda chance: load.number(chance.randrange(petitions)),
        "beginning of a number": lambda chance: load.number(chance.randrange(petitions))[:-3],
        "beginning of many": lambda chance: load.number(chance.randrange(petitions))[:-5],
        "telephone": lambda chance: load.phone(chance.randrange(petitions)),
        "name": lambda chance: load.name(chance.randrange(petitions)),
        "frequent word": lambda chance: chance.choice(frequent),
        "middling word": lambda chance: chance.choice(middle),
        "rare word": lambda chance: chance.choice(rare),
        "two frequent words": lambda chance: f"{chance.choice(frequent)} {chance.choice(frequent)}",
        "frequent and rare": lambda chance: f"{chance.choice(frequent)} {chance.choice(rare)}",
        "crossed": lambda chance: chance.choice(frequent) + chance.choice(middle),
        "nowhere": lambda chance: chance.choice(rare) + chance.choice(rare),
    }


async def ask(caller: Caller, question: Question, *, each: int, chance: random.Random) -> tuple[list[float], int]:
    """Seconds of each answer, and how many found something."""
    took, found = [], 0
    for _ in range(each):
        text = question(chance)
        begin = time.perf_counter()
        answer = await caller.post("/search", json={"text": text})
        took.append(time.perf_counter() - begin)
        assert answer.status_code in (200, 422), answer.text
        found += bool(answer.json().get("items"))
    return took, found


async def measure(service: ServiceUnderTest, load: Load, *, each: int, only: Collection[str] = ()) -> bool:
    """Prints a line for each kind and reader; True when every p99 keeps the aim. `only`: of these readers and kinds."""
    chance, kept, everything = random.Random(7), True, []
    asked = questions(load)
    for reach, role, unit in (
        one for one in READERS if not {name for name, *_ in READERS} & set(only) or one[0] in only
    ):
        caller = service.caller(f"{AGENCY}.officer001", roles=[role], unit=unit, name="查询人")
        for kind, question in asked.items():
            if asked.keys() & set(only) and kind not in only:
                continue
            await ask(caller, question, each=3, chance=chance)
            took, found = await ask(caller, question, each=each, chance=chance)
            if kind != BASE:
                everything += took
                kept = kept and at(took, 0.99) < AIM
            figures = {"reader": reach, "question": kind, "p50_ms": at(took, 0.5), "p99_ms": at(took, 0.99)}
            told = {
                name: round(value * 1000, 1) if isinstance(value, float) else value for name, value in figures.items()
            }
            print(json.dumps({**told, "max_ms": round(max(took) * 1000, 1), "found": f"{found}/{each}"}), flush=True)
    whole = {"petitions": load.petitions, "asked": len(everything), "p50_ms": round(at(everything, 0.5) * 1000, 1)}
    whole["load"] = round(os.getloadavg()[0], 1)
    print(json.dumps({**whole, "p99_ms": round(at(everything, 0.99) * 1000, 1), "each_p99_below_100_ms": kept}))
    return kept


def at(took: Sequence[float], share: float) -> float:
    ordered = sorted(took)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


async def run(admin_url: str, given: argparse.Namespace) -> bool:
    law = load_law()
    async with _loaded(admin_url, given) as (database, load, secret):
        with tempfile.TemporaryDirectory() as folder:
            settings = {"personal_key": SecretStr(secret)}
            keys = CityKeys.make([AGENCY, "procuratorate"], clock=SystemClock())
            async with start_test_service(
                spec(law=law), database=database, keys=keys, roles=_roles(law), blob_dir=Path(folder), settings=settings
            ) as service:
                await _learn_words(database.service_urls["intake"])
                set_aside_what_is_loaded()
                return await measure(service, load, each=given.each, only=(*given.reader, *given.question))


@asynccontextmanager
async def _loaded(admin_url: str, given: argparse.Namespace) -> AsyncIterator[tuple[AgencyDatabase, Load, str]]:
    """A database with the petitions, what is in it, and the key of its persons: loaded now or kept from another time."""
    url = make_url(admin_url).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)
    kept = json.loads(given.keep.read_text(encoding="utf-8")) if given.keep and given.keep.exists() else None
    secret = kept["key"] if kept else new_personal_key()
    load = Load(
        petitions=kept["petitions"] if kept else given.petitions,
        texts=kept["texts"] if kept else given.texts,
        key=PersonalKey.from_text(secret),
    )
    if kept:
        load.vocabulary.count = kept["count"]
        yield await provision_agency(url, agency=AGENCY, services=["intake"], prefix=kept["prefix"]), load, secret
    elif given.keep:
        database = await provision_agency(url, agency=AGENCY, services=["intake"], prefix=PREFIX)
        await _fill(admin_url, database, load)
        told = {"prefix": PREFIX, "key": secret, "petitions": load.petitions, "texts": load.texts}
        given.keep.write_text(json.dumps({**told, "count": load.vocabulary.count}), encoding="utf-8")
        yield database, load, secret
    else:
        async with agency_database(url, agency=AGENCY, services=["intake"], prefix=PREFIX) as database:
            await _fill(admin_url, database, load)
            yield database, load, secret


async def _fill(admin_url: str, database: AgencyDatabase, load: Load) -> None:
    begin = time.perf_counter()
    await fill(_plain(admin_url, database.database), load)
    print(json.dumps({"loaded": load.petitions, "seconds": round(time.perf_counter() - begin)}), flush=True)


async def _learn_words(service_url: str) -> None:
    """What the service does by itself every six hours."""
    engine = create_async_engine(service_url, connect_args={"server_settings": {"search_path": "intake"}})
    async with AsyncSession(engine) as session:
        await refresh_frequent_words(session, SEARCH)
        await session.commit()
    await engine.dispose()


def _plain(admin_url: str, database: str) -> str:
    chosen = make_url(admin_url).set(drivername="postgresql", database=database)
    return chosen.render_as_string(hide_password=False)


def _roles(law: Law) -> dict[str, dict[str, str]]:
    return {role.id: {name: reach.value for name, reach in role.permissions.items()} for role in law.roles.all()}


def main() -> None:
    assert set(PETITION) <= set(Petition.__table__.columns.keys())
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--admin-url", required=True)
    parser.add_argument("--petitions", type=int, default=1_000_000)
    parser.add_argument("--texts", type=int, default=TEXTS, help="different texts; the others repeat them")
    parser.add_argument("--each", type=int, default=60, help="questions of each kind and reader")
    parser.add_argument("--keep", type=Path, help="load once; measure what is kept there afterwards")
    parser.add_argument("--reader", action="append", default=[], choices=[reach for reach, *_ in READERS])
    parser.add_argument("--question", action="append", default=[], help="kind of question")
    given = parser.parse_args()
    kept = asyncio.run(run(given.admin_url, given))
    sys.exit(0 if kept else 5)


if __name__ == "__main__":
    main()
