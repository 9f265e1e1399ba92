"""Search over everything that is public here: the plan, what is measured, and what the registry holds.

`search` gives a page of hits with their counts by kind; `matching_projects` the keys of the projects that a question
finds, for whoever narrows them further.
"""

from segnavia.briefing.search.finding import Found, Hit, matching_projects, prepare, search, search_by_kind
from segnavia.briefing.search.kinds import Kind

__all__ = ["Found", "Hit", "Kind", "matching_projects", "prepare", "search", "search_by_kind"]
