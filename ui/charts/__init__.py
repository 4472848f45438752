"""Figures of plotly from the series of report. Each is built in one constructor call: updating one costs ten times."""
