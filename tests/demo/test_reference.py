"""The plan agrees with what the article reports."""

from collections import Counter

import pytest

from lantoa.demo import reference
from lantoa.pure.media import pipeline, synth
from lantoa.pure.media.checks import judge
from lantoa.pure.media.probe import probe
from lantoa.pure.media.rules import TechnicalRules


def test_units_are_those_that_the_article_counts():
    plans = reference.units()
    assert len(plans) == 39
    assert sum(1 for plan in plans if plan.entries) == 23
    assert len({plan.name for plan in plans}) == 39


def test_clips_are_shared_out_as_reported():
    sent = Counter(plan.unit.name for plan in reference.clips())
    assert sum(sent.values()) == 41
    told = {
        "Đảng bộ xã Kim Sơn": 4,
        "Đảng bộ xã Xuân Sơn": 4,
        "Đảng bộ phường Lê Lợi": 3,
        "Đảng bộ phường Trung Sơn Trầm": 3,
    }
    assert {name: sent[name] for name in told} == told


def test_two_clips_must_not_get_through():
    fates = Counter(plan.fate for plan in reference.clips())
    assert fates == {"good": 39, "too_short": 1, "no_picture": 1}
    assert all(420 <= plan.seconds <= 600 for plan in reference.clips() if plan.fate == "good")


def test_every_clip_is_its_own():
    plans = reference.clips()
    assert len({plan.seed for plan in plans}) == len({plan.title for plan in plans}) == 41


def test_article_is_whole():
    paragraphs = reference.article_paragraphs()
    assert len(paragraphs) > 3
    assert any("41 video clip dự thi của 23/39 tổ chức cơ sở đảng" in text for text in paragraphs)


#: Two colours of much the same brightness turn so gently here that the clip once passed for a still.
GENTLE = reference.SEED + 27


@pytest.mark.parametrize("seed", [GENTLE, reference.SEED])
def test_picture_moves(tmp_path, seed):
    clip = synth.make_clip(tmp_path / "clip.mp4", seconds=16, title="Đèn sáng ngõ xóm", unit="Kim Sơn", seed=seed)
    out = tmp_path / "out"
    out.mkdir()
    facts = pipeline.transcode(clip, out, probe(clip)).facts
    assert facts.frozen == ()
    checks = judge(facts, TechnicalRules(min_seconds=10, max_seconds=60))
    assert [check.code for check in checks if check.level != "pass"] == []
