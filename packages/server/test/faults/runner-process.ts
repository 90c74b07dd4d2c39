import './skewed-clock.ts';
import { readConfig } from '../../src/config.ts';
import { identity } from '../../src/domains/identity/index.ts';
import { runServer, startFailure } from '../../src/main.ts';
import { office } from './office-domain.ts';

/** One runner of the fault tests, in a process of its own. */
try {
  await runServer({ config: readConfig(process.env), domains: [identity, office] }, (server) =>
    console.log(`ready ${server.address}`),
  );
} catch (error) {
  console.error(startFailure(error));
  process.exitCode = 1;
}
