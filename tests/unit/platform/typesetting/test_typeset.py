"""Printing in a process apart: same data same bytes, data never run as markup, limits kept, failures stay where they are."""

import asyncio
import io
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from tests.unit.platform.typesetting.templates import write_templates
from zf_platform.typeset import TypesetFailed, TypesetLimits, Typesetter

AT = datetime(2026, 11, 23, tzinfo=UTC)
RARE = "𤋮"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_templates(tmp_path)


@pytest.fixture
async def press(folder: Path) -> AsyncIterator[Typesetter]:
    made = Typesetter(folder, limits=TypesetLimits(seconds=30, megabytes=512))
    yield made
    await made.close()


async def test_the_same_data_give_the_same_bytes_in_any_process(press: Typesetter, folder: Path) -> None:
    first = await press.typeset("shows", {"text": "云川市公安局"}, at=AT)
    assert await press.typeset("shows", {"text": "云川市公安局"}, at=AT) == first
    other = Typesetter(folder)
    assert await other.typeset("shows", {"text": "云川市公安局"}, at=AT) == first
    await other.close()
    assert await press.typeset("shows", {"text": "云川市检察院"}, at=AT) != first


async def test_the_file_is_an_archive_file_for_everybody(press: Typesetter) -> None:
    reader = PdfReader(io.BytesIO(await press.typeset("shows", {"text": "文"}, at=AT)))
    found = reader.root_object["/Metadata"].get_object()
    assert isinstance(found, StreamObject)
    metadata = found.get_data().decode()
    for mark in ("<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>B</pdfaid:conformance>", "<pdfuaid:part>1<"):
        assert mark in metadata
    assert str(reader.root_object["/Lang"]) == "zh"


@pytest.mark.parametrize(
    "text",
    [
        '#eval("1+1")',
        "*粗* _斜_ $x^2$",
        "#panic()",
        "<标签> @引用",
        "\\ \" ' ` {} []",
        "= 标题",
        '#read("/etc/passwd")',
    ],
)
async def test_text_is_shown_as_it_was_written(press: Typesetter, text: str) -> None:
    made = await press.typeset("shows", {"text": text}, at=AT)
    shown = PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert "".join(shown.split()) == "".join(text.split())


async def test_a_character_without_a_picture_is_found_before_and_refused_at_printing(press: Typesetter) -> None:
    assert await press.lacking(f"张{RARE}三，2026 Ａé\n") == (RARE,)
    assert await press.lacking("龘㐀镕") == ()
    with pytest.raises(TypesetFailed) as refused:
        await press.typeset("shows", {"text": RARE}, at=AT)
    assert refused.value.code == "characters"
    assert RARE not in str(refused.value)


async def test_a_further_font_brings_the_character(folder: Path, tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    (fonts / "rare.ttf").write_bytes(Path(__file__).with_name("one_rare_character.ttf").read_bytes())
    (fonts / "broken.otf").write_bytes(b"no font")
    press = Typesetter(folder, fonts=fonts)
    assert await press.lacking(f"张{RARE}") == ()
    made = await press.typeset("shows", {"text": f"张{RARE}"}, at=AT)
    await press.close()
    assert any("ZFOneRareCharacter" in name for name in _fonts(made))


async def test_a_paper_that_takes_too_long_is_given_up(folder: Path) -> None:
    press = Typesetter(folder, limits=TypesetLimits(seconds=5))
    with pytest.raises(TypesetFailed) as refused:
        await press.typeset("endless", {}, at=AT)
    assert refused.value.code == "slow"
    assert await press.typeset("shows", {"text": "后来的"}, at=AT)
    await press.close()


async def test_a_paper_that_wants_too_much_memory_harms_only_itself(press: Typesetter) -> None:
    with pytest.raises(TypesetFailed) as refused:
        await press.typeset("greedy", {}, at=AT)
    assert refused.value.code in {"died", "memory"}
    assert await press.typeset("shows", {"text": "后来的"}, at=AT)


async def test_a_faulty_template_says_what_is_wrong_with_it(press: Typesetter) -> None:
    for template in ("faulty", "absent"):
        with pytest.raises(TypesetFailed) as refused:
            await press.typeset(template, {}, at=AT)
        assert refused.value.code == "template"


async def test_a_killed_process_is_followed_by_another(press: Typesetter) -> None:
    await press.typeset("shows", {"text": "一"}, at=AT)
    (worker,) = press._idle
    assert worker._process is not None
    os.kill(worker._process.pid, 9)
    await worker._process.wait()
    with pytest.raises(TypesetFailed) as refused:
        await press.typeset("shows", {"text": "二"}, at=AT)
    assert refused.value.code == "died"
    assert await press.typeset("shows", {"text": "三"}, at=AT)


async def test_a_press_with_nothing_to_do_ends_its_process(folder: Path) -> None:
    press = Typesetter(folder, limits=TypesetLimits(idle=0.05))
    await press.typeset("shows", {"text": "一"}, at=AT)
    (worker,) = press._idle
    process = worker._process
    assert process is not None
    await asyncio.wait_for(process.wait(), timeout=10)
    assert press._idle == []


async def test_papers_take_turns(press: Typesetter) -> None:
    made = await asyncio.gather(*(press.typeset("shows", {"text": str(n)}, at=AT) for n in range(8)))
    assert [PdfReader(io.BytesIO(one)).pages[0].extract_text().strip() for one in made] == [str(n) for n in range(8)]
    assert len(press._idle) == 1


def _fonts(content: bytes) -> list[str]:
    resources = PdfReader(io.BytesIO(content)).pages[0]["/Resources"]
    assert isinstance(resources, DictionaryObject)
    fonts = resources["/Font"]
    assert isinstance(fonts, DictionaryObject)
    return [str(font.get_object()["/BaseFont"]) for font in fonts.values()]
