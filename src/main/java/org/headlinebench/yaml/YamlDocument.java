package org.headlinebench.yaml;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.representer.Representer;

import org.headlinebench.failure.Shown;

/** Makes a tree of a YAML text. No object is constructed from what it says, and hostile texts are refused. */
public final class YamlDocument {
    /** Far above any file of the program's, far below what could hurt. */
    public static final int MOST_BYTES = 1 << 20;

    private static final int MOST_ALIASES = 20;
    private static final int DEEPEST = 20;

    private YamlDocument() {}

    /**
     * The root of a YAML text; absent if it is not one, which is then reported.
     *
     * @param needs what an empty file lacks, in words
     */
    public static Optional<Node> root(byte[] bytes, String needs, Problems problems) {
        if (bytes.length > MOST_BYTES) {
            problems.add(1, "the file is larger than " + MOST_BYTES + " bytes; such a file is a few pages of text");
            return Optional.empty();
        }
        Optional<String> text = text(bytes, problems);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Node root = yaml().compose(new StringReader(text.get()));
            if (root == null) {
                problems.add(1, "the file is empty; it needs " + needs);
            }
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            problems.add(mark == null ? 1 : mark.getLine() + 1, "not valid YAML: " + firstLine(e.getProblem()));
        } catch (ReaderException e) {
            problems.add(lineAt(text.get(), e.getPosition()), "a character that YAML does not allow");
        } catch (YAMLException e) {
            problems.add(1, "not valid YAML: " + firstLine(e.getMessage()));
        } catch (StackOverflowError e) {
            problems.add(1, "not valid YAML: nested too deeply");
        }
        return Optional.empty();
    }

    private static Yaml yaml() {
        LoaderOptions limits = new LoaderOptions();
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setCodePointLimit(MOST_BYTES);
        limits.setAllowRecursiveKeys(false);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(limits), new Representer(unused), unused, limits);
    }

    private static Optional<String> text(byte[] bytes, Problems problems) {
        ByteBuffer input = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(input)
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            String before = new String(bytes, 0, input.position(), StandardCharsets.UTF_8);
            problems.add(lineAt(before, before.length()), "not UTF-8 text");
            return Optional.empty();
        }
    }

    private static int lineAt(String text, int position) {
        return 1 + (int) text.substring(0, Math.min(position, text.length())).chars().filter(c -> c == '\n').count();
    }

    private static String firstLine(String message) {
        return String.valueOf(message).lines().findFirst().map(Shown::of).orElse("unknown reason");
    }
}
