// llama.cpp (by node-llama-cpp) on a GGUF file: milliseconds per decoded token, greedy, batch 1, as one line of JSON.
//
//     npm install --prefix DIR node-llama-cpp
//     node bench/llama_cpp.mjs DIR MODEL.gguf PROMPTS.json TOKENS THREADS
//
// PROMPTS.json holds a list of texts. Each is evaluated whole, then TOKENS tokens are written one after the other. The first
// text is written once before, uncounted. Decoding is the time between the first and the last token.
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join, resolve} from "node:path";
import {pathToFileURL} from "node:url";

const [folder, path, promptsFile, tokensText, threadsText] = process.argv.slice(2);
if (!threadsText) {
    console.error("usage: node llama_cpp.mjs DIR MODEL.gguf PROMPTS.json TOKENS THREADS");
    process.exit(2);
}
const require = createRequire(join(resolve(folder), "package.json"));
const {getLlama} = await import(pathToFileURL(require.resolve("node-llama-cpp")));
const threads = Number(threadsText);
const count = Number(tokensText);
const llama = await getLlama({gpu: false, build: "never", maxThreads: threads, logLevel: "error"});
const model = await llama.loadModel({modelPath: resolve(path), gpuLayers: 0});
const context = await model.createContext({contextSize: 1024, sequences: 1, threads: {ideal: threads, min: threads}});
const sequence = context.getSequence();

async function write(text) {
    await sequence.clearHistory();
    const prompt = model.tokenize(text);
    const times = [];
    const started = performance.now();
    for await (const _ of sequence.evaluate(prompt, {temperature: 0, yieldEogToken: true})) {
        times.push(performance.now() - started);
        if (times.length === count) {
            break;
        }
    }
    return {promptTokens: prompt.length, tokens: times.length, ttft: times[0],
        perToken: (times.at(-1) - times[0]) / (times.length - 1)};
}

const prompts = JSON.parse(readFileSync(promptsFile, "utf8"));
await write(prompts[0]);
const samples = [];
for (const prompt of prompts) {
    samples.push(await write(prompt));
}
const version = JSON.parse(readFileSync(join(resolve(folder), "node_modules/node-llama-cpp/package.json"))).version;
console.log(JSON.stringify({version, threads, samples}));
await llama.dispose();
