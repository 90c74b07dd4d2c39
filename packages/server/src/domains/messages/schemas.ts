import { Type } from 'typebox';
import { JsonObject, Uuid } from '../schema.ts';

/** Without control characters: no model can name a message so, and the runtime keeps signals under such names. */
const Name = (description: string) =>
  Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f]+$', description });

const DAY_SECONDS = 86_400;

export const NewMessage = Type.Object(
  {
    name: Name('As the model names the message'),
    correlationKey: Type.Optional(
      Type.String({
        maxLength: 500,
        description: 'Which of the waiting instances is meant; none: those without a key',
      }),
    ),
    messageId: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'The id of the sender: a second one counts for nothing',
      }),
    ),
    timeToLiveSeconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 30 * DAY_SECONDS,
        default: 0,
        description: 'Seconds that it waits for a receiver when there is none; at most 30 days',
      }),
    ),
    variables: Type.Optional(JsonObject),
  },
  { additionalProperties: false },
);

export const MessageReceipt = Type.Object(
  {
    duplicate: Type.Boolean({ description: 'It came before with this id, and counts for nothing' }),
    instances: Type.Array(Uuid, { description: 'Who received it, the instances it started included' }),
    buffered: Type.Boolean({ description: 'It waits for a receiver' }),
  },
  { $id: 'MessageReceipt' },
);

export const NewSignal = Type.Object(
  { name: Name('As the model names the signal'), variables: Type.Optional(JsonObject) },
  { additionalProperties: false },
);

export const SignalReceipt = Type.Object(
  { instances: Type.Array(Uuid, { description: 'Who received it, the instances it started included' }) },
  { $id: 'SignalReceipt' },
);

export const messageSchemas = [MessageReceipt, SignalReceipt];
