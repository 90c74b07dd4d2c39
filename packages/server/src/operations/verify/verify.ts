import type { Anchor } from '../../platform/anchor.ts';
import { checkAnchors } from './check-anchors.ts';
import { checkAudit } from './check-audit.ts';
import { checkFiles } from './check-files.ts';
import { checkJournal } from './check-journal.ts';
import { checkRegister } from './check-register.ts';
import type { Finding, Installation, Progress } from './installation.ts';

export interface VerifyOptions {
  /** Anchors that were taken away before, and are therefore beyond the reach of whoever changed the installation. */
  readonly anchors?: readonly Anchor[];
  /** Public keys of anchors to be trusted; empty: any. */
  readonly trusted?: ReadonlySet<string>;
  /** Of how many instances the journal is folded, from 0 to 1. Default: all. */
  readonly journalShare?: number;
  readonly progress?: Progress;
}

export interface Verification {
  /** At most one per check and institution: the first that is wrong. */
  readonly findings: readonly Finding[];
  /** How much was looked at, by check. */
  readonly checked: Readonly<Record<Exclude<Finding['check'], 'anchor'>, number>> & { readonly anchors: number };
}

/**
 * Checks that an installation is what was written: audit chains and their anchors, the content of files, registers without
 * gaps, states that follow from journals. Goes on after a finding, so that all are named in one run.
 */
export async function verify(installation: Installation, options: VerifyOptions = {}): Promise<Verification> {
  const { anchors = [], trusted = new Set<string>(), journalShare = 1, progress } = options;
  const findings: Finding[] = [];
  const checked = { audit: 0, anchors: 0, file: 0, register: 0, journal: 0 };
  for (const { id, slug } of installation.institutions) {
    const note = (finding: Finding | null) => {
      if (finding !== null) findings.push({ ...finding, institution: slug });
    };
    const counting = (check: 'audit' | 'file' | 'register' | 'journal') => {
      let before = 0;
      return (done: number) => {
        checked[check] += done - before;
        before = done;
        progress?.(check, slug, done);
      };
    };
    const { finding, waypoints } = await checkAnchors(installation, id, anchors, trusted);
    checked.anchors += waypoints.length;
    note(finding);
    note(await checkAudit(installation, id, waypoints, counting('audit')));
    note(await checkFiles(installation, id, counting('file')));
    note(await checkRegister(installation, id, counting('register')));
    note(await checkJournal(installation, id, journalShare, counting('journal')));
  }
  const known = new Set(installation.institutions.map(({ id }) => id));
  for (const anchor of anchors.filter(({ institution }) => !known.has(institution))) {
    const where = `the exported anchor of ${anchor.day}`;
    findings.push({
      check: 'anchor',
      institution: anchor.institution,
      where,
      what: 'belongs to an institution that is gone',
    });
  }
  return { findings, checked };
}
