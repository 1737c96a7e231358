/**
 * Adds to package-lock.json what npm leaves out where a registry does not carry every platform: optional packages of other systems
 * that a locked package names. Without them `npm ci` refuses the lock. Run after each change of dependencies: `npm run repair-lock`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const SYSTEMS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
  'windows',
  'aix',
];
const PROCESSORS = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(path, name)) continue;
    lock.packages[`node_modules/${name}`] = {
      version,
      optional: true,
      ...(entry.dev ? { dev: true } : {}),
      ...platformOf(name),
    };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} optional packages of other systems added to the lock`);

/** Whether the lock has the package where Node would look for it from that path: beside it, or at the top. */
function isLocked(path, name) {
  return Boolean(lock.packages[`${path}/node_modules/${name}`] ?? lock.packages[`node_modules/${name}`]);
}

/** System, processor and C library, read off the package's name: `@biomejs/cli-linux-x64-musl`. */
function platformOf(name) {
  const words = name.split(/[-/@]/);
  const os = SYSTEMS.find(it => words.includes(it));
  const cpu = PROCESSORS.find(it => words.includes(it));
  const libc =
    words.includes('musl') || words.includes('musleabihf') ? 'musl' : words.includes('gnu') ? 'glibc' : undefined;
  return {
    ...(os ? { os: [os === 'windows' ? 'win32' : os] } : {}),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(os === 'linux' && libc ? { libc: [libc] } : {}),
  };
}
