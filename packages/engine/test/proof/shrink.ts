import { type Case, replayCase } from './prove.ts';

const TRIES = 600;

/** A smaller case that still does not agree: commands left out, then parts of the model. */
export async function shrink(given: Case): Promise<Case> {
  let best = given;
  let left = TRIES;
  for (let smaller = true; smaller && left > 0; ) {
    smaller = false;
    for (const candidate of candidates(best)) {
      left -= 1;
      if (left <= 0) break;
      if (!(await stillFails(candidate))) continue;
      best = candidate;
      smaller = true;
      break;
    }
  }
  return best;
}

function* candidates({ xml, beginning, moments }: Case): Generator<Case> {
  if (moments.length > 1) yield { xml, beginning, moments: moments.slice(0, moments.length >> 1) };
  for (let index = moments.length - 1; index >= 0; index -= 1) {
    yield { xml, beginning, moments: moments.filter((_, at) => at !== index) };
  }
  for (const smaller of smallerModels(xml)) yield { xml: smaller, beginning, moments };
}

/** Models without one node (its ways in lead where its ways out did), one flow, or one extension. */
function* smallerModels(xml: string): Generator<string> {
  const lines = xml.split('\n');
  for (const [, id = ''] of xml.matchAll(/<bpmn:\w+ id="([^"]+)"[^>]*>/g)) {
    const without = withoutElement(xml, id);
    if (without === null) continue;
    const outgoing = new RegExp(
      `<bpmn:sequenceFlow id="[^"]+" sourceRef="${id}" targetRef="([^"]+)">.*?</bpmn:sequenceFlow>`,
      'g',
    );
    const targets = [...without.matchAll(outgoing)].flatMap(([, target]) => (target === undefined ? [] : [target]));
    const [target] = targets;
    const rest = without.replace(outgoing, '').replace(new RegExp(`<bpmn:association [^>]*"${id}"[^>]*/>`, 'g'), '');
    const incoming = new RegExp(`(<bpmn:sequenceFlow [^>]*targetRef=)"${id}"`, 'g');
    if (target !== undefined) yield rest.replace(incoming, `$1"${target}"`);
    else yield rest.replace(new RegExp(`<bpmn:sequenceFlow [^>]*targetRef="${id}">.*?</bpmn:sequenceFlow>`, 'g'), '');
  }
  for (const pattern of [
    /<bpmn:extensionElements>(?:<zeebe:(?:ioMapping|assignmentDefinition|priorityDefinition|taskDefinition|executionListeners|taskListeners)).*?<\/bpmn:extensionElements>/g,
    /<bpmn:(multiInstance|standard)LoopCharacteristics.*?(\/>|<\/bpmn:\1LoopCharacteristics>)/g,
    /<bpmn:conditionExpression.*?<\/bpmn:conditionExpression>/g,
    /<bpmn:completionCondition>.*?<\/bpmn:completionCondition>/g,
    /<zeebe:(executionListeners|taskListeners)>.*?<\/zeebe:\1>/g,
    /<zeebe:(execution|task)Listener [^>]*\/>/g,
    /<zeebe:ioMapping>.*?<\/zeebe:ioMapping>/g,
    / default="[^"]*"/g,
  ]) {
    for (const match of xml.matchAll(pattern))
      yield xml.slice(0, match.index) + xml.slice(match.index + match[0].length);
  }
  if (lines.some((line) => line === '')) yield lines.filter((line) => line !== '').join('\n');
}

/** The text without the element and what is in it; null for what a model cannot do without. */
function withoutElement(xml: string, id: string): string | null {
  const begins = xml.indexOf(xml.match(new RegExp(`<bpmn:\\w+ id="${id}"`))?.[0] ?? '\0');
  const type = /^<bpmn:(\w+)/.exec(xml.slice(begins))?.[1];
  if (begins < 0 || type === undefined || /^(definitions|process|message|signal|error|escalation)$/.test(type))
    return null;
  const tags = new RegExp(`<bpmn:${type}\\b[^>]*?(/?)>|</bpmn:${type}>`, 'g');
  tags.lastIndex = begins;
  let depth = 0;
  for (let tag = tags.exec(xml); tag !== null; tag = tags.exec(xml)) {
    if (tag[0].startsWith('</')) depth -= 1;
    else if (tag[1] !== '/') depth += 1;
    if (depth === 0) return xml.slice(0, begins) + xml.slice(tags.lastIndex);
  }
  return null;
}

async function stillFails(candidate: Case): Promise<boolean> {
  try {
    return (await replayCase(candidate)) !== null;
  } catch {
    // it does not compile any more
    return false;
  }
}
