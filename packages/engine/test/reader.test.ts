import { describe, expect, it } from 'vitest';
import { compile, type Diagnostic, read } from '../src/index.ts';

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

/** What deploying a file says, and the processes that come of it. */
async function deploy(xml: string) {
  const { definitions, diagnostics } = await read(xml);
  if (definitions === null) return { processes: [], diagnostics };
  const compiled = compile(definitions);
  return { processes: compiled.processes, diagnostics: [...diagnostics, ...compiled.diagnostics] };
}

const file = (inside: string, attributes = '') =>
  `<definitions xmlns="${BPMN}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:tns="urn:here" id="d" targetNamespace="urn:here"${attributes}>\n${inside}\n</definitions>`;
const process = (inside: string, attributes = '') =>
  `<process id="p"${attributes}><startEvent id="s"/>${inside}</process>`;
const flow = (inside: string) =>
  `<task id="a"/><task id="t"/><sequenceFlow id="e" sourceRef="s" targetRef="a"/><sequenceFlow id="f" sourceRef="a" targetRef="t">${inside}</sequenceFlow>`;

const errors = (diagnostics: readonly Diagnostic[]) => diagnostics.filter(({ severity }) => severity === 'error');

describe('what XML allows', () => {
  const accepted: { readonly [what: string]: string } = {
    'a byte order mark': `\ufeff<?xml version="1.0" encoding="UTF-16"?>\n${file(process(flow('')))}`,
    'line ends of Windows': file(process(flow(''))).replaceAll('\n', '\r\n'),
    'spaces around = and in tags': file(
      process('<task id = "t"\n name\t=\n"x" ></task ><sequenceFlow id="f" sourceRef="s" targetRef="t" />'),
    ),
    'single quotes and > in attributes': file(process(`<task id='t' name='a > b "c"'/>`)),
    'comments and instructions everywhere': `<!-- a --><?x y?>${file(
      process(flow('<!-- b --><conditionExpression><!-- c -->a<!-- d --> = 1</conditionExpression>')),
    )}<!-- e -->`,
    CDATA: file(process(flow('<conditionExpression>\n<![CDATA[a < 1]]>\n</conditionExpression>'))),
    'spaces around ids': file(process('<task id=" t "/><sequenceFlow id="f\n" sourceRef=" s" targetRef="t "/>')),
    'ids with letters of any language': file(
      process('<task id="înregistrează"/><sequenceFlow id="ő" sourceRef="s" targetRef="înregistrează"/>'),
    ),
    'flags as numbers': file(process('', ' isExecutable="1" isClosed="0"')),
    'another prefix': file(process(flow('')))
      .replaceAll(/<(\/?)(?=[a-z])/g, '<$1semantic:')
      .replace('xmlns=', 'xmlns:semantic='),
    'marked-up documentation': file(
      process('<task id="t"><documentation>a <b xmlns="http://www.w3.org/1999/xhtml">c</b></documentation></task>'),
    ),
  };
  for (const [what, xml] of Object.entries(accepted)) {
    it(what, async () => {
      const { processes, diagnostics } = await deploy(xml);
      expect(errors(diagnostics)).toEqual([]);
      expect(processes).toHaveLength(1);
    });
  }

  it('keeps what is written in entities', async () => {
    const { processes } = await deploy(file(process('<task id="t" name="a &lt; b &amp; c&#10;d"/>')));
    expect(processes[0]?.nodes.get('t')?.name).toBe('a < b & c\nd');
  });
});

describe('names with a namespace', () => {
  it('are those of the file itself when its prefix says so', async () => {
    const { processes, diagnostics } = await deploy(
      file(
        `<message id="m" name="paid"/>${process(
          '<receiveTask id="r" messageRef="tns:m"/><callActivity id="c" calledElement="tns:q"/><sequenceFlow id="f" sourceRef="tns:s" targetRef="tns:r"/>',
        )}`,
      ),
    );
    expect(errors(diagnostics)).toEqual([]);
    expect(processes[0]?.nodes.get('r')?.message?.name.source).toBe('paid');
    expect(processes[0]?.nodes.get('c')?.call?.process.source).toBe('q');
    expect(processes[0]?.flows.get('f')?.target.id).toBe('r');
  });

  it('of other files are refused with what to do', async () => {
    const { diagnostics } = await deploy(
      file(process('<receiveTask id="r" messageRef="o:m"/>'), ' xmlns:o="urn:other"'),
    );
    const [error] = errors(diagnostics);
    expect(error).toMatchObject({ code: 'unresolved-reference', element: 'r', line: 2 });
    expect(error?.message).toContain('Other files are not imported');
  });
});

describe('what the reader says', () => {
  const said: {
    readonly [what: string]: readonly [inside: string, Partial<Diagnostic>];
  } = {
    'a reference of the wrong kind': [
      '<signal id="g" name="g"/><process id="p"><receiveTask id="r" messageRef="g"/></process>',
      { code: 'unresolved-reference', severity: 'error', element: 'r' },
    ],
    'a message that is missing, with what to add': [
      '<process id="p"><receiveTask id="r" messageRef="m"/></process>',
      {
        message:
          'bpmn:messageRef refers to "m", which does not exist. Add <message id="m" name="…"/> beside the process.',
      },
    ],
    'a flag that is none': [
      '<process id="p" isExecutable="perhaps"><startEvent id="s"/></process>',
      { code: 'bad-value', severity: 'error', element: 'p' },
    ],
    'a choice that is none': [
      '<process id="p"><eventBasedGateway id="g" eventGatewayType="parallel"/></process>',
      { code: 'bad-value', severity: 'error', element: 'g' },
    ],
    'a choice that only draws': [
      '<process id="p"><exclusiveGateway id="g" gatewayDirection="sideways"/></process>',
      { code: 'bad-value', severity: 'warning', element: 'g' },
    ],
    'a number that is none': [
      '<process id="p"><task id="t" startQuantity="2x"/></process>',
      { code: 'bad-value', severity: 'error', element: 't' },
    ],
    'a part that is there twice': [
      '<process id="p"><scriptTask id="t"><script>1</script><script>2</script></scriptTask></process>',
      { code: 'not-bpmn', severity: 'error', element: 't' },
    ],
    'text where none can be': [
      '<process id="p">hello<startEvent id="s"/></process>',
      { code: 'not-bpmn', severity: 'error', element: 'p' },
    ],
    'a type of expression that is not known': [
      '<process id="p"><startEvent id="s"/><task id="t"/><sequenceFlow id="f" sourceRef="s" targetRef="t"><conditionExpression xsi:type="tns:tFormalExpression">a</conditionExpression></sequenceFlow></process>',
      { code: 'reader-warning', severity: 'warning', element: 'f' },
    ],
    'a list of flows that is not true': [
      '<process id="p"><startEvent id="s"/><task id="t"><incoming>g</incoming></task><sequenceFlow id="f" sourceRef="s" targetRef="t"/><task id="u"/><sequenceFlow id="g" sourceRef="s" targetRef="u"/></process>',
      { code: 'no-effect', severity: 'warning', element: 't' },
    ],
    'a flow that is listed and missing': [
      '<process id="p"><startEvent id="s"><outgoing>gone</outgoing></startEvent></process>',
      { code: 'unresolved-reference', severity: 'warning', element: 's' },
    ],
    'an extension of a newer Camunda': [
      '<process id="p"><task id="t"><extensionElements><zeebe:teleport xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"/></extensionElements></task></process>',
      { code: 'unknown-extension', severity: 'error', element: 't' },
    ],
  };
  for (const [what, [inside, expected]] of Object.entries(said)) {
    it(what, async () => {
      const { diagnostics } = await deploy(file(inside));
      expect(diagnostics).toContainEqual(expect.objectContaining({ ...expected, line: 2 }));
    });
  }

  it('keeps an error though a flood of warnings came before it', async () => {
    const flood = Array.from({ length: 600 }, (_, index) => `<task id="t${index}" odd="1"/>`).join('');
    const { processes, diagnostics } = await deploy(file(process(`${flood}<callActivity id="c"/>`)));
    expect(processes).toEqual([]);
    expect(errors(diagnostics)).toMatchObject([{ code: 'missing-definition', element: 'c' }]);
  });
});

describe('what leads in', () => {
  it('is known without lists of incoming flows', async () => {
    const { processes, diagnostics } = await deploy(
      file(
        `<collaboration id="c"><participant id="a" processRef="p"/><participant id="b" processRef="q"/><messageFlow id="mf" sourceRef="send" targetRef="one"/></collaboration>
         ${process('<sendTask id="send"/><sequenceFlow id="f" sourceRef="s" targetRef="send"/>')}
         <process id="q"><eventBasedGateway id="g" instantiate="true"/><receiveTask id="one"/><intermediateCatchEvent id="two"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
         <sequenceFlow id="f1" sourceRef="g" targetRef="one"/><sequenceFlow id="f2" sourceRef="g" targetRef="two"/></process>`,
      ),
    );
    expect(errors(diagnostics)).toEqual([]);
    expect(processes[0]?.nodes.get('send')?.message?.starts).toBe(true);
  });
});

describe('what is said twice', () => {
  const inside = (extensions: string, more = '') => `<extensionElements>${extensions}</extensionElements>${more}`;
  const worker = '<zeebe:taskDefinition type="w"/>';
  const refused: { readonly [what: string]: string } = {
    'a decision and a worker': `<businessRuleTask id="t">${inside(
      `<zeebe:calledDecision decisionId="=d" resultVariable="r"/>${worker}`,
    )}</businessRuleTask>`,
    'a script and a worker': `<scriptTask id="t">${inside(`<zeebe:script expression="=1" resultVariable="r"/>${worker}`)}</scriptTask>`,
    'two scripts': `<scriptTask id="t">${inside('<zeebe:script expression="=1" resultVariable="r"/>', '<script>2</script>')}</scriptTask>`,
    'two workers': `<serviceTask id="t">${inside(worker + worker)}</serviceTask>`,
    'a collection and a number': `<task id="t"><multiInstanceLoopCharacteristics>${inside(
      '<zeebe:loopCharacteristics inputCollection="=xs"/>',
      '<loopCardinality>3</loopCardinality>',
    )}</multiInstanceLoopCharacteristics></task>`,
  };
  for (const [what, xml] of Object.entries(refused)) {
    it(`is refused: ${what}`, async () => {
      const { diagnostics } = await deploy(file(process(xml), ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'));
      expect(errors(diagnostics)).toMatchObject([{ code: 'bad-value', element: 't', line: 2 }]);
    });
  }
});

describe('what catches the same', () => {
  it('is told: only the first ever happens', async () => {
    const events = ['b', 'c'].map(
      (id) => `<boundaryEvent id="${id}" attachedToRef="t"><errorEventDefinition/></boundaryEvent>`,
    );
    const { processes, diagnostics } = await deploy(file(process(flow('') + events.join(''))));
    expect(processes).toHaveLength(1);
    expect(diagnostics).toMatchObject([{ code: 'no-effect', element: 'c', severity: 'warning' }]);
  });
});

describe('extensions where they mean nothing', () => {
  it('are refused beside flow nodes too', async () => {
    const { diagnostics } = await deploy(
      file(
        process(
          '<task id="t"/><sequenceFlow id="f" sourceRef="s" targetRef="t"><extensionElements><zeebe:taskDefinition type="w"/></extensionElements></sequenceFlow>',
        ),
        ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
      ),
    );
    expect(errors(diagnostics)).toMatchObject([{ code: 'unsupported', element: 'f', line: 2 }]);
  });

  it('are told once, with how often they are written', async () => {
    const tasks = Array.from({ length: 3 }, (_, index) => `<task id="t${index}" x:colour="red"/>`).join('');
    const { diagnostics } = await deploy(file(process(tasks), ' xmlns:x="urn:x"'));
    const told = diagnostics.filter(({ code }) => code === 'foreign-extension');
    expect(told).toMatchObject([{ element: 't0', severity: 'warning' }]);
    expect(told[0]?.message).toContain('written 3 times');
  });
});

describe('what nothing leads to', () => {
  it('is told once for all that follows it', async () => {
    const { processes, diagnostics } = await deploy(
      file(
        process(
          '<task id="t"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/><task id="a"/><task id="b"/><sequenceFlow id="g" sourceRef="a" targetRef="b"/><task id="undo" isForCompensation="true"/>',
        ),
      ),
    );
    expect(processes).toHaveLength(1);
    expect(diagnostics.map(({ code, element }) => [code, element])).toEqual([
      ['unreachable', 'a'],
      ['unreachable', 'undo'],
    ]);
  });
});

describe('conditions of flows', () => {
  it('that are empty count as none, and so does that of a default flow', async () => {
    const { processes, diagnostics } = await deploy(
      file(
        process(
          `<exclusiveGateway id="x" default="no"/><task id="t"/><task id="u"/><sequenceFlow id="e" sourceRef="s" targetRef="x"><conditionExpression/></sequenceFlow>
           <sequenceFlow id="no" sourceRef="x" targetRef="t"><conditionExpression>a</conditionExpression></sequenceFlow><sequenceFlow id="c" sourceRef="x" targetRef="u"><conditionExpression>b</conditionExpression></sequenceFlow>`,
        ),
      ),
    );
    expect(processes).toHaveLength(1);
    expect(diagnostics.map(({ code, element }) => [code, element])).toEqual([
      ['no-effect', 'e'],
      ['no-effect', 'no'],
    ]);
  });

  it('are refused with the language they are in', async () => {
    const { diagnostics } = await deploy(
      file(process(flow('<conditionExpression language="juel">a == 1</conditionExpression>'))),
    );
    expect(errors(diagnostics)).toMatchObject([{ code: 'expression-language', element: 'f' }]);
    expect(errors(diagnostics)[0]?.message).toContain('juel');
  });
});

describe('what is in another place than it says', () => {
  const refused: { readonly [what: string]: string } = {
    'a flow of another process':
      '<process id="p"><startEvent id="s"/><sequenceFlow id="it" sourceRef="x" targetRef="y"/></process><process id="q"><startEvent id="x"/><task id="y"/></process>',
    'a flow inside a subprocess for what is around it':
      '<process id="p"><subProcess id="u"><task id="x"/><sequenceFlow id="it" sourceRef="s" targetRef="u"/></subProcess><startEvent id="s"/></process>',
    'a boundary event of an activity in a subprocess':
      '<process id="p"><startEvent id="s"/><subProcess id="u"><task id="x"/></subProcess><boundaryEvent id="it" attachedToRef="x"><errorEventDefinition/></boundaryEvent></process>',
  };
  for (const [what, xml] of Object.entries(refused)) {
    it(`is refused: ${what}`, async () => {
      const { diagnostics } = await deploy(file(xml));
      expect(errors(diagnostics)).toMatchObject([{ code: 'flow-crosses-scope', element: 'it', line: 2 }]);
    });
  }

  it('is told of message flows at whose ends nothing is sent or awaited', async () => {
    const pools = '<participant id="a" processRef="p"/><participant id="b" processRef="q"/>';
    const { processes, diagnostics } = await deploy(
      file(
        `<collaboration id="c">${pools}<messageFlow id="m" sourceRef="x" targetRef="y"/><messageFlow id="n" sourceRef="a" targetRef="y"/></collaboration>
         <process id="p"><task id="x"/></process><process id="q"><receiveTask id="y"/></process>`,
      ),
    );
    expect(processes).toHaveLength(2);
    const told = diagnostics.filter(({ code }) => code === 'no-effect');
    expect(told).toMatchObject([{ element: 'm', severity: 'warning', params: { property: 'messageFlows' } }]);
    expect(told[0]?.message).toContain('at x, which sends no message');
  });

  it('is not told of types of XML Schema', async () => {
    const { diagnostics } = await deploy(
      file(
        process('<dataObject id="o" itemSubjectRef="xsd:string"/>'),
        ' xmlns:xsd="http://www.w3.org/2001/XMLSchema"',
      ),
    );
    expect(diagnostics).toEqual([]);
  });
});

describe('ids that are used twice', () => {
  const DRAWN =
    ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"';
  const shape = (id: string) =>
    `<bpmndi:BPMNShape id="${id}" bpmnElement="t"><dc:Bounds x="0" y="0" width="1" height="1"/></bpmndi:BPMNShape>`;
  const diagram = (...ids: string[]) =>
    `<bpmndi:BPMNDiagram id="dia"><bpmndi:BPMNPlane id="plane" bpmnElement="p">${ids.map(shape).join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
  const model = process('<task id="t"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>');
  const told = { code: 'xml-duplicate-id', severity: 'warning' };

  it('are told where only the diagram does so, once for each', async () => {
    const { processes, diagnostics } = await deploy(file(`${model}\n${diagram('x', 'y', 'x', 'x')}`, DRAWN));
    expect(processes).toHaveLength(1);
    expect(diagnostics).toMatchObject([{ ...told, element: 'x', line: 3 }]);
  });

  it('are told where the diagram takes one of the model, before or after it', async () => {
    const after = await deploy(file(`${model}\n${diagram('t')}`, DRAWN));
    expect(after.diagnostics).toMatchObject([{ ...told, element: 't', line: 3 }]);
    expect(after.processes[0]?.nodes.get('t')?.line).toBe(2);
    const before = await deploy(file(`${diagram('t', 'x')}\n${model}`, DRAWN));
    expect(before.diagnostics).toMatchObject([{ ...told, element: 't', line: 3 }]);
    expect(before.processes[0]?.nodes.get('t')?.line).toBe(3);
  });

  it('are refused in the model', async () => {
    const twice = model.replace('<task id="t"/>', '<task id="t"/><task id="t"/>');
    const { diagnostics } = await deploy(file(`${diagram('t')}\n${twice}`, DRAWN));
    expect(errors(diagnostics)).toMatchObject([{ code: 'xml-duplicate-id', element: 't', line: 3 }]);
  });
});
