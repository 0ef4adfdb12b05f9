"""The bin on the command line."""


def test_what_was_removed_is_listed_and_restored_by_the_end_of_its_id(ats, home):
    row = ats("add", "tasks", "title=Write", "--json").row["id"]
    assert ats("bin", "list").out == "The bin is empty.\n"
    ats("remove", "tasks", row)

    listed = ats("bin", "list")
    restored = ats("bin", "restore", row[-8:])

    assert "Write" in listed.out
    assert "you" in listed.out
    assert ats("bin", "list", "--json").told["bin"] == []
    assert restored.out == "Back in its place.\n"
    assert ats("count", "tasks").out == "1\n"


def test_an_id_that_fits_nothing_is_refused(ats, home):
    answer = ats("bin", "restore", "nothing")

    assert answer.code == 1
    assert answer.err.startswith("No row in the bin ends in “nothing”.")
