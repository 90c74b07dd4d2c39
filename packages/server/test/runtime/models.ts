/** Small models for the runner's tests; `model` wraps the content into a BPMN document. */
export const model = (content: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:test">${content}</bpmn:definitions>`;

/** Two user tasks one after the other, for the registrar. */
export const TWO_TASKS = `
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="first"/>
    <bpmn:userTask id="first" name="First"><bpmn:extensionElements><zeebe:userTask/>
      <zeebe:assignmentDefinition candidateGroups="registratura"/></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="f2" sourceRef="first" targetRef="second"/>
    <bpmn:userTask id="second" name="Second"><bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="f3" sourceRef="second" targetRef="e"/>
    <bpmn:endEvent id="e"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`;

/** One element between a start and an end event. */
export const between = (id: string, node: string): string => `
  <bpmn:process id="${id}" isExecutable="true">
    <bpmn:startEvent id="${id}_s"><bpmn:outgoing>${id}_f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="${id}_f1" sourceRef="${id}_s" targetRef="${id}_n"/>
    ${node}
    <bpmn:sequenceFlow id="${id}_f2" sourceRef="${id}_n" targetRef="${id}_e"/>
    <bpmn:endEvent id="${id}_e"><bpmn:incoming>${id}_f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`;
const flows = (id: string) => `<bpmn:incoming>${id}_f1</bpmn:incoming><bpmn:outgoing>${id}_f2</bpmn:outgoing>`;

/** A job of type `double` with three retries. */
export const SERVICE = between(
  'p',
  `<bpmn:serviceTask id="p_n"><bpmn:extensionElements><zeebe:taskDefinition type="double" retries="3"/></bpmn:extensionElements>${flows('p')}</bpmn:serviceTask>`,
);

/** Waits an hour. */
export const TIMER = between(
  'p',
  `<bpmn:intermediateCatchEvent id="p_n">${flows('p')}<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`,
);

/** Asks twice for the first working day after 23 December, with a task between. */
export const WORKING_DAYS = between(
  'p',
  `<bpmn:userTask id="p_n"><bpmn:extensionElements><zeebe:ioMapping>
     <zeebe:input source="=working days after(date(&quot;2026-12-23&quot;), 1)" target="before"/>
     <zeebe:output source="=before" target="first"/>
     <zeebe:output source="=working days after(date(&quot;2026-12-23&quot;), 1)" target="second"/>
   </zeebe:ioMapping></bpmn:extensionElements>${flows('p')}</bpmn:userTask>`,
);

/** Calls the process `called`. */
export const CALLER = between(
  'p',
  `<bpmn:callActivity id="p_n"><bpmn:extensionElements><zeebe:calledElement processId="called" propagateAllChildVariables="true"/></bpmn:extensionElements>${flows('p')}</bpmn:callActivity>`,
);
export const CALLED = between('called', `<bpmn:userTask id="called_n">${flows('called')}</bpmn:userTask>`);

/** Waits for the signal `go`. */
export const SIGNALLED = `<bpmn:signal id="go" name="go"/>${between(
  'p',
  `<bpmn:intermediateCatchEvent id="p_n">${flows('p')}<bpmn:signalEventDefinition signalRef="go"/></bpmn:intermediateCatchEvent>`,
)}`;

/** Begins with the message `registered` and stands at a task. */
export const REGISTERED = `<bpmn:message id="registered" name="registered"/>${between(
  'p',
  `<bpmn:userTask id="p_n">${flows('p')}</bpmn:userTask>`,
).replace('</bpmn:startEvent>', '<bpmn:messageEventDefinition messageRef="registered"/></bpmn:startEvent>')}`;

/** Begins with the message `chosen` if that brings a `file`: an event subprocess waits for a message about it. */
export const CHOOSY = `<bpmn:message id="chosen" name="chosen"/><bpmn:message id="stop" name="stop"><bpmn:extensionElements>
  <zeebe:subscription correlationKey="=file"/></bpmn:extensionElements></bpmn:message>${between(
    'p',
    `<bpmn:userTask id="p_n">${flows('p')}</bpmn:userTask><bpmn:subProcess id="stopped" triggeredByEvent="true">
       <bpmn:startEvent id="told"><bpmn:messageEventDefinition messageRef="stop"/></bpmn:startEvent></bpmn:subProcess>`,
  ).replace('</bpmn:startEvent>', '<bpmn:messageEventDefinition messageRef="chosen"/></bpmn:startEvent>')}`;

/** Waits until x is above 5. */
export const CONDITION = between(
  'p',
  `<bpmn:intermediateCatchEvent id="p_n">${flows('p')}<bpmn:conditionalEventDefinition>
     <bpmn:condition xsi:type="bpmn:tFormalExpression">=x &gt; 5</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent>`,
);

/** Stands at a gateway whose condition, x, is a number. */
export const STUCK = `
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="stuck"/>
    <bpmn:exclusiveGateway id="stuck" default="f2"><bpmn:incoming>f1</bpmn:incoming>
      <bpmn:outgoing>f2</bpmn:outgoing><bpmn:outgoing>f3</bpmn:outgoing></bpmn:exclusiveGateway>
    <bpmn:sequenceFlow id="f2" sourceRef="stuck" targetRef="e"/>
    <bpmn:sequenceFlow id="f3" sourceRef="stuck" targetRef="e">
      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=x</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:endEvent id="e"><bpmn:incoming>f2</bpmn:incoming><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`;

/** Waits for the message `paid` with the key in variable `ref`. */
export const MESSAGES = `${between(
  'p',
  `<bpmn:intermediateCatchEvent id="p_n">${flows('p')}<bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateCatchEvent>`,
)}
  <bpmn:message id="m" name="paid"><bpmn:extensionElements><zeebe:subscription correlationKey="=ref"/></bpmn:extensionElements></bpmn:message>`;
