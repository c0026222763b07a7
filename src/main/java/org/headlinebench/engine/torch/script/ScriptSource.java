package org.headlinebench.engine.torch.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.headlinebench.device.DeviceId;

/**
 * The TorchScript text of a stack: a program is put together from one text per axis, each of which defines the methods
 * of its axis, so that any choice on one axis works with any choice on the others.
 */
final class ScriptSource {
    private static final String FOLDER = "/torchscript/";

    private ScriptSource() {}

    /**
     * Puts a program together.
     *
     * @param parts resource names below {@code /torchscript/} without ending, for example {@code cache/static}; a number
     *              in parentheses after it takes the place of {@code SETTING} in the text, {@code (NAME=number,...)}
     *              those of several names
     * @param device takes the place of {@code DEVICE} in the text
     * @param marked whether the parts that a profiler tells apart announce themselves
     */
    static String of(List<String> parts, DeviceId device, boolean marked) {
        String source = of(parts).replace("\"DEVICE\"", '"' + device.toString() + '"');
        return marked ? Marks.in(source) : source;
    }

    private static String of(List<String> parts) {
        var source = new StringBuilder(read("program"));
        for (String part : parts) {
            source.append(read(part));
        }
        return source.toString();
    }

    private static String read(String part) {
        int open = part.indexOf('(');
        if (open < 0) {
            return resource(part);
        }
        String text = resource(part.substring(0, open));
        for (String setting : part.substring(open + 1, part.length() - 1).split(",")) {
            int equals = setting.indexOf('=');
            String name = equals < 0 ? "SETTING" : setting.substring(0, equals);
            text = text.replaceAll("\\b" + name + "\\b", setting.substring(equals + 1));
        }
        return text;
    }

    private static String resource(String part) {
        String resource = FOLDER + part + ".torchscript";
        try (InputStream in = ScriptSource.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
