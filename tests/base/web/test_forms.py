import pytest
from django import forms
from django.utils import translation

from lantoa.base.web import errors
from lantoa.base.web.forms import DateTimeField, Form, TextField
from lantoa.pure.kernel.errors import Conflict


class EntryForm(Form):
    title = TextField(label="Tên", help_text="Như trên giấy chứng nhận.", max_length=20)
    until = DateTimeField(label="Hạn", required=False)
    agreed = forms.BooleanField(label="Đồng ý")
    kind = forms.ChoiceField(label="Thể loại", choices=[("a", "A")], widget=forms.RadioSelect, required=False)


GOOD = {"title": "Sông", "until": "2026-04-30T17:00", "agreed": "on"}


def test_text_has_one_form():
    assert EntryForm({**GOOD, "title": "  So\u0302ng\u200b  Ti\u0301ch "}).is_valid()
    form = EntryForm({**GOOD, "title": "  So\u0302ng\u200b  Ti\u0301ch "})
    form.is_valid()
    assert form.cleaned_data["title"] == "Sông Tích"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_instant_is_vietnamese_time_in_every_language(language):
    with translation.override(language):
        form = EntryForm(GOOD)
        assert form.is_valid(), form.errors
        assert form.cleaned_data["until"].isoformat() == "2026-04-30T17:00:00+07:00"
        html = str(EntryForm(initial={"until": form.cleaned_data["until"]})["until"])
    assert 'value="2026-04-30T17:00"' in html


def test_the_error_is_at_the_field_and_in_the_summary():
    with translation.override("vi"):
        html = str(EntryForm({"title": "<x>" * 9}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert '<a href="#id_title">Tên</a>' in html
    assert "Có 2 chỗ cần xem lại" in html
    assert 'value="&lt;x&gt;' in html


def test_a_fresh_form_has_no_summary():
    html = str(EntryForm())
    assert "error-summary" not in html
    assert "<legend>Thể loại" in html


def test_a_refusal_stands_at_its_field(monkeypatch):
    monkeypatch.setattr(errors, "_sentences", {"tests_taken": "%(title)s is taken."})
    form = EntryForm(GOOD)
    assert (form.is_valid(), form.status) == (True, 200)
    form.refuse(Conflict("tests_taken", title="Sông", field="title"))
    assert (form.errors["title"], form.status) == (["Sông is taken."], 409)


def test_a_refusal_without_a_field_stands_at_the_top(monkeypatch):
    monkeypatch.setattr(errors, "_sentences", {"tests_taken": "Taken."})
    form = EntryForm(GOOD)
    form.refuse(Conflict("tests_taken"))
    assert form.non_field_errors() == ["Taken."]


def test_status_of_forms():
    assert [EntryForm().status, EntryForm({}).status] == [200, 400]
