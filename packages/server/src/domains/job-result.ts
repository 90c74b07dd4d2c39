import type { JobResult as EngineResult } from '@circula/engine';
import { type Static, Type } from 'typebox';
import { checkedVariables } from './checked-variables.ts';
import { JsonObject, nullable } from './schema.ts';

const closed = { additionalProperties: false } as const;
const kind = <const T extends string>(type: T) => Type.Unsafe<T>({ type: 'string', const: type });
const person = Type.String({ minLength: 1, maxLength: 255 });
const instant = Type.String({ format: 'date-time' });

/** What the worker of a job decides, beside the variables it gives; only some jobs ask for it. */
export const JobResult = Type.Union(
  [
    Type.Object(
      {
        type: kind('adHocSubProcess'),
        activate: Type.Optional(
          Type.Array(
            Type.Object(
              {
                element: Type.String({ minLength: 1, maxLength: 255 }),
                variables: Type.Optional(JsonObject),
              },
              closed,
            ),
            { maxItems: 200, description: 'What begins next in the ad-hoc subprocess, each with variables of its own' },
          ),
        ),
        completed: Type.Optional(
          Type.Boolean({ description: 'Nothing else begins: it is over when what runs in it has ended' }),
        ),
        cancelRemaining: Type.Optional(Type.Boolean({ description: 'What runs in it ends first' })),
      },
      { ...closed, description: 'Of the job of an ad-hoc subprocess' },
    ),
    Type.Object(
      {
        type: kind('userTask'),
        denied: Type.Optional(Type.Boolean({ description: 'The task stays as it was' })),
        reason: Type.Optional(Type.String({ maxLength: 500 })),
        corrections: Type.Optional(
          Type.Object(
            {
              assignee: Type.Optional(nullable(person)),
              candidateGroups: Type.Optional(Type.Array(person, { maxItems: 200 })),
              candidateUsers: Type.Optional(Type.Array(person, { maxItems: 200 })),
              dueDate: Type.Optional(nullable(instant)),
              followUpDate: Type.Optional(nullable(instant)),
              priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
            },
            { ...closed, description: 'What is absent stays; an assignee or a date that is null goes' },
          ),
        ),
      },
      { ...closed, description: 'Of the job of a task listener' },
    ),
  ],
  { $id: 'JobResult' },
);
export type JobResult = Static<typeof JobResult>;

/**
 * The result as a part of the command, once the variables in it are small enough to be kept; empty when there is none.
 * Problem `body-invalid` otherwise.
 */
export function checkedResult(result: JobResult | undefined): { readonly result?: EngineResult } {
  if (result === undefined) return {};
  if (result.type === 'adHocSubProcess') {
    for (const [index, { variables }] of (result.activate ?? []).entries()) {
      checkedVariables(variables, `result.activate[${index}].variables`);
    }
  }
  // the schema has checked the shape; values of variables are plain JSON
  return { result: result as unknown as EngineResult };
}
