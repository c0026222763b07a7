package org.headlinebench.weights;

/** The first 24 bytes. */
record GgufHeader(long tensorCount, long metadataCount) {
    private static final int MAGIC = 0x46554747; // "GGUF"
    private static final long MOST_TENSORS = 1 << 16;
    private static final long MOST_KEYS = 1 << 16;
    /** Name length, dimension count, type and offset: what even an unnamed scalar takes. */
    private static final long LEAST_TENSOR_BYTES = 24;
    /** Key length, type and one byte. */
    private static final long LEAST_KEY_BYTES = 13;

    static GgufHeader read(GgufCursor cursor) {
        if (cursor.int32("the magic number") != MAGIC) {
            throw cursor.malformed("it does not begin with 'GGUF'");
        }
        int version = cursor.int32("the version");
        if (version == Integer.reverseBytes(2) || version == Integer.reverseBytes(3)) {
            throw new UnsupportedModel("The GGUF file is big-endian.",
                    "Use the usual little-endian file of the model.");
        }
        if (version != 2 && version != 3) {
            throw cursor
                    .malformed("its GGUF version is " + Integer.toUnsignedString(version) + ", but 2 or 3 is needed");
        }
        long tensors = cursor.count("the number of tensors", MOST_TENSORS, LEAST_TENSOR_BYTES);
        long keys = cursor.count("the number of metadata keys", MOST_KEYS, LEAST_KEY_BYTES);
        return new GgufHeader(tensors, keys);
    }
}
