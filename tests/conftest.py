"""Fixtures that every room's tests share."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from tests import factories


@pytest.fixture(autouse=True)
def _fresh_limits():
    """Rate limits of one test must not meet the next."""
    cache.clear()


@pytest.fixture
def client_for():
    """`client_for(user)` is a browser in which `user` has signed in."""
    from django.test import Client

    def make(user=None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


@pytest.fixture
def charlie(db, client_for):
    """The outsider: signed in, without any role, unit or right."""
    client = client_for(user := factories.make_user("Charlie"))
    client.user = user
    return client
