package org.headlinebench.engine;

/**
 * Which tokens may come next.
 *
 * @param isBan whether all may but those named; otherwise only those named may
 * @param ids   token ids; not to be changed
 */
public record AllowedTokens(boolean isBan, int[] ids) {
    /** Any token. */
    public static final AllowedTokens ALL = new AllowedTokens(true, new int[0]);

    public AllowedTokens {
        if (!isBan && ids.length == 0) {
            throw new IllegalArgumentException("no token may come next");
        }
    }

    /** Whether nothing is ruled out. */
    public boolean areAll() {
        return isBan && ids.length == 0;
    }
}
