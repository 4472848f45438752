"""What mail costs: prices, plans, allowances, forecast and comparison, all pure; read first: `model`."""
