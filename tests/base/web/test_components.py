"""Pieces that many pages share."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import django_tables2 as tables
import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from lantoa.base.web.tables import Table

BEGAN = datetime(2023, 5, 12, tzinfo=UTC)


def events(count):
    return [
        SimpleNamespace(action="", at=BEGAN + timedelta(hours=n), label=f"việc {n}", actor_name="Bà A", reason="")
        for n in range(count)
    ]


@pytest.mark.parametrize(("count", "folded"), [(0, 0), (10, 0), (11, 1), (30, 20)])
def test_long_history_folds_after_ten_lines(count, folded):
    page = render_to_string("web/components/history.html", {"events": events(count)})
    assert page.count("<ol>") == page.count("</ol>") == (2 if folded else 1)
    assert page.count("<details>") == page.count("</details>") == (1 if folded else 0)
    assert page.count("<time") == count
    assert (f"{folded} dòng trước đó" in page) is bool(folded)


class ClipTable(Table):
    title = tables.Column(verbose_name="Tên")


def test_cells_say_their_column_for_phones():
    request = RequestFactory().get("/")
    page = render_to_string("web/components/table.html", {"table": ClipTable([{"title": "Đèn"}]), "request": request})
    assert '<td role="cell" data-label="Tên"' in page
    assert 'class="table-wrap table-rows"' in page
