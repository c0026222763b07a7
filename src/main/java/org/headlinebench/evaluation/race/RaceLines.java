package org.headlinebench.evaluation.race;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.failure.UserError;

/** The two JSON forms of RACE: a passage with all its questions, and a question with its passage. */
final class RaceLines {
    private static final JsonMapper JSON = JsonMapper.shared();

    private RaceLines() {}

    /** A file of the original archive. */
    static Passage passage(String name, byte[] json) {
        JsonNode root = parse(name, RaceFiles.text(json));
        List<Problem> problems = new ArrayList<>();
        JsonNode questions = array(name, root, "questions");
        JsonNode options = array(name, root, "options");
        JsonNode answers = array(name, root, "answers");
        if (questions.size() != options.size() || questions.size() != answers.size()) {
            throw wrong(name, "it has " + questions.size() + " questions, " + options.size() + " lists of options and "
                    + answers.size() + " answers");
        }
        for (int i = 0; i < questions.size(); i++) {
            problems.add(problem(name, questions.get(i), options.get(i), answers.get(i)));
        }
        return built(name, root.path("id").asString(name), root.path("article"), problems);
    }

    /** Hugging Face's export; questions of the same passage follow each other in the order of the lines. */
    static List<Passage> read(String name, byte[] jsonLines, RaceChoice choice) {
        Map<String, List<Problem>> problems = new LinkedHashMap<>();
        Map<String, JsonNode> articles = new LinkedHashMap<>();
        Map<String, String> ids = new LinkedHashMap<>();
        int number = 0;
        for (String line : RaceFiles.text(jsonLines).split("\\R")) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            String where = name + ", line " + number;
            JsonNode row = parse(where, line);
            String id = row.path("example_id").asString("");
            if (!choice.level().holds(id)) {
                continue;
            }
            String article = row.path("article").asString("");
            problems.computeIfAbsent(article, _ -> new ArrayList<>())
                    .add(problem(where, row.path("question"), row.path("options"), row.path("answer")));
            articles.putIfAbsent(article, row.path("article"));
            ids.putIfAbsent(article, id);
        }
        return problems.keySet()
                .stream()
                .map(article -> built(name, ids.get(article), articles.get(article), problems.get(article)))
                .toList();
    }

    private static Passage built(String name, String id, JsonNode article, List<Problem> problems) {
        try {
            return new Passage(id, article.asString(""), problems);
        } catch (IllegalArgumentException e) {
            throw wrong(name, e.getMessage());
        }
    }

    private static Problem problem(String name, JsonNode question, JsonNode options, JsonNode answer) {
        String letter = answer.asString("");
        if (!letter.matches("[A-H]")) {
            throw wrong(name, "the answer '" + letter + "' is no letter");
        }
        List<String> texts = new ArrayList<>();
        options.forEach(option -> texts.add(option.asString("")));
        try {
            return new Problem(question.asString(""), texts, letter.charAt(0) - 'A');
        } catch (IllegalArgumentException e) {
            throw wrong(name, e.getMessage());
        }
    }

    private static JsonNode array(String name, JsonNode root, String key) {
        JsonNode array = root.path(key);
        if (!array.isArray()) {
            throw wrong(name, "'" + key + "' is no list");
        }
        return array;
    }

    private static JsonNode parse(String name, String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw wrong(name, "its JSON is broken (" + e.getOriginalMessage() + ")");
        }
    }

    private static UserError wrong(String name, String what) {
        return new UserError(name + " cannot be used: " + what + ".",
                "Each question needs a text, options and the letter of the right one; fetch the file again if it is"
                        + " RACE's.");
    }
}
