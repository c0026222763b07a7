// Greedy continuations by llama.cpp: node llama_cpp.mjs MODEL.gguf NEW_TOKENS < prompts.json > continuations.json
// Needs node-llama-cpp (npm install node-llama-cpp) in this folder or one above.
import {readFileSync} from "node:fs";
import {getLlama} from "node-llama-cpp";

const [modelPath, newTokens] = process.argv.slice(2);
const llama = await getLlama({gpu: false, build: "never", logLevel: "error"});
const model = await llama.loadModel({modelPath});
// One thread: several wait for each other on a busy machine.
const context = await model.createContext({contextSize: 512, flashAttention: false, threads: 1});
const sequence = context.getSequence();
const results = [];
for (const prompt of JSON.parse(readFileSync(0, "utf8"))) {
    const tokens = model.tokenize(prompt);
    const written = [];
    for await (const token of sequence.evaluate(tokens, {temperature: 0})) {
        written.push(token);
        if (token === model.tokens.eos || written.length === Number(newTokens)) break;
    }
    // evaluate() ends at the end token without giving it.
    if (written.length < Number(newTokens) && written.at(-1) !== model.tokens.eos) written.push(model.tokens.eos);
    await sequence.clearHistory();
    results.push({prompt: tokens, written});
}
console.log(JSON.stringify(results));
process.exit(0);
