"""A source of weather on loopback that says what the test tells it to."""

import importlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.apps import apps


class Source:
    """Answers with `status`, `headers` and `body`; remembers what it was asked."""

    def __init__(self):
        self.status, self.headers, self.asked = 200, {}, []
        self.tell(28.4, 3, "2026-05-12T02:00")

    def tell(self, temperature, code, at):
        self.body = json.dumps({"current": {"time": at, "temperature_2m": temperature, "weather_code": code}}).encode()


@pytest.fixture
def source(settings):
    told = Source()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            told.asked.append((self.path, dict(self.headers)))
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            if told.status != 304:
                self.send_header("Content-Length", str(len(told.body)))
            self.end_headers()
            if told.status != 304:
                self.wfile.write(told.body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    settings.LANTOA_WEATHER_URL = f"http://127.0.0.1:{server.server_port}/v1/forecast"
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def places(db):
    """What the migration puts in; a test that empties all tables may have run before."""
    importlib.import_module("lantoa.base.weather.migrations.0002_places").add_places(apps, None)
