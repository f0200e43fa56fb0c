"""A million petitions to search in: a vocabulary, texts drawn from it, and their rows written past the service by COPY."""

from __future__ import annotations

import asyncio
import random
import sys
from bisect import bisect
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate

import asyncpg

from zf_platform.bigrams import tsvector_text
from zf_platform.clock import ZONE
from zf_platform.personal import PersonalKey
from zf_platform.search.box import number_form
from zf_platform.search.marks import marks_of

AGENCY = "police"
WORDS, CHARACTERS = 60_000, 3_500
TEXTS, PIECE, OFFICERS = 100_000, 10_000, 400
TITLE, FACTS = 6, 34
UNITS = ("petition", "criminal", "yunling_station", "economic")
START = datetime(2024, 1, 1, tzinfo=ZONE)


class Vocabulary:
    """Words of two characters, the n-th drawn n times more seldom than the first. `count` says where each stood."""

    def __init__(self, chance: random.Random) -> None:
        signs = [chr(code) for code in chance.sample(range(0x4E00, 0x9FA0), CHARACTERS)]
        weights = list(accumulate(1 / rank for rank in range(3, CHARACTERS + 3)))
        found: dict[str, None] = {}
        while len(found) < WORDS:
            found[self._drawn(chance, signs, weights) + self._drawn(chance, signs, weights)] = None
        self.words = list(found)
        self._weights = list(accumulate(1 / rank for rank in range(10, WORDS + 10)))
        self.count = dict.fromkeys(self.words, 0)

    @staticmethod
    def _drawn(chance: random.Random, items: Sequence[str], weights: Sequence[float]) -> str:
        return items[bisect(weights, chance.random() * weights[-1]) % len(items)]

    def text(self, chance: random.Random, length: int) -> str:
        return "".join(self._drawn(chance, self.words, self._weights) for _ in range(length))

    def note(self, text: str, *, times: int) -> None:
        for word in {text[at : at + 2] for at in range(0, len(text), 2)}:
            self.count[word] += times

    def between(self, least: int, most: int) -> list[str]:
        return [word for word, count in self.count.items() if least <= count <= most]


class Load:
    """`texts` petitions are written word by word; the others repeat them under numbers, people and times of their own."""

    def __init__(self, *, petitions: int, texts: int, key: PersonalKey) -> None:
        self.petitions = petitions
        self.texts = min(petitions, texts)
        self.copies = petitions // self.texts
        self.chance = random.Random(20261127)
        self.vocabulary = Vocabulary(self.chance)
        self._key = key

    def number(self, index: int) -> str:
        return f"XFV3299002026{index:012d}"

    def phone(self, index: int) -> str:
        return f"139{index:08d}"

    def name(self, index: int) -> str:
        words = self.vocabulary.words
        return words[index % WORDS] + words[(index // WORDS) % 50][0]

    def rows(self, start: int, end: int) -> Iterator[tuple[list[object], list[object]]]:
        for index in range(start, end):
            title, facts = (self.vocabulary.text(self.chance, length) for length in (TITLE, FACTS))
            self.vocabulary.note(title + facts, times=self.copies)
            at, unit = START + timedelta(minutes=index), UNITS[index % len(UNITS)]
            officer, id_ = f"{AGENCY}.officer{index % OFFICERS:03d}", f"p{index:012d}"
            number = self.number(index)
            petition = [id_, number, f"XT{number}", "visit", at, at, officer, "登记人", unit, title, facts]
            words = tsvector_text(
                f"{title}\n{facts}", marks=marks_of(people=[officer], kind="petition", unit=unit, at=at)
            )
            entry: list[object] = [id_, "petition", at, unit, [officer], [], False, words]
            yield [*petition, "appeal_claim", "handling", at], entry

    def keys(self, start: int, end: int) -> Iterator[list[object]]:
        for index in range(start, end):
            id_ = f"p{index:012d}"
            yield [number_form(self.number(index)), "number", id_]
            yield [self._key.keyed_hash("phone", self.phone(index)), "person", id_]
            yield [self._key.keyed_hash("name", self.name(index)), "name", id_]


PETITION = (
    "id", "petition_no", "collab_no", "channel", "received_at", "registered_at", "registered_by", "registered_by_name",
    "unit", "title", "facts", "category", "state", "last_act_at",
)  # fmt: skip
ENTRY = ("id", "kind", "at", "unit", "people", "barred", "restricted", "words")
KEY = ("key", "kind", "entry_id")
_SHIFTED = "'{head}' || lpad((right({column}, 12)::bigint + {shift})::text, 12, '0')"
REPEATED = (
    """INSERT INTO petition ({petition}) SELECT {id}, {number}, 'XT' || {number}, channel, received_at + {later},
       registered_at + {later}, registered_by, registered_by_name, unit, title, facts, category, state, last_act_at + {later}
       FROM petition WHERE id < 'p{texts:012d}'""",
    """INSERT INTO search_entry ({entry}) SELECT {id}, kind, at + {later}, unit, people, barred, restricted,
       ts_delete(words, '#' || to_char(at, 'YYYYMM')) || array_to_tsvector(ARRAY['#' || to_char(at + {later}, 'YYYYMM')])
       FROM search_entry WHERE id < 'p{texts:012d}'""",
)
AFTERWARDS = (
    "CREATE INDEX search_entry_words ON search_entry USING gin (words)",
    "CREATE INDEX search_entry_people ON search_entry USING gin (people)",
    "VACUUM ANALYZE",
    "CHECKPOINT",
)


async def fill(url: str, load: Load) -> None:
    """COPY first, the two inverted indexes afterwards, and the tidying that autovacuum does in days."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(
            "SET search_path TO intake; SET maintenance_work_mem TO '1GB'; SET synchronous_commit TO off; "
            "SET timezone TO 'Asia/Shanghai'"
        )
        await connection.execute("DROP INDEX search_entry_words; DROP INDEX search_entry_people")
        for start in range(0, load.texts, PIECE):
            rows = await asyncio.to_thread(lambda at=start: list(load.rows(at, min(at + PIECE, load.texts))))
            await _copy(connection, "petition", PETITION, [row[0] for row in rows])
            await _copy(connection, "search_entry", ENTRY, [row[1] for row in rows])
            print(f"{start + len(rows)}/{load.texts} texts", file=sys.stderr, flush=True)
        for copy in range(1, load.copies):
            for statement in REPEATED:
                await connection.execute(_repeated(statement, texts=load.texts, copy=copy))
        for start in range(0, load.petitions, PIECE):
            keys = await asyncio.to_thread(lambda at=start: list(load.keys(at, min(at + PIECE, load.petitions))))
            await _copy(connection, "search_key", KEY, keys)
        for statement in AFTERWARDS:
            await connection.execute(statement)
    finally:
        await connection.close()


def _repeated(statement: str, *, texts: int, copy: int) -> str:
    shift = texts * copy
    return statement.format(
        petition=", ".join(PETITION),
        entry=", ".join(ENTRY),
        id=_SHIFTED.format(head="p", column="id", shift=shift),
        number=_SHIFTED.format(head="XFV3299002026", column="petition_no", shift=shift),
        later=f"interval '{shift} minutes'",
        texts=texts,
    )


async def _copy(
    connection: asyncpg.Connection, table: str, columns: Sequence[str], rows: Sequence[list[object]]
) -> None:
    """In the text form, because the driver cannot write a tsvector in the binary one."""

    async def lines() -> AsyncIterator[bytes]:
        for row in rows:
            yield ("\t".join(map(_cell, row)) + "\n").encode()

    await connection.copy_to_table(table, source=lines(), columns=columns, schema_name="intake")


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "{" + ",".join(f'"{one}"' for one in value) + "}"
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value).replace("\\", "\\\\").replace("\t", " ").replace("\n", "\\n")
