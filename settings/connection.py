"""Whether there is anything at all with which AWS could be asked, without asking it.

Which credentials are used in the end is decided by boto3, in the collector; whether they are good, by AWS.
"""

from collections.abc import Mapping
from configparser import ConfigParser
from configparser import Error as ParserError
from pathlib import Path
from typing import Final

from settings import files
from settings.layers import switched_off
from settings.load import ROOT

EC2_VENDOR: Final = Path("/sys/class/dmi/id/board_vendor")

_ELSEWHERE: Final = (
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
)
"""Any of these means that a person, or the machine's keeper, has said who we are."""


def found(environ: Mapping[str, str], root: Path = ROOT, ec2_vendor: Path = EC2_VENDOR) -> bool:
    """True when the environment, our files, ~/.aws or a role of this machine may hold credentials."""
    places, off = [environ, *(file.values for file in files.read(root))], switched_off(environ)
    return (
        any(place.get(name, "").strip() for place in places for name in _ELSEWHERE if name not in off)
        or _default_profile(environ)
        or _may_have_a_role(environ, ec2_vendor)
    )


def _default_profile(environ: Mapping[str, str]) -> bool:
    """Whether ~/.aws, or what stands for it, has a default profile."""
    home = Path(environ.get("HOME") or "/nonexistent") / ".aws"
    credentials = environ.get("AWS_SHARED_CREDENTIALS_FILE") or home / "credentials"
    config = environ.get("AWS_CONFIG_FILE") or home / "config"
    parser = ConfigParser(interpolation=None, strict=False)
    try:
        parser.read([credentials, config], encoding="utf-8")
    except (ParserError, UnicodeDecodeError):
        return True  # something stands there; boto3 will say what is wrong with it
    if not parser.has_section("default"):
        return False
    return any(option not in ("region", "output") for option in parser.options("default"))


def _may_have_a_role(environ: Mapping[str, str], ec2_vendor: Path) -> bool:
    """Whether this is an EC2 machine, whose role only its metadata service knows."""
    if environ.get("AWS_EC2_METADATA_DISABLED", "").lower() == "true":
        return False
    try:
        return "Amazon EC2" in ec2_vendor.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
