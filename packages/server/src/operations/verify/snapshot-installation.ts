import type { Snapshot } from '../../persistence/snapshot.ts';
import type { Installation, Row } from './installation.ts';

/** A running database as verification reads it. */
export function snapshotInstallation(snapshot: Snapshot): Installation {
  return {
    name: 'the database',
    institutions: snapshot.institutions,
    async *rows(name, institution) {
      const table = snapshot.tables.find((one) => one.name === name);
      // A schema of an older release may not have it yet.
      if (!table) return;
      for await (const batch of snapshot.rows(table, institution)) {
        for (const line of batch) yield JSON.parse(line) as Row;
      }
    },
    blob: async (institution, sha256) => await snapshot.blob(institution, sha256),
  };
}
