import fc from 'fast-check';

/** Random FEEL: mostly meaningful, of every construct of the grammar, over the variables of `VARIABLES`. */

export const VARIABLES = {
  a: 3,
  b: 0.1,
  c: null,
  flag: true,
  word: 'certificat',
  'fee amount': 14.675,
  items: [1, 2, 3, null, 'x'],
  people: [
    { name: 'x', age: 30, tags: ['a'], item: 9 },
    { name: 'y', age: 17, tags: [] },
  ],
  person: { name: 'z', age: 44, address: { city: 'Cluj' } },
} as const;

const NUMBERS = [
  '0',
  '1',
  '2',
  '7',
  '0.1',
  '2.50',
  '14.675',
  '1000000000000',
  '9007199254740993',
  '0.000001',
  '-3',
  '1.005',
];
const TEXTS = ['""', '"a"', '"certificat"', '"ăâîșț"', '"x y"', '"2026-11-24"', '"\\u0041\\n"'];
const TEMPORALS = [
  ...['@"2026-11-24"', '@"2024-02-29"', 'date("2026-01-31")', '@"10:30:00"', '@"10:30:00+02:00"'],
  ...['@"2026-11-24T10:30:00"', '@"2026-11-24T10:30:00Z"', '@"2026-03-29T03:30:00@Europe/Bucharest"'],
  ...['@"P1D"', '@"PT36H"', '@"P1Y2M"', '@"-P3M"', 'duration("PT1.5S")', 'now()', 'today()'],
];
const NAMES = [
  'a',
  'b',
  'c',
  'flag',
  'word',
  'fee amount',
  'items',
  'people',
  'person',
  'person.age',
  'person.address.city',
];
const LOOSE = ['x', 'y', 'item', 'age', 'name', 'tags', 'partial', '?', 'missing', 'count'];
const UNARY = [
  ...[
    'not',
    'abs',
    'floor',
    'ceiling',
    'string',
    'count',
    'sum',
    'min',
    'max',
    'mean',
    'median',
    'all',
    'any',
    'reverse',
  ],
  ...[
    'flatten',
    'distinct values',
    'upper case',
    'string length',
    'number',
    'date',
    'day of week',
    'odd',
    'is defined',
  ],
  ...['get entries', 'mode', 'stddev', 'product', 'string join', 'context', 'duration', 'week of year', 'is empty'],
];
const BINARY = [
  ...['modulo', 'decimal', 'round half up', 'round up', 'contains', 'starts with', 'substring', 'substring before'],
  ...['append', 'concatenate', 'list contains', 'index of', 'remove', 'union', 'is', 'before', 'after', 'get value'],
  ...['matches', 'split', 'sublist', 'includes', 'during', 'get or else', 'date and time', 'coincides', 'overlaps'],
];
const TYPES = ['number', 'string', 'boolean', 'date', 'list<number>', 'Any', 'context<name: string>', 'range<number>'];

const { expression, test } = fc.letrec<{ expression: string; test: string; leaf: string }>((tie) => {
  const e = tie('expression');
  const pick = (list: readonly string[]) => fc.constantFrom(...list);
  const join = (parts: readonly (string | fc.Arbitrary<string>)[]) =>
    fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((all) => all.join(''));
  const bound = join(['(', e, ')']);
  const list = fc.array(e, { maxLength: 4 }).map((all) => `[${all.join(', ')}]`);
  const ranges = join([pick(['[', '(', ']']), bound, '..', bound, pick([']', ')', '['])]);
  const numberRange = join([
    pick(['[', '(']),
    pick(['1', '-2', 'a', '5']),
    '..',
    pick(['3', '0', 'a', '12']),
    pick([']', ')']),
  ]);
  return {
    leaf: fc.oneof(
      { weight: 4, arbitrary: pick(NUMBERS) },
      { weight: 4, arbitrary: pick(NAMES) },
      { weight: 2, arbitrary: pick(TEXTS) },
      { weight: 2, arbitrary: pick(LOOSE) },
      { weight: 2, arbitrary: pick(TEMPORALS) },
      { weight: 1, arbitrary: pick(['true', 'false', 'null']) },
      { weight: 1, arbitrary: numberRange },
    ),
    test: fc.oneof(
      join([pick(['<', '<=', '>', '>=', '=', '!=']), ' ', bound]),
      join(['(', e, ')']),
      numberRange,
      ranges,
      list,
    ),
    expression: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'feel' },
      { weight: 6, arbitrary: tie('leaf') },
      { weight: 4, arbitrary: join(['(', e, ' ', pick(['+', '-', '*', '/', '**']), ' ', e, ')']) },
      { weight: 3, arbitrary: join(['(', e, ' ', pick(['=', '!=', '<', '<=', '>', '>=']), ' ', e, ')']) },
      { weight: 3, arbitrary: join(['(', e, ' ', pick(['and', 'or']), ' ', e, ')']) },
      { weight: 1, arbitrary: join(['-(', e, ')']) },
      { weight: 2, arbitrary: join(['(', e, ' in ', tie('test'), ')']) },
      { weight: 1, arbitrary: join(['(', e, ' in (', tie('test'), ', ', tie('test'), '))']) },
      { weight: 1, arbitrary: join(['((', e, ') between (', e, ') and (', e, '))']) },
      { weight: 1, arbitrary: join(['((', e, ') instance of ', pick(TYPES), ')']) },
      { weight: 2, arbitrary: join(['(if ', e, ' then ', e, ' else ', e, ')']) },
      { weight: 2, arbitrary: list },
      { weight: 2, arbitrary: join(['{x: ', e, ', y: ', e, ', "z z": ', e, '}', pick(['', '.x', '.y', '.z z'])]) },
      { weight: 3, arbitrary: join(['(', e, ')[', e, ']']) },
      { weight: 1, arbitrary: join(['people[', e, ']', pick(['', '.age', '.tags', '.name'])]) },
      {
        weight: 1,
        arbitrary: join(['(', e, ').', pick(['age', 'year', 'days', 'start', 'x', 'name', 'time offset'])]),
      },
      {
        weight: 2,
        arbitrary: join(['(for x in ', e, ', y in ', pick(['1..3', '[x]', 'x', 'items', '3..a']), ' return ', e, ')']),
      },
      {
        weight: 1,
        arbitrary: join([
          '(for x in ',
          numberRange,
          ' return ',
          pick(['count(partial)', 'partial', 'function() x']),
          ')',
        ]),
      },
      { weight: 2, arbitrary: join([pick(['(some', '(every']), ' x in ', e, ' satisfies ', e, ')']) },
      { weight: 3, arbitrary: join([pick(UNARY), '(', e, ')']) },
      { weight: 3, arbitrary: join([pick(BINARY), '(', e, ', ', e, ')']) },
      { weight: 1, arbitrary: join(['substring(string: ', e, ', start position: ', e, ')']) },
      { weight: 1, arbitrary: join(['sort(', e, ', function(x, y) ', e, ')']) },
      { weight: 1, arbitrary: join(['{f: function(x: ', pick(TYPES), ', y) ', e, ', r: f(', e, ', ', e, ')}.r']) },
      {
        weight: 1,
        arbitrary: join(['{f: function(n) if n > 0 then n + f(n - 1) else ', e, ', r: f(', pick(NUMBERS), ')}.r']),
      },
      { weight: 1, arbitrary: join(['(function(x, y) ', e, ')(x: ', e, ', y: ', e, ')']) },
      { weight: 1, arbitrary: join(['(', pick(['< ', '>= ', '=']), bound, ')']) },
      { weight: 1, arbitrary: ranges },
    ),
  };
});

export { expression as randomExpression, test as randomTest };
