"""The addresses of the plan's editor, its legal life, and the observations on it."""

from segnavia.desk.pages import desk_page
from segnavia.desk.plan import differences, editor, life, observations, texts

_DIFFERENCE = "scrivania/piano/differenze/<str:before>/<str:after>"
_RECORD = "scrivania/piano/testo/<slug:key>/<str:name>"

urlpatterns = [
    desk_page("scrivania/piano", editor.index, "plan", see="see.plan"),
    desk_page("scrivania/piano/testata", editor.header, "plan-header", see="see.plan"),
    desk_page("scrivania/piano/rilievi", editor.findings, "plan-findings", see="see.plan"),
    desk_page("scrivania/piano/nuovo/<slug:key>", editor.add, "plan-record-add", see="drafts.add_record"),
    desk_page(_RECORD, editor.record, "plan-record", see="see.plan"),
    desk_page(f"{_RECORD}/togli", editor.remove, "plan-record-remove", see="drafts.remove_record"),
    desk_page(f"{_RECORD}/sposta", editor.move, "plan-record-move", see="drafts.move_record"),
    desk_page("scrivania/piano/aggiornamento", life.begin, "plan-begin", see="drafts.begin_update"),
    desk_page("scrivania/piano/vita", life.life, "plan-life", see="see.plan"),
    desk_page("scrivania/piano/testi/<str:sha256>.json", texts.canonical_json, "plan-text-json", see="see.plan"),
    desk_page("scrivania/piano/testi/<str:sha256>.zip", texts.package, "plan-text-package", see="see.plan"),
    desk_page(f"{_DIFFERENCE}.docx", differences.document, "plan-difference-docx", see="see.plan"),
    desk_page(_DIFFERENCE, differences.index, "plan-difference", see="see.plan"),
    desk_page("scrivania/osservazioni", observations.index, "observations", see="see.plan"),
    desk_page("scrivania/osservazioni/nuova", observations.add, "observation-add", see="observations.submit"),
    desk_page("scrivania/osservazioni/registro", observations.register, "observations-register", see="see.plan"),
    desk_page(
        "scrivania/osservazioni/registro.csv", observations.register_csv, "observations-register-csv", see="see.plan"
    ),
    desk_page("scrivania/osservazioni/<int:pk>", observations.detail, "observation", see="see.plan"),
]
