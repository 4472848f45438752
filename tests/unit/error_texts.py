"""Texts as people paste them, by the trouble each of them is: at least two for every class of error that SES knows."""

TRACEBACK = """Traceback (most recent call last):
  File "/app/accounts/views.py", line 88, in create
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [user.email])
  File "/usr/local/lib/python3.11/site-packages/django/core/mail/__init__.py", line 87, in send_mail
    return mail.send()
  File "/usr/local/lib/python3.11/site-packages/django_ses/__init__.py", line 192, in send_messages
    response = self.connection.send_raw_email(**params)
  File "/usr/local/lib/python3.11/site-packages/botocore/client.py", line 1005, in _make_api_call
    raise error_class(parsed_response, operation_name)
"""
BOTO = "botocore.exceptions.ClientError: An error occurred ({}) when calling the SendRawEmail operation: {}"


def boto(code: str, said: str) -> str:
    """What boto3 raises for an answer of SES."""
    return BOTO.format(code, said)


TEXTS: dict[str, tuple[str, ...]] = {
    "access-denied": (
        TRACEBACK
        + boto(
            "AccessDenied",
            "User: arn:aws:iam::123456789012:user/resee-email-service is not authorized to perform: ses:SendRawEmail on "
            "resource: arn:aws:ses:ap-northeast-2:123456789012:identity/noreply@example.com because no identity-based "
            "policy allows the ses:SendRawEmail action",
        ),
        "AccessDeniedException: 403 Forbidden",
        ("554 Access denied: User `arn:aws:iam::123456789012:user/smtp' is not authorized to perform `ses:SendRawEmail' on "
        "resource `arn:aws:ses:us-east-1:123456789012:identity/example.com'"),
        "메일을 보내면 AccessDenied 오류가 나요. 왜 그런가요?",
    ),
    "denied-by-organisation": (
        boto(
            "AccessDenied",
            "User: arn:aws:iam::123456789012:user/a is not authorized to perform: ses:SendEmail on resource: * with an "
            "explicit deny in a service control policy",
        ),
        "not authorized to perform: ses:GetAccount with an explicit deny in an identity-based policy",
    ),
    "message-rejected": (
        TRACEBACK.replace("ClientError", "errorfactory.MessageRejected")
        + boto(
            "MessageRejected",
            "Email address is not verified. The following identities failed the check in region AP-NORTHEAST-2: "
            "friend@example.com",
        ),
        ("smtplib.SMTPDataError: (554, b'Message rejected: Email address is not verified. The following identities failed "
        "the check in region US-EAST-1: noreply@example.com')"),
        "오류가 납니다 => 554 Message rejected: Email address is not verified. 어떻게 해야 하나요",
    ),
    "sending-rate": (
        boto("Throttling", "Maximum sending rate exceeded."),
        "smtplib.SMTPDataError: (454, b'Throttling failure: Maximum sending rate exceeded.')",
        "ThrottlingException: Maximum sending rate exceeded",
    ),
    "daily-quota": (
        boto("Throttling", "Daily message quota exceeded."),
        "(454, b'Throttling failure: Daily message quota exceeded.')",
        "ThrottlingException: Daily message quota exceeded",
    ),
    "too-many-requests": (
        ("botocore.errorfactory.TooManyRequestsException: An error occurred (TooManyRequestsException) when calling the "
        "GetAccount operation (reached max retries: 4): Too Many Requests"),
        "An error occurred (Throttling) when calling the GetSendQuota operation (reached max retries: 4): Rate exceeded",
    ),
    "sending-paused": (
        "An error occurred (SendingPausedException) when calling the SendEmail operation: Email sending is disabled for account",
        boto("AccountSendingPausedException", "Email sending is disabled for account 123456789012"),
        ("554 Message rejected: Sending paused for this account. For more information, please check the inbox of the email "
        "address associated with your AWS account."),
    ),
    "account-suspended": (
        ("An error occurred (AccountSuspendedException) when calling the SendEmail operation: The message can't be sent "
        "because the account's ability to send email has been permanently restricted."),
        "software.amazon.awssdk.services.sesv2.model.AccountSuspendedException: (Service: SesV2, Status Code: 400)",
    ),
    "set-paused": (
        boto("ConfigurationSetSendingPausedException", "Email sending is disabled for configuration set newsletter"),
        "554 Message rejected: Sending paused for configuration set",
    ),
    "mail-from-not-verified": (
        boto("MailFromDomainNotVerifiedException", "Mail From domain not verified"),
        "MailFromDomainNotVerified: The MAIL FROM domain is not verified",
        "com.amazonaws.services.simpleemailv2.model.MailFromDomainNotVerifiedException",
    ),
    "set-missing": (
        boto("ConfigurationSetDoesNotExist", "Configuration set <main> does not exist."),
        "554 Configuration set does not exist: main",
        "botocore.errorfactory.ConfigurationSetDoesNotExistException",
    ),
    "not-found": (
        ("An error occurred (NotFoundException) when calling the GetEmailIdentity operation: Email identity example.com does "
        "not exist."),
        boto("TemplateDoesNotExist", "Template welcome does not exist"),
    ),
    "limit-exceeded": (
        ("An error occurred (LimitExceededException) when calling the CreateEmailIdentity operation: You have exceeded the "
        "maximum number of identities."),
        "LimitExceededException",
    ),
    "expired-token": (
        boto("ExpiredToken", "The security token included in the request is expired"),
        "ExpiredTokenException when calling the GetAccount operation",
    ),
    "unknown-key": (
        boto("InvalidClientTokenId", "The security token included in the request is invalid."),
        ("An error occurred (UnrecognizedClientException) when calling the GetAccount operation: The security token included "
        "in the request is invalid"),
        "UnrecognizedClientException",
        "<Code>InvalidClientTokenId</Code>",
    ),
    "wrong-secret": (
        boto(
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access "
            "Key and signing method. Consult the service documentation for details.",
        ),
        "InvalidSignatureException",
    ),
    "wrong-clock": (
        boto("SignatureDoesNotMatch", "Signature expired: 20261124T090000Z is now earlier than 20261124T091500Z"),
        "RequestTimeTooSkewed: The difference between the request time and the current time is too large.",
    ),
    "region-not-enabled": (
        boto("OptInRequired", "The AWS Access Key Id needs a subscription for the service"),
        "SubscriptionRequiredException",
    ),
    "no-credentials": (
        "botocore.exceptions.NoCredentialsError: Unable to locate credentials",
        "PartialCredentialsError: Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY",
    ),
    "smtp-password": (
        "smtplib.SMTPAuthenticationError: (535, b'Authentication Credentials Invalid')",
        "<< 535 Authentication Credentials Invalid",
    ),
    "unreachable": (
        ("botocore.exceptions.EndpointConnectionError: Could not connect to the endpoint URL: "
        '"https://email.ap-northeast-9.amazonaws.com/"'),
        "urllib3: Failed to resolve 'email.seoul.amazonaws.com' ([Errno -2] Name or service not known)",
    ),
    "smtp-port": (
        '  File "/usr/lib/python3.11/smtplib.py", line 341, in connect\nTimeoutError: [Errno 110] Connection timed out',
        "530 Must issue a STARTTLS command first",
        "ssl.SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)",
    ),
    "service-down": ("454 Temporary service failure", "ServiceUnavailable: Service is unable to handle request."),
    "mail-to-localhost": (
        'File "/usr/lib/python3.11/smtplib.py", line 312, in _get_socket\nConnectionRefusedError: [Errno 111] Connection refused',
        "ConnectionRefusedError: [Errno 61] Connection refused",
    ),
    "backend-missing": (
        "ModuleNotFoundError: No module named 'django_ses'",
        'ImportError: Module "django_ses" does not define a "SesBackend" attribute/class',
    ),
    "no-region": (
        "botocore.exceptions.NoRegionError: You must specify a region.",
        "InvalidRegionError: Provided region_name 'Seoul' doesn't match a supported format.",
    ),
    "nothing-sent": ("EMAIL_BACKEND=django.core.mail.backends.console.EmailBackend", "이메일 발송 결과: 0"),
    "bad-request": (
        boto("InvalidParameterValue", "Missing final '@domain'"),
        "501 Invalid MAIL FROM address provided",
        "botocore.exceptions.ParamValidationError: Parameter validation failed:\nMissing required parameter in input",
    ),
    "too-large": ("552 Message is too long.", boto("InvalidParameterValue", "Message length is more than 10485760 bytes long")),
    "content-rejected": ('{"eventType":"Reject","reject":{"reason":"Bad content"}}', "Message contains a virus"),
    "suppressed": (
        "Amazon SES did not send the message to this address because it is on the suppression list for your account.",
        '"bounceType":"Permanent","bounceSubType":"OnAccountSuppressionList"',
    ),
    "spam-folder": (
        "지메일로 보내면 스팸함에 들어갑니다",
        "Authentication-Results: mx.google.com; dkim=none; spf=softfail; dmarc=fail (p=NONE) header.from=example.com",
        "All our mails land in the spam folder",
    ),
    "not-authenticated": (
        ("550-5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to "
        "authenticate with either SPF or DKIM."),
        "550 5.7.515 Access denied, sending domain EXAMPLE.COM does not meet the required authentication level.",
    ),
    "held-back": (
        "421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP address.",
        "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints",
    ),
    "dead-address": (
        "550 5.1.1 <nobody@example.com>: Recipient address rejected: User unknown in virtual mailbox table",
        "550-5.1.1 The email account that you tried to reach does not exist.",
        "552 5.2.2 The recipient's mailbox is full",
    ),
}  # fmt: skip

OF_SES_FACTS = {
    "AccessDenied": "access-denied", "AccessDeniedException": "access-denied", "MessageRejected": "message-rejected",
    "Maximum sending rate exceeded": "sending-rate", "Daily message quota exceeded": "daily-quota",
    "ThrottlingException": "sending-rate", "Throttling": "sending-rate",
    "TooManyRequestsException": "too-many-requests", "SendingPausedException": "sending-paused",
    "AccountSendingPausedException": "sending-paused", "AccountSuspendedException": "account-suspended",
    "ConfigurationSetSendingPausedException": "set-paused", "MailFromDomainNotVerified": "mail-from-not-verified",
    "MailFromDomainNotVerifiedException": "mail-from-not-verified", "ConfigurationSetDoesNotExist": "set-missing",
    "NotFoundException": "not-found", "LimitExceededException": "limit-exceeded", "ExpiredToken": "expired-token",
    "InvalidClientTokenId": "unknown-key", "UnrecognizedClientException": "unknown-key",
    "SignatureDoesNotMatch": "wrong-secret", "OptInRequired": "region-not-enabled",
}  # fmt: skip
"""Every name under which SES refuses, with the trouble it is when nothing else is said."""
