"""The addresses of the log."""

from segnavia.desk.audit import views
from segnavia.desk.pages import desk_page

urlpatterns = [
    desk_page("scrivania/registro", views.index, "audit", see="see.audit"),
    desk_page("scrivania/registro/eventi.csv", views.table, "audit-table", see="see.audit"),
    desk_page("scrivania/registro/registro.jsonl", views.lines, "audit-lines", see="see.audit"),
    desk_page("scrivania/registro/<int:sequence>", views.detail, "audit-event", see="see.audit"),
]
