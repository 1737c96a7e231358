import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type HttpBindings, type ServerType, serve } from '@hono/node-server';
import { type DatabaseConfig, openDatabase } from '#database/connection.ts';
import { migrate } from '#database/migrate.ts';
import { eraseAgain } from '#features/leaving/index.ts';
import { readAssets } from './assets.ts';
import type { Config } from './config.ts';
import { jobTable } from './jobs.ts';
import { routes } from './routes.tsx';
import { type Wired, wire } from './wiring.ts';

/** Where the build put things. */
export interface Folders {
  readonly client: string;
  readonly migrations: string;
}

export interface Running {
  /** Where the web part listens; undefined for a worker. */
  readonly url: string | undefined;
  readonly wired: Wired;
  /** Stops taking requests and jobs, finishes those under way, and lets go of the database. */
  stop(): Promise<void>;
}

const REQUEST_SECONDS = 10;

/** Database, migrations, queue, then web and worker as the role says. Throws with a sentence for people where something is amiss. */
export async function start(config: Config, folders: Folders, say: (line: string) => void): Promise<Running> {
  mkdirSync(config.dataFolder, { recursive: true });
  const database = await openDatabase(databaseConfig(config, say));
  try {
    // better-auth looks at its tables as soon as it is made
    await migrate(database.admin, folders.migrations);
    const wired = wire(config, database, line => process.stdout.write(line));
    const jobs = jobTable(wired.ctx, database.signIn);
    await wired.queue.open(jobs.map(job => job.name));
    // a restored backup may have brought back whom its owner had asked to delete
    await eraseAgain(wired.ctx, database.signIn);
    if (config.role !== 'web') await wired.queue.start(jobs);
    const web = config.role === 'worker' ? undefined : await listen(config, folders, wired);
    return {
      url: web?.url,
      wired,
      async stop() {
        await web?.close();
        await wired.queue.stop();
        await database.close();
      },
    };
  } catch (fault) {
    await database.close();
    throw fault;
  }
}

/** The database that the configuration names, or our own. */
export function databaseConfig(config: Config, say: (line: string) => void): DatabaseConfig {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl };
  return { embedded: { folder: join(config.dataFolder, 'postgres'), log: say } };
}

async function listen(
  config: Config,
  folders: Folders,
  wired: Wired,
): Promise<{ url: string; close: () => Promise<void> }> {
  const app = routes(wired, {
    assets: readAssets(folders.client),
    clientFolder: folders.client,
    callerHeader: config.callerHeader,
    countryHeader: config.countryHeader,
    addressOf: (_, env) => (env as HttpBindings | undefined)?.incoming?.socket.remoteAddress ?? 'unknown',
  });
  const { server, port } = await new Promise<{ server: ServerType; port: number }>((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port }, ({ port }) =>
      resolve({ server, port }),
    );
    server.once('error', reject);
  });
  return {
    url: `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`,
    close: () => closeServer(server),
  };
}

/** Lets requests under way finish, but not for ever. */
async function closeServer(server: ServerType): Promise<void> {
  await new Promise<void>(resolve => {
    const last = setTimeout(
      () => 'closeAllConnections' in server && server.closeAllConnections(),
      REQUEST_SECONDS * 1000,
    );
    server.close(() => {
      clearTimeout(last);
      resolve();
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}

/** The folders of a build at `root`. */
export function buildFolders(root: string): Folders {
  return { client: join(root, 'dist/client'), migrations: join(root, 'src/database/migrations') };
}
