"""One file a thing asked of AWS; the only room that knows boto3."""
