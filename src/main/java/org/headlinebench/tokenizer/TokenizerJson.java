package org.headlinebench.tokenizer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reading and writing parts of a {@code tokenizer.json} tree. */
final class TokenizerJson {
    private TokenizerJson() {}

    /** Tokens by id: the model's vocabulary and the added tokens. */
    static NavigableMap<Integer, String> tokens(ObjectNode root) {
        var tokens = new TreeMap<Integer, String>();
        root.path("model")
                .path("vocab")
                .properties()
                .forEach(entry -> tokens.put(entry.getValue().intValue(), entry.getKey()));
        for (var added : root.path("added_tokens")) {
            tokens.put(added.path("id").intValue(), added.path("content").stringValue());
        }
        return tokens;
    }

    static Optional<Integer> id(Map<Integer, String> tokens, String token) {
        return tokens.entrySet()
                .stream()
                .filter(entry -> entry.getValue().equals(token))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static String fingerprint(Map<Integer, String> tokens, JsonNode merges) {
        var digest = sha256();
        tokens.forEach((id, token) -> {
            digest.update(ByteBuffer.allocate(4).putInt(id).flip());
            update(digest, token);
        });
        for (var merge : merges) {
            // Older files write "a b", newer ones ["a", "b"].
            update(digest, merge.isString()
                    ? merge.stringValue()
                    : merge.get(0).stringValue() + " " + merge.get(1).stringValue());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The post-processor that puts BOS before and EOS behind every text (tokenizers' TemplateProcessing). */
    static ObjectNode around(Optional<Special> bos, Optional<Special> eos) {
        var nodes = JsonNodeFactory.instance;
        var template = nodes.objectNode().put("type", "TemplateProcessing");
        var specials = nodes.objectNode();
        bos.ifPresent(special -> specials.set(special.token, special.describe()));
        eos.ifPresent(special -> specials.set(special.token, special.describe()));
        sequence(template.putArray("single"), bos, eos, "A", 0);
        var pair = template.putArray("pair");
        sequence(pair, bos, eos, "A", 0);
        sequence(pair, bos, eos, "B", 1);
        template.set("special_tokens", specials);
        return template;
    }

    private static void sequence(ArrayNode template, Optional<Special> bos, Optional<Special> eos, String name,
            int type) {
        bos.ifPresent(special -> piece(template, "SpecialToken", special.token, type));
        piece(template, "Sequence", name, type);
        eos.ifPresent(special -> piece(template, "SpecialToken", special.token, type));
    }

    private static void piece(ArrayNode template, String kind, String id, int type) {
        template.addObject().putObject(kind).put("id", id).put("type_id", type);
    }

    private static void update(MessageDigest digest, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A special token. */
    record Special(String token, int id) {
        private ObjectNode describe() {
            var node = JsonNodeFactory.instance.objectNode().put("id", token);
            node.putArray("ids").add(id);
            node.putArray("tokens").add(token);
            return node;
        }
    }
}
