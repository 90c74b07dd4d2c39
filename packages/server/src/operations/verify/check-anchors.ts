import { type Anchor, fingerprintOf, isSigned } from '../../platform/anchor.ts';
import type { Waypoint } from './check-audit.ts';
import { bytesOf, type Finding, type Installation, numberOf, textOf } from './installation.ts';

/**
 * Checks the signatures of an institution's anchors, those in the installation and those kept elsewhere, and answers what
 * the chain must pass through. `trusted`: public keys as anchors carry them; empty: each anchor's own is taken at its word.
 */
export async function checkAnchors(
  installation: Installation,
  institution: string,
  exported: readonly Anchor[],
  trusted: ReadonlySet<string>,
): Promise<{ readonly finding: Finding | null; readonly waypoints: Waypoint[] }> {
  const waypoints: Waypoint[] = [];
  let finding: Finding | null = null;
  const take = (anchor: Anchor, origin: string) => {
    const where = `${origin} of ${anchor.day}`;
    const fail = (what: string) => {
      finding ??= { check: 'anchor', institution, where, what };
    };
    if (!isSigned(anchor)) fail('has a bad signature');
    else if (trusted.size > 0 && !trusted.has(anchor.publicKey)) {
      fail(`is signed with the key ${fingerprintOf(anchor.publicKey)}, which is not one to be trusted`);
    } else waypoints.push({ seq: anchor.seq, hash: anchor.hash, name: where });
  };
  for await (const row of installation.rows('audit_anchors', institution)) {
    take(
      {
        institution,
        day: textOf(row, 'day'),
        seq: numberOf(row, 'seq'),
        hash: bytesOf(row, 'hash')?.toString('hex') ?? '',
        at: new Date(textOf(row, 'at')).toISOString(),
        publicKey: bytesOf(row, 'public_key')?.toString('base64') ?? '',
        signature: bytesOf(row, 'signature')?.toString('base64') ?? '',
      },
      'the anchor',
    );
  }
  for (const anchor of exported) if (anchor.institution === institution) take(anchor, 'the exported anchor');
  return { finding, waypoints };
}
