"""What IAM policies allow, as far as their own words tell; AWS is not asked here."""
