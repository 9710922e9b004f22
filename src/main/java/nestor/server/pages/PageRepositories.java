package nestor.server.pages;

import nestor.advisory.AdvisoryRepository;
import nestor.dossier.DossierRepository;
import nestor.intake.ReceiptRepository;
import nestor.store.Database;

/** Where the pages find what the desk keeps. */
public record PageRepositories(
    Database store,
    ReceiptRepository receipts,
    DossierRepository dossiers,
    AdvisoryRepository advisories) {}
