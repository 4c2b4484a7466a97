"""Amazon Connect phone numbers of a real account, for the engineer who plans and watches them.

``main`` parses the command line and names a ``Command``, which declares the API actions that it uses. A command asks
AWS through ``regions`` alone: one door, which keeps Connect's pace, waits out what passes, and refuses an action that
the command has not declared. What it says goes through ``output`` alone, which masks numbers where that is asked for. A
fault ends in ``problems``: the service's own words, and what to do next.
"""
