import { createRequire } from 'node:module';

interface Element {
  readonly [name: string]: unknown;
}

interface Peer {
  readonly evaluate: (source: string, context: object) => unknown;
  readonly unaryTest: (source: string, context: object) => unknown;
}

const engine = createRequire(new URL('../../packages/engine/package.json', import.meta.url));
const bench = createRequire(new URL('../package.json', import.meta.url));
const { evaluate, unaryTest } = engine('feelin') as Peer;

const value = (result: unknown): unknown =>
  typeof result === 'object' && result !== null && 'value' in result ? result.value : result;

/** A decision of a file read once by dmn-moddle, evaluated with feelin, rule by rule; null when dmn-moddle is absent. */
export async function peerOf(xml: string): Promise<((id: string, context: object) => unknown) | null> {
  const root = await read(xml);
  if (root === null) return null;
  const decisions = new Map((root.drgElement as Element[]).map((one) => [String(one.id), one]));
  const decide = (id: string, context: object): unknown => {
    const decision = decisions.get(id) ?? {};
    const known: Record<string, unknown> = { ...context };
    for (const requirement of (decision.informationRequirement ?? []) as { requiredDecision: { href: string } }[]) {
      const needed = requirement.requiredDecision.href.slice(1);
      known[needed] = decide(needed, context);
    }
    const { input, rule } = decision.decisionLogic as {
      input: { inputExpression: { text: string } }[];
      rule: { inputEntry: { text: string }[]; outputEntry: { text: string }[] }[];
    };
    const inputs = input.map(({ inputExpression }) => value(evaluate(inputExpression.text, known)));
    for (const { inputEntry, outputEntry } of rule) {
      const matches = inputEntry.every(
        ({ text }, index) => value(unaryTest(text, { ...known, '?': inputs[index] })) === true,
      );
      if (matches) return value(evaluate(outputEntry[0]?.text ?? 'null', known));
    }
    return null;
  };
  return decide;
}

async function read(xml: string): Promise<Element | null> {
  try {
    const { DmnModdle } = (await import(bench.resolve('dmn-moddle'))) as {
      DmnModdle: new () => { fromXML(xml: string): Promise<{ rootElement: Element }> };
    };
    return (await new DmnModdle().fromXML(xml)).rootElement;
  } catch (error) {
    console.log(`(dmn-moddle is not installed: ${error instanceof Error ? error.message.split('\n')[0] : error})`);
    return null;
  }
}
