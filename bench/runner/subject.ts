import type { App } from '../../packages/server/src/app.ts';
import { createInstitution, publishModel } from '../../packages/server/test/support/test-app.ts';

/** One task after the other, without an end: each completion closes one and opens the next. */
const ROUND = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    id="d" targetNamespace="urn:bench">
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"/>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="work"/>
    <bpmn:userTask id="work" name="Work"><bpmn:extensionElements><zeebe:userTask/>
      <zeebe:assignmentDefinition candidateGroups="office"/></bpmn:extensionElements></bpmn:userTask>
    <bpmn:sequenceFlow id="f2" sourceRef="work" targetRef="work"/>
  </bpmn:process>
</bpmn:definitions>`;

/** About 2 KB of state, as a permit in the middle of its way has. */
const VARIABLES = {
  applicant: { name: 'x'.repeat(60), address: 'y'.repeat(120), contact: 'z'.repeat(60) },
  parcels: Array.from({ length: 12 }, (_, index) => ({
    cadastral: 300_000 + index,
    surface: 512.5,
    owner: 'o'.repeat(40),
  })),
  purpose: 'p'.repeat(300),
};

/** Instances that wait at their task, and the keys of these tasks. */
export interface Office {
  readonly app: App;
  readonly institution: string;
  readonly waiting: { readonly instance: string; key: number }[];
}

export async function openOffice(app: App, count: number): Promise<Office> {
  const { unitOfWork, runner } = app.services;
  const { id: institution } = await createInstitution(unitOfWork);
  const definition = await publishModel(app, institution, { bpmn: ROUND });
  const scope = { kind: 'institution', institution } as const;
  await unitOfWork.run(scope, async (tx) => {
    for (let index = 0; index < count; index += 1) {
      const options = { definition: { id: definition }, businessKey: `b${index}`, variables: VARIABLES };
      await runner.start(tx, { ...options, actor: 'bench' });
    }
  });
  const rows = await unitOfWork.run(
    scope,
    async (tx) => await tx.query<{ instance_id: string; key: string }>('select instance_id, key from tasks'),
  );
  return { app, institution, waiting: rows.map((row) => ({ instance: row.instance_id, key: Number(row.key) })) };
}

/** Clients that complete one task after the other until `end` (of performance.now); answers how many. */
export async function completeTasks(
  { app, institution, waiting }: Office,
  clients: number,
  end: number,
): Promise<number> {
  let done = 0;
  await Promise.all(
    waiting.slice(0, clients).map(async (place) => {
      while (performance.now() < end) {
        const { instance, key } = place;
        const command = { type: 'completeTask', key, actor: 'bench' } as const;
        const { events } = await app.services.runner.carryOut({ institution, instance, command });
        place.key = events.findLast((event) => event.type === 'waitOpened')?.key ?? key;
        done += 1;
      }
    }),
  );
  return done;
}
