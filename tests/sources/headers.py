"""The publisher's own header lines, release by release, where they are known.

Source: Italia Domani open data, CC BY 4.0, as collected copies of the files and the tools that read them keep them.
"""

HEADERS = {
    ("PNRR_Progetti", "2022-11"): (
        "Programma;Missione;Descrizione Missione;Componente;Descrizione Componente;ID Misura;Codice Univoco Misura;"
        "Descrizione Misura;ID submisura;Codice CID;Codice Univoco submisura;Descrizione submisura;"
        "Amministrazione Titolare;CUP ;CUP_COD_NATURA;CUP_DESCR_NATURA;Codice Locale Progetto ;Titolo progetto ;"
        "FINANZIAMENTO _UE;FINANZIAMENTO_REGIONE;FINANZIAMENTO_PROVINCIA;FINANZIAMENTO_COMUNE;"
        "FINANZIAMENTO_ALTRO_PUBBLICO;FINANZIAMENTO_PRIVATO;FINANZ_DA_REPERIRE;FINANZIAMENTO_PNRR;FINANZIAMENTO_PNC;"
        "FINANZ_TOTALE "
    ),
    ("PNRR_Progetti", "2026"): (
        "Programma;Missione;Descrizione Missione;Componente;Descrizione Componente;ID Misura;Codice Univoco Misura;"
        "Descrizione Misura;ID Submisura;Codice CID;Codice Univoco Submisura;Descrizione Submisura;"
        "Amministrazione Titolare;Codice Identificativo Procedura di Attivazione;Titolo Procedura;"
        "Tipologia Procedura di Attivazione;CUP;Codice Locale Progetto;Stato CUP;Stato Avanzamento Progetto;"
        "CUP Codice Natura;CUP Descrizione Natura;CUP Codice Tipologia;CUP Descrizione Tipologia;CUP Codice Settore;"
        "CUP Descrizione Settore;CUP Codice Sottosettore;CUP Descrizione Sottosettore;CUP Codice Categoria;"
        "CUP Descrizione Categoria;Titolo Progetto;Sintesi Progetto;Descrizione Tipo Aiuto;Finanziamento - Stato;"
        "Finanziamento Stato - Bilancio;Finanziamento Stato - FOI;Finanziamento Prosecuzione Opere Pubbliche - FPOP;"
        "Finanziamento UE (Diverso da PNRR);Finanziamento Regione;Finanziamento Provincia;Finanziamento Comune;"
        "Finanziamento Altro Pubblico;Finanziamento Privato;Finanziamento da Reperire;Finanziamento PNRR;"
        "Finanziamento PNC;Altri Fondi;Finanziamento Totale;Finanziamento Totale Pubblico;"
        "Finanziamento Totale Pubblico Netto;Soggetto Attuatore;Codice Fiscale Soggetto Attuatore;"
        "Flag Progetti in Essere;Data Inizio Progetto Prevista;Data Inizio Progetto Effettiva;"
        "Data Fine Progetto Prevista;Data Fine Progetto Effettiva;Data di Estrazione;Data Ultima Validazione;"
        "Esito Ultima Validazione;Codice Fase Iter di Progetto;Descrizione Fase Iter di Progetto;"
        "Stato Fase Iter di Progetto"
    ),
    ("PNRR_Localizzazione", "2022-11"): (
        "Codice Univoco submisura;CUP ;Regione;Descrizione Regione;Provincia;Descrizione Provincia;Comune;"
        "Descrizione Comune;Indirizzo;Cap"
    ),
    ("PNRR_Localizzazione", "2024"): (
        "Codice Univoco Submisura;Descrizione Submisura;CUP;Codice Locale Progetto;Regione;Descrizione Regione;"
        "Provincia;Descrizione Provincia;Comune;Descrizione Comune;Indirizzo;CAP;Percentuale di Localizzazione;"
        "Data di Estrazione"
    ),
    ("PNRR_Iter_di_progetto", "2024"): (
        "Codice Univoco Submisura;Descrizione Submisura;CUP;Codice Locale Progetto;Codice Fase;Descrizione Fase;"
        "Data Inizio Prevista;Data Inizio Effettiva;Data Fine Prevista;Data Fine Effettiva;Data di Estrazione;"
        "Progetto Validato"
    ),
    ("PNRR_Gare", "2026"): (
        "Codice Univoco Submisura;Descrizione Submisura;Descrizione Procedura di Aggiudicazione;CUP;"
        "Codice Locale Progetto;CIG;CIG Accordo Quadro;Codice Procedura Utente;Modalità di Realizzazione;"
        "Codice Interno PDA;Oggetto Principale del Contratto;Oggetto Gara;Data Pubblicazione del CIG;"
        "Codice Motivo Assenza CIG;Descrizione Motivo Assenza CIG;Importo Complessivo Gara;Importo Aggiudicazione;"
        "Data Aggiudicazione Definitiva;Data di Estrazione"
    ),
    ("PNRR_Aggiudicatari_Gare", "2022-11"): (
        "Codice Univoco submisura;CUP ;codice fiscale _REALIZZATORE (O AGGIUDICATARIO) ;"
        "Denominazione_REALIZZATORE (O AGGIUDICATARIO) ;forma giuridica_REALIZZATORE (O AGGIUDICATARIO) ;"
        "descrizione forma giuritica_REALIZZATORE (O AGGIUDICATARIO) ;Codice ATECO REALIZZATORE (O AGGIUDICATARIO) ;"
        "CIG;Descrizione procedura di Aggiudicazione;Importo aggiudicato;Codice Fiscale - P IVA Aggiudicatario "
    ),
    ("PNRR_Aggiudicatari_Gare", "2024"): (
        "Codice Univoco Submisura;Descrizione Submisura;CUP;Codice Locale Progetto;CIG;Codice interno PDA;"
        "Codice Fiscale/P.IVA;Denominazione Aggiudicatario;Ruolo Soggetto;Descrizione Ruolo Soggetto;"
        "Forma Giuridica Aggiudicatario;Descrizione Forma Giuridica Aggiudicatario;Codice ATECO Aggiudicatario;"
        "Codice Procedura Utente;Data di Estrazione"
    ),
}

# Three bodies side by side in one row: a shape of its own, which is refused.
FIRST_SUBJECTS = (
    "Codice Univoco submisura;CUP ;codice fiscale PROGRAMMATORE;Denominazione PROGRAMMATORE;"
    "forma giuridica PROGRAMMATORE;descrizione forma giuritica PROGRAMMATORE;Codice ATECO PROGRAMMATORE ;"
    "codice fiscale  ATTUATORE;Denominazione ATTUATORE;forma giuridica ATTUATORE;"
    "descrizione forma giuritica ATTUATORE;Codice ATECO ATTUTORE;codice fiscale BENEFICIARIO;"
    "Denominazione BENEFICIARIO;forma giuridica_BENEFICIARIO;descrizione forma giuritica  BENEFICIARIO;"
    "Codice ATECO BENEFICIARIO "
)
