"""The projects of a published bulletin, narrowed by facets: how many of each value, what is known of them, and a page.

What is chosen within one facet widens it, what is chosen in another narrows. Mission, objective and driver have to hold
of one and the same objective that a project serves, municipality and zone of one and the same place of it; so the money
of a selection is the part of each project that lies in the chosen places and serves the chosen objectives.
"""
