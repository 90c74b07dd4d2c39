import { type Static, type TSchema, Type } from 'typebox';

/** Values that every domain's HTTP schemas share. A schema with an `$id` becomes a component of the OpenAPI document. */

/** Points to a schema that was registered with `app.addSchema`; keeps the static type. */
export function ref<T extends TSchema & { $id?: string }>(schema: T) {
  if (schema.$id === undefined) throw new Error('Only a schema with an $id can be referred to');
  return Type.Unsafe<Static<T>>({ $ref: `${schema.$id}#` });
}

/** The value or null. */
export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

/** One of the given words. */
export function oneOf<const T extends readonly string[]>(...words: T) {
  return Type.Unsafe<T[number]>({ type: 'string', enum: [...words] });
}

/** A text in the three languages of the product. */
export const Text = Type.Object({ ro: Type.String(), hu: Type.String(), en: Type.String() }, { $id: 'Text' });
export type Text = Static<typeof Text>;

/** A calendar day, `YYYY-MM-DD`. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** An instant, ISO 8601 in UTC. */
export const Instant = Type.String({ format: 'date-time' });

export const Uuid = Type.String({ format: 'uuid' });

/** Short names that the address bar and the model share: institution, office, service, stage. */
export const Slug = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,79}$' });

/** Any JSON object. */
export const JsonObject = Type.Unsafe<{ [name: string]: unknown }>({ type: 'object', additionalProperties: true });

/** A form definition in the form-js interchange format. */
export const FormSchema = Type.Unsafe<{ [name: string]: unknown }>({
  $id: 'FormSchema',
  type: 'object',
  additionalProperties: true,
});

/** Answers to a form by field key: plain JSON, numbers as numbers, files as lists of file ids. */
export const Answers = Type.Unsafe<{ [field: string]: unknown }>({
  $id: 'Answers',
  type: 'object',
  additionalProperties: true,
});

/** Carried out, nothing to say. */
export const Nothing = Type.Null({ description: 'No content' });

/** Every answer that is not a success (RFC 9457). */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String({ description: 'Stable; pages choose their words by it' }),
    detail: Type.Optional(Type.String()),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          field: Type.Optional(Type.String()),
          element: Type.Optional(Type.String()),
          line: Type.Optional(Type.Integer()),
          code: Type.String(),
          message: Type.String(),
          params: Type.Optional(JsonObject),
        }),
      ),
    ),
  },
  { $id: 'Problem' },
);

export const sharedSchemas: readonly TSchema[] = [Text, FormSchema, Answers, Problem];

/** A response that is bytes, not JSON. */
export function binary(mediaType: string) {
  return {
    description: 'The content',
    content: { [mediaType]: { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } },
  };
}
