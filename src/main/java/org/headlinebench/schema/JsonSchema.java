package org.headlinebench.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A documented subset of JSON Schema (draft 2020-12) as a grammar of compact JSON. What is written by it validates against
 * the schema; not everything that validates can be written: there is no white space between tokens, an object's properties
 * come in the schema's order and there are no others, numbers have at most 15 digits on either side of the point.
 */
public final class JsonSchema {
    private static final int MOST_PARTS = 2_000;
    private static final int MOST_DEPTH = 24;
    private static final int MOST_LENGTH = 100_000;
    private static final int DIGITS = 14;
    private static final Set<String> ANNOTATIONS = Set.of("title", "description", "default", "examples", "$schema",
            "$id", "$comment", "deprecated", "readOnly", "writeOnly", "$defs", "definitions");
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final JsonNode root;
    private final Part document;
    private int parts;

    private JsonSchema(JsonNode root) {
        this.root = root;
        document = value(root, "#", 0);
        if (!(root.path("type").asString("").equals("object") || root.has("$ref") || root.has("anyOf"))) {
            throw new UnsupportedSchema("The schema's root must be of type object.");
        }
    }

    /**
     * Reads a schema.
     *
     * @throws UnsupportedSchema if it is none, or holds what the subset does not
     */
    public static JsonSchema parse(String json) {
        try {
            return new JsonSchema(MAPPER.readTree(json));
        } catch (JacksonException e) {
            throw new UnsupportedSchema("The schema is no JSON: " + e.getOriginalMessage() + ".");
        }
    }

    /** Nothing is written yet. */
    public Position start() {
        return Position.before(document);
    }

    private Part value(JsonNode node, String where, int depth) {
        if (!node.isObject()) {
            throw new UnsupportedSchema("The schema at " + where + " is no object.");
        }
        if (++parts > MOST_PARTS || depth > MOST_DEPTH) {
            throw new UnsupportedSchema("The schema is too large, nested too deeply or recursive: at " + where + ".");
        }
        if (node.has("$ref")) {
            allow(node, where, "$ref");
            return value(referred(node.get("$ref"), where), where, depth + 1);
        }
        if (node.has("anyOf")) {
            allow(node, where, "anyOf");
            return anyOf(node.get("anyOf"), where, depth);
        }
        if (node.has("const")) {
            allow(node, where, "const", "type");
            return new Part.Literal(MAPPER.writeValueAsString(node.get("const")));
        }
        if (node.has("enum")) {
            allow(node, where, "enum", "type");
            return literals(node.get("enum"), where);
        }
        JsonNode type = node.path("type");
        if (type.isArray() && !type.isEmpty()) {
            var choices = new ArrayList<Part>();
            type.forEach(each -> choices.add(ofType(node, each.asString(""), where, depth, true)));
            return new Part.OneOf(choices);
        }
        return ofType(node, type.asString(""), where, depth, false);
    }

    private Part ofType(JsonNode node, String type, String where, int depth, boolean isOneOfSeveral) {
        return switch (type) {
            case "object" -> {
                allow(isOneOfSeveral, node, where, "type", "properties", "required", "additionalProperties");
                yield object(node, where, depth);
            }
            case "array" -> {
                allow(isOneOfSeveral, node, where, "type", "items", "minItems", "maxItems");
                requireBounds(node, "minItems", "maxItems", where);
                if (!node.has("items")) {
                    throw new UnsupportedSchema("The array at " + where + " does not say what its items are.");
                }
                yield new Part.Sequence(new Part.Literal("["),
                        new Part.Items(value(node.get("items"), where + "/items", depth + 1),
                                bound(node, "minItems", 0, where), bound(node, "maxItems", Part.UNBOUNDED, where),
                                true));
            }
            case "string" -> {
                allow(isOneOfSeveral, node, where, "type", "minLength", "maxLength");
                requireBounds(node, "minLength", "maxLength", where);
                yield new Part.Sequence(new Part.Literal("\""), new Part.Text((long) bound(node, "minLength", 0, where),
                        (long) bound(node, "maxLength", Part.UNBOUNDED, where)));
            }
            case "integer" -> {
                allow(isOneOfSeveral, node, where, "type");
                yield integer();
            }
            case "number" -> {
                allow(isOneOfSeveral, node, where, "type");
                yield new Part.Sequence(integer(), new Part.OneOf(List.of(new Part.Digits(0),
                        new Part.Sequence(new Part.Literal("."), new Part.Digit('0'), new Part.Digits(DIGITS)))));
            }
            case "boolean" -> {
                allow(isOneOfSeveral, node, where, "type");
                yield new Part.OneOf(List.of(new Part.Literal("true"), new Part.Literal("false")));
            }
            case "null" -> {
                allow(isOneOfSeveral, node, where, "type");
                yield new Part.Literal("null");
            }
            default -> throw new UnsupportedSchema("The schema at " + where + " has "
                    + (type.isEmpty() ? "no type." : "the unknown type '" + type + "'."));
        };
    }

    /** Without a sign before a zero: some readers take "-0" for a float. */
    private static Part integer() {
        Part natural = new Part.Sequence(new Part.Digit('1'), new Part.Digits(DIGITS));
        return new Part.OneOf(
                List.of(new Part.Literal("0"), natural, new Part.Sequence(new Part.Literal("-"), natural)));
    }

    private Part object(JsonNode node, String where, int depth) {
        if (node.has("additionalProperties") && !node.get("additionalProperties").isBoolean()) {
            throw new UnsupportedSchema("additionalProperties at " + where + " is neither true nor false.");
        }
        var required = new ArrayList<String>();
        node.path("required").forEach(name -> required.add(name.asString("")));
        var properties = new ArrayList<Part.Property>();
        JsonNode named = node.path("properties");
        named.propertyNames()
                .forEach(name -> properties.add(new Part.Property(MAPPER.writeValueAsString(name),
                        value(named.get(name), where + "/properties/" + name, depth + 1), required.contains(name))));
        required.stream().filter(name -> !named.has(name)).findFirst().ifPresent(name -> {
            throw new UnsupportedSchema(
                    "The object at " + where + " requires '" + name + "', which it does not define.");
        });
        return new Part.Sequence(new Part.Literal("{"), new Part.Members(new Part.Shape(properties), 0, true));
    }

    private Part anyOf(JsonNode choices, String where, int depth) {
        if (!choices.isArray() || choices.isEmpty()) {
            throw new UnsupportedSchema("anyOf at " + where + " is no list of schemas.");
        }
        var parts = new ArrayList<Part>();
        choices.forEach(each -> parts.add(value(each, where + "/anyOf/" + parts.size(), depth + 1)));
        return new Part.OneOf(parts);
    }

    private static Part literals(JsonNode values, String where) {
        if (!values.isArray() || values.isEmpty()) {
            throw new UnsupportedSchema("enum at " + where + " is no list of values.");
        }
        var literals = new ArrayList<Part>();
        values.forEach(each -> literals.add(new Part.Literal(MAPPER.writeValueAsString(each))));
        return new Part.OneOf(literals);
    }

    private JsonNode referred(JsonNode reference, String where) {
        String path = reference.asString("");
        JsonNode target = path.equals("#") ? root : path.startsWith("#/") ? root.at(path.substring(1)) : null;
        if (target == null || target.isMissingNode()) {
            throw new UnsupportedSchema("$ref at " + where + " does not lead to a definition: '" + path + "'.");
        }
        return target;
    }

    private static int bound(JsonNode node, String name, int otherwise, String where) {
        if (!node.has(name)) {
            return otherwise;
        }
        JsonNode value = node.get(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0
                || value.intValue() > MOST_LENGTH) {
            throw new UnsupportedSchema(name + " at " + where + " is no whole number from 0 to " + MOST_LENGTH + ".");
        }
        return value.intValue();
    }

    private static void requireBounds(JsonNode node, String min, String max, String where) {
        int most = bound(node, max, Part.UNBOUNDED, where);
        if (most != Part.UNBOUNDED && bound(node, min, 0, where) > most) {
            throw new UnsupportedSchema(min + " at " + where + " is more than " + max + ".");
        }
    }

    private static void allow(JsonNode node, String where, String... keywords) {
        allow(false, node, where, keywords);
    }

    /** Of several types each has keywords of its own, which one node holds together. */
    private static void allow(boolean isOneOfSeveral, JsonNode node, String where, String... keywords) {
        Set<String> known = isOneOfSeveral
                ? Set.of("type", "properties", "required", "additionalProperties", "items", "minItems", "maxItems",
                        "minLength", "maxLength")
                : Set.of(keywords);
        node.propertyNames()
                .stream()
                .filter(name -> !known.contains(name) && !ANNOTATIONS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new UnsupportedSchema("'" + name + "' at " + where + " is not supported.");
                });
    }
}
