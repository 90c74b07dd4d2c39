import { describe, expect, it } from 'vitest';
import { aiParameters } from './ai-parameters.ts';

const read = (source: string) => {
  const found = aiParameters(source);
  return found.ok ? found.parameters : found.message;
};

describe('what a language model is asked for', () => {
  it('is in every fromAi call, by position and by name', () => {
    expect(read('"hello"')).toEqual([]);
    expect(read('fromAi(toolCall.url)')).toEqual([{ name: 'toolCall.url' }]);
    expect(read('fromAi(url, "Where", "string", {enum: ["A", "B"]}, {optional: true})')).toEqual([
      { name: 'url', description: 'Where', type: 'string', schema: { enum: ['A', 'B'] }, options: { optional: true } },
    ]);
    expect(read('{a: [1 + number(fromAi(type: "integer", value: x.y))], b: fromAi(z, null, "str" + "ing")}')).toEqual([
      { name: 'x.y', type: 'integer' },
      { name: 'z', type: 'string' },
    ]);
  });

  it('is refused when it says nothing certain', () => {
    expect(read('fromAi("toolCall.url")')).toContain('has to be a variable');
    expect(read('fromAi(f(x).y)')).toContain('has to be a variable');
    expect(read('fromAi()')).toContain('has to be a variable');
    expect(read('fromAi(x, 10)')).toContain('"description" has to be a text');
    expect(read('fromAi(x, "a", "b", "c")')).toContain('"schema" has to be a context');
    expect(read('fromAi(x, y)')).toContain('whatever the variables are');
    expect(read('fromAi(')).toContain('ends too early');
  });
});
