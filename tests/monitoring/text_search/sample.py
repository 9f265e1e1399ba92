"""A few entries, enough for every way in which a question can be answered."""

from segnavia.monitoring.text_search.model import Entry

ENTRIES = (
    Entry("town", "015146", "Milano", ("015146",), "Milano"),
    Entry("town", "015027", "Bollate", ("015027",), "Nord Ovest"),
    Entry("aim", "M4.05", "Riqualificazione dei plessi scolastici", ("M4.05",), "Istruzione e ricerca"),
    Entry("aim", "M2.06", "Manutenzione della rete idrica e dei corsi d'acqua", ("M2.06",), "Città e campagna"),
    Entry("work", "P1", "Scuola primaria «Èlite»", ("P1", "F40J22000010001", "M4C1I3.03.00"), "COMUNE DI BOLLATE"),
    Entry("work", "P2", "Asilo nido di via Verdi", ("P2", "F40J22000020001", "M4C1I1.01.00"), "COMUNE DI MILANO"),
    Entry("work", "P3", "Asilo", ("P3", "B11J22000020001"), "COMUNE DI MILANO", "nursery"),
    Entry("work", "P4", "<b>Ponte</b> & strada", ("P4",), "uno due " * 60 + "il guado antico " + "tre quattro " * 60),
)
WORTH = {"town": 5.0, "aim": 3.0, "work": 0.0}
