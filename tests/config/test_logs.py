"""The log of a machine, which people send to those who help them."""

import json
import logging

import pytest

from ats_desktop.config.logs import log_to

SECRET = "correct horse"


@pytest.mark.parametrize(
    "said",
    [
        f"postgresql://ada:{SECRET.replace(' ', '%20')}@db.example.org:5432/ats",
        f"host=db user=ada password='{SECRET}'",
        f"{{'user': 'ada', 'password': '{SECRET}'}}",
        f'{{"secret": "{SECRET}", "user": "ada"}}',
        "ats-invite:eyJjb3JyZWN0IGhvcnNlIjoxfQ==",
    ],
)
def test_a_bug_that_holds_a_secret_is_noted_without_it(tmp_path, said):
    kept = log_to(tmp_path / "log" / "ats.log")
    try:
        logging.getLogger("ats_desktop.tests").error("Went wrong with %s", said, exc_info=ValueError(said))
    finally:
        logging.getLogger("ats_desktop").removeHandler(kept)
        kept.close()

    noted = (tmp_path / "log" / "ats.log").read_text()
    assert json.loads(noted)["trace"].startswith("ValueError")
    for piece in ("correct", "horse", "eyJjb3"):
        assert piece not in noted
