import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { deadlineView, startDeadline } from '../src/domains/deadlines/index.ts';
import { ManualClock } from '../src/persistence/clock.ts';
import type { Transaction } from '../src/persistence/unit-of-work.ts';
import { describeOnBothDatabases } from './support/databases.ts';
import { createInstitution, createTestApp, publishModel } from './support/test-app.ts';

const RULE = {
  amount: 30,
  unit: 'calendar-days',
  excludeFirst: true,
  excludeLast: false,
  rollToWorkingDay: true,
  start: 'registration',
  warnBeforeWorkingDays: 3,
  onCompletionRequest: 'suspend',
  maximumExtension: 15,
  onExpiry: 'tacit-approval',
  legalBasis: 'OG 27/2002, art. 8 și 9',
  effectiveFrom: '2009-01-01',
} as const;

/** One task after the other, each with what it does to the clock; a timer beside the last follows the deadline. */
const model = (...clocks: string[]) => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:circula="urn:circula:bpmn:1.0" targetNamespace="urn:test"><process id="p" isExecutable="true"><startEvent id="s"/>
  ${clocks.map((clock, index) => `<userTask id="t${index}"><extensionElements>${clock}</extensionElements></userTask>`).join('')}
  <boundaryEvent id="late" attachedToRef="t${clocks.length - 1}" cancelActivity="false"><timerEventDefinition><extensionElements><circula:follow/></extensionElements>
  <timeDate>=deadline.overdueAt</timeDate></timerEventDefinition></boundaryEvent><userTask id="escalated"/>
  <sequenceFlow id="e" sourceRef="late" targetRef="escalated"/>
  ${clocks.map((_, index) => `<sequenceFlow id="f${index}" sourceRef="${index === 0 ? 's' : `t${index - 1}`}" targetRef="t${index}"/>`).join('')}
</process></definitions>`;

describeOnBothDatabases('the legal clock of a request', (database, created) => {
  const clock = new ManualClock('2026-11-24T08:00:00Z');
  let app: App;
  let institution: string;

  beforeAll(async () => {
    app = await createTestApp(database(), created(), { clock });
    institution = (await createInstitution(app.services.unitOfWork)).id;
  });
  afterAll(async () => await app.stop());

  const inside = async <T>(fn: (tx: Transaction) => Promise<T>): Promise<T> =>
    await app.services.unitOfWork.run({ kind: 'institution', institution }, fn);

  async function begin(...clocks: string[]) {
    clock.set('2026-11-24T08:00:00Z');
    const definition = await publishModel(app, institution, { bpmn: model(...clocks) });
    const request = randomUUID();
    const instance = await inside(async (tx) => {
      await tx.query(
        `insert into requests (institution_id, id, service, definition_id, applicant_account, channel, status)
         values ($1, $2, 'test', $3, $4, 'online', 'submitted')`,
        [institution, request, definition, randomUUID()],
      );
      const deadline = await startDeadline(tx, { request, rule: RULE, startedOn: '2026-11-24' });
      const started = await app.services.runner.start(tx, {
        definition: { id: definition },
        businessKey: request,
        variables: { deadline },
        actor: 'test',
      });
      return started.instance;
    });
    return {
      view: async () => await inside((tx) => deadlineView(tx, request)),
      async complete(element: string, at: string) {
        clock.set(at);
        await inside(async (tx) => {
          const [task] = await tx.query<{ key: string }>(
            'select key from tasks where instance_id = $1 and element = $2',
            [instance, element],
          );
          const command = { type: 'completeTask', key: Number(task?.key), actor: 'test' } as const;
          await app.services.runner.execute(tx, instance, command);
        });
      },
      async timer() {
        const [due] = await inside((tx) =>
          tx.query<{ due: Date | null; key: string }>('select due, key from timers where instance_id = $1', [instance]),
        );
        return due;
      },
      async trigger(key: string, at: string) {
        clock.set(at);
        await inside((tx) =>
          app.services.runner.execute(tx, instance, { type: 'triggerTimer', key: Number(key), actor: 'test' }),
        );
      },
    };
  }

  it('begins anew, is extended within the law, moves by the days that the applicant needed, and ends when redirected', async () => {
    const { view, complete, timer } = await begin(
      '<circula:clock effect="start"/>',
      '<circula:clock effect="extend" days="15"/>',
      '<circula:clock effect="shift"/>',
      '<circula:clock effect="extend" days="1"/>',
      '<circula:clock effect="redirect" to="Agenția de Mediu Cluj"/>',
    );
    expect(await view()).toMatchObject({ due: '2026-12-24', status: 'running' });
    await complete('t0', '2026-11-27T10:00:00Z');
    expect(await view()).toMatchObject({ due: '2026-12-28', status: 'running' });
    await complete('t1', '2026-12-02T10:00:00Z');
    expect(await view()).toMatchObject({ due: '2027-01-11', status: 'running' });
    await complete('t2', '2026-12-07T10:00:00Z');
    expect(await view()).toMatchObject({ due: '2027-01-18', status: 'running' });
    await expect(complete('t3', '2026-12-08T10:00:00Z')).rejects.toMatchObject({ code: 'deadline-refused' });
    const found = await view();
    expect(found?.due).toBe('2027-01-18');
    expect(found?.explanation.filter(({ code }) => code === 'shifted')).toHaveLength(5);
    const sentences = found?.explanation.map(({ text }) => text.en) ?? [];
    expect(sentences[0]).toBe('A term of 30 calendar days from Friday, 27 November 2026.');
    expect(sentences).toContain('The term was extended by 15 calendar days.');
    expect(sentences).toContain('Saturday, 28 November 2026: day 1');
    expect(sentences.at(-1)).toBe('The last day of the term: Monday, 18 January 2027.');
    expect(await timer()).toBeUndefined();
  });

  it('ends where the request is redirected', async () => {
    const { view, complete } = await begin(
      '<circula:clock effect="redirect" to="Agenția de Mediu Cluj"/>',
      '<circula:clock effect="suspend"/>',
    );
    await complete('t0', '2026-11-26T10:00:00Z');
    expect(await view()).toMatchObject({ status: 'ended', workingDaysLeft: null });
  });

  it('expires after its last day where the law says what follows, and a timer follows it', async () => {
    const { view, timer, trigger } = await begin('<circula:clock effect="shift"/>');
    const due = await timer();
    expect(due?.due?.toISOString()).toBe('2026-12-24T22:00:00.000Z');
    await trigger(due?.key ?? '', '2026-12-24T22:00:01Z');
    expect(await view()).toMatchObject({ due: '2026-12-24', status: 'ended' });
    const rows = await inside((tx) =>
      tx.query<{ type: string; detail: unknown }>(
        "select type, detail from deadline_events where type = 'expired' order by at desc limit 1",
      ),
    );
    expect(rows[0]).toMatchObject({ detail: { day: '2026-12-25', due: '2026-12-24' } });
  });
});
