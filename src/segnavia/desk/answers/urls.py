"""The addresses of the referent's page: by link, and from the desk."""

from django.urls import path

from segnavia.desk.answers import views
from segnavia.desk.pages import desk_page

urlpatterns = [
    path("risposte/<str:token>", views.by_link, name="answers-by-link"),
    desk_page("scrivania/risposte/<int:pk>", views.own, "answers", see="see.desk"),
]
