import { startEmbedded } from '#database/embedded/start-embedded.ts';

/**
 * A process of its own that uses the embedded server of the folder it is given: `node tests/support/use-embedded.ts <folder>`.
 * It tells the connection as a line of JSON, then lives until SIGTERM, on which it stops as the application does, or SIGUSR2,
 * on which it exits without stopping.
 */
const server = await startEmbedded({ folder: process.argv[2] ?? '', durable: false });
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
process.once('SIGUSR2', () => process.exit(0));
process.stdout.write(`${JSON.stringify(server.connection)}\n`);
setInterval(() => {}, 60_000);
