/** Files that nobody means well with, or that cannot run: what must be said of each, and where. */
const OPEN = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"';
const wrap = (inside: string, attributes = '') =>
  `${OPEN}${attributes}><process id="p">${inside}</process></definitions>`;
const many = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join('');

/** The line counts from 1; `element` null: the file names none there. */
export interface Hostile {
  readonly xml: string;
  readonly code: string;
  readonly line?: number;
  readonly element?: string;
}

const SECOND = '\n<startEvent id="s"/>\n';
/** Well-formed models that cannot run; the third line holds what is wrong. */
const model = (line: string, code: string, element: string): Hostile => ({
  xml: wrap(SECOND + line),
  code,
  line: 3,
  element,
});
const flow = (id: string, from: string, to: string, inside = '') =>
  `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${inside}</sequenceFlow>`;
const condition = (text: string) => `<conditionExpression>${text}</conditionExpression>`;

export const HOSTILE: { readonly [name: string]: Hostile } = {
  empty: { xml: '', code: 'xml-malformed' },
  text: { xml: 'hello', code: 'xml-malformed' },
  'not closed': { xml: `${OPEN}><process id="p">`, code: 'xml-malformed' },
  'larger than 2 MB': { xml: wrap(`<!--${'x'.repeat(2_000_000)}-->`), code: 'xml-too-large' },
  'deep nesting': { xml: '<a>'.repeat(100_000), code: 'xml-too-deep', line: 1 },
  'too many elements': { xml: wrap('<task/>'.repeat(100_000)), code: 'xml-too-many-elements', line: 1 },
  'duplicate ids': { xml: wrap(`\n<task id="a"/>\n<task id="a"/>`), code: 'xml-duplicate-id', line: 3 },
  '30,000 duplicate ids': { xml: wrap('<task id="a"/>'.repeat(30_000)), code: 'xml-duplicate-id', line: 1 },
  'namespace flood': {
    xml: wrap(
      '',
      many(20_000, (i) => ` xmlns:n${i}="urn:${i}"`),
    ),
    code: 'xml-too-many-attributes',
    line: 1,
  },
  'namespaces on many elements': {
    xml: wrap(many(100, (i) => `<task xmlns:n${i}="urn:${i}"/>`)),
    code: 'xml-too-many-namespaces',
    line: 1,
  },
  'attribute flood': {
    xml: wrap(`<task ${many(50_000, (i) => `a${i}="1" `)}/>`),
    code: 'xml-too-many-attributes',
    line: 1,
  },
  doctype: { xml: `<!DOCTYPE definitions>${wrap('')}`, code: 'xml-doctype', line: 1 },
  'entity bomb': {
    xml: `<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${wrap('<task id="x" name="&b;"/>')}`,
    code: 'xml-doctype',
  },
  'external entity': { xml: `<!DOCTYPE d SYSTEM "file:///etc/passwd">${wrap('')}`, code: 'xml-doctype' },
  'undefined entity': { xml: wrap('<task id="x" name="&boom;"/>'), code: 'xml-malformed', line: 1 },
  'no BPMN': { xml: '<html/>', code: 'not-bpmn' },
  'unknown element': { xml: wrap('\n<teleport id="x"/>'), code: 'not-bpmn', line: 2 },
  'illegal id': { xml: wrap('<task id="a b"/>'), code: 'not-bpmn' },
  'prototype names': { xml: wrap('<task id="x" __proto__="1" constructor="2"/><hasOwnProperty/>'), code: 'not-bpmn' },
  'dangling reference': {
    xml: wrap('\n<task id="a"/>\n<sequenceFlow id="f" sourceRef="a" targetRef="nowhere"/>'),
    code: 'unresolved-reference',
    line: 3,
  },
  'a byte order mark and nothing': { xml: '\ufeff', code: 'xml-malformed' },
  'control characters': { xml: wrap('<task id="x" name="\u0001"/>'), code: 'xml-malformed', line: 1 },
  'two roots': { xml: `${wrap('')}${wrap('')}`, code: 'xml-malformed', line: 1 },
  'crossed tags': { xml: wrap('<task id="a"></process></task>'), code: 'xml-malformed', line: 1 },
  'attribute written twice': { xml: wrap('<task id="a" id="b"/>'), code: 'xml-malformed', line: 1 },
  'attribute without quotes': { xml: wrap('<task id=a/>'), code: 'xml-malformed', line: 1 },
  'unbound prefix': { xml: wrap('<nobody:task id="a"/>'), code: 'xml-malformed', line: 1 },
  'unfinished comment': { xml: wrap('<!-- never ends'), code: 'xml-malformed' },
  'unfinished CDATA': { xml: wrap('<task id="a"><![CDATA[ never ends'), code: 'xml-malformed' },
  'deep nesting of subprocesses': {
    xml: wrap(many(200, (i) => `<subProcess id="s${i}">`) + '</subProcess>'.repeat(200)),
    code: 'xml-too-deep',
    line: 1,
  },
  'deep nesting of extensions': {
    xml: wrap(
      `<task id="a"><extensionElements>${'<x xmlns="urn:x">'.repeat(100)}${'</x>'.repeat(100)}</extensionElements></task>`,
    ),
    code: 'xml-too-deep',
    line: 1,
  },
  'a million line ends': { xml: `${'\n'.repeat(1_000_000)}<`, code: 'xml-malformed' },
  'parameter entities': {
    xml: `<!DOCTYPE d [<!ENTITY % p SYSTEM "http://localhost/x">%p;]>${wrap('')}`,
    code: 'xml-doctype',
    line: 1,
  },
  'doctype in lower case': { xml: `<!doctype d>${wrap('')}`, code: 'xml-malformed' },
  'character reference to nothing': { xml: wrap('<task id="a" name="&#0;"/>'), code: 'xml-malformed', line: 1 },
  'definitions of another standard': {
    xml: '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d"/>',
    code: 'not-bpmn',
  },
  'ids that differ only in place': {
    xml: wrap('\n<subProcess id="a">\n<task id="b"/></subProcess>\n<task id="b"/>'),
    code: 'xml-duplicate-id',
    line: 4,
  },
  'nothing executable': { xml: `${OPEN}/>`, code: 'no-process' },
  'no way in': {
    xml: wrap('\n\n<boundaryEvent id="b" attachedToRef="t"><signalEventDefinition/></boundaryEvent><task id="t"/>'),
    code: 'missing-reference',
    line: 3,
    element: 'b',
  },
  // what has no id is said of the nearest element that has one
  'a task without an id': model('<task/>', 'missing-id', 'p'),
  'a flow from nowhere': model('<sequenceFlow id="f"/>', 'dangling-flow', 'f'),
  'a flow into a start': model(`<task id="t"/>${flow('f', 't', 's')}`, 'dangling-flow', 'f'),
  'a flow out of an end': model(`<endEvent id="e"/><task id="t"/>${flow('f', 'e', 't')}`, 'dangling-flow', 'f'),
  'a flow into a subprocess': model(
    `<subProcess id="x"><task id="t"/></subProcess>${flow('f', 's', 't')}`,
    'flow-crosses-scope',
    'f',
  ),
  'a boundary event of itself': model(
    '<boundaryEvent id="b" attachedToRef="b"><errorEventDefinition/></boundaryEvent>',
    'missing-reference',
    'b',
  ),
  'an exclusive gateway that knows no way': model(
    `<exclusiveGateway id="g"/><task id="a"/><task id="b"/>${flow('f', 'g', 'a')}${flow('h', 'g', 'b')}`,
    'missing-condition',
    'f',
  ),
  'a condition that is no FEEL': model(
    `<task id="t"/>${flow('f', 's', 't', condition('a >'))}`,
    'expression-syntax',
    'f',
  ),
  'a condition nested 5,000 deep': model(
    `<task id="t"/>${flow('f', 's', 't', condition('('.repeat(5_000)))}`,
    'expression-syntax',
    'f',
  ),
  'a condition of 100,000 characters': model(
    `<task id="t"/>${flow('f', 's', 't', condition(`a ${'+ 1 '.repeat(25_000)}`))}`,
    'expression-syntax',
    'f',
  ),
  'a condition in JUEL': model(
    `<task id="t"/>${flow('f', 's', 't', condition('#{a.b == 1}'))}`,
    'expression-language',
    'f',
  ),
  'a script in JavaScript': model(
    '<scriptTask id="t" scriptFormat="javascript"><script>while (true) {}</script></scriptTask>',
    'unsupported',
    't',
  ),
  'a timer that never is': model(
    '<intermediateCatchEvent id="t"><timerEventDefinition/></intermediateCatchEvent>',
    'missing-definition',
    't',
  ),
  'a timer that is no date': model(
    '<intermediateCatchEvent id="t"><timerEventDefinition><timeDate>2026-99-99</timeDate></timerEventDefinition></intermediateCatchEvent>',
    'bad-value',
    't',
  ),
  'a message without a name': model(
    '<intermediateCatchEvent id="t"><messageEventDefinition/></intermediateCatchEvent>',
    'missing-reference',
    't',
  ),
  'a message of another kind': model('<receiveTask id="t" messageRef="s"/>', 'unresolved-reference', 't'),
  'a signal without a name': model(
    '<intermediateThrowEvent id="t"><signalEventDefinition/></intermediateThrowEvent>',
    'missing-reference',
    't',
  ),
  'a link that nobody catches': model(
    '<intermediateThrowEvent id="t"><linkEventDefinition name="l"/></intermediateThrowEvent>',
    'missing-reference',
    't',
  ),
  'a cancel event outside of a transaction': model(
    '<endEvent id="t"><cancelEventDefinition/></endEvent>',
    'bad-value',
    't',
  ),
  'a call of nothing': model('<callActivity id="t"/>', 'missing-definition', 't'),
  'a loop without a measure': model('<task id="t"><standardLoopCharacteristics/></task>', 'missing-definition', 't'),
  'runs without a number': model('<task id="t"><multiInstanceLoopCharacteristics/></task>', 'missing-definition', 't'),
  'an event subprocess with two starts': model(
    '<subProcess id="t" triggeredByEvent="true"><startEvent id="a"><signalEventDefinition/></startEvent><startEvent id="b"/></subProcess>',
    'unsupported',
    'b',
  ),
  'an event-based gateway before a task': model(
    `<eventBasedGateway id="g"/><task id="t"/>${flow('f', 'g', 't')}`,
    'dangling-flow',
    'g',
  ),
};

export { many, wrap };
