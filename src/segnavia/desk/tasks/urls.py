"""The addresses of assignments, first moves and reform tracks."""

from segnavia.desk.pages import desk_page
from segnavia.desk.tasks import assignments, first_moves, reforms

urlpatterns = [
    desk_page("scrivania/incarichi", assignments.index, "assignments", see="see.tasks"),
    desk_page("scrivania/incarichi/<int:pk>", assignments.detail, "assignment", see="see.tasks"),
    desk_page("scrivania/incarichi/<str:code>/<str:direction>", assignments.cell, "assignment-cell", see="see.tasks"),
    desk_page("scrivania/prime-mosse", first_moves.index, "first-moves", see="see.tasks"),
    desk_page("scrivania/prime-mosse/nuova", first_moves.add, "first-move-add", see="first_moves.add"),
    desk_page("scrivania/prime-mosse/<int:pk>", first_moves.detail, "first-move", see="see.tasks"),
    desk_page("scrivania/riforme", reforms.index, "reforms", see="see.tasks"),
    desk_page("scrivania/riforme/passi/<int:pk>", reforms.step, "reform-step", see="see.tasks"),
    desk_page("scrivania/riforme/<str:code>", reforms.detail, "reform", see="see.tasks"),
]
