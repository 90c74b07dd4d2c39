import { readFile, writeFile } from 'node:fs/promises';
import { SETTINGS } from '@circula/server';

const PAGE = new URL('../docs/settings.md', import.meta.url);

/** docs/settings.md, made from the table that the server reads its settings by. */
export function settingsPage(): string {
  const rows = Object.entries(SETTINGS).map(([name, setting]) => {
    const file = 'secret' in setting ? `, or in a file: \`${name}_FILE\`` : '';
    const otherwise = setting.default === '' ? 'not set' : `\`${setting.default}\``;
    return `- \`${name}\`${file}\n  - ${setting.meaning}\n  - unit: ${setting.unit}; default: ${otherwise}`;
  });
  return `# Settings

Generated from \`packages/server/src/settings.ts\` by \`npm run generate\`; changes here are lost.

Settings come from the environment and are checked at start: one that is missing or unusable is named, with what it should be.
A secret may stand in a file that \`<NAME>_FILE\` names. A variable that begins with \`CIRCULA_\` and is no setting is pointed out.
\`circula doctor\` checks the installation that the settings describe.

${rows.join('\n')}
`;
}

/** Writes the page. */
export async function generateSettingsPage(): Promise<void> {
  await writeFile(PAGE, settingsPage());
}

/** The page as it is committed. */
export async function committedSettingsPage(): Promise<string> {
  return await readFile(PAGE, 'utf8');
}
