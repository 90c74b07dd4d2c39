import type { FeelType } from '../expression/index.ts';
import { unicodePattern } from '../expression/unicode-pattern.ts';
import type { Expression, LoopDefinition } from '../kernel/graph.ts';
import { variable } from './computed.ts';
import { ANY_LIST, CONDITION, COUNT, constant, type Expressions } from './expressions.ts';
import { child, type Element, extension, flag, text } from './model.ts';
import type { Reading } from './reading.ts';

const NAME = unicodePattern(String.raw`^[\p{L}_][\p{L}\p{N}_]*$`);

/** How an activity is repeated; null when it runs once or its loop is wrong. */
export function readLoop(reading: Reading): LoopDefinition | null {
  const { element, id, diagnostics, expressions } = reading;
  const loop = child(element, 'loopCharacteristics');
  if (loop === null) return null;
  if (loop.$type === 'bpmn:StandardLoopCharacteristics') return readStandardLoop(reading, loop);
  const zeebe = extension(loop, 'zeebe:LoopCharacteristics');
  const completion = child(loop, 'completionCondition');
  const plain = zeebe === null ? readPlain(reading, loop) : readZeebe(reading, zeebe);
  const cardinality = child(loop, 'loopCardinality');
  const count = cardinality === null ? null : expressions.formal(cardinality, id, COUNT);
  if (plain.collection === null && cardinality === null && !diagnostics.failedAt(id)) {
    const message =
      'A multi-instance activity needs a collection (inputCollection, loopDataInputRef) or loopCardinality.';
    diagnostics.error('missing-definition', id, message);
  }
  return {
    kind: 'multiInstance',
    sequential: flag(loop, 'isSequential'),
    ...plain,
    cardinality: count,
    // Camunda 8 creates runs one after the other when it is their turn; elsewhere all that are planned count
    countsCreated: zeebe !== null && flag(loop, 'isSequential'),
    completion: completion === null ? null : expressions.formal(completion, id, CONDITION),
    throws: [],
    condition: null,
    testBefore: false,
  };
}

type Collections = Pick<LoopDefinition, 'collection' | 'item' | 'output' | 'outputElement' | 'outputItem'>;

function readZeebe({ id, diagnostics, expressions }: Reading, zeebe: Element): Collections {
  const collection = text(zeebe, 'inputCollection');
  const element = text(zeebe, 'outputElement');
  const output = text(zeebe, 'outputCollection');
  if (collection === null) diagnostics.error('missing-definition', id, 'The loop has no inputCollection.');
  if ((output === null) !== (element === null)) {
    diagnostics.error('missing-definition', id, 'outputCollection and outputElement belong together.');
  }
  for (const name of [text(zeebe, 'inputElement'), output]) {
    if (name === null || (NAME().test(name) && name !== '__proto__')) continue;
    diagnostics.error('bad-value', id, `"${name}" is no variable that a loop can write.`);
  }
  return {
    collection: collection === null ? null : expression(collection, id, expressions, ANY_LIST),
    item: text(zeebe, 'inputElement'),
    output,
    outputElement: element === null ? null : expression(element, id, expressions),
    outputItem: outputVariable(element ?? ''),
  };
}

/** The variable that an output element is or is in, null when it is any other expression. */
export function outputVariable(element: string): string | null {
  const path = element.trim().replace(/^=/, '').trim().split('.');
  const [name = ''] = path;
  return path.every((part) => NAME().test(part)) && name !== '__proto__' ? name : null;
}

/** With or without `=`, it is FEEL: a constant would make no sense here. */
function expression(source: string, id: string, all: Expressions, expects: FeelType | null = null): Expression | null {
  const trimmed = source.trim();
  return /^[=$#]/.test(trimmed) ? all.notation(trimmed, id, expects) : all.feel(trimmed, id, expects);
}

/** Plain BPMN: data objects, inputs and outputs are variables. */
function readPlain({ id, file, diagnostics }: Reading, loop: Element): Collections {
  const input = file.data.of(child(loop, 'loopDataInputRef'));
  const output = file.data.of(child(loop, 'loopDataOutputRef'));
  const outputItem = file.data.of(child(loop, 'outputDataItem'));
  if ((output === null) !== (outputItem === null)) {
    diagnostics.error('missing-definition', id, 'loopDataOutputRef and outputDataItem belong together.');
  }
  return {
    collection: input === null ? null : variable(input),
    item: file.data.of(child(loop, 'inputDataItem')),
    output,
    outputElement: outputItem === null ? null : variable(outputItem),
    outputItem,
  };
}

function readStandardLoop({ id, diagnostics, expressions }: Reading, loop: Element): LoopDefinition | null {
  const condition = child(loop, 'loopCondition');
  const { loopMaximum } = loop;
  if (condition === null && loopMaximum === undefined) {
    diagnostics.error('missing-definition', id, 'A loop needs a loopCondition or a loopMaximum.');
  }
  const most =
    typeof loopMaximum === 'number' && Number.isInteger(loopMaximum) && loopMaximum >= 0 ? loopMaximum : null;
  if (loopMaximum !== undefined && most === null) {
    diagnostics.error('bad-value', id, 'loopMaximum is a whole number, and not negative.');
  }
  if (most === 0) {
    const message = 'loopMaximum="0" means that the activity never runs: it is passed without being carried out.';
    diagnostics.warning('no-effect', id, message, { property: 'loopMaximum' });
  }
  return {
    kind: 'standardLoop',
    sequential: true,
    collection: null,
    item: null,
    cardinality: most === null ? null : constant(most),
    countsCreated: false,
    completion: null,
    output: null,
    outputElement: null,
    outputItem: null,
    throws: [],
    condition: condition === null ? null : expressions.formal(condition, id, CONDITION),
    testBefore: flag(loop, 'testBefore'),
  };
}
