package org.headlinebench.catalog.library;

import org.headlinebench.catalog.CatalogEntry;

/** What the user's word for a model means. */
public sealed interface ModelChoice {

    /** A model of the catalog, installed or not. */
    record FromCatalog(CatalogEntry entry) implements ModelChoice {}

    /** A file or folder of the user's own. */
    record FromDisk(InstalledModel model) implements ModelChoice {}
}
