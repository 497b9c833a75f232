"""A real browser against a real server on loopback; the Chromium is the one that `./lantoa test` found."""

import os
import shutil

import pytest

# Playwright's synchronous API keeps an event loop in this thread; the database is used from it on purpose.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = os.environ.get("LANTOA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.fail("No Chromium was found: run './lantoa test', which installs one, or name one with LANTOA_CHROMIUM.")
    quiet = [
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
    ]
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": path, "args": [*quiet, *root]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}


@pytest.fixture
def page(page, live_server):
    """A page that remembers what went wrong in it and refuses every other host."""
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda line: page.faults.append(line.text) if line.type == "error" else None)

    def only_ours(route):
        if route.request.url.startswith((live_server.url, "blob:", "data:")):
            route.continue_()
        else:
            page.faults.append(f"asked another host: {route.request.url}")
            route.abort()

    page.route("**/*", only_ours)
    page.set_default_timeout(15_000)
    return page


@pytest.fixture
def sign_in(live_server):
    """`sign_in(page, user)`: put a signed-in session into the browser, as the sign-in page would have done."""
    from django.conf import settings
    from django.test import Client

    def go(page, user):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": live_server.url}]
        )

    return go
