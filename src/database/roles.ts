import type pg from 'pg';

/**
 * Pages, API and jobs work as the first; sign-in, which must find an account before it knows whose it is, as the second; the
 * directory, whose reader is nobody, as the third.
 */
const ROLES = ['sessional_app', 'sessional_auth', 'sessional_public'] as const;

const UNDEFINED_OBJECT = '42704';
const DUPLICATE_OBJECT = '42710';
const UNIQUE_VIOLATION = '23505';
/** Two sessions granted the same role at once. */
const INTERNAL_ERROR = 'XX000';

/**
 * Makes the roles and lets the current user take them on, where that is not so yet. Roles belong to the whole server, so other
 * processes and other databases may be doing the same at this moment. A user who may not make roles needs them made beforehand.
 */
export async function ensureRoles(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: number }>(
    `SELECT current_setting('server_version_num')::int AS version`,
  );
  // until 15 being a member was enough; since 16 taking a role on is a grant of its own
  const current =
    (rows[0]?.version ?? 0) >= 160_000
      ? { may: 'SET', grant: 'WITH INHERIT FALSE, SET TRUE' }
      : { may: 'MEMBER', grant: '' };
  for (const role of ROLES) {
    while (!(await mayBecome(pool, role, current.may))) {
      await tolerating([DUPLICATE_OBJECT, UNIQUE_VIOLATION], () => createRole(pool, role));
      await tolerating([INTERNAL_ERROR, UNIQUE_VIOLATION], () =>
        pool.query(`GRANT ${role} TO CURRENT_USER ${current.grant}`),
      );
    }
  }
}

async function mayBecome(pool: pg.Pool, role: string, privilege: string): Promise<boolean> {
  try {
    const { rows } = await pool.query<{ may: boolean }>('SELECT pg_has_role(current_user, $1, $2) AS may', [
      role,
      privilege,
    ]);
    return rows[0]?.may ?? false;
  } catch (fault) {
    if (codeOf(fault) === UNDEFINED_OBJECT) return false;
    throw fault;
  }
}

async function createRole(pool: pg.Pool, role: string): Promise<void> {
  const { rowCount } = await pool.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount === 0) await pool.query(`CREATE ROLE ${role} NOLOGIN`);
}

async function tolerating(codes: readonly string[], work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (fault) {
    if (!codes.includes(codeOf(fault))) throw fault;
  }
}

function codeOf(fault: unknown): string {
  return fault instanceof Error && 'code' in fault ? String(fault.code) : '';
}
