"""Which pairs are learned from, which are not, and which are held out."""

import json
import lzma

import pytest

from onrecord.train.pairs.nearest import Nearest, best
from onrecord.train.pairs.sets import Kind, Pair, epoch, held_out, is_tune, pairs, sources

FILES = {
    "nli-mixed/train.jsonl.xz": [
        {"set": "snli-dev", "premise": "A dam broke", "hypothesis": "Water ran", "label": "entailment"},
        {
            "set": "snli-dev",
            "premise": "A dam",
            "hypothesis": "No",
            "label": "neutral",
            "other_label": "entailment",
        },
        {"set": "sick", "premise": "A man sings", "hypothesis": "A man", "label": "entailment"},
        {"set": "anli-r1-dev", "premise": "It rained", "hypothesis": "It was dry", "label": "contradiction"},
        {"set": "rte", "premise": "A dam broke", "hypothesis": "A mill burned", "label": "not_entailment"},
        {
            "set": "breaking-nli",
            "premise": "the mayor opened the old mill",
            "hypothesis": "the mayor closed the old mill",
            "label": "contradiction",
        },
    ],
    "fever-symmetric/train.jsonl": [],
    "fool-me-twice/train.jsonl": [],
    "climate-fever/train.jsonl.xz": [],
    "emergent/train.jsonl": [
        {"headline": "Mill denies fire", "claim": "The mill burned", "label": "against"}
    ],
    "claimdiff/train.jsonl.xz": [{"a": "It is safe.", "b": "It is not.", "topic": "Dam", "label": "weakens"}],
    "perspectrum/train.jsonl": [
        {
            "claim": "Dams are good",
            "clusters": [
                {"label": "support", "texts": ["They give power", "Power comes from them"]},
                {"label": "undermine", "texts": ["They drown valleys"]},
            ],
        }
    ],
    "mrpc/train.jsonl.xz": [{"a": "He left.", "b": "He went.", "id_a": "1", "id_b": "2", "label": 1}],
    "sts-news/train.jsonl": [{"a": "Dam breaks", "b": "Dam broke", "score": 4.5}],
    "verified-tweets/claims.jsonl.xz": [
        {"id": "0", "claim": "The dam broke in May."},
        {"id": "1", "claim": "The dam broke in June."},
        {"id": "2", "claim": "Nobody lives there."},
    ],
    "verified-tweets/train.jsonl": [{"id": "7", "tweet": "so the dam broke in May??", "claims": ["0"]}],
    "known-lie/train.jsonl": [
        {
            "debate": "first",
            "sentence": "We never broke a dam, never.",
            "as_reported": "Dams",
            "verified_claim": "Says they never broke a dam.",
        }
    ],
    "known-lie/distractors.jsonl": [{"claim": "He never broke a promise."}],
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Pair]:
    data = tmp_path_factory.mktemp("data")
    for name, told in FILES.items():
        path = data / name
        path.parent.mkdir(exist_ok=True)
        lines = "".join(json.dumps(line) + "\n" for line in told)
        path.write_bytes(lzma.compress(lines.encode()) if path.suffix == ".xz" else lines.encode())
    assert sorted(str(path.relative_to(data)) for path in sources(data)) == sorted(FILES)
    return pairs(data)


def of(found: list[Pair], name: str) -> list[Pair]:
    return [pair for pair in found if pair.set == name]


def test_what_may_not_be_traded_and_what_is_doubtful_is_left_out(found: list[Pair]) -> None:
    assert not of(found, "sick")
    assert not of(found, "anli-r1-dev")
    assert [pair.a for pair in of(found, "snli-dev")] == ["A dam broke"]


def test_a_label_may_leave_two_of_three_open(found: list[Pair]) -> None:
    assert of(found, "rte")[0].marked == (0, 1, 1)


def test_near_in_words_and_contradicting_is_no_same_claim(found: list[Pair]) -> None:
    (near,) = of(found, "near in words")
    assert (near.kind, near.marked[0]) == (Kind.SAME, 0)


def test_texts_of_one_cluster_say_the_same_of_two_clusters_not(found: list[Pair]) -> None:
    same = {(pair.a, pair.b): pair.marked[0] for pair in of(found, "perspectrum-same")}
    assert same == {
        ("They give power", "Power comes from them"): 1,
        ("They give power", "They drown valleys"): 0,
    }


def test_a_post_has_its_claim_and_others_that_are_near(found: list[Pair]) -> None:
    asked = {pair.b: pair.marked[0] for pair in of(found, "verified-tweets")}
    assert asked == {"The dam broke in May.": 1, "The dam broke in June.": 0, "Nobody lives there.": 0}


def test_a_topic_is_no_wording_of_a_sentence(found: list[Pair]) -> None:
    assert {pair.b for pair in of(found, "known-lie")} == {
        "Says they never broke a dam.", "He never broke a promise.",
    }  # fmt: skip


def test_scores_of_sts_are_probabilities(found: list[Pair]) -> None:
    (pair,) = of(found, "sts-news")
    assert 0.85 < pair.marked[0] < 1


def test_a_group_is_learned_from_or_held_out(found: list[Pair]) -> None:
    train, tune = held_out(found)
    assert sorted([*train, *tune]) == sorted(found)
    assert not {(pair.set, pair.group) for pair in train} & {(pair.set, pair.group) for pair in tune}
    assert 150 < sum(is_tune("emergent", str(number)) for number in range(1000)) < 250


def test_an_epoch_has_its_share_of_each_set_and_the_next_goes_on() -> None:
    many = [Pair("monli", Kind.NLI, str(number), "", (1, 0, 0), "") for number in range(1000)]
    few = [Pair("emergent", Kind.HEADLINE, "a", "b", (1, 0, 0), "")]
    first, second = (epoch([*many, *few], 1, number) for number in (0, 1))
    assert first == epoch([*many, *few], 1, 0)
    assert sum(pair.set == "emergent" for pair in first) == 3
    assert sum(pair.set == "monli" for pair in first) == 400
    assert len({pair.a for pair in (*first, *second)}) == 801


def test_rare_words_count_more() -> None:
    nearest = Nearest(["the dam", "the mill", "a mill by the dam", ""])
    cosines = nearest.cosines("The mill, the MILL!")
    assert best(cosines, 2) == [1, 2]
    assert cosines[1] > cosines[0] > 0
    assert cosines[3] == 0
