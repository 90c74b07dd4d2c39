import { Ajv, type ErrorObject } from 'ajv';
import formats from 'ajv-formats';
import type { FastifyServerOptions } from 'fastify';
import type { ProblemDetail } from '../problems.ts';

const shared = { allErrors: true, removeAdditional: false, useDefaults: true, strict: false } as const;
/** Enough to correct a form by; an attacker's thousand faults are not echoed. */
const MOST_ERRORS = 50;

/**
 * How Fastify gets its validators. Bodies are taken as they are; query strings, path parameters and headers are text, so
 * numbers and booleans are read from text there.
 */
export const schemaController = { compilersFactory: { buildValidator } } as unknown as NonNullable<
  FastifyServerOptions['schemaController']
>;

function buildValidator(sharedSchemas: Readonly<Record<string, object>>) {
  const strict = withFormats(new Ajv(shared));
  const lenient = withFormats(new Ajv({ ...shared, coerceTypes: 'array' }));
  for (const [id, schema] of Object.entries(sharedSchemas)) {
    strict.addSchema(schema, id);
    lenient.addSchema(schema, id);
  }
  return ({ schema, httpPart }: { readonly schema: object; readonly httpPart?: string }) =>
    (httpPart === 'body' ? strict : lenient).compile(schema);
}

/** The check of a request's body for what comes another way; `schemas` are those it refers to. Answers what is wrong. */
export function bodyValidator(schemas: readonly object[], schema: object): (body: unknown) => readonly ProblemDetail[] {
  const byId = Object.fromEntries(schemas.map((one) => [(one as { readonly $id: string }).$id, one]));
  const validate = buildValidator(byId)({ schema, httpPart: 'body' });
  return (body) => (validate(body) === true ? [] : validationDetails(validate.errors ?? []));
}

interface Formats {
  (ajv: Ajv): Ajv;
  get(name: 'date-time'): { validate(text: string): boolean };
}

function withFormats(ajv: Ajv): Ajv {
  const all = formats as unknown as Formats;
  const { validate } = all.get('date-time');
  // RFC 3339 has a second 60 now and then; no Date has, so that it would be a date that is none.
  return all(ajv).addFormat('date-time', {
    type: 'string',
    validate: (text: string) => validate(text) && !Number.isNaN(Date.parse(text)),
  });
}

/** Ajv's findings as problem details with paths such as `files[0].name`; values are never echoed. */
export function validationDetails(errors: readonly ErrorObject[]): ProblemDetail[] {
  return meant(errors)
    .slice(0, MOST_ERRORS)
    .map((error) => {
      const params = error.params as Record<string, unknown>;
      const extra = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty;
      const path = error.instancePath.split('/').slice(1).map(decodePointer);
      if (typeof extra === 'string') path.push(extra);
      return { field: fieldPath(path), code: error.keyword, message: error.message ?? 'is not valid' };
    });
}

/**
 * Where one of several shapes is wanted and a constant tells them apart, only the faults of the shape that was meant; without
 * one, which constants there are. Every shape's faults would bury the one that counts.
 */
function meant(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  let left = errors;
  for (const choice of errors.filter(({ keyword }) => keyword === 'anyOf')) {
    const shapeOf = (error: ErrorObject): string | null => {
      const within = error.schemaPath.startsWith(`${choice.schemaPath}/`);
      if (!within || !error.instancePath.startsWith(choice.instancePath)) return null;
      return error.schemaPath.slice(choice.schemaPath.length + 1).split('/')[0] ?? null;
    };
    const constants = left.filter((error) => error.keyword === 'const' && shapeOf(error) !== null);
    const [first] = constants;
    if (first === undefined) continue;
    const others = new Set(constants.map(shapeOf));
    const all = new Set(left.map(shapeOf).filter((shape) => shape !== null));
    const outside = left.filter((error) => error !== choice && shapeOf(error) === null);
    if (others.size < all.size) {
      left = [...outside, ...left.filter((error) => shapeOf(error) !== null && !others.has(shapeOf(error)))];
    } else {
      const allowed = constants.map(({ params }) => String(params.allowedValue)).join(', ');
      left = [...outside, { ...first, keyword: 'enum', message: `must be one of ${allowed}` }];
    }
  }
  return left;
}

const decodePointer = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

function fieldPath(parts: readonly string[]): string {
  return parts.reduce((path, part) => {
    if (/^\d+$/.test(part)) return `${path}[${part}]`;
    return path === '' ? part : `${path}.${part}`;
  }, '');
}
