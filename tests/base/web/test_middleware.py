import pytest

pytestmark = [pytest.mark.urls("tests.base.web.urls"), pytest.mark.django_db]


def test_vietnamese_whatever_the_browser_asks_for(client):
    response = client.get("/nothing/", headers={"Accept-Language": "en-GB,en"})
    assert response["Content-Language"] == "vi"
    assert "Cookie" in response["Vary"]


def test_the_cookie_decides(client):
    client.cookies["lantoa_language"] = "en"
    assert client.get("/nothing/")["Content-Language"] == "en"


@pytest.mark.parametrize("value", ["fr", "", "../../etc", "x" * 4000])
def test_an_odd_cookie_is_vietnamese(client, value):
    client.cookies["lantoa_language"] = value
    assert client.get("/nothing/")["Content-Language"] == "vi"


def test_choosing_a_language_goes_back_and_lasts(client):
    response = client.post("/language/", {"language": "en", "next": "/nothing/?page=2"})
    assert (response.status_code, response["Location"]) == (302, "/nothing/?page=2")
    assert client.get("/nothing/")["Content-Language"] == "en"


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "http:///x", ""]
)
def test_choosing_a_language_never_leads_off_the_site(client, wanted):
    assert client.post("/language/", {"language": "en", "next": wanted})["Location"] == "/"


def test_an_unknown_language_is_vietnamese(client):
    assert client.post("/language/", {"language": "tlh"}).cookies["lantoa_language"].value == "vi"


@pytest.mark.parametrize("path", ["/language/", "/theme/"])
def test_preferences_change_by_post_only(client, path):
    assert client.get(path).status_code == 405


@pytest.mark.parametrize(
    ("given", "kept"), [("dark", "dark"), ("light", "light"), ("system", "system"), ('"><script>', "system")]
)
def test_theme_is_one_of_three(client, given, kept):
    assert client.post("/theme/", {"theme": given}).cookies["lantoa_theme"].value == kept


def test_the_page_arrives_in_the_chosen_colours(client):
    assert "data-theme" not in client.get("/nowhere/").content.decode().split(">", 2)[1]
    client.cookies["lantoa_theme"] = "dark"
    assert '<html lang="vi" data-theme="dark">' in client.get("/nowhere/").content.decode()


@pytest.mark.parametrize(
    "send",
    [
        lambda client: client.get("/nothing/%00"),
        lambda client: client.get("/nothing/?search=a%00b"),
        lambda client: client.get("/nothing/?a%00b=1"),
        lambda client: client.post("/nothing/", {"title": "a\0b"}),
        lambda client: client.post("/nothing/", "title=a%00b", content_type="application/x-www-form-urlencoded"),
    ],
    ids=["path", "query", "key", "multipart", "form"],
)
def test_nul_bytes_are_refused_with_a_page(client, send):
    response = send(client)
    assert response.status_code == 400
    assert "ký tự không lưu được" in response.content.decode()


def test_nul_byte_in_a_cookie_is_refused(client):
    response = client.get("/nothing/", headers={"Cookie": 'sessionid="a\\000b"'})
    assert response.status_code == 400


def test_nul_bytes_of_an_upload_are_bytes(client):
    assert client.post("/nothing/", b"\0\0\0", content_type="application/offset+octet-stream").status_code == 200


def test_no_inline_script_or_style_is_allowed(client):
    policy = client.get("/nothing/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    html = client.get("/nowhere/").content.decode()
    assert "style=" not in html
    assert "<script>" not in html


def test_healthz(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
