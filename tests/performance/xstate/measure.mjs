// SPDX-License-Identifier: EUPL-1.2
// Measures the npm package xstate in its pure transition mode on a ring of states without guards,
// and prints "transitions N" (a second) and "version V".
// Usage: node measure.mjs FOLDER-WITH-NODE-MODULES STATES SECONDS
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder, count_text, seconds_text] = process.argv.slice(2);
const count = Number(count_text);
const require = createRequire(join(folder, "package.json"));
const { createMachine, initialTransition, transition } = require("xstate");

const states = {};
for (let i = 0; i < count; ++i) states[`s${i}`] = { on: { next: `s${(i + 1) % count}` } };
const machine = createMachine({ id: "ring", initial: "s0", states });
const event = { type: "next" };

// The middle of several rounds: the first ones run before the compiler has done its work.
const rounds = [];
const laps = 500;
const end = process.hrtime.bigint() + BigInt(Math.round(Number(seconds_text) * 1e9));
do {
    let [snapshot] = initialTransition(machine);
    const begin = process.hrtime.bigint();
    for (let i = 0; i < laps * count; ++i) [snapshot] = transition(machine, snapshot, event);
    rounds.push((laps * count * 1e9) / Number(process.hrtime.bigint() - begin));
    if (snapshot.value !== "s0") throw new Error(`ended in ${snapshot.value}`);
} while (process.hrtime.bigint() < end);
rounds.sort((a, b) => a - b);
console.log(`transitions ${rounds[Math.floor(rounds.length / 2)].toFixed(0)}`);
const version = JSON.parse(readFileSync(join(folder, "node_modules/xstate/package.json"))).version;
console.log(`version ${version}`);
