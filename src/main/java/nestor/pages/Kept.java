package nestor.pages;

import nestor.advisory.Advisories;
import nestor.dossier.Dossiers;
import nestor.intake.Receipts;
import nestor.store.Store;

/** Where the pages find what the desk keeps. */
public record Kept(Store store, Receipts receipts, Dossiers dossiers, Advisories advisories) {}
