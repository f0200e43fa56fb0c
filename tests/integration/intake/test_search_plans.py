"""Whatever plan is chosen, a reader finds what a plain look at every entry finds: all of it, in order, nothing out of sight."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import product

import pytest
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from zf_intake.search.tables import SEARCH, FrequentWord
from zf_platform.clock import ZONE
from zf_platform.errors import Refused
from zf_platform.search import find
from zf_platform.search.find import find_by_key, find_by_words
from zf_platform.search.sight import Reach, Sight
from zf_platform.search.store import Entry, write_entries
from zf_platform.testing import ServiceUnderTest

ENTRIES, LIMIT = 240, 5
WORDS = {"停车": 0.6, "收费": 0.4, "电动": 0.3, "扣押": 0.05, "合同": 0.02}
ASKED = (("停车",), ("停车", "收费"), ("停车", "收费", "电动"), ("扣押",), ("停车", "合同"), ("扣押", "合同"))
NEWEST = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
REACHES: tuple[Reach | None, ...] = (None, "own", "unit", "all")


def entries() -> list[Entry]:
    """Two years of petitions and reports of three units; some restricted, some accusing the reader or his unit."""
    chance, made = random.Random(3), []
    for number in range(ENTRIES):
        words = [word for word, share in WORDS.items() if chance.random() < share]
        made.append(
            Entry(
                id=f"e{number:04d}",
                kind=chance.choice(("petition", "petition", "report")),
                at=NEWEST - timedelta(days=3 * number, minutes=chance.randrange(60)),
                texts=["，".join(words)],
                unit=chance.choice(("mine", "other", "third")),
                people=frozenset(chance.sample(("me", "he", "she"), chance.randrange(1, 3))),
                barred=frozenset({"account:me", "unit:mine"} if chance.random() < 0.05 else ()),
                restricted=chance.random() < 0.1,
                numbers=frozenset({f"XF{number % 4}{number:04d}"}),
            )
        )
    return made


def sees(one: Entry, sight: Sight) -> bool:
    """The rule, said once more and plainly."""

    def reached(reach: Reach | None) -> bool:
        return reach == "all" or (reach == "unit" and one.unit == "mine") or (reach is not None and "me" in one.people)

    known = "me" in one.people or not one.restricted or reached(sight.restricted.get(one.kind))
    return reached(sight.kinds.get(one.kind)) and known and not one.barred


def sights() -> list[Sight]:
    made = []
    hiddens: tuple[dict[str, Reach], ...] = ({}, {"petition": "all"})
    for petitions, reports, hidden in product(REACHES, REACHES, hiddens):
        kinds = {kind: reach for kind, reach in (("petition", petitions), ("report", reports)) if reach}
        made.append(Sight(account="me", unit="mine", kinds=kinds, restricted=hidden, partly=len(kinds) < 2))
    return made


@pytest.mark.parametrize("walk", [7, 60, 3_000])
async def test_every_reader_finds_by_words_what_a_plain_look_finds(
    intake: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch, walk: int
) -> None:
    monkeypatch.setattr(find, "WALK", walk)
    written = entries()
    async with intake.service.parts.database.session() as session:
        await _written(session, written)
        for sight, pieces in product(sights(), ASKED):
            plain = [one.id for one in written if sees(one, sight) and set(pieces) <= set(one.texts[0].split("，"))]
            assert await _paged(session, pieces, sight) == plain, (sight, pieces)


@pytest.mark.parametrize("walk", [7, 60, 3_000])
async def test_every_reader_finds_by_the_beginning_of_a_number_what_a_plain_look_finds(
    intake: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch, walk: int
) -> None:
    monkeypatch.setattr(find, "WALK", walk)
    written = entries()
    async with intake.service.parts.database.session() as session:
        await _written(session, written)
        for sight, begins in product(sights(), ("XF", "XF1", "XF0023", "XF3", "XF0000")):
            plain = [one.id for one in written if sees(one, sight) and min(one.numbers).startswith(begins)]
            found, after = list[str](), None
            while True:
                page = await find_by_key(session, SEARCH, begins, kind="number", sight=sight, after=after, limit=LIMIT)
                found += [one.id for one in page]
                if len(page) < LIMIT:
                    break
                after = (page[-1].at, page[-1].id)
            assert found == plain, (sight, begins)


@pytest.mark.parametrize(("most", "refused"), [(10, True), (11, False)])
async def test_a_beginning_that_very_many_old_numbers_share_has_to_be_longer(
    intake: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch, *, most: int, refused: bool
) -> None:
    """None of the newest ten begins so, ten older ones do. With one place more of the number it is found again."""
    monkeypatch.setattr(find, "WALK", 10)
    monkeypatch.setattr(find, "MOST_NUMBERS", most)
    sight = Sight(account="me", unit="mine", kinds={"petition": "all", "report": "all"}, restricted={"petition": "all"})
    written = entries()
    async with intake.service.parts.database.session() as session:
        await _written(session, written)

        async def found(begins: str) -> list[str]:
            page = await find_by_key(session, SEARCH, begins, kind="number", sight=sight, after=None, limit=LIMIT)
            return [one.id for one in page]

        if refused:
            with pytest.raises(Refused) as told:
                await found("XF102")
            assert [one.code for one in told.value.problems] == ["search.number_common"]
        else:
            assert len(await found("XF102")) == LIMIT
        plain = [one.id for one in written if sees(one, sight) and min(one.numbers).startswith("XF1021")]
        assert plain
        assert await found("XF1021") == plain


async def _written(session: AsyncSession, written: Sequence[Entry]) -> None:
    await write_entries(session, SEARCH, written)
    shares = {word: sum(word in one.texts[0].split("，") for one in written) / len(written) for word in WORDS}
    rows = [{"word": word, "share": share} for word, share in shares.items()]
    await session.execute(insert(FrequentWord).values(rows))


async def _paged(session: AsyncSession, pieces: Sequence[str], sight: Sight) -> list[str]:
    """Page after page to the end."""
    found, after = list[str](), None
    while True:
        page = await find_by_words(session, SEARCH, pieces, sight=sight, after=after, limit=LIMIT)
        found += [one.id for one in page]
        if len(page) < LIMIT:
            return found
        after = (page[-1].at, page[-1].id)
