import { generateCoveragePage } from './coverage-page.ts';
import { generateClient } from './generate-client.ts';
import { generateSettingsPage } from './settings-page.ts';

/** `npm run generate`: brings what is generated from sources up to date. */
await generateClient();
console.log('Wrote packages/client/openapi.json and packages/client/src/schema.d.ts.');
await generateSettingsPage();
console.log('Wrote docs/settings.md.');
await generateCoveragePage();
console.log('Wrote docs/coverage.md.');
