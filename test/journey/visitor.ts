import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { inProject } from '../running-server.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const pictures = inProject('test-artifacts');

/** A person at a screen of a given width: a browser of their own, and an eye for what every page must keep to. */
export class Visitor {
  readonly page: Page;
  readonly width: number;
  private readonly context: BrowserContext;
  private readonly complaints: string[] = [];
  private readonly name: string;

  private constructor(context: BrowserContext, page: Page, width: number, name: string) {
    this.context = context;
    this.page = page;
    this.width = width;
    this.name = name;
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${message.text()} ${message.location().url}`);
    });
  }

  static async arrive(browser: Browser, origin: string, width: number, name: string): Promise<Visitor> {
    const context = await browser.newContext({
      baseURL: origin,
      viewport: { width, height: width < 600 ? 844 : 900 },
      locale: 'ro-RO',
      timezoneId: 'Europe/Bucharest',
      acceptDownloads: true,
      isMobile: width < 600,
      hasTouch: width < 600,
    });
    context.setDefaultTimeout(15_000);
    return new Visitor(context, await context.newPage(), width, name);
  }

  /**
   * Looks at the page as it is: keeps a picture, and expects that WCAG 2.2 AA is not broken anywhere, that nothing sticks
   * out of the screen sideways, and that no script complained.
   */
  async look(what: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    await this.page.evaluate(() => document.fonts.ready.then(() => undefined));
    // As tall as its content, so that a bar kept at the edge of the screen covers nothing that scrolling would show.
    const height = this.page.viewportSize()?.height ?? 0;
    const content = await this.page.evaluate(() => document.documentElement.scrollHeight);
    if (content > height) await this.page.setViewportSize({ width: this.width, height: content });
    await this.page.screenshot({ path: `${pictures}/${this.name}-${what}-${this.width}.png`, fullPage: true });
    const violations = await this.violations();
    expect(violations, `${what} at ${this.width} px`).toEqual([]);
    const overflow = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${what} is wider than ${this.width} px by`).toBeLessThanOrEqual(0);
    expect(this.complaints, `what scripts complained of on ${what}`).toEqual([]);
    if (content > height) await this.page.setViewportSize({ width: this.width, height });
  }

  private async violations(): Promise<string[]> {
    await this.page.evaluate(axe);
    return this.page.evaluate(async (tags) => {
      // biome-ignore lint/suspicious/noExplicitAny: axe has just been put there; its types are not in the page
      const { violations } = await (globalThis as any).axe.run(document, { runOnly: tags });
      return violations.flatMap((rule: { id: string; nodes: { target: string[]; failureSummary: string }[] }) =>
        rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} ${node.failureSummary}`),
      );
    }, standards);
  }

  /** The file behind a link, as bytes, fetched with the visitor's session. */
  async download(link: string | RegExp): Promise<Buffer> {
    const href = await this.page.getByRole('link', { name: link }).first().getAttribute('href');
    const answer = await this.context.request.get(new URL(href ?? '', this.page.url()).href);
    expect(answer.status(), `${href}`).toBe(200);
    return answer.body();
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).first().click();
  }

  async follow(name: string | RegExp): Promise<void> {
    await this.page.getByRole('link', { name }).first().click();
  }

  /** Writes into the control with this label. */
  async fill(label: string | RegExp, text: string): Promise<void> {
    await this.page.getByLabel(label).first().fill(text);
  }

  /** Chooses a radio button by the question and the answer. */
  async answer(question: string | RegExp, answer: string): Promise<void> {
    await this.page.getByRole('group', { name: question }).getByLabel(answer, { exact: true }).check();
  }

  async logIn(login: string, password: string): Promise<void> {
    await this.fill('E-mail', login);
    await this.fill('Parola', password);
    await this.press('Intră în cont');
  }

  /** Keeps a picture of where the visitor stood, for whoever looks into a failure. */
  async giveUp(): Promise<void> {
    await this.page.screenshot({ path: `${pictures}/failed-${this.name}-${this.width}.png` }).catch(() => undefined);
    console.log(`${this.name} stood at ${this.page.url()} ${this.complaints.join(' ')}`);
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
