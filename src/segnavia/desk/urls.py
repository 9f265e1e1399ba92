"""The addresses of the desk. A topic with pages of its own is a folder `desk/<topic>` with `urls.py`, listed here."""

from segnavia.desk.actors import urls as actors
from segnavia.desk.agreements import urls as agreements
from segnavia.desk.answers import urls as answers
from segnavia.desk.audit import urls as audit
from segnavia.desk.cases import urls as cases
from segnavia.desk.documents import urls as documents
from segnavia.desk.links import urls as links
from segnavia.desk.pages import desk_page
from segnavia.desk.plan import urls as plan
from segnavia.desk.rounds import urls as rounds
from segnavia.desk.tasks import urls as tasks
from segnavia.desk.views import home, people

app_name = "desk"

# The names that the menu looks for: home, plan, links, agreements, assignments, rounds, cases, actors, people, audit.
urlpatterns = [
    desk_page("scrivania", home.index, "home", see="see.desk"),
    desk_page("scrivania/profilo", people.account, "account", see="see.desk"),
    desk_page("scrivania/persone", people.index, "people", see="see.people"),
    desk_page("scrivania/persone/invito", people.invite, "person-invite", see="people.invite"),
    desk_page("scrivania/persone/<int:pk>", people.detail, "person", see="see.people"),
    *plan.urlpatterns,
    *documents.urlpatterns,
    *actors.urlpatterns,
    *links.urlpatterns,
    *agreements.urlpatterns,
    *tasks.urlpatterns,
    *rounds.urlpatterns,
    *cases.urlpatterns,
    *answers.urlpatterns,
    *audit.urlpatterns,
]
