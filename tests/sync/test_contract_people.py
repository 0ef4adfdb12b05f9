"""What every shared place answers about people and what they may do, in memory and on a real Postgres.

Source: sync.md 4.12; invariants I16-I18, I20, I33.
"""

import uuid

import pytest
from places import RULES, own, say, sealed, someone

from ats_desktop.errors import NotAllowed, NotFound, Refused
from ats_desktop.sync.backend import Revoked, Rule

SHARE = "share:abcdefghijkl"

# --- who may write what -------------------------------------------------------------------------

LEVELS = [
    ("viewer", {}, "jobs", 1),
    ("commenter", {}, "jobs", 2),
    ("editor", {}, "jobs", 3),
    ("viewer", {}, "salary", 0),
    ("commenter", {}, "contacts", 0),
    ("editor", {}, "private", 0),
    ("editor", {}, SHARE, 0),
    ("editor", {"jobs": 0}, "jobs", 0),
    ("editor", {"jobs": 1}, "jobs", 1),
    ("viewer", {"jobs": 3}, "jobs", 3),
    ("viewer", {"salary": 1}, "salary", 1),
    ("commenter", {"salary": 2}, "salary", 2),
    ("commenter", {"salary": 3}, "salary", 3),
    ("viewer", {SHARE: 1}, SHARE, 1),
    ("viewer", {"private": 3}, "private", 3),
]


@pytest.mark.parametrize(("role", "grants", "stream", "level"), LEVELS)
def test_a_role_and_its_grants_give_a_level(town, role, grants, stream, level):
    town.owner.push(sealed(town.workspace, stream=stream, manifest=[{"e": "unheard_of"}]))
    place = someone(town, role, grants)
    head = place.heads().streams.get(stream)
    plain = say(place, town, stream=stream, manifest=[{"e": "unheard_of"}])

    assert (head.level if head else 0) == level
    assert plain == ("ok" if level >= 3 else "forbidden")


MANIFESTS = [
    ("commenter", [{"e": "comments", "r": ["ME.1"]}], "ok"),
    ("commenter", [{"e": "comments", "r": ["ME.1", "ME.2"]}, {"e": "comments", "r": ["ME.3"]}], "ok"),
    ("commenter", [{"e": "comments", "r": ["ME.1", "other.2"]}], "forbidden"),
    ("commenter", [{"e": "comments", "r": ["MEx.1"]}], "forbidden"),
    ("commenter", [{"e": "comments", "r": []}], "forbidden"),
    ("commenter", [{"e": "comments"}], "forbidden"),
    ("commenter", [{"e": "comments", "r": ["ME.1"]}, {"e": "job_opportunities"}], "forbidden"),
    ("commenter", [{"e": "job_opportunities", "r": ["ME.1"]}], "forbidden"),
    ("commenter", [{"e": "unheard_of", "r": ["ME.1"]}], "forbidden"),
    ("commenter", [{"e": "tags", "r": ["ME.1"]}], "forbidden"),
    ("commenter", [], "forbidden"),
    ("viewer", [{"e": "comments", "r": ["ME.1"]}], "forbidden"),
    ("editor", [{"e": "comments", "r": ["other.1"]}], "ok"),
    ("editor", [{"e": "comments"}], "ok"),
    ("editor", [{"e": "job_opportunities"}, {"e": "comments"}], "ok"),
    ("editor", [{"e": "unheard_of"}], "ok"),
    ("editor", [{"e": "salary_data"}], "forbidden"),
    ("editor", [{"e": "settings"}], "forbidden"),
    ("owner", [{"e": "settings"}], "ok"),
    ("owner", [{"e": "unheard_of"}], "ok"),
    ("owner", [{"e": "salary_data"}], "forbidden"),  # a faulty program cannot publish a salary
    ("owner", [], "forbidden"),
]


@pytest.mark.parametrize(("role", "manifest", "answer"), MANIFESTS)
def test_the_manifest_decides_what_passes(town, role, manifest, answer):
    place = town.owner if role == "owner" else someone(town, role)
    mine = place.heads().member
    lines = [line | ({"r": [row.replace("ME", mine) for row in line["r"]]} if "r" in line else {}) for line in manifest]

    assert say(place, town, manifest=lines) == answer


def test_the_owner_s_push_makes_a_stream_and_nobody_else_s_does(town):
    editor = someone(town, "editor")

    assert say(editor, town, stream="contacts", manifest=[{"e": "unheard_of"}]) == "forbidden"
    assert say(town.owner, town, stream="contacts", manifest=[{"e": "unheard_of"}]) == "ok"
    assert say(editor, town, stream="contacts", manifest=[{"e": "unheard_of"}]) == "forbidden"


@pytest.mark.parametrize("stream", ["private", SHARE])
def test_any_noun_may_go_where_the_owner_republishes(town, stream):
    assert say(town.owner, town, stream=stream, manifest=[{"e": "salary_data"}, {"e": "job_opportunities"}]) == "ok"


def test_newer_rules_replace_older_ones_and_never_the_other_way(town):
    town.owner.set_rules(5, [Rule("job_opportunities", ("profile",))])
    town.owner.set_rules(4, RULES)

    assert say(town.owner, town) == "forbidden"
    assert say(town.owner, town, stream="profile") == "ok"
    with pytest.raises(NotAllowed):
        someone(town, "editor").set_rules(9, [])


def test_the_level_of_an_author_is_that_of_the_moment(town):
    coach = someone(town, "editor")
    device = str(uuid.uuid4())
    say(coach, town, device=device)
    town.owner.set_level(coach.heads().member, "commenter", {})

    assert say(coach, town, device=device, dseq=2) == "forbidden"
    assert say(coach, town, device=device, dseq=2, manifest=own(coach)) == "ok"
    assert [got.level for got in town.owner.pull("jobs", 0).batches] == [3, 2]


# --- people -------------------------------------------------------------------------------------


def test_members_see_the_owner_and_themselves(town):
    coach, friend = someone(town, "commenter", {"notes": 3}), someone(town, "viewer")

    assert len(town.owner.members()) == 3
    seen = {member.member: member for member in coach.members()}
    assert set(seen) == {town.member, coach.heads().member}
    assert seen[town.member].laptops == ()
    assert (dict(seen[coach.heads().member].grants), len(seen[coach.heads().member].laptops)) == ({"notes": 3}, 1)
    assert friend.heads().member not in seen


def test_the_owner_s_other_laptop_is_the_same_member(town):
    other = town.enter(town.owner.invite("owner", "", {}))

    assert (other.heads().member, other.heads().role) == (town.member, "owner")
    assert say(other, town) == "ok"
    assert town.owner.pull("jobs", 0).batches[0].member == town.member


def test_a_revoked_person_gets_no_answer_but_that(town):
    coach = someone(town, "editor")
    town.owner.revoke(coach.heads().member)

    for ask in (coach.heads, coach.members, lambda: coach.pull("jobs", 0), lambda: coach.invite("viewer", "", {})):
        with pytest.raises(Revoked):
            ask()


def test_what_a_revoked_person_wrote_stays(town):
    coach = someone(town, "commenter")
    say(coach, town, manifest=own(coach))
    member = coach.heads().member
    town.owner.revoke(member)

    assert [got.member for got in town.owner.pull("jobs", 0).batches] == [member]
    assert {m.member: m.active for m in town.owner.members()} == {town.member: True, member: False}


def test_a_lost_laptop_ends_alone(town):
    invited = town.owner.invite("owner", "", {})
    lost = town.enter(invited)
    lost.heads()

    town.owner.revoke_laptop(invited.login)

    with pytest.raises(Revoked):
        lost.heads()
    assert town.owner.heads().role == "owner"
    assert {one.state for one in town.owner.members()[0].laptops} == {"active", "revoked"}


@pytest.mark.parametrize("verb", ["invite", "revoke", "revoke_laptop", "set_level"])
def test_only_the_owner_rules(town, verb):
    coach, other = someone(town, "editor"), someone(town, "viewer")
    arguments = {
        "invite": ("viewer", "", {}),
        "revoke": (other.heads().member,),
        "revoke_laptop": (other.members()[-1].laptops[0].login,),
        "set_level": (coach.heads().member, "editor", {"salary": 3}),
    }

    with pytest.raises(NotAllowed):
        getattr(coach, verb)(*arguments[verb])
    assert other.heads().role == "viewer"
    assert "salary" not in coach.heads().streams


@pytest.mark.parametrize("who", ["owner", "nobody"])
def test_nobody_ends_the_owner_or_a_stranger(town, who):
    with pytest.raises(NotFound):
        town.owner.revoke(town.member if who == "owner" else "zzzzzzzzzzzz")
    with pytest.raises(NotFound):
        town.owner.set_level(town.member if who == "owner" else "zzzzzzzzzzzz", "viewer", {})
    with pytest.raises(NotFound):
        town.owner.revoke_laptop(town.owner.members()[0].laptops[0].login if who == "owner" else "ats_m_" + "f" * 16)


@pytest.mark.parametrize(
    ("role", "grants"), [("boss", {}), ("viewer", {"jobs": 4}), ("viewer", {"jobs": -1}), ("viewer", {"a b": 1})]
)
def test_a_strange_role_or_grant_is_refused(town, role, grants):
    coach = someone(town, "viewer")

    with pytest.raises(Refused):
        town.owner.invite(role, "", grants)
    with pytest.raises(Refused):
        town.owner.set_level(coach.heads().member, role, grants)
    assert len(town.owner.members()) == 2
