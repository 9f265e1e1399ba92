"""The address of a document."""

from segnavia.desk.documents import views
from segnavia.desk.pages import desk_page

urlpatterns = [desk_page("scrivania/documenti/<int:pk>", views.download, "document", see="see.documents")]
