package org.headlinebench.catalog;

import java.net.URI;
import java.util.regex.Pattern;

import org.headlinebench.failure.Shown;

/**
 * What a model may be used for, and whether its publisher asks for consent before a download.
 *
 * @param spdx an SPDX identifier, or {@code LicenseRef-…} where SPDX lists none
 * @param url where the text can be read
 * @param gated whether the hub gives the files only to people who accepted the licence there
 */
public record Licence(String spdx, URI url, boolean gated) {

    private static final Pattern SPDX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]{0,63}");

    public Licence {
        if (!SPDX.matcher(spdx).matches()) {
            throw new IllegalArgumentException(
                    "'" + Shown.of(spdx) + "' is not an SPDX licence identifier such as Apache-2.0");
        }
        if (!"https".equals(url.getScheme()) || url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException("a licence's url starts with https:// and names a host");
        }
    }
}
