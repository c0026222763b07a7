/**
 * The models the program knows: what each is, where it comes from, under which licence, and which shape it has.
 *
 * <p>This package holds values only. {@code yaml} reads them from {@code models.yaml}, {@code download} brings single
 * files over the network, and {@code library} answers where a model lies on this machine and fetches it when asked.
 */
package org.headlinebench.catalog;
