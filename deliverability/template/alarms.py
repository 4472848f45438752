"""The alarms that AWS advises, the topic through which somebody is told, the alarm of the bill, and the budget.

What this product itself watches lives in `deliverability/rules/`.
"""

from typing import Final

from deliverability.rates import BOUNCE_LINES, COMPLAINT_LINES
from deliverability.template.choice import BILLING_REGION, Choice, Json, Part, sub
from deliverability.template.parameters import BILL, BUDGET, EMAIL

HAS_EMAIL: Final = "HasEmail"
KNOWS_BILL: Final = "KnowsTheBill"
TOPIC: Final = "NoticesTopic"
HOUR: Final = 3600
SIX_HOURS: Final = 21_600
SERVICE: Final = "Amazon Simple Email Service"
"""SES's name on the bill."""


def conditions(choice: Choice) -> Json:
    """What the parameters and the region decide."""
    made: Json = {HAS_EMAIL: {"Fn::Not": [{"Fn::Equals": [{"Ref": EMAIL}, ""]}]}}
    if Part.BILLING in choice.parts:
        made[KNOWS_BILL] = {"Fn::Equals": [{"Ref": "AWS::Region"}, BILLING_REGION]}
    return made


def resources(choice: Choice) -> Json:
    """The topic and whatever tells through it."""
    made = {
        TOPIC: {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": sub("${AWS::StackName}-notices")}},
        "NoticesTopicPolicy": _topic_policy(choice),
        "NoticesByEmail": {
            "Type": "AWS::SNS::Subscription",
            "Condition": HAS_EMAIL,
            "Properties": {"TopicArn": {"Ref": TOPIC}, "Protocol": "email", "Endpoint": {"Ref": EMAIL}},
        },
    }
    if Part.ALARMS in choice.parts:
        made["BounceRateAlarm"] = _reputation("Bounce", BOUNCE_LINES.review)
        made["ComplaintRateAlarm"] = _reputation("Complaint", COMPLAINT_LINES.review)
    if Part.BILLING in choice.parts:
        made["BillingAlarm"] = _billing()
    if Part.BUDGET in choice.parts:
        made["Budget"] = _budget()
    return made


def outputs() -> Json:
    """The topic, for whoever is to be told as well."""
    return {"NoticesTopicArn": {"Description": "Topic that tells of alarms and budgets", "Value": {"Ref": TOPIC}}}


def _topic_policy(choice: Choice) -> Json:
    """Those of this account's alarms and budgets that are made may publish; nobody else."""
    alarms = bool({Part.ALARMS, Part.BILLING} & set(choice.parts))
    services = [name for name, tells in (("cloudwatch", alarms), ("budgets", Part.BUDGET in choice.parts)) if tells]
    own = {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    statements = [
        {
            "Effect": "Allow",
            "Principal": {"Service": f"{service}.amazonaws.com"},
            "Action": "sns:Publish",
            "Resource": {"Ref": TOPIC},
            "Condition": {"StringEquals": own},
        }
        for service in services
    ]
    document = {"Version": "2012-10-17", "Statement": statements}
    return {"Type": "AWS::SNS::TopicPolicy", "Properties": {"Topics": [{"Ref": TOPIC}], "PolicyDocument": document}}


def _reputation(name: str, line: float) -> Json:
    """AWS advises line, comparison and to ignore missing data; of a day without mail nothing can be said."""
    return _alarm(
        AlarmName=sub(f"${{AWS::StackName}}-{name.lower()}-rate"),
        AlarmDescription=f"AWS reviews an account whose {name.lower()} rate reaches {line:g} (a fraction)",
        Namespace="AWS/SES",
        MetricName=f"Reputation.{name}Rate",
        Statistic="Average",
        Period=HOUR,
        Threshold=line,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
    )


def _billing() -> Json:
    alarm = _alarm(
        AlarmName=sub("${AWS::StackName}-bill"),
        AlarmDescription="What the whole account owes for this month so far",
        Namespace="AWS/Billing",
        MetricName="EstimatedCharges",
        Dimensions=[{"Name": "Currency", "Value": "USD"}],
        Statistic="Maximum",
        Period=SIX_HOURS,
        Threshold={"Ref": BILL},
        ComparisonOperator="GreaterThanThreshold",
    )
    return {**alarm, "Condition": KNOWS_BILL}


def _alarm(**properties: object) -> Json:
    tells = {"EvaluationPeriods": 1, "TreatMissingData": "ignore", "AlarmActions": [{"Ref": TOPIC}]}
    return {"Type": "AWS::CloudWatch::Alarm", "Properties": {**properties, **tells}}


def _budget() -> Json:
    """SES alone, told at four fifths of what was spent and when all of it is foreseen to be."""
    return {
        "Type": "AWS::Budgets::Budget",
        "Properties": {
            "Budget": {
                "BudgetName": sub("${AWS::StackName}-${AWS::Region}"),
                "BudgetType": "COST",
                "TimeUnit": "MONTHLY",
                "BudgetLimit": {"Amount": {"Ref": BUDGET}, "Unit": "USD"},
                "CostFilters": {"Service": [SERVICE]},
            },
            "NotificationsWithSubscribers": [_told("ACTUAL", 80), _told("FORECASTED", 100)],
        },
        # A budget is refused a topic to which it may not publish yet.
        "DependsOn": "NoticesTopicPolicy",
    }


def _told(kind: str, percent: int) -> Json:
    return {
        "Notification": {
            "NotificationType": kind,
            "ComparisonOperator": "GREATER_THAN",
            "Threshold": percent,
            "ThresholdType": "PERCENTAGE",
        },
        "Subscribers": [{"SubscriptionType": "SNS", "Address": {"Ref": TOPIC}}],
    }
