import { randomBytes } from 'node:crypto';
import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { audit } from '../../platform/audit.ts';
import type { ApiScope } from '../../platform/session.ts';
import { notFound, Problem } from '../../problems.ts';
import { hashOfToken } from './find-machine.ts';
import type { ApiToken, CreatedApiToken, NewApiToken } from './schemas.ts';

interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: ApiScope[];
  readonly job_types: string[];
  readonly created_at: Date;
  readonly created_by: string;
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
}

const COLUMNS = 'id, name, scopes, job_types, created_at, created_by, expires_at, last_used_at, revoked_at';
/** So that whoever finds one in a log or a repository knows what it opens. */
const PREFIX = 'circula_';
const MOST_TOKENS = 200;

/** All tokens of the transaction's institution, the newest first; the tokens themselves are known to nobody here. */
export async function listApiTokens(tx: Transaction): Promise<ApiToken[]> {
  const rows = await tx.query<TokenRow>(
    `select ${COLUMNS} from api_tokens where institution_id = $1 order by created_at desc, id limit 1000`,
    [institutionOf(tx)],
  );
  return rows.map(view);
}

/** Makes a token of 256 random bits. Only its hash is kept: the answer is the one time it can be read. */
export async function createApiToken(
  tx: Transaction,
  input: NewApiToken & { readonly account: string },
): Promise<CreatedApiToken> {
  const { name, scopes, account } = input;
  const expires = input.expiresAt === undefined ? null : new Date(input.expiresAt);
  if (expires !== null && expires <= tx.now) {
    throw new Problem('body-invalid', 'The token would already have expired', {
      errors: [{ field: 'expiresAt', code: 'past', message: 'must be in the future' }],
    });
  }
  const [count] = await tx.query<{ n: number }>(
    'select count(*)::int as n from api_tokens where institution_id = $1 and revoked_at is null',
    [institutionOf(tx)],
  );
  if ((count?.n ?? 0) >= MOST_TOKENS) throw new Problem('conflict', `There are ${MOST_TOKENS} tokens: revoke some`);
  const token = PREFIX + randomBytes(32).toString('base64url');
  const [row] = await tx.query<TokenRow>(
    `insert into api_tokens (institution_id, token_hash, name, scopes, job_types, created_at, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${COLUMNS}`,
    [institutionOf(tx), hashOfToken(token), name, scopes, input.jobTypes ?? [], tx.now, account, expires],
  );
  if (!row) throw new Error('The token was not written.');
  audit(tx, { actor: account, action: 'api-token.created', subject: `api-token:${row.id}`, detail: { scopes } });
  return { token, record: view(row) };
}

/** Takes a token back: the next call with it is refused. A second time changes nothing. */
export async function revokeApiToken(
  tx: Transaction,
  input: { readonly id: string; readonly account: string },
): Promise<ApiToken> {
  const [revoked] = await tx.query<TokenRow>(
    `update api_tokens set revoked_at = $3, revoked_by = $4
      where institution_id = $1 and id = $2 and revoked_at is null returning ${COLUMNS}`,
    [institutionOf(tx), input.id, tx.now, input.account],
  );
  if (revoked) {
    audit(tx, { actor: input.account, action: 'api-token.revoked', subject: `api-token:${input.id}` });
    return view(revoked);
  }
  const [row] = await tx.query<TokenRow>(`select ${COLUMNS} from api_tokens where institution_id = $1 and id = $2`, [
    institutionOf(tx),
    input.id,
  ]);
  if (!row) throw notFound();
  return view(row);
}

const instant = (date: Date | null): string | null => date?.toISOString() ?? null;

function view(row: TokenRow): ApiToken {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    jobTypes: row.job_types,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    expiresAt: instant(row.expires_at),
    lastUsedAt: instant(row.last_used_at),
    revokedAt: instant(row.revoked_at),
  };
}
