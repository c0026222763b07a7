package org.headlinebench.catalog.library;

import java.util.Optional;

import org.headlinebench.catalog.CatalogEntry;

/** A model of the catalog and, if it is on this machine, where. */
public record ModelStatus(CatalogEntry entry, Optional<InstalledModel> installed) {}
