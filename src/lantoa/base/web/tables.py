"""Tables of staff lists: sorted, paged and exported from the same definition."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django_tables2 import RequestConfig
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from lantoa.base.web.templatetags.lantoa import day, number, stamp
from lantoa.pure.kernel import clock

PER_PAGE = 50
EXPORT_PARAMETER = "_export"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What a spreadsheet takes for the start of a formula, also behind a tab or a line break.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
WIDEST = 60


class Table(tables.Table):
    """Base of every table; attributes on the class say what an empty one shows."""

    caption: Any = ""
    empty_icon = "inbox"
    empty_title: Any = ""
    empty_action_url = ""
    empty_action_label: Any = ""
    export_formats: tuple[str, ...] = ("csv", "xlsx")


NOWRAP = {"td": {"class": "nowrap"}}
TO_THE_RIGHT = {part: {"class": "number"} for part in ("th", "td", "tf")}


class StampColumn(tables.Column):
    """An instant as `12/05/2023 | 09:01`; a real date in exports."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"attrs": NOWRAP, **kwargs})

    def render(self, value: datetime) -> str:
        return stamp(value)

    def value(self, value: datetime) -> datetime:
        return value


class DayColumn(tables.Column):
    """A day as `12/05/2023`; a real date in exports."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"attrs": NOWRAP, **kwargs})

    def render(self, value: date) -> str:
        return day(value)

    def value(self, value: date) -> date:
        return value


class NumberColumn(tables.Column):
    """A figure in the reader's signs, set to the right; the plain number in exports."""

    def __init__(self, *args: Any, places: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"attrs": TO_THE_RIGHT, **kwargs})
        self.places = places

    def render(self, value: Any) -> str:
        return number(value, self.places)

    def value(self, value: Any) -> Any:
        return value


def respond_table(
    request: HttpRequest,
    table: tables.Table,
    template: str,
    *,
    name: str,
    filter: Any = None,
    per_page: int = PER_PAGE,
    **context: Any,
) -> HttpResponse:
    """The page with `table`, or the file that `?_export=` asks for."""
    RequestConfig(request, paginate=False).configure(table)
    wanted = request.GET.get(EXPORT_PARAMETER)
    if wanted in EXPORTERS and wanted in getattr(table, "export_formats", ()):
        return export(table, wanted, name)
    # silent: a page number beyond the end shows the last page.
    RequestConfig(request, paginate={"per_page": per_page, "silent": True}).configure(table)
    return render(request, template, {"table": table, "filter": filter, **context})


def export(table: tables.Table, kind: str, name: str) -> HttpResponse:
    """All lines of `table` as a file."""
    return file_of_rows(table.as_values(), kind, name)


def file_of_rows(rows: Iterable[Iterable[Any]], kind: str, name: str) -> HttpResponse:
    """Rows, the first of them the headings, as a download in `kind` ("csv" or "xlsx")."""
    content_type, make = EXPORTERS[kind]
    response = HttpResponse(make(list(rows)), content_type=content_type)
    today = timezone.localtime(clock.now())
    filename = f"{name}-{today:%Y-%m-%d}.{kind}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename)
    response["Cache-Control"] = "private, no-store"
    return response


def csv_bytes(rows: Iterable[Iterable[Any]]) -> bytes:
    """UTF-8 with a byte order mark, because Excel takes anything else for the local code page."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([_for_csv(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def xlsx_bytes(rows: Iterable[Iterable[Any]]) -> bytes:
    """One sheet: bold headings that stay in view, a filter on each, columns as wide as their words."""
    rows = [[_for_xlsx(value) for value in row] for row in rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Lantoa")
    sheet.freeze_panes = "A2"
    columns = max((len(row) for row in rows), default=0)
    for index in range(columns):
        longest = max(len(str(row[index])) for row in rows if index < len(row))
        sheet.column_dimensions[get_column_letter(index + 1)].width = min(longest + 3, WIDEST)
    if columns:
        sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{len(rows)}"
    for line, row in enumerate(rows):
        sheet.append(list(_cells(sheet, row, heading=line == 0)))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(sheet: Any, row: list[Any], *, heading: bool) -> Iterator[WriteOnlyCell]:
    for value in row:
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, str):
            # openpyxl takes "=…" for a formula; here a text is always a text.
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(FORMULA_STARTS)
        if heading:
            cell.font = Font(bold=True)
        yield cell


def _plain(value: Any) -> Any:
    """Instants in Vietnam's time and without a zone; all else that is not a number or a day, as text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, (bool, int, float, Decimal, date)):
        return value
    return str(value)


def _for_csv(value: Any) -> Any:
    plain = _plain(value)
    if isinstance(plain, datetime):
        return f"{plain:%Y-%m-%d %H:%M:%S}"
    if isinstance(plain, str) and plain.startswith(FORMULA_STARTS):
        return f"'{plain}"
    return plain


def _for_xlsx(value: Any) -> Any:
    plain = _plain(value)
    return ILLEGAL_CHARACTERS_RE.sub("", plain) if isinstance(plain, str) else plain


EXPORTERS = {
    "csv": ("text/csv; charset=utf-8", csv_bytes),
    "xlsx": (XLSX, xlsx_bytes),
}
