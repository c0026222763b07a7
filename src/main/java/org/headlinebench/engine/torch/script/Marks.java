package org.headlinebench.engine.torch.script;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks in a program's text: {@code #> name} and {@code #<} around some lines are comments, until a program is to be
 * profiled. Then they become {@code profiler::_record_function_enter_new} and {@code …_exit}, the operators behind
 * PyTorch's {@code record_function}.
 */
public final class Marks {
    /** What the names of marks begin with in a trace. */
    public static final String PREFIX = "headline:";
    private static final Pattern MARK = Pattern.compile("( *)#(> (\\w+)|<)");

    private Marks() {}

    static String in(String source) {
        var marked = new StringBuilder();
        Deque<Integer> open = new ArrayDeque<>();
        int count = 0;
        for (String line : source.split("\n")) {
            Matcher mark = MARK.matcher(line);
            if (!mark.matches()) {
                marked.append(line);
            } else if (mark.group(3) != null) {
                open.push(count);
                marked.append(mark.group(1))
                        .append("mark")
                        .append(count++)
                        .append(
                                " = ops.profiler._record_function_enter_new(\"" + PREFIX + mark.group(3) + "\", None)");
            } else {
                int closed = open.pop();
                marked.append(mark.group(1))
                        .append("closed")
                        .append(closed)
                        .append(
                                " = ops.profiler._record_function_exit(mark" + closed + ")");
            }
            marked.append('\n');
        }
        if (!open.isEmpty()) {
            throw new IllegalStateException(open.size() + " marks are not closed");
        }
        return marked.toString();
    }
}
