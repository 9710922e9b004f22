// Processor time of GoRules' zen-engine on the rules that its tables express; answers are compared first.
import { readFileSync } from 'node:fs';
import { ZenEngine } from '@gorules/zen-engine';

const folder = process.argv[2];
const tables = JSON.parse(readFileSync(`${folder}/tables.json`));
const organisations = JSON.parse(readFileSync(`${folder}/organisations.json`));
const engine = new ZenEngine();
const decisions = {};
for (const [section, rules] of Object.entries(tables)) {
  decisions[section] = engine.createDecision(Buffer.from(JSON.stringify({
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
      {
        id: 'table', type: 'decisionTableNode', name: 'table', position: { x: 1, y: 0 },
        content: {
          hitPolicy: 'collect',
          inputs: [{ id: 'i', name: 'entry', type: 'expression' }],
          outputs: [{ id: 'o', name: 'rule', field: 'rule', type: 'expression' }],
          rules: Object.entries(rules).map(([name, holds], at) => ({ _id: `r${at}`, i: holds, o: JSON.stringify(name) })),
        },
      },
      { id: 'out', type: 'outputNode', name: 'out', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' },
      { id: 'b', sourceId: 'table', targetId: 'out', type: 'edge' },
    ],
  })));
}

async function matches(organisation) {
  let count = 0;
  for (const [section, entries] of Object.entries(organisation.sections)) {
    for (const entry of entries) {
      const { result } = await decisions[section].evaluate(entry);
      count += Array.isArray(result) ? result.length : 0;
    }
  }
  return count;
}

for (const [at, organisation] of organisations.entries()) {
  const found = await matches(organisation);
  if (found !== organisation.matches) {
    throw new Error(`organisation ${at}: ${found} matches instead of ${organisation.matches}`);
  }
}
const rounds = 30;
const micros = [];
for (let round = -10; round < rounds; round++) {
  const before = process.cpuUsage();
  for (const organisation of organisations) {
    await matches(organisation);
  }
  const { user, system } = process.cpuUsage(before);
  if (round >= 0) micros.push((user + system) / organisations.length);
}
const mean = micros.reduce((a, b) => a + b) / rounds;
const deviation = Math.sqrt(micros.reduce((a, b) => a + (b - mean) ** 2, 0) / (rounds - 1));
console.log(`zen-engine: ${mean.toFixed(0)} µs of processor time an organisation, ± ${(2 * deviation / Math.sqrt(rounds)).toFixed(0)} (95%)`);
