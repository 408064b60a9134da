"""The drawing: well-formed, without script or style, every state and action in it, the tokens marked."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.processes.world import APPLICANT, FOI, HANDLER, HOTLINE, JOINT, foi, foi_in_hand
from xunzheng.processes.definition import Definition
from xunzheng.processes.drawing import draw

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("definition", [FOI, JOINT, HOTLINE], ids=lambda each: each.code)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_state_and_action_is_drawn(definition: Definition, language: str) -> None:
    root = ElementTree.fromstring(draw(definition, None, language))
    text = "".join(root.itertext())
    key = "title" if language == "zh" else "title_en"
    for item in (*definition.states, *definition.actions, *definition.forks, *definition.clocks):
        assert getattr(item, key) in text
    assert len(root.findall(f"./{SVG}g[@class]/{SVG}rect")) == len(definition.states) + 1 + len(
        definition.branch
    )
    assert not any(
        "style" in element.attrib or element.tag in (f"{SVG}script", f"{SVG}style") for element in root.iter()
    )
    assert root.find(f"{SVG}title") is not None


def test_no_two_boxes_overlap_and_all_lie_within() -> None:
    root = ElementTree.fromstring(draw(FOI))
    width, height = int(root.attrib["width"]), int(root.attrib["height"])
    boxes = [
        tuple(int(rect.attrib[key]) for key in ("x", "y", "width", "height"))
        for group in root.findall(f"{SVG}g")
        if group.attrib["class"].startswith("state")
        for rect in group.findall(f"{SVG}rect")
    ]
    for number, (x, y, w, h) in enumerate(boxes):
        assert min(x, y) >= 0
        assert x + w <= width
        assert y + h <= height
        for x2, y2, w2, h2 in boxes[number + 1 :]:
            assert x + w < x2 or x2 + w2 < x or y + h < y2 or y2 + h2 < y


def test_the_tokens_are_marked() -> None:
    run = foi_in_hand()
    run.do(HANDLER, "consult", values={"third_parties": ("甲", "乙")})
    svg = draw(FOI, run.case)
    assert svg.count("current") == 2
    assert "●×2" in svg
    assert "现在处于：征求意见中、征求意见书送达中" in svg
    run.do(APPLICANT, "withdraw", note="不要了")
    assert "Now in: withdrawn" in draw(FOI, run.case, "en")
    assert draw(FOI, foi().case).count("current") == 1
