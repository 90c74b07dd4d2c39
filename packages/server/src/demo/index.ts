import { fileURLToPath } from 'node:url';
import type { Domain } from '../domain.ts';
import { seedDemo } from './seed-demo.ts';

export { DEMO_PASSWORD, demoCitizens, demoInstitutions } from './people.ts';

/** The folder of request types that comes with the product. */
const PROCESSES = fileURLToPath(new URL('../../../../processes', import.meta.url));

/** Two institutions with people and request types, to try the product with; never in production. */
export const demo: Domain = {
  name: 'demo',
  setUp: (services) =>
    services.config.demo
      ? {
          prepare: async (report) => {
            report('Preparing the demonstration');
            await seedDemo(services, PROCESSES, report);
          },
        }
      : {},
};
