"""When, where and with which keys the simulated account is asked in its tests."""

from datetime import UTC, datetime

import boto3

NOW = datetime(2026, 11, 24, 3, 7, 30, tzinfo=UTC)
REGION = "ap-northeast-2"

# moto throws boto3's default session away with each mock, and with it the service models that were read.
SESSION = boto3.Session("AKIASIMULATED0000000", "simulated")
