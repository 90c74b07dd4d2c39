import { expect, test } from 'vitest';
import { flowXml, userTask } from '../../../test/flow-xml.ts';
import { textsOf } from '../../texts/index.ts';
import { differenceText } from './difference-text.ts';
import { differences } from './differences.ts';

const before = {
  'process.bpmn': flowXml(
    `<bpmn:startEvent id="start"/>${userTask('check', 'Verifică', 'candidateGroups="inspector"')}<bpmn:endEvent id="end"/>`,
    [
      ['start', 'check'],
      ['check', 'end'],
    ],
  ),
  'service.json': '{"minutesToFill":10,"deadline":{"amount":15}}',
  'forms/cerere.form': '{"components":[{"type":"cnp","key":"cnp","label":"CNP"}]}',
};
const group = [{ id: 'sef', name: 'Șef serviciu' }];

async function sentences(after: Record<string, string>): Promise<string[]> {
  const found = await differences(before, { ...before, ...after });
  return found.map((difference) => differenceText(difference, textsOf('ro'), group));
}

test('the same files have no difference, and layout is none', async () => {
  expect(
    await sentences({ 'process.bpmn': before['process.bpmn'].replace('</bpmn:definitions>', ' </bpmn:definitions>') }),
  ).toEqual([]);
});

test('an added step is named, and the step before it leads elsewhere', async () => {
  const nodes = `<bpmn:startEvent id="start"/>${userTask('check', 'Verifică', 'candidateGroups="inspector"')}${userTask('opinion', 'A doua opinie', 'candidateGroups="sef"')}<bpmn:endEvent id="end"/>`;
  const xml = flowXml(nodes, [
    ['start', 'check'],
    ['check', 'opinion'],
    ['opinion', 'end'],
  ]);
  expect(await sentences({ 'process.bpmn': xml })).toEqual([
    '„Verifică”: duce altundeva decât înainte',
    'Pas nou: „A doua opinie”',
  ]);
});

test('who does it, its name and its form are told with before and after', async () => {
  const xml = before['process.bpmn']
    .replace('candidateGroups="inspector"', 'candidateGroups="sef"')
    .replace('Verifică', 'Verifică documentele');
  expect(await sentences({ 'process.bpmn': xml })).toEqual([
    '„Verifică” se numește acum „Verifică documentele”',
    '„Verifică documentele”: lucrează Șef serviciu, înainte inspector',
  ]);
});

test('fields, the service card and files are told apart', async () => {
  const found = await sentences({
    'service.json': '{"minutesToFill":10,"deadline":{"amount":30}}',
    'forms/cerere.form':
      '{"components":[{"type":"cnp","key":"cnp","label":"CNP"},{"type":"file","key":"plan","label":"Plan"}]}',
    'documents/nou.html': '<p></p>',
  });
  expect(found).toEqual([
    'Fișa serviciului: termenul din „15” în „30”',
    'Formularul „cerere”: câmp nou „Plan”',
    'Fișier nou: documents/nou.html',
  ]);
});

test('a flow that cannot be read is a changed file, not an exception', async () => {
  expect(await sentences({ 'process.bpmn': 'no xml' })).toEqual(['Fișier schimbat: process.bpmn']);
});

test('a default that is spelled out is no setting', async () => {
  const xml = before['process.bpmn'].replace('<bpmn:startEvent ', '<bpmn:startEvent isInterrupting="true" ');
  expect(xml).not.toBe(before['process.bpmn']);
  expect(await sentences({ 'process.bpmn': xml })).toEqual([]);
});
