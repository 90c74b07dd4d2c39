import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { SUPPORT, type SupportRow } from '@circula/engine';

const PAGE = new URL('../docs/coverage.md', import.meta.url);
const SCENARIOS = 'packages/engine/test/scenarios';

/** docs/coverage.md: what a model may say, from the table that deployment goes by and the scenarios that the tests run. */
export function coveragePage(): string {
  const supported = SUPPORT.filter(({ status }) => status === 'supported');
  const refused = SUPPORT.filter(({ status }) => status === 'refused');
  const inStandard = refused.filter(({ standard }) => standard);
  const notAllowed = refused.filter(({ standard, attribute }) => !standard && attribute === null);
  const extensions = refused.filter(({ standard, attribute }) => !standard && attribute !== null);
  const scenarios = supported.reduce((sum, row) => sum + scenariosOf(row).length, 0);
  return `# What the engine carries out

Generated from \`packages/engine/src/compile/support.ts\` and \`${SCENARIOS}\` by \`npm run generate\`; changes here are lost.

${supported.length} rows are carried out, each run by the scenarios named after it (${scenarios} in all); every scenario is also folded from its
journal and restored after each step, and random models meet the rows in each other's company (\`npm run prove\`). What is refused is
refused at deployment, with element and line, and says what to write instead.

## Carried out

| what | scenarios | for example |
| ---- | --------: | ----------- |
${supported.map(supportedLine).join('\n')}

## Refused, though BPMN 2.0.2 knows it

${refusedTable(inStandard)}

## Extension elements that are refused

${refusedTable(extensions)}

## Not allowed by BPMN 2.0.2, and refused

${notAllowed.map(({ id }) => `\`${id}\``).join(', ')}.
`;
}

/** Writes the page. */
export async function generateCoveragePage(): Promise<void> {
  await writeFile(PAGE, coveragePage());
}

/** The page as it is committed. */
export async function committedCoveragePage(): Promise<string> {
  return await readFile(PAGE, 'utf8');
}

function supportedLine(row: SupportRow): string {
  const files = scenariosOf(row);
  const folder = folderOf(row);
  const example = files.length === 0 ? 'none' : `[${files[0]}](../${SCENARIOS}/${folder}/${files[0]})`;
  return `| ${row.id} | ${files.length} | ${example} |`;
}

function refusedTable(rows: readonly SupportRow[]): string {
  if (rows.length === 0) return 'Nothing.';
  const lines = rows.map(({ id, reason, instead }) => `| ${id} | ${reason ?? ''} | ${instead ?? ''} |`);
  return ['| what | why | write instead |', '| ---- | --- | ------------- |', ...lines].join('\n');
}

function scenariosOf(row: SupportRow): string[] {
  const folder = new URL(`../${SCENARIOS}/${folderOf(row)}/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
}

function folderOf({ id }: SupportRow): string {
  return id.replace(/[ :]+/g, '-');
}
