import pytest
from botocore import exceptions
from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError

from collector.aws import errors
from collector.aws.translation import translate
from words.render import render


def refused(code: str, message: str = "", status: int = 400) -> ClientError:
    return ClientError(
        {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": status}}, "X"
    )


TABLE = [
    (refused("AccessDenied", status=403), errors.AccessDenied, "ses:GetAccount"),
    (refused("AccessDeniedException", "User: arn:… is not authorized to perform: ses:GetAccount on …"), errors.AccessDenied, "ses:GetAccount"),
    (refused("AuthorizationError", "not authorized to perform: ses:ListX", 403), errors.AccessDenied, "ses:ListX"),
    (refused("Whatever", "is not authorized to perform ses:ListX"), errors.AccessDenied, "ses:ListX"),
    (refused("AccessDenied", "… with an explicit deny in a service control policy"), errors.AccessDenied, "organisation"),
    (refused("SomethingNew", status=403), errors.AccessDenied, "policy"),
    (refused("Throttling"), errors.Throttled, "GetAccount"),
    (refused("ThrottlingException"), errors.Throttled, "too often"),
    (refused("TooManyRequestsException", status=429), errors.Throttled, "us-east-1"),
    (refused("LimitExceededException"), errors.Throttled, "us-east-1"),
    (refused("SomethingNew", status=429), errors.Throttled, "us-east-1"),
    (refused("InternalFailure", status=500), errors.Unavailable, "500"),
    (refused("", status=503), errors.Unavailable, "503"),
    (refused("ServiceUnavailable", status=503), errors.Unavailable, "next round"),
    (refused("InvalidClientTokenId", status=403), errors.BadCredentials, "AWS_ACCESS_KEY_ID"),
    (refused("UnrecognizedClientException"), errors.BadCredentials, "AWS_SES_REGION_NAME"),
    (refused("SignatureDoesNotMatch", status=403), errors.BadCredentials, "AWS_SECRET_ACCESS_KEY"),
    (refused("SignatureDoesNotMatch", "Signature expired: 2026… is now earlier than …", 403), errors.BadCredentials, "clock"),
    (refused("RequestExpired"), errors.BadCredentials, "clock"),
    (refused("RequestTimeTooSkewed", status=403), errors.BadCredentials, "clock"),
    (refused("ExpiredToken", status=403), errors.BadCredentials, "Renew"),
    (refused("ExpiredTokenException"), errors.BadCredentials, "Renew"),
    (refused("OptInRequired", status=403), errors.RegionNotEnabled, "AWS_SES_REGION_NAME"),
    (refused("NotFoundException", status=404), errors.NotFound, "gone"),
    (refused("ValidationError", "too small"), errors.Refused, "too small"),
    (exceptions.EndpointConnectionError(endpoint_url="https://x"), errors.Unavailable, "network"),
    (exceptions.ConnectTimeoutError(endpoint_url="https://x"), errors.Unavailable, "in time"),
    (exceptions.ReadTimeoutError(endpoint_url="https://x"), errors.Unavailable, "in time"),
    (exceptions.ConnectionClosedError(endpoint_url="https://x"), errors.Unavailable, "cut"),
    (exceptions.IncompleteReadError(actual_bytes=1, expected_bytes=2), errors.Unavailable, "cut"),
    (exceptions.ProxyConnectionError(proxy_url="https://x"), errors.Unavailable, "network"),
    (exceptions.SSLError(endpoint_url="https://x", error="x"), errors.Unavailable, "network"),
    (exceptions.NoCredentialsError(), errors.NoCredentials, "AWS_ACCESS_KEY_ID"),
    (exceptions.PartialCredentialsError(provider="x", cred_var="y"), errors.BadCredentials, "Half"),
    (exceptions.ProfileNotFound(profile="x"), errors.BadCredentials, "AWS_PROFILE"),
    (exceptions.CredentialRetrievalError(provider="x", error_msg="y"), errors.BadCredentials, "AWS_PROFILE"),
    (exceptions.InvalidRegionError(region_name="x"), errors.Refused, "InvalidRegionError"),
    (ResponseParserError("x"), errors.Malformed, "proxy"),
    (UnicodeDecodeError("utf-8", b"", 0, 1, "x"), errors.Malformed, "GetAccount"),
    (KeyError("x"), errors.Malformed, "us-east-1"),
]  # fmt: skip


@pytest.mark.parametrize(("raised", "kind", "part"), TABLE, ids=lambda value: getattr(value, "__name__", None))
def test_every_failure_has_a_kind_and_a_sentence_in_each_language(raised, kind, part):
    error = translate(raised, "sesv2", "GetAccount", "us-east-1")
    assert type(error) is kind
    assert part in render(error.message, "en")
    assert "{" not in render(error.message, "ko")


def test_a_denial_names_the_action_with_the_prefix_that_both_versions_of_ses_share():
    denied = translate(refused("AccessDenied"), "sesv2", "GetAccount", "eu-west-1")
    assert denied.actions == ("ses:GetAccount",)
    assert translate(refused("AccessDenied"), "cloudwatch", "GetMetricStatistics", "x").actions == (
        "cloudwatch:GetMetricStatistics",
    )


def test_what_cannot_be_read_of_credentials_is_told_without_their_values():
    error = translate(exceptions.CredentialRetrievalError(provider="p", error_msg="AKIASECRET"), "sts", "X", "r")
    assert "AKIASECRET" not in render(error.message, "en")
