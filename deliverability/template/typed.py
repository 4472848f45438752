"""What a person types about the template: to make it, deploy it, let mail use its set, have a key, and undo all of it.

What is said beside these commands lives in `collector/commands/template.py` and in the checklist.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from deliverability.template.choice import STACK, Part

USER: Final = f"{STACK}-collector"


def file(region: str) -> str:
    """The file that holds a region's template."""
    return f"{STACK}-{region}.json"


def made(region: str, parts: Iterable[Part] = (), sets: Sequence[str] = (), email: str = "") -> str:
    """Writes the template into a file; of all parts where none are named."""
    words = [f"python -m collector template --region {region}"]
    if chosen := ",".join(parts):
        words.append(f"--parts {chosen}")
    words += [f"--configuration-set {name}" for name in sets]
    if email:
        words.append(f"--email {email}")
    return f"{' '.join(words)} > {file(region)}"


def deployed(region: str) -> str:
    """Makes everything in it; typed again, it changes what differs and takes away what the template holds no more."""
    return (
        f"aws cloudformation deploy --region {region} --stack-name {STACK} "
        f"--template-file {file(region)} --capabilities CAPABILITY_NAMED_IAM"
    )


def removed(region: str) -> str:
    """Takes everything away again, but a configuration set that mail may name."""
    return f"aws cloudformation delete-stack --region {region} --stack-name {STACK}"


def used(region: str, identity: str, name: str) -> str:
    """Lets mail of an identity that names no configuration set use this one."""
    return f"{_default(region, identity)} --configuration-set-name {name}"


def unused(region: str, identity: str) -> str:
    """Undoes it: mail that names no configuration set uses none."""
    return _default(region, identity)


def keyed() -> str:
    """Makes the collector's access key and shows its secret, once."""
    return f"aws iam create-access-key --user-name {USER}"


def unkeyed() -> str:
    """Takes the key away; as long as the user has one, AWS does not let the user go."""
    return f"aws iam delete-access-key --user-name {USER} --access-key-id AKIA..."


def forgotten(region: str, name: str) -> str:
    """Deletes the configuration set, once no mail and no identity names it."""
    return f"aws sesv2 delete-configuration-set --region {region} --configuration-set-name {name}"


def _default(region: str, identity: str) -> str:
    return f"aws sesv2 put-email-identity-configuration-set-attributes --region {region} --email-identity {identity}"
