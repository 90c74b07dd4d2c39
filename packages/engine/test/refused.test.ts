import { describe, expect, it } from 'vitest';
import { compile, read, SUPPORT, type SupportRow } from '../src/index.ts';

const EVENTS: { readonly [trigger: string]: string } = {
  none: '',
  message: '<messageEventDefinition messageRef="m"/>',
  timer: '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>',
  signal: '<signalEventDefinition signalRef="g"/>',
  error: '<errorEventDefinition errorRef="e"/>',
  escalation: '<escalationEventDefinition/>',
  compensation: '<compensateEventDefinition/>',
  cancel: '<cancelEventDefinition/>',
  conditional: '<conditionalEventDefinition><condition>true</condition></conditionalEventDefinition>',
  link: '<linkEventDefinition name="l"/>',
  terminate: '<terminateEventDefinition/>',
  multiple:
    '<signalEventDefinition signalRef="g"/><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>',
  parallelMultiple: '<signalEventDefinition signalRef="g"/><messageEventDefinition messageRef="m"/>',
};

const ext = (inside: string) => `<extensionElements>${inside}</extensionElements>`;

/** The line of XML, the sixth of the file, that uses an attribute; `it` is the id of the element at fault. */
const ATTRIBUTES: { readonly [row: string]: string } = {
  'data while executing':
    '<task id="it"><ioSpecification><dataInput id="di"/><inputSet><dataInputRefs>di</dataInputRefs><whileExecutingInputRefs>di</whileExecutingInputRefs></inputSet><outputSet/></ioSpecification></task>',
  'resource parameter':
    '<userTask id="it"><potentialOwner><resourceParameterBinding parameterRef="rp"><formalExpression>1</formalExpression></resourceParameterBinding></potentialOwner></userTask>',
  'expression language':
    '<task id="x"/><task id="y"/><sequenceFlow id="it" sourceRef="x" targetRef="y"><conditionExpression>#{a}</conditionExpression></sequenceFlow>',
  'script format': '<scriptTask id="it" scriptFormat="javascript"><script>1</script></scriptTask>',
  'condition on gateway':
    '<parallelGateway id="it"/><task id="y"/><sequenceFlow id="f" sourceRef="it" targetRef="y"><conditionExpression>a</conditionExpression></sequenceFlow>',
  'execution listeners of a process': `</process><process id="it" isExecutable="true">${ext('<zeebe:executionListeners/>')}<startEvent id="t"/>`,
  'zeebe:taskListeners': `<userTask id="it">${ext('<zeebe:taskListeners/>')}</userTask>`,
  'zeebe:agentDefinition': `<serviceTask id="it">${ext('<zeebe:agentDefinition/>')}</serviceTask>`,
  'zeebe extension in this place': `<task id="it">${ext('<zeebe:taskDefinition type="t"/>')}</task>`,
};

/** As above, for what stands beside the processes. */
const ROOTS: { readonly [row: string]: string } = {
  choreography: '<choreography id="it"/>',
  'participant multiplicity':
    '<collaboration id="c"><participant id="it" processRef="p"><participantMultiplicity maximum="5"/></participant></collaboration>',
};

function lineOf(row: SupportRow): string {
  if (row.attribute !== null) return ATTRIBUTES[row.attribute] ?? ROOTS[row.attribute] ?? '';
  const kind = row.kind ?? '';
  const event = EVENTS[row.trigger ?? 'none'] ?? '';
  const parallel = row.trigger === 'parallelMultiple' ? ' parallelMultiple="true"' : '';
  switch (row.position) {
    case null:
      return `<${kind} id="it"/>`;
    case 'interrupting':
    case 'nonInterrupting': {
      const mode = row.position === 'interrupting' ? '' : ' cancelActivity="false"';
      return `<task id="x"/><boundaryEvent id="it" attachedToRef="x"${mode}${parallel}>${event}</boundaryEvent>`;
    }
    case 'subProcess':
      return `<subProcess id="x"><startEvent id="it"${parallel}>${event}</startEvent></subProcess>`;
    case 'eventSubProcess':
    case 'eventSubProcess-nonInterrupting': {
      const mode = row.position === 'eventSubProcess' ? '' : ' isInterrupting="false"';
      return `<subProcess id="x" triggeredByEvent="true"><startEvent id="it"${mode}${parallel}>${event}</startEvent></subProcess>`;
    }
    default:
      return `<${kind} id="it"${parallel}>${event}</${kind}>`;
  }
}

function model(line: string, beside = false): string {
  const process = '<process id="p" isExecutable="true"><startEvent id="s"/>';
  return [
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"',
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">',
    '<message id="m" name="m"/><error id="e" errorCode="e"/><signal id="g" name="g"/>',
    '<resource id="r"><resourceParameter id="rp" name="rp"/></resource>',
    ...(beside ? ['', line, process, '</process></definitions>'] : [process, line, '</process></definitions>']),
  ].join('\n');
}

describe('refused rows of the support table', () => {
  for (const row of SUPPORT.filter(({ status }) => status === 'refused')) {
    it(row.id, async () => {
      const line = lineOf(row);
      expect(line, 'an example').not.toBe('');
      const { definitions, diagnostics } = await read(
        model(line, row.attribute !== null && ROOTS[row.attribute] !== undefined),
      );
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      if (definitions === null) throw new Error('not read');
      const compiled = compile(definitions);
      expect(compiled.processes).toEqual([]);
      const codes = ['unsupported', 'expression-language'];
      const found = compiled.diagnostics.filter(({ code }) => codes.includes(code));
      expect(found.map(({ element, line: at }) => [element, at])).toContainEqual(['it', 6]);
      // a throwing event cannot say that it is parallel: it reads as multiple
      const named = row.trigger !== 'parallelMultiple';
      if (named) expect(found.find(({ element }) => element === 'it')?.message).toContain(row.reason);
    });
  }
});

describe('models of other engines', () => {
  it('are refused with the equivalent to write', async () => {
    const xml = model('<userTask id="it" camunda:assignee="me" />').replace(
      'xmlns:zeebe',
      'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:zeebe',
    );
    const { definitions } = await read(xml);
    if (definitions === null) throw new Error('not read');
    const [found] = compile(definitions).diagnostics;
    expect(found).toMatchObject({ code: 'foreign-engine', element: 'it', line: 6, severity: 'error' });
    expect(found?.message).toContain('zeebe:assignmentDefinition');
  });
});
