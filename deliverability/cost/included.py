"""What a plan includes beside mail, and whether the account uses it as far as we can see. Its price is in `prices`."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from deliverability.cost.model import Extras, Included, Plan
from deliverability.model import N_, Text, text

_Used: TypeAlias = Callable[[Extras], bool | None]


def _vdm(extras: Extras) -> bool:
    return extras.vdm


def _managed(extras: Extras) -> bool | None:
    return extras.managed_ips or (False if extras.ips_known else None)


def _unseen(_: Extras) -> None:
    """We read nothing of it: whether it is used is not known."""


_VDM: Final = (text(N_("Virtual Deliverability Manager")), _vdm)
_MANAGED: Final = (text(N_("Managed dedicated IPs, without their fee")), _managed)


def _validations(many: int) -> tuple[Text, _Used]:
    return text(N_("{many:number} validations of addresses a month"), many=many), _unseen


def _placements(many: int) -> tuple[Text, _Used]:
    return text(N_("{many:number} inbox placement tests a month"), many=many), _unseen


_INCLUDED: Final[Mapping[Plan, tuple[tuple[Text, _Used], ...]]] = {
    Plan.NONE: (),
    Plan.ESSENTIALS: (_VDM,),
    Plan.PRO: (_VDM, _MANAGED, _validations(2_500), _placements(5)),
    Plan.ENTERPRISE: (
        _VDM,
        _MANAGED,
        (text(N_("A global endpoint over several regions")), _unseen),
        (text(N_("1,000 tenants")), _unseen),
    ),
}


def included(plan: Plan, extras: Extras) -> tuple[Included, ...]:
    """What the plan includes, as far as we have read of it in 2026; AWS's list of Enterprise is longer."""
    return tuple(Included(what, used(extras)) for what, used in _INCLUDED[plan])
