"""What a text is about is a sum anyone can redo; the words that decided are shown, and broken tables are refused."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.law.matters import law_of
from zf_law.loader import Law, LawDataError, load_law, packaged_tables
from zf_law.topics import FEWEST_POINTS, MOST_POINTS_A_WORD, SUBJECT_FACTOR, Category, folded, place

WORDS = sorted({word for topic in load_law().topics.all() for word in topic.words})
TEXT = st.lists(st.sampled_from([*WORDS, "，", "请问", "某某"]), max_size=12).map("".join)
SITE = (
    Category("政法", "户籍证件", "户籍管理"),
    Category("城乡建设", "住房保障与房地产", "物业服务"),
    Category("劳动和社会保障", "工资福利", "住房公积金"),
)


@pytest.mark.parametrize(
    ("subject", "topic", "body"),
    [
        ("咨询户口迁移问题", "household_register", "police"),
        ("请求法院执行局强制执行", "enforcement_of_judgment", "court"),
        ("怎样申请法律援助", "legal_aid", "justice"),
        ("反映检察院不起诉决定", "procuratorial", "procuratorate"),
        ("小区物业公司乱收物业费", "property_service", "housing"),
    ],
)
def test_everyday_words_find_topic_and_body(law: Law, subject: str, topic: str, body: str) -> None:
    best = law.topics.suggest(subject=subject, text="")[0]
    assert (best.topic.id, best.topic.body.id) == (topic, body)
    assert all(word in subject for word in best.words)


@given(subject=TEXT, text=TEXT)
def test_points_are_the_sum_of_the_words_shown(subject: str, text: str) -> None:
    for found in load_law().topics.suggest(subject=subject, text=text):
        most = sum(min(len(word), MOST_POINTS_A_WORD) * (SUBJECT_FACTOR + 1) for word in found.words)
        assert FEWEST_POINTS <= found.points <= most
        assert all(word in folded(subject) or word in folded(text) for word in found.words)


@given(subject=TEXT, text=TEXT)
def test_best_comes_first_and_layout_does_not_matter(subject: str, text: str) -> None:
    topics = load_law().topics
    found = topics.suggest(subject=subject, text=text)
    assert [one.points for one in found] == sorted((one.points for one in found), reverse=True)
    assert topics.suggest(subject=" ".join(subject), text="\n".join(text)) == found


def test_a_word_inside_a_longer_one_counts_once(law: Law) -> None:
    best = law.topics.suggest(subject="住房公积金", text="")[0]
    assert best.words == ("住房公积金",)
    assert best.points == MOST_POINTS_A_WORD * SUBJECT_FACTOR


def test_nothing_said_nothing_suggested(law: Law) -> None:
    assert law.topics.suggest(subject="您好", text="谢谢") == ()


def test_a_topic_finds_its_place_in_the_sites_own_classification(law: Law) -> None:
    places = {topic.id: place(topic, SITE) for topic in law.topics.all()}
    assert places["household_register"] == SITE[0]
    assert places["property_service"] == SITE[1]
    assert places["housing_fund"] is None, "all terms of the path must occur in one line"


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ({"bodies": [{"id": "x", "kind": "palace", "zh": "x", "en": "x"}]}, "unknown agency kind palace"),
        ({"topic": [{"id": "x", "path": [], "body": "moon", "words": ["x"]}]}, "unknown body moon"),
        ({"topic": [{"id": "x", "path": [], "body": "police", "words": []}]}, "words are missing"),
        ({"topic": [{"id": "x", "path": [], "body": "police", "words": ["a", "Ａ"]}]}, "twice: A"),
        ({"colour": "red"}, "unknown key"),
    ],
)
def test_a_broken_table_is_refused(table: Mapping[str, object], fault: str) -> None:
    with pytest.raises(LawDataError, match=fault):
        law_of({"topics": {**packaged_tables()["topics"], **table}})
