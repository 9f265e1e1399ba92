"""The addresses of cases."""

from segnavia.desk.cases import views
from segnavia.desk.pages import desk_page

urlpatterns = [
    desk_page("scrivania/casi", views.index, "cases", see="see.cases"),
    desk_page("scrivania/casi/nuovo", views.add, "case-new", see="cases.open_case"),
    desk_page("scrivania/casi/<int:pk>", views.detail, "case", see="see.cases"),
]
