/**
 * Speed of decisions: `npx tsx bench/dmn/run.ts`. Each line is measured in the same process as its peer, feelin over a file
 * that dmn-moddle read once. Medians of five rounds; ends with 1 when a goal is missed.
 */
import process from 'node:process';
import { decide, readDecisions } from '../../packages/engine/src/decision/index.ts';
import { perSecond, rate, ratio } from '../feel/measure.ts';
import { FEE, THOUSAND } from './models.ts';
import { peerOf } from './peer.ts';

const time = { at: 0 };
let missed = 0;

async function measure(
  name: string,
  xml: string,
  id: string,
  context: Record<string, string | number | boolean>,
  goal: number,
) {
  const { decisions, diagnostics } = await readDecisions(xml);
  if (!decisions) throw new Error(JSON.stringify(diagnostics));
  const peer = await peerOf(xml);
  const answer = decide(decisions, id, context, time);
  if (!answer.ok) throw new Error(answer.message);
  if (peer !== null && peer(id, context) !== answer.value) {
    throw new Error(`${name}: ${JSON.stringify(answer.value)}, the peer answers ${JSON.stringify(peer(id, context))}`);
  }
  const ours = perSecond(() => decide(decisions, id, context, time));
  const theirs = peer === null ? null : perSecond(() => peer(id, context));
  if (ours < goal) missed += 1;
  const compared = theirs === null ? '' : `; feelin with dmn-moddle ${rate(theirs)} (${ratio(ours, theirs)})`;
  console.log(`${ours < goal ? 'MISS' : 'ok  '} ${name}: ${rate(ours)}, goal ${rate(goal)}${compared}`);
}

await measure('3 rules with a required decision', FEE, 'fee', { surface: 300, area: 'rural' }, 500_000);
await measure(
  '1,000 rules, indexed',
  THOUSAND,
  'rate',
  { locality: 'locality 40', surface: 555, urgent: true },
  50_000,
);

const began = performance.now();
await readDecisions(THOUSAND);
console.log(`     reading and compiling 1,000 rules: ${Math.round(performance.now() - began)} ms`);
process.exitCode = missed === 0 ? 0 : 1;
