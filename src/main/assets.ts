import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { MiddlewareHandler } from 'hono';
import type { Assets, WebEnv } from '#platform/web.ts';

type Manifest = Record<string, { file: string; css?: string[] }>;

/** Finds built files by the names that sources have. Throws at start where the build is missing one. */
export function readAssets(clientFolder: string): Assets {
  const manifest: Manifest = JSON.parse(readFileSync(join(clientFolder, '.vite/manifest.json'), 'utf8'));
  const find = (source: string) => {
    const entry = manifest[source];
    if (!entry) throw new Error(`the build has no ${source}`);
    return `/${entry.file}`;
  };
  return { stylesheet: find('src/platform/ui/styles.css'), island: name => find(`src/islands/${name}.ts`) };
}

/** Serves the built files, whose names change with their content, for a year. */
export function builtFiles(clientFolder: string): MiddlewareHandler<WebEnv> {
  const serve = serveStatic<WebEnv>({ root: clientFolder, precompressed: true });
  return async (c, next) => {
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    return serve(c, next);
  };
}
