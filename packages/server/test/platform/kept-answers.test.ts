import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import type { Domain } from '../../src/domain.ts';
import { identity } from '../../src/domains/identity/index.ts';
import { ManualClock } from '../../src/persistence/clock.ts';
import { Sweeper } from '../../src/runtime/sweeper.ts';
import type { ApiClient } from '../support/client.ts';
import { describeOnBothDatabases } from '../support/databases.ts';
import { logInNew } from '../support/members.ts';
import { createInstitution, createTestApp } from '../support/test-app.ts';

const DAY = 86_400_000;

/** Each call that is carried out leaves one row behind. */
const counting: Domain = {
  name: 'counting',
  setUp: ({ unitOfWork }) => ({
    routes: async (app) => {
      app.post('/institutions/:institution/marks', { config: { access: 'account' } }, async (request) => {
        const institution = request.institution?.id ?? '';
        const slug = randomUUID();
        await unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
          await tx.query("insert into offices (institution_id, slug, name) values ($1, $2, '{}')", [institution, slug]);
        });
        return { slug };
      });
    },
  }),
};

describeOnBothDatabases('an answer under an idempotency key', (database, created) => {
  const clock = new ManualClock('2026-03-02T08:00:00Z');
  let app: App;
  let home: { id: string; slug: string };
  beforeAll(async () => {
    const config = { session: { idleMinutes: 1_000_000, hours: 100_000 } };
    app = await createTestApp(database(), created(), { clock, domains: [identity, counting], config });
    home = await createInstitution(app.services.unitOfWork);
  });
  afterAll(async () => await app.stop());

  const send = async (who: ApiClient, key: string, at = home.slug): Promise<string> => {
    const answer = await who.post(`/institutions/${at}/marks`, {}, { 'idempotency-key': key });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.slug;
  };
  const sweep = async () => await new Sweeper({ unitOfWork: app.services.unitOfWork, log: app.services.log }).sweep();

  it('is kept for thirty days, whoever sweeps meanwhile, and not for ever', async () => {
    const [who, key] = [await logInNew(app), randomUUID()];
    const first = await send(who, key);
    clock.advance(30 * DAY - 1_000);
    await sweep();
    expect(await send(who, key)).toBe(first);
    clock.advance(2_000);
    expect(await send(who, key)).not.toBe(first);
  });

  it('is of one account and one institution', async () => {
    const [one, other, key] = [await logInNew(app), await logInNew(app), randomUUID()];
    const elsewhere = await createInstitution(app.services.unitOfWork);
    const answers = [await send(one, key), await send(other, key), await send(one, key, elsewhere.slug)];
    expect(new Set(answers).size).toBe(3);
    expect(await send(one, key)).toBe(answers[0]);
  });
});
