"""The addresses of the actors."""

from segnavia.desk.actors import views
from segnavia.desk.pages import desk_page

urlpatterns = [
    desk_page("scrivania/attori", views.index, "actors", see="see.actors"),
    desk_page("scrivania/attori/nuovo", views.add, "actor-add", see="actors.add"),
    desk_page("scrivania/attori/<slug:code>", views.detail, "actor", see="see.actors"),
    desk_page("scrivania/attori/<slug:code>/dati", views.revise, "actor-revise", see="actors.revise"),
]
