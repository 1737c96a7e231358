import { dirname, join } from 'node:path';
import { ConfigError, readConfig } from './config.ts';
import { buildFolders, start } from './start.ts';

/** The command: start, say where, stop cleanly when told. */
const say = (line: string) => process.stderr.write(`${line}\n`);

try {
  const config = readConfig(process.env, process.cwd());
  const running = await start(config, buildFolders(join(dirname(import.meta.filename), '../..')), say);
  say(
    running.url === undefined
      ? 'Sessional works in the background.'
      : `Sessional is at ${config.production ? config.baseUrl : running.url}`,
  );
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      running.stop().then(
        () => process.exit(0),
        fault => {
          say(`Sessional did not stop cleanly: ${fault instanceof Error ? fault.message : fault}`);
          process.exit(1);
        },
      );
    });
  }
} catch (fault) {
  if (fault instanceof ConfigError) say(fault.message);
  else if (fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE')
    say('Another program listens on that port. Set PORT to a free one, such as PORT=3001.');
  else say(`Sessional cannot start: ${fault instanceof Error ? (fault.stack ?? fault.message) : fault}`);
  process.exit(1);
}
