from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from lantoa.base.web import charts


def draw(chart, language="vi"):
    with translation.override(language):
        html = render_to_string("web/components/chart.html", {"chart": chart})
    svg = html[html.index("<svg") : html.index("</svg>") + 6]
    return html, ElementTree.fromstring(svg)


def test_longest_bar_leaves_room_for_its_figure():
    chart = charts.bars([("Kim Sơn", 4), ("Lê Lợi", 3), ("Trống", 0)], title="Clip", id="units")
    assert [mark.width for mark in chart.marks] == ["84", "63", "0"]


def test_bars_are_named_labelled_and_tabled():
    html, svg = draw(charts.bars([("Kim Sơn <1>", 1234.5)], title="Clip & vui", id="units", description="Một dòng."))
    assert svg.attrib["aria-labelledby"] == "units-title units-desc"
    assert [svg[0].text, svg[1].text] == ["Clip & vui", "Một dòng."]
    assert [text.text for text in svg.iter("text")] == ["Kim Sơn <1>", "1.234,5"]
    assert '<td class="number">1.234,5</td>' in html
    assert "style=" not in html


@pytest.mark.parametrize("count", [1, 2, 7, 15, 31, 90])
def test_columns_stay_inside_the_picture(count):
    chart = charts.columns([(str(day), day % 5) for day in range(count)], title="Ngày", id="days")
    assert all(float(mark.x) >= 0 and float(mark.x) + float(mark.width) <= 100 for mark in chart.marks)
    assert all(charts.TOP <= float(mark.y) <= charts.FLOOR for mark in chart.marks)
    assert sum(mark.show_label for mark in chart.marks) <= charts.MOST_DAY_LABELS + 1
    assert chart.marks[-1].show_label
    draw(chart)


@pytest.mark.parametrize("make", [charts.bars, charts.columns])
def test_nothing_and_zero_draw_without_fault(make):
    draw(make([], title="Không", id="none"))
    draw(make([("a", 0), ("b", None)], title="Không", id="zero"))
    assert all(mark.width != "nan" for mark in make([("a", 0)], title="Không", id="zero").marks)


def test_no_comma_reaches_svg_attributes():
    _, svg = draw(charts.columns([(str(n), n) for n in range(7)], title="Ngày", id="days"))
    assert [
        value
        for element in svg.iter()
        for key, value in element.attrib.items()
        if key in {"x", "y", "width", "height"} and "," in value
    ] == []
