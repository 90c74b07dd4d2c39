import { generateClient } from './generate-client.ts';

/** `npm run generate`: brings what is generated from sources up to date. */
await generateClient();
console.log('Wrote packages/client/openapi.json and packages/client/src/schema.d.ts.');
