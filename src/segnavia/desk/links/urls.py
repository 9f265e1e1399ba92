"""The addresses of the linker."""

from segnavia.desk.links import listing, project
from segnavia.desk.pages import desk_page

urlpatterns = [
    desk_page("scrivania/collegamenti", listing.index, "links", see="see.links"),
    desk_page("scrivania/collegamenti/conferma", listing.many, "links-many", see="links.accept_many"),
    desk_page("scrivania/collegamenti/<str:key>", project.detail, "link", see="see.links"),
    desk_page("scrivania/collegamenti/<str:key>/nessuno", project.none, "link-none", see="links.accept"),
    desk_page(
        "scrivania/collegamenti/<str:key>/rifiuto/<str:objective>", project.refuse, "link-refuse", see="links.refuse"
    ),
]
