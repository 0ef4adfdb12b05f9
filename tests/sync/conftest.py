"""Shared places for the tests of sync: a town in memory or on Postgres, and a street of honest and hostile people."""

import hashlib
from contextlib import closing

import psycopg
import pytest
from laptops import World
from places import InMemory, OnPostgres, raw, sealed, share


@pytest.fixture(scope="module")
def ground(postgres):
    with closing(share(postgres)) as made:
        yield made


@pytest.fixture(params=["memory", "postgres"])
def town(request):
    made = InMemory() if request.param == "memory" else OnPostgres(request.getfixturevalue("ground"))
    with closing(made):
        yield made


@pytest.fixture(scope="module")
def street(postgres):
    """A workspace with a coach in it, something written, and a stranger who has a workspace of her own."""
    database = postgres.new_database()
    shared, other = share(postgres, database), share(postgres, database)
    shared.coach = shared.person("commenter", display="Coach")
    shared.viewer = shared.person("viewer")
    shared.stranger = other.owner
    assert shared.owner.push(sealed(shared.workspace)).status == "ok"
    sha = hashlib.sha256(b"cv").hexdigest()
    assert shared.owner.blob_put("documents", sha, 2, 0, b"cv") == "ok"
    yield shared
    shared.close()
    other.close()


@pytest.fixture
def coach(street):
    with raw(street.coach) as line:
        yield line


@pytest.fixture(scope="module")
def admin(street):
    with psycopg.connect(street.admin, autocommit=True) as line:
        yield line


@pytest.fixture
def world(tmp_path, blank):
    """A place in memory, its owner's first laptop, and time that passes when told to."""
    with closing(World(tmp_path, blank)) as made:
        yield made
