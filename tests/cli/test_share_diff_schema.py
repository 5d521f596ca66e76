"""`share`, `diff` and `schema`."""

import json
import stat

import pytest

VIAL = {
    "form": "vial",
    "route": "subcutaneous",
    "product": {"vial_mg": 10, "diluent_ml": 3, "syringe": "u100-0.5ml"},
}


def test_share(run, profile_file, tmp_path):
    """The shared form goes to stdout or to a private file, and is itself a profile that holds."""
    path, out = profile_file(**VIAL, target_mcg=300), tmp_path / "shared.toml"
    printed = run("share", path)
    assert run("share", path, "--out", out).code == 0
    assert (out.read_text(), stat.S_IMODE(out.stat().st_mode)) == (printed.out, 0o600)
    assert printed.out.startswith('format = 1\nkind = "shared"\nname = "Spring exam block"\n')
    assert run("check", out).out.endswith("holds (shared: nothing is derived in it)\n")


def test_what_is_not_shared(run, profile_file, tmp_path):
    """A shared profile is not shared again (3), one that does not hold not at all (5), and no file
    is written over (6).
    """
    path, out = profile_file(), tmp_path / "shared.toml"
    run("share", path, "--out", out)
    again = run("share", out)
    assert (again.code, again.out) == (3, "")
    assert "shared already; pass it on as it is" in again.err
    assert run("share", path, "--out", out).code == 6
    path.write_text(path.read_text().replace("count = 6", "count = 7"))
    ended = run("share", path)
    assert (ended.code, ended.out) == (5, "")


@pytest.mark.parametrize("conditions", [["pregnancy"], ["diabetes"]])
def test_a_screened_out_profile_may_be_shared(run, profile_file, conditions):
    """What kept its author from a dose does not travel."""
    ended = run("share", profile_file(screening={"conditions": conditions}))
    assert ended.code == 0
    assert not any(word in ended.out for word in (*conditions, "screening", "outcome"))


def test_diff_of_answers_and_figures(run, profile_file):
    """`diff` says in words what was answered otherwise and what follows from it, findings
    included.
    """
    one = profile_file("one.toml", target_mcg=300)
    other = profile_file(
        "two.toml",
        target_mcg=600,
        person={"age": 41, "weight_kg": None, "weight_lb": 150},
        screening={"substances": ["caffeine"]},
    )
    ended = run("diff", one, other)
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert lines[:2] == [
        f"The first is Spring exam block ({one}).",
        f"The second is Spring exam block ({other}).",
    ]
    answers = lines[lines.index("Answers") + 1 : lines.index("What follows")]
    assert answers == [
        "  Daily dose asked for: first 300 mcg; second 600 mcg.",
        "  Age: first 35 years; second 41 years.",
        "  Weight: first 70 kg; second 150 lb.",
        "  Substances: first none; second Caffeine.",
    ]
    follows = lines[lines.index("What follows") + 1 :]
    assert follows[0] == "  Outcome of screening: first clear; second caution."
    assert follows[1].startswith("  Finding only in the second, caution: Caffeine together")
    assert "  Daily dose: first 300 mcg; second 600 mcg." in follows
    doses = (
        "first days 1 to 10: 6 drops (300 mcg) at 07:30; second days 1 to 10: 6 drops (300 mcg) at"
        " 07:30 and 6 drops (300 mcg) at 11:30"
    )
    assert f"  Doses: {doses}." in follows


def test_diff_with_one_screened_out(run, profile_file):
    """Against a profile without a dose, the dose is named once and no plan is told apart."""
    ended = run(
        "diff",
        profile_file("one.toml"),
        profile_file("two.toml", screening={"conditions": ["pregnancy"]}),
    )
    assert ended.out.splitlines()[-1] == "  Daily dose: first 300 mcg; second none."


def test_diff_of_forms(run, profile_file):
    """Drops against a vial: every key of either product is told, and nothing fails."""
    ended = run("diff", profile_file("one.toml"), profile_file("two.toml", **VIAL))
    assert "  Content of the vial: first not given; second 10 mg." in ended.out
    assert "  Mass in a unit: first not given; second 33.33 mcg." in ended.out
    assert "  Container: first bottle; second vial." in ended.out
    assert ended.code == 0


def test_diff_of_equals_and_of_shared(run, profile_file, tmp_path):
    """Two that say the same do not differ; with a shared one, only what travels is compared."""
    path, other, shared = (
        profile_file("one.toml"),
        profile_file("two.toml", person={"age": 60}),
        tmp_path / "shared.toml",
    )
    run("share", path, "--out", shared)
    assert run("diff", path, path).out.splitlines()[2:] == ["They do not differ."]
    said = run("diff", shared, other).out.splitlines()
    assert said[2:] == [
        "One is shared: only goal, product, dose asked for and cycle are compared.",
        "They do not differ.",
    ]
    changed = profile_file("three.toml", target_mcg=450)
    assert (
        "Daily dose asked for: first not given; second 450 mcg." in run("diff", shared, changed).out
    )


def test_diff_refuses_what_does_not_hold(run, profile_file):
    """No figure of a profile that does not hold is printed, whichever place it has."""
    good, bad = profile_file("one.toml"), profile_file("two.toml")
    bad.write_text(bad.read_text().replace("count = 6", "count = 7"))
    for pair in ((good, bad), (bad, good)):
        ended = run("diff", *pair)
        assert (ended.code, ended.out, ended.err.count("\n")) == (5, "", 1)


def test_schema(run):
    """`schema` prints JSON, and nothing else."""
    ended = run("schema")
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_help_of_every_command_in_the_contracts_order(run):
    """The commands stand in the order of the contract, each with its own help."""
    listed = [
        line.split()[0]
        for line in run("-h").out.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    ]
    assert listed == [
        "new",
        "check",
        "show",
        "today",
        "share",
        "diff",
        "list",
        "why",
        "guide",
        "sources",
        "schema",
    ]
    for command in listed:
        assert run(command, "-h").out.startswith(f"Usage: semax-wizard {command}")
