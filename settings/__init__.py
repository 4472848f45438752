"""The variables a person may set: what each is, where it is read from, what is wrong with it.

Read once at the two places that put a process together (collector/commands, ui/context), and by run.py and dashboard.py;
everything inside gets plain values.
"""
