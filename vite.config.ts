import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';

const islands = readdirSync('src/islands')
  .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('.d.ts'))
  .map(file => file.slice(0, -'.ts'.length));

/** What an operator runs beside the program: built with it, one file a command. */
const commands = Object.fromEntries(
  readdirSync('src/main/commands')
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map(file => [file.slice(0, -'.ts'.length), `src/main/commands/${file}`]),
);

/** One `vite build` makes the browser's files (styles, islands, manifest) and the server bundle; packages stay in node_modules. */
export default defineConfig({
  plugins: [tailwindcss(), compressed()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx', development: false } },
  builder: {},
  publicDir: false,
  environments: {
    client: {
      build: {
        outDir: 'dist/client',
        manifest: true,
        modulePreload: false,
        rolldownOptions: {
          input: {
            styles: 'src/platform/ui/styles.css',
            ...Object.fromEntries(islands.map(name => [name, `src/islands/${name}.ts`])),
          },
          output: {
            entryFileNames: 'assets/[name]-[hash].js',
            chunkFileNames: 'assets/[name]-[hash].js',
            assetFileNames: 'assets/[name]-[hash][extname]',
          },
        },
      },
    },
    ssr: {
      resolve: { external: true, noExternal: ['lucide-static'] },
      build: {
        outDir: 'dist/server',
        ssr: true,
        target: 'node26',
        rolldownOptions: {
          input: { main: 'src/main/main.ts', ...commands },
          output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    },
  },
});

/** Beside every file for the browser its brotli and gzip, made once here instead of at each request. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    writeBundle(options, bundle) {
      if (this.environment.name !== 'client' || !options.dir) return;
      for (const file of Object.keys(bundle).filter(name => /\.(js|css)$/.test(name))) {
        const path = join(options.dir, file);
        const bytes = readFileSync(path);
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
