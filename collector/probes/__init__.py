"""What is looked at beside AWS: DNS."""
