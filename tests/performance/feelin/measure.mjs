// SPDX-License-Identifier: EUPL-1.2
// Measures the npm package feelin on the guard and the table that the benchmark hands over as
// JSON, and prints "guard NS", "table NS" (for one evaluation) and "version V". Its interface
// parses and evaluates in one call; there is nothing to compile beforehand.
// Usage: node measure.mjs FOLDER-WITH-NODE-MODULES TASK.json
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder, task_file] = process.argv.slice(2);
const require = createRequire(join(folder, "package.json"));
const { evaluate, unaryTest } = require("feelin");
const task = JSON.parse(readFileSync(task_file, "utf8"));

// Version 5 and later answer with the value and warnings.
const value = (answer) =>
    answer !== null && typeof answer === "object" && "warnings" in answer ? answer.value : answer;

function decide(table, inputs) {
    const matches = table.rows.filter((row) =>
        table.inputs.every(
            (name, i) =>
                row[i] === "-" || value(unaryTest(row[i], { ...inputs, "?": inputs[name] })),
        ),
    );
    return matches.length === 1 ? value(evaluate(matches[0].at(-1), inputs)) : null;
}

function expect(actual, expected, what) {
    if (String(actual) !== String(expected)) {
        throw new Error(`${what}: ${actual}, expected is ${expected}`);
    }
}

// The middle of several rounds, in nanoseconds for one call.
function measure(call, cases, seconds) {
    const rounds = [];
    const end = process.hrtime.bigint() + BigInt(seconds * 1e9);
    do {
        const begin = process.hrtime.bigint();
        for (const one of cases) call(one.inputs);
        rounds.push(Number(process.hrtime.bigint() - begin) / cases.length);
    } while (process.hrtime.bigint() < end);
    rounds.sort((a, b) => a - b);
    return rounds[Math.floor(rounds.length / 2)];
}

const guard = (inputs) => value(evaluate(task.guard.text, inputs));
const table = (inputs) => decide(task.table, inputs);
for (const one of task.guard.cases) expect(guard(one.inputs), one.expected, "guard");
for (const one of task.table.cases) expect(table(one.inputs), one.expected, "table");
console.log(`guard ${measure(guard, task.guard.cases, task.seconds).toFixed(1)}`);
console.log(`table ${measure(table, task.table.cases, task.seconds).toFixed(1)}`);
console.log(`version ${require("feelin/package.json").version}`);
