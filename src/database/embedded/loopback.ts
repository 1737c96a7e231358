import pg from 'pg';

/** Sets the password that the TCP port asks for. */
export async function allowTcp(connection: pg.ClientConfig & { user: string }, password: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query(
      `ALTER ROLE ${client.escapeIdentifier(connection.user)} PASSWORD ${client.escapeLiteral(password)}`,
    );
  } finally {
    await client.end();
  }
}
