"""Faults of what is judged of the application's environment file, and of what was tried beside AWS."""

from typing import Final

from tests.mutants.mutant import Mutant

LOOK, TRIALS = "deliverability/environment.py", "deliverability/trials.py"
FILE, PRIVACY, TRIED = (
    f"deliverability/checklist/{name}.py" for name in ("configuration_file", "configuration_privacy", "mail_tried")
)
GIT, DESK, SENDING, REQUESTS = (
    "collector/probes/git.py",
    "collector/trials.py",
    "collector/aws/sending.py",
    "store/requests.py",
)
OF_VALUES = ("tests/unit/test_environment.py",)
OF_ITEMS = ("tests/unit/test_checklist_file.py",)
OF_TRIALS = ("tests/unit/test_trials.py", "tests/unit/test_checklist_tried.py")
OF_GIT = ("tests/collector/test_env_file_git.py",)
OF_TAKING = ("tests/contract/test_store_trials.py",)
OF_DESK = ("tests/collector/test_trials.py", "tests/contract/test_store_trials.py")

_FAULTS = (
    ("values", LOOK, "if _PLACEHOLDER.fullmatch(value)", "if False", "no placeholder is seen", OF_VALUES),
    (
        "values",
        LOOK,
        "_PLACEHOLDER.fullmatch(value)",
        "_PLACEHOLDER.search(value)",
        "a key is a placeholder",
        OF_VALUES,
    ),
    ("values", LOOK, "(?-i:.*EXAMPLE(KEY)?)", ".*EXAMPLE(KEY)?", "every name in .example is a placeholder", OF_VALUES),
    ("values", LOOK, "values[name] is Value.SET}", "True}", "a secret pasted beside leaves the file", OF_VALUES),
    ("values", LOOK, "if name in _TOLD and", "if", "the secret key leaves the file", OF_VALUES),
    ("values", LOOK, 'and value.startswith("ASIA")', "and False", "a key that expires passes for one", OF_VALUES),
    ("values", LOOK, "if host in LOOPBACK else", "if False else", "localhost passes for a site", OF_VALUES),
    ("values", LOOK, 'host.removeprefix("www.") in', "host in", "www.example.com is a site", OF_VALUES),
    ("file", FILE, "    if wrong:", "    if wrong and not doubtful:", "a doubt hides what is wrong", OF_ITEMS),
    ("file", FILE, "and not _has_no_key(seen)", "", "a role is no way to send", OF_ITEMS),
    ("file", FILE, "name in NEEDED or (name", "name in NEEDED and (name", "what mail needs may be missing", OF_ITEMS),
    ("file", FILE, "(name in KEYS and", "(False and", "half a key passes", OF_ITEMS),
    ("file", FILE, "    if _has_no_key(seen):\n", "    if False:\n", "no key at all is no word worth", OF_ITEMS),
    ("file", FILE, "    yield from seen.oddities\n", "", "odd lines are not told", OF_ITEMS),
    ("file", FILE, "and seen.trouble is not None:", "and False:", "what cannot be read is judged", OF_ITEMS),
    ("region", FILE, "region in known.setup.regions:", "False:", "a second region is always wrong", OF_ITEMS),
    ("region", FILE, "region in known.setup.regions:", "True:", "a region nobody watches passes", OF_ITEMS),
    (
        "region",
        FILE,
        'elif known.scope.region in endpoint.split("."):',
        "elif True:",
        "another region's endpoint agrees",
        OF_ITEMS,
    ),
    ("sender", FILE, "if covering is not None:", "if True:", "every sender is verified", OF_ITEMS),
    ("secret", PRIVACY, "OTHERS: Final = 0o007", "OTHERS: Final = 0o004", "others may write", OF_ITEMS),
    ("secret", PRIVACY, "GROUP: Final = 0o070", "GROUP: Final = 0o040", "the group may write", OF_ITEMS),
    ("git", PRIVACY, "Git.ONCE: (failed", "Git.ONCE: (passed", "what git once held is forgotten", OF_ITEMS),
    (
        "git",
        PRIVACY,
        "Git.EXPOSED: (\n        attention",
        "Git.EXPOSED: (\n        passed",
        "the next add would take it",
        OF_ITEMS,
    ),
    ("git", GIT, '"--full-history", ', "", "a side branch that was merged is passed by", OF_GIT),
    ("git", GIT, 'f":(literal){path.name}"', "path.name", "a star in a name is a pattern", OF_GIT),
    ("git", GIT, '"-c", "core.fsmonitor=false", ', "", "a repository runs programs of its own", OF_GIT),
    ("git", GIT, "for each in {path, path.resolve()}", "for each in [path]", "a link hides what it leads to", OF_GIT),
    (
        "git",
        GIT,
        '"--is-shallow-repository") == "true"',
        '"--is-shallow-repository") == "x"',
        "half a past is a past",
        OF_GIT,
    ),
    ("tried", TRIED, "if trial.state is State.NOT_KNOWN:", "if False:", "what nobody knows is refused", OF_TRIALS),
    ("tried", TRIED, "if each.kind in kinds), None)", "), None)", "a sign-up passes for a mail", OF_TRIALS),
    ("tried", TRIALS, '{local[:1]}***@{domain}"', '{local}@{domain}"', "a recipient is kept in full", OF_TRIALS),
    ("tried", TRIALS, "_ADDRESS.fullmatch(found)", "_ADDRESS.match(found)", "two recipients pass for one", OF_TRIALS),
    ("tried", DESK, "if tried >= MOST[kind]:", "if False:", "it is a relay without limit", OF_DESK),
    ("tried", DESK, "if tried >= MOST[kind]:", "if tried > MOST[kind]:", "one more than the most is sent", OF_DESK),
    ("tried", DESK, "if not may.send:", "if False:", "it sends though nobody allowed it", OF_DESK),
    ("tried", DESK, "is not True:", "is None:", "any word is a confirmation", OF_DESK),
    ("tried", DESK, "return masked(to), partial", "return to, partial", "the recipient is kept in full", OF_DESK),
    ("tried", SENDING, '"total_max_attempts": 1', '"total_max_attempts": 5', "what was cut is sent again", OF_DESK),
    (
        "tried",
        REQUESTS,
        "SET body = '{}', due_at = :taken WHERE id",
        "SET due_at = :taken WHERE id",
        "the address stays",
        OF_TAKING,
    ),
    (
        "tried",
        REQUESTS,
        "SET body = '{}', due_at = :taken WHERE id",
        "SET body = '{}' WHERE id",
        "it is taken again",
        OF_TAKING,
    ),
)

ENVIRONMENT: Final = tuple(Mutant(f"environment-{of}", *rest) for of, *rest in _FAULTS)
