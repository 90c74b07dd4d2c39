import { expect, it } from 'vitest';
import { committedCoveragePage, coveragePage } from './coverage-page.ts';

it('keeps docs/coverage.md equal to the support table: run `npm run generate` when this fails', async () => {
  expect(await committedCoveragePage()).toBe(coveragePage());
});

it('has a scenario for each row that is carried out', () => {
  expect(coveragePage()).not.toContain('| none |');
});
