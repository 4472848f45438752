"""What DNS records mean for a sender: pure, over answers that somebody else asked for (`collector/probes/dns.py`)."""
