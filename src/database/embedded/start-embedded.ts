import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { installedPostgres, runnablePrograms } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { hold } from './holders.ts';
import { withLock } from './lock.ts';
import { allowTcp } from './loopback.ts';
import { choosePlace } from './place.ts';
import { endPostmaster, findPostmaster, startPostmaster } from './postmaster.ts';
import { serverUser } from './server-user.ts';
import { chooseSocketFolder } from './socket-folder.ts';

export interface EmbeddedOptions {
  /** Where the server keeps everything: rows, log, socket. Made if missing. */
  readonly folder: string;
  /** False only for tests: acknowledged rows may be lost at a power cut, and everything is faster. */
  readonly durable?: boolean;
  /** Also listen on 127.0.0.1, with this password for the user of `connection`. Without it there is only the unix socket. */
  readonly tcp?: { readonly port: number; readonly password: string };
  /** What an operator should know, one line each. */
  readonly log?: (line: string) => void;
}

export interface EmbeddedConnection {
  /** Folder of the unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

export interface EmbeddedServer {
  readonly connection: EmbeddedConnection;
  readonly folder: string;
  /** Ends this process's use. The last process that uses the server stops it, cleanly. */
  stop(): Promise<void>;
}

/** The superuser and the database that the launcher makes. */
const EMBEDDED_USER = 'sessional';
const EMBEDDED_DATABASE = 'sessional';

/** Part of the socket's file name; nothing listens on it unless `tcp` is asked for. */
const PORT = 5432;

/**
 * Starts the PostgreSQL of this folder, or attaches to the one that already runs there: another process's, or one that
 * outlived a killed process. Every process that uses it is written down beside it, so that the last one to leave stops it.
 * A process that ends without calling `stop` (but not by a signal that it does not handle) leaves in its exit handler.
 * Throws where the platform has no binaries, or where the folder belongs to another user or another major version.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const folder = resolve(options.folder);
  const log = options.log ?? (() => {});
  mkdirSync(folder, { recursive: true });
  const port = options.tcp?.port ?? PORT;
  return withLock(folder, async () => {
    const user = serverUser(folder);
    const place = choosePlace(folder, user, log);
    const binaries = runnablePrograms(installedPostgres(), place.path, user, log);
    const durable = options.durable ?? true;
    await ensureCluster({ place, binaries, user, durable });
    let server = await findPostmaster(place.cluster);
    if (server) log(`attached to the PostgreSQL that runs in ${place.cluster}`);
    else {
      const socketFolder = chooseSocketFolder(place.path, user);
      server = await startPostmaster({
        place,
        binaries,
        user,
        durable,
        socketFolder,
        port,
        tcp: options.tcp !== undefined,
      });
    }
    const connection = {
      host: server.socketFolder,
      port: server.port,
      user: EMBEDDED_USER,
      database: EMBEDDED_DATABASE,
    };
    const holder = hold(folder, () => endPostmaster(place.cluster));
    if (options.tcp) await allowTcp(connection, options.tcp.password);
    return { connection, folder, stop: () => holder.leave() };
  });
}
