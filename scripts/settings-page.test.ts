import { expect, it } from 'vitest';
import { committedSettingsPage, settingsPage } from './settings-page.ts';

it('keeps docs/settings.md equal to the settings: run `npm run generate` when this fails', async () => {
  expect(await committedSettingsPage()).toBe(settingsPage());
});
