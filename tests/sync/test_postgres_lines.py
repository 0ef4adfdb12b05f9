"""Lines to a server that are safe or refused; and other servers, other administrators."""

import shutil
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from places import comment, sealed, share

from ats_desktop.errors import Unavailable
from ats_desktop.outside.loopback import embedded_programs, loopback_postgres
from ats_desktop.sync.address import Address, connection_options
from ats_desktop.sync.backend import Revoked
from ats_desktop.sync.postgres import PostgresPlace, read_address
from ats_desktop.sync.preparing import prepare

# --- safe lines ---------------------------------------------------------------------------------


def test_over_a_network_the_server_must_prove_its_name():
    with connection_options(Address("db.example.org", 5432, "ats")) as options:
        assert options["sslmode"] == "verify-full"
        assert options["channel_binding"] == "require"
        assert options["require_auth"] == "scram-sha-256"
        assert options["sslrootcert"]
        assert options["sslcertmode"] == options["gssencmode"] == "disable"


@pytest.mark.parametrize("host", ["localhost.evil.example", "127.0.0.1.example", "10.0.0.1", "::", "2130706433"])
def test_only_this_machine_may_be_spoken_to_in_clear(host):
    assert not Address(host, 5432, "ats").here


def test_an_administrator_s_weaker_wishes_are_dropped():
    address, user, password = read_address(
        "postgresql://boss:pw@db.example.org/ats?sslmode=disable&channel_binding=disable"
    )

    assert (address, user, password) == (Address("db.example.org", 5432, "ats"), "boss", "pw")


@pytest.fixture(scope="module")
def safe_server():
    with loopback_postgres(tls=True) as server:
        yield server


def test_tls_with_the_owner_s_own_authority_goes_with_the_address(safe_server):
    shared = share(safe_server)

    coach = shared.person("commenter")

    assert "BEGIN CERTIFICATE" in shared.address.ca
    assert coach.heads().role == "commenter"
    assert coach._connection.pgconn.ssl_in_use
    shared.close()


def test_a_server_that_cannot_prove_its_name_is_sent_nothing(safe_server, tmp_path):
    address, user, password = read_address(safe_server.admin_dsn())
    stranger = replace(address, ca=certificate("localhost", tmp_path / "other").read_text())

    with pytest.raises(Unavailable, match="could not prove its name"):
        PostgresPlace(stranger, "", user, password).heads()


def test_a_server_with_somebody_else_s_name_is_sent_nothing(safe_server, tmp_path):
    """Its certificate is trusted, but it was made out to another host."""
    kept = {path: path.read_bytes() for path in (safe_server.tls.certificate, safe_server.tls.key)}
    made = certificate("elsewhere.example", tmp_path / "elsewhere")
    safe_server.stop()
    for path, source in zip(kept, (made, made.with_suffix(".key")), strict=True):
        path.write_bytes(source.read_bytes())
    safe_server.start()
    try:
        address, user, password = read_address(safe_server.admin_dsn())
        with pytest.raises(Unavailable, match="could not prove its name"):
            PostgresPlace(address, "", user, password).heads()
    finally:
        safe_server.stop()
        for path, content in kept.items():
            path.write_bytes(content)
        safe_server.start()


def test_a_server_without_tls_is_sent_nothing_once_an_authority_is_named(postgres, safe_server):
    address, user, password = read_address(postgres.admin_dsn())
    demanding = replace(address, ca=safe_server.tls.certificate.read_text())

    with pytest.raises(Unavailable, match="not offer a safe connection"):
        PostgresPlace(demanding, "", user, password).heads()


def test_a_server_that_asks_for_the_secret_in_clear_is_not_told_it(safe_server):
    shared = share(safe_server)
    rules = safe_server.folder / "data" / "pg_hba.conf"
    kept = rules.read_text()
    shared.owner.close()
    try:
        rules.write_text(kept.replace("scram-sha-256", "password"))
        safe_server.stop()
        safe_server.start()
        with pytest.raises(Unavailable, match="unsafe way"):
            shared.owner.heads()
    finally:
        rules.write_text(kept)
        safe_server.stop()
        safe_server.start()


def certificate(host, path):
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path.with_suffix(".pem").write_bytes(made.public_bytes(pem))
    path.with_suffix(".key").write_bytes(key.private_bytes(pem, plain, serialization.NoEncryption()))
    return shutil.move(path.with_suffix(".pem"), path)


# --- another Postgres, another administrator ------------------------------------------------------


@pytest.fixture(scope="module")
def newest():
    with loopback_postgres(embedded_programs()) as server:
        yield server


def life(shared):
    coach = shared.person("commenter", {"documents": 3})
    assert shared.owner.push(sealed(shared.workspace)).status == "ok"
    assert coach.push(comment(shared, coach)).status == "ok"
    assert coach.push(sealed(shared.workspace)).status == "forbidden"
    assert [batch.level for batch in coach.pull("jobs", 0).batches] == [4, 2]
    shared.owner.revoke(coach.heads().member)
    with pytest.raises(Revoked):
        coach.heads()
    shared.close()


class Renter:
    """An administrator as on a rented server: she may make roles and databases, and that is all."""

    def __init__(self, server):
        self._server = server
        with psycopg.connect(server.admin_dsn(), autocommit=True) as line:
            line.execute("create role renter login createrole createdb password 'renter'")

    def admin_dsn(self, database="postgres"):
        return self._server.admin_dsn(database).replace(f"postgres:{self._server.password}@", "renter:renter@")

    def new_database(self):
        name = f"rented_{uuid.uuid4().hex[:8]}"
        with psycopg.connect(self.admin_dsn(), autocommit=True) as line:
            line.execute(f"create database {name}")
        return name


def test_an_administrator_who_is_no_superuser_prepares_two_databases(newest):
    """And is told what she has no power to close."""
    renter = Renter(newest)

    for _ in range(2):
        life(share(renter))

    assert any("large objects" in note for note in prepare(renter.admin_dsn(renter.new_database()), None).notes)


def test_the_newest_postgres_does_as_the_oldest(newest):
    life(share(newest))
