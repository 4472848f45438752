"""Who may read: a user or a role with the least that the readings need, and with what fetching events needs.

The policy itself is made from what the readings declare (`collector/commands/policy.py`) and handed in as it is.
"""

from collections.abc import Mapping
from typing import Any, Final

from deliverability.template.choice import Choice, Json, Part, Principal, sub
from deliverability.template.events import QUEUE_NAME
from deliverability.template.parameters import SERVICE, SERVICES

NAME: Final = "${AWS::StackName}-collector"
ON_EC2: Final = "OnEc2"
FETCHING: Final = ("sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage")
LARGEST_POLICY: Final = 6_144
"""Signs of a managed policy without its blanks; a policy written into a user may have 2,048 only."""


def conditions(choice: Choice) -> Json:
    """What the parameters decide."""
    is_role = choice.principal is Principal.ROLE
    return {ON_EC2: {"Fn::Equals": [{"Ref": SERVICE}, SERVICES[0]]}} if is_role else {}


def resources(choice: Choice, policy: Mapping[str, Any]) -> Json:
    """The policy and who has it."""
    statements = [*policy["Statement"], *([_fetching()] if Part.EVENTS in choice.parts else [])]
    document = {**policy, "Statement": statements}
    is_role = choice.principal is Principal.ROLE
    whose = {"Roles": [{"Ref": "CollectorRole"}]} if is_role else {"Users": [{"Ref": "CollectorUser"}]}
    description = "Lets the collector read what Amazon SES knows and change nothing of it"
    made = {
        "CollectorPolicy": {
            "Type": "AWS::IAM::ManagedPolicy",
            "Properties": {"Description": description, "PolicyDocument": document, **whose},
        }
    }
    return {**made, **(_role() if is_role else _user())}


def outputs(choice: Choice) -> Json:
    """Whose key is to be made, or which role a machine is to have."""
    if choice.principal is Principal.ROLE:
        return {
            "CollectorRoleArn": {
                "Description": "Role for the machine or task of the collector",
                "Value": {"Fn::GetAtt": ["CollectorRole", "Arn"]},
            }
        }
    return {"CollectorUserName": {"Description": "User whose key the collector has", "Value": {"Ref": "CollectorUser"}}}


def _fetching() -> Json:
    """A statement of its own: the queues of this stack, and of those by its name in other regions."""
    return {
        "Sid": "SesDeliverabilityEvents",
        "Effect": "Allow",
        "Action": list(FETCHING),
        "Resource": sub(f"arn:${{AWS::Partition}}:sqs:*:${{AWS::AccountId}}:{QUEUE_NAME}"),
    }


def _user() -> Json:
    return {"CollectorUser": {"Type": "AWS::IAM::User", "Properties": {"UserName": sub(NAME)}}}


def _role() -> Json:
    """With the profile that a machine of EC2 needs to take it on."""
    trust = {"Effect": "Allow", "Principal": {"Service": [{"Ref": SERVICE}]}, "Action": "sts:AssumeRole"}
    return {
        "CollectorRole": {
            "Type": "AWS::IAM::Role",
            "Properties": {
                "RoleName": sub(NAME),
                "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
            },
        },
        "CollectorProfile": {
            "Type": "AWS::IAM::InstanceProfile",
            "Condition": ON_EC2,
            "Properties": {"InstanceProfileName": sub(NAME), "Roles": [{"Ref": "CollectorRole"}]},
        },
    }
