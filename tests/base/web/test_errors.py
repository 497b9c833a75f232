import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lantoa.base.web import errors
from lantoa.pure.kernel.errors import Conflict, DomainError, TooLarge

pytestmark = pytest.mark.urls("tests.base.web.urls")


@pytest.fixture(autouse=True)
def _sentences(monkeypatch):
    monkeypatch.setattr(errors, "_sentences", {})
    errors.register({"tests_somebody_was_faster": "Somebody was faster with %(title)s.", "tests_search": _("Search")})


def test_sentence_takes_its_parameters():
    assert errors.sentence(Conflict("tests_somebody_was_faster", title="MS-001")) == "Somebody was faster with MS-001."


def test_sentence_is_in_the_readers_language():
    with translation.override("vi"):
        assert errors.sentence(DomainError("tests_search")) == "Tìm kiếm"


@pytest.mark.parametrize("error", [TooLarge("tests_never_registered"), Conflict("tests_somebody_was_faster")])
def test_unknown_code_or_forgotten_parameter_still_gives_a_sentence(error):
    with translation.override("en"):
        assert errors.sentence(error).startswith("This could not be done.")


def test_a_code_has_one_sentence():
    with pytest.raises(errors.AlreadyRegistered):
        errors.register({"tests_search": "Another"})


def test_refusal_is_a_page_with_its_status(client, db):
    response = client.get("/refuse/")
    html = response.content.decode()
    assert response.status_code == 409
    assert "faster with &lt;b&gt;Kim Sơn&lt;/b&gt;." in html
    assert "<code>tests_somebody_was_faster</code>" in html
    assert '<html lang="vi"' in html


def test_refusal_is_json_for_programs(client, db):
    response = client.get("/refuse/", headers={"Accept": "application/json"})
    assert response.status_code == 409
    assert response.json() == {
        "error": {
            "code": "tests_somebody_was_faster",
            "message": "Somebody was faster with <b>Kim Sơn</b>.",
            "params": {"title": "<b>Kim Sơn</b>"},
        }
    }


def test_refusal_is_a_message_for_htmx(client, db):
    response = client.get("/refuse/", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Retarget"], response["HX-Reswap"]) == (
        409,
        "#messages",
        "beforeend",
    )
    html = response.content.decode()
    assert html.strip().startswith('<div class="alert alert-bad" role="alert">')
    assert "<html" not in html


def test_no_page_in_both_languages(client, db):
    assert "Không tìm thấy trang" in client.get("/nowhere/").content.decode()
    client.cookies["lantoa_language"] = "en"
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


def test_no_page_as_json(client, db):
    response = client.get("/nowhere/", headers={"Accept": "application/json"})
    assert (response.status_code, response.json()["error"]["code"]) == (404, "404")


def test_a_fault_of_ours_needs_no_database(client):
    client.raise_request_exception = False
    response = client.get("/fail/")
    assert response.status_code == 500
    assert "broken on purpose" not in response.content.decode()
    assert "Hệ thống gặp lỗi" in response.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "404", "409", "413"])
def test_error_pages_render(name, rf, db):
    from django.contrib.auth.models import AnonymousUser
    from django.template.loader import render_to_string

    request = rf.get("/")
    request.user = AnonymousUser()
    html = render_to_string(f"web/errors/{name}.html", {"text": "Why.", "code": name, "status": name}, request)
    assert '<p class="lead">Why.</p>' in html
