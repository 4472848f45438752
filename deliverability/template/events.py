"""The way of events: each configuration set's destination, a topic that SES may publish to, a queue and its dead letters.

What is made of the events lives elsewhere; nothing here reads them.
"""

from typing import Final

from deliverability.template.choice import Choice, Json, arn_of, sub
from deliverability.template.parameters import OPENS

TYPES: Final = ("send", "delivery", "bounce", "complaint", "reject", "deliveryDelay", "renderingFailure")
OPENED: Final = ("open", "click")
"""SES adds a pixel to HTML mail for the one and rewrites links for the other."""

WITH_OPENS: Final = "WithOpensAndClicks"
DESTINATION: Final = "ses-deliverability-events"
FOURTEEN_DAYS: Final = 1_209_600
"""The longest that SQS keeps a message, in seconds."""

LONGEST_POLL: Final = 20
RESTING: Final = 120
"""Seconds for which a message that was taken is kept from others."""
MOST_TRIES: Final = 10
"""Times a message is handed out before it goes to the dead letters."""

QUEUE_NAME: Final = "${AWS::StackName}-events"
"""Told in advance, so that one reader may be let into the queues of every region."""


def conditions() -> Json:
    """What the parameters decide."""
    return {WITH_OPENS: {"Fn::Equals": [{"Ref": OPENS}, "yes"]}}


def resources(choice: Choice) -> Json:
    """Everything from the configuration sets to the queue."""
    made = {
        "EventsTopic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": sub(QUEUE_NAME)}},
        "EventsTopicPolicy": _topic_policy(choice),
        "EventsQueue": _queue(QUEUE_NAME, RedrivePolicy=_redrive(maxReceiveCount=MOST_TRIES)),
        "EventsQueuePolicy": _queue_policy("EventsQueue"),
        "EventsDeadLetters": _queue(f"{QUEUE_NAME}-dead-letters"),
        "EventsDeadLettersPolicy": _queue_policy("EventsDeadLetters"),
        "EventsSubscription": {
            "Type": "AWS::SNS::Subscription",
            "Properties": {
                "TopicArn": {"Ref": "EventsTopic"},
                "Protocol": "sqs",
                "Endpoint": arn_of("EventsQueue"),
                "RawMessageDelivery": True,
                "RedrivePolicy": _redrive(),
            },
        },
    }
    if choice.new_set:
        made["ConfigurationSet"] = _new_set(choice.new_set)
    for name in choice.every_set:
        made[f"DestinationOf{_letters(name)}"] = _destination(name, is_new=name == choice.new_set)
    return made


def outputs(choice: Choice) -> Json:
    """Where the events are to be fetched, and the set that was made."""
    told: Json = {
        "EventsQueueUrl": {"Description": "Queue that receives the events", "Value": {"Ref": "EventsQueue"}},
        "EventsDeadLettersUrl": {
            "Description": "Queue of the events that could not be handed on",
            "Value": {"Ref": "EventsDeadLetters"},
        },
    }
    if choice.new_set:
        told["ConfigurationSetName"] = {
            "Description": "Configuration set that mail must use for its events to come",
            "Value": {"Ref": "ConfigurationSet"},
        }
    return told


def _new_set(name: str) -> Json:
    """Kept when the stack is removed: mail that names a set which is gone is refused."""
    return {
        "Type": "AWS::SES::ConfigurationSet",
        "DeletionPolicy": "RetainExceptOnCreate",
        "UpdateReplacePolicy": "Retain",
        "Properties": {"Name": name, "ReputationOptions": {"ReputationMetricsEnabled": True}},
    }


def _destination(name: str, *, is_new: bool) -> Json:
    types = {"Fn::If": [WITH_OPENS, [*TYPES, *OPENED], list(TYPES)]}
    return {
        "Type": "AWS::SES::ConfigurationSetEventDestination",
        # SES looks whether it may publish to the topic before it takes the destination.
        "DependsOn": "EventsTopicPolicy",
        "Properties": {
            "ConfigurationSetName": {"Ref": "ConfigurationSet"} if is_new else name,
            "EventDestination": {
                "Name": DESTINATION,
                "Enabled": True,
                "MatchingEventTypes": types,
                "SnsDestination": {"TopicARN": {"Ref": "EventsTopic"}},
            },
        },
    }


def _topic_policy(choice: Choice) -> Json:
    """SES alone, for this account's sets alone."""
    of_set = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:configuration-set/"
    whose = {
        "aws:SourceAccount": {"Ref": "AWS::AccountId"},
        "aws:SourceArn": [sub(f"{of_set}{name}") for name in choice.every_set],
    }
    return {
        "Type": "AWS::SNS::TopicPolicy",
        "Properties": {
            "Topics": [{"Ref": "EventsTopic"}],
            "PolicyDocument": _allowed("ses", "sns:Publish", {"Ref": "EventsTopic"}, {"StringEquals": whose}),
        },
    }


def _queue_policy(queue: str) -> Json:
    """The topic alone may put messages in."""
    from_topic = {"ArnEquals": {"aws:SourceArn": {"Ref": "EventsTopic"}}}
    return {
        "Type": "AWS::SQS::QueuePolicy",
        "Properties": {
            "Queues": [{"Ref": queue}],
            "PolicyDocument": _allowed("sns", "sqs:SendMessage", arn_of(queue), from_topic),
        },
    }


def _allowed(service: str, action: str, resource: Json, condition: Json) -> Json:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": action,
        "Resource": resource,
        "Condition": condition,
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def _queue(name: str, **more: Json) -> Json:
    return {
        "Type": "AWS::SQS::Queue",
        "DeletionPolicy": "Delete",
        "UpdateReplacePolicy": "Delete",
        "Properties": {
            "QueueName": sub(name),
            "MessageRetentionPeriod": FOURTEEN_DAYS,
            "ReceiveMessageWaitTimeSeconds": LONGEST_POLL,
            "VisibilityTimeout": RESTING,
            "SqsManagedSseEnabled": True,
            **more,
        },
    }


def _redrive(**more: int) -> Json:
    return {"deadLetterTargetArn": arn_of("EventsDeadLetters"), **more}


def _letters(name: str) -> str:
    """A name as letters and digits, no two alike: others stand by their code after an X, and so does X itself."""
    return "".join(sign if sign.isalnum() and sign != "X" else f"X{ord(sign):02X}" for sign in name)
