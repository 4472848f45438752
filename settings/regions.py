"""AWS region names: how they look, and which of them are known to offer SES.

Which regions an account may use is found out by asking AWS, in `collector/aws`.
"""

import re
from difflib import get_close_matches
from typing import Final

from deliverability.model import N_, Text, text

SHAPE: Final = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")

KNOWN: Final = frozenset(
    [
        "af-south-1",
        "ap-northeast-1",
        "ap-northeast-2",
        "ap-northeast-3",
        "ap-south-1",
        "ap-south-2",
        "ap-southeast-1",
        "ap-southeast-2",
        "ap-southeast-3",
        "ap-southeast-5",
        "ca-central-1",
        "ca-west-1",
        "eu-central-1",
        "eu-central-2",
        "eu-north-1",
        "eu-south-1",
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
        "il-central-1",
        "me-central-1",
        "me-south-1",
        "sa-east-1",
        "us-east-1",
        "us-east-2",
        "us-west-1",
        "us-west-2",
        "us-gov-east-1",
        "us-gov-west-1",
    ]
)
"""Regions with SES when this was written. AWS opens new ones first and documents them later, so the list only warns."""


def split(value: object) -> object:
    """A comma-separated text as a tuple without empty or repeated parts; anything else as it is."""
    if not isinstance(value, str):
        return value
    return tuple(dict.fromkeys(part for part in re.split(r"[,\s]+", value) if part))


def checked(regions: tuple[str, ...]) -> tuple[str, ...]:
    """The same regions, if each of them looks like one."""
    if not regions or not all(SHAPE.fullmatch(region) for region in regions):
        raise ValueError("not a list of region names")
    return regions


def doubts(regions: tuple[str, ...]) -> list[Text]:
    """A warning for each region that is not known, with the nearest one that is."""
    return [_doubt(region) for region in regions if region not in KNOWN]


def _doubt(region: str) -> Text:
    near = get_close_matches(region, sorted(KNOWN), n=1, cutoff=0.8)
    if near:
        return text(
            N_(
                "AWS_SES_REGION_NAME: no region {region} with SES is known here. Did you mean {near}? It is tried as it is."
            ),
            region=region,
            near=near[0],
        )
    return text(
        N_("AWS_SES_REGION_NAME: no region {region} with SES is known here. It is tried as it is."), region=region
    )
