import { defineConfig } from 'vitest/config';

/**
 * rules: pure, in threads without isolation. node: everything that touches PostgreSQL, files or sockets, in forks.
 * `TZ` is set by the test command so that half of the runs are not in UTC.
 */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    // Vitest leaves one processor free; on a machine of two that is half of it
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: { name: 'rules', include: ['src/rules/**/*.test.ts'], pool: 'threads', isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'node',
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'tests/**/*.test.ts'],
          exclude: ['src/rules/**', 'tests/journeys/**'],
          pool: 'forks',
          // a file leaves nothing behind in the modules; loading the program anew for each took a third of the time
          isolate: false,
          globalSetup: ['tests/support/start-test-server.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
