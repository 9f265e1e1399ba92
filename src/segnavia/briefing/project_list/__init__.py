"""The list of projects, narrowed by words and facets that stand in its address."""

from segnavia.briefing.project_list.listing import ProjectList, project_list

__all__ = ["ProjectList", "project_list"]
