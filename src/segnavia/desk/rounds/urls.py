"""The addresses of rounds, and of due dates."""

from django.urls import path

from segnavia.desk.pages import desk_page
from segnavia.desk.rounds import calendar, views

urlpatterns = [
    desk_page("scrivania/tornate", views.index, "rounds", see="see.rounds"),
    desk_page("scrivania/tornate/nuova", views.prepare, "round-new", see="rounds.prepare"),
    desk_page("scrivania/tornate/<int:pk>", views.detail, "round", see="see.rounds"),
    desk_page("scrivania/tornate/<int:pk>.csv", views.export, "round-export", see="see.rounds"),
    desk_page("scrivania/tornate/<int:pk>/<slug:code>", views.inquiry, "inquiry", see="see.rounds"),
    desk_page("scrivania/scadenze", calendar.index, "calendar", see="see.desk"),
    path("calendario/<str:token>.ics", calendar.own, name="calendar-feed"),
]
