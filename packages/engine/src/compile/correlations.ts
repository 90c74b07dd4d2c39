import type { Correlation, Expression } from '../kernel/graph.ts';
import type { Json } from '../kernel/types.ts';
import { computed, variable } from './computed.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Expressions } from './expressions.ts';
import { child, type Element, idOf, list, text } from './model.ts';
import type { Surroundings } from './surroundings.ts';

/** The correlation keys of a file's collaborations and conversations, by the messages they tell apart (BPMN 2.0.2 §8.4.2). */
export class Correlations {
  readonly #keys: readonly Element[];
  readonly #paths: Expressions;
  readonly #ofMessage = new Map<Element, readonly Derived[]>();

  /** `paths`: what reads messages, which hold other variables than a process. */
  constructor(definitions: Element, paths: Expressions) {
    this.#paths = paths;
    const roots = list(definitions, 'rootElements');
    const subscribed = new Set(
      roots.flatMap((root) => list(root, 'correlationSubscriptions').map((one) => child(one, 'correlationKeyRef'))),
    );
    const keys = roots.flatMap(keysIn);
    this.#keys = [...keys.filter((key) => subscribed.has(key)), ...keys.filter((key) => !subscribed.has(key))];
  }

  /**
   * What the message settles: each key of which every property can be retrieved from it. The first one finds instances;
   * it is the same for senders and receivers, one that a process of the file subscribes to if there is such.
   */
  of(message: Element | null, process: Element, { diagnostics, expressions }: Surroundings): readonly Correlation[] {
    if (message === null || this.#keys.length === 0) return [];
    const derived = this.#ofMessage.get(message) ?? this.#derive(message, diagnostics);
    this.#ofMessage.set(message, derived);
    const subscriptions = list(process, 'correlationSubscriptions');
    return derived.map(({ key, correlation }): Correlation => {
      const subscription = subscriptions.find((one) => child(one, 'correlationKeyRef') === key);
      return subscription === undefined
        ? correlation
        : Object.freeze({ ...correlation, expect: expected(key, subscription, diagnostics, expressions) });
    });
  }

  #derive(message: Element, diagnostics: Diagnostics): Derived[] {
    return this.#keys.flatMap((key): Derived[] => {
      const properties = list(key, 'correlationPropertyRef');
      if (properties.length === 0) {
        diagnostics.error('missing-reference', idOf(key) || null, 'The correlation key has no property.');
        return [];
      }
      const retrievals = properties.map((property) =>
        list(property, 'correlationPropertyRetrievalExpression').find((one) => child(one, 'messageRef') === message),
      );
      if (retrievals.includes(undefined)) return [];
      const paths = retrievals.flatMap((retrieval, index) => {
        const id = idOf(properties[index] ?? key);
        const path = child(retrieval ?? null, 'messagePath');
        if (path === null) diagnostics.error('missing-definition', id, 'The retrieval expression has no messagePath.');
        return (path === null ? null : this.#paths.formal(path, id)) ?? [];
      });
      const name = `correlation:${text(key, 'name') ?? idOf(key)}`;
      const correlation = { variable: name, held: variable(name), derive: together(paths), expect: null };
      return [{ key, correlation: Object.freeze(correlation) }];
    });
  }
}

interface Derived {
  readonly key: Element;
  readonly correlation: Correlation;
}

function keysIn(node: Element): Element[] {
  const inner = [...list(node, 'conversations'), ...list(node, 'conversationNodes')];
  return [...list(node, 'correlationKeys'), ...inner.flatMap(keysIn)];
}

function expected(key: Element, subscription: Element, diagnostics: Diagnostics, expressions: Expressions): Expression {
  const bindings = list(subscription, 'correlationPropertyBinding');
  const paths = list(key, 'correlationPropertyRef').flatMap((property) => {
    const binding = bindings.find((one) => child(one, 'correlationPropertyRef') === property);
    const path = child(binding ?? null, 'dataPath');
    const id = idOf(subscription) || idOf(key);
    if (path === null) {
      diagnostics.error('missing-definition', id, `The subscription binds no dataPath to ${idOf(property)}.`);
      return [];
    }
    return expressions.formal(path, id) ?? [];
  });
  return together(paths);
}

/** The value of a key: a text; of several properties the list of their values as JSON; null while one is missing. */
function together(paths: readonly Expression[]): Expression {
  const source = paths.map((path) => path.source).join(', ');
  const reads = paths.flatMap((path) => path.reads);
  return computed(source, reads, (variables, time) => {
    const values: Json[] = [];
    for (const path of paths) {
      const value = path.evaluate(variables, time);
      if (!value.ok) return value;
      if (value.value === null) return { ok: true, value: null };
      values.push(value.value);
    }
    const [only] = values;
    const plain = values.length === 1 && (typeof only === 'string' || typeof only === 'number');
    return { ok: true, value: plain ? String(only) : JSON.stringify(values) };
  });
}
