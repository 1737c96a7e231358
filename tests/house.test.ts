import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { describe, expect, test } from 'vitest';
import laws from '../.dependency-cruiser.mjs';

/** Files of ours that git tracks or would track. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter(file => /^(src|tests|scripts|bench)\/.*\.(tsx?|mjs)$/.test(file))
  .filter(file => spawnSync('test', ['-f', file]).status === 0);

const lines = (file: string) => readFileSync(file, 'utf8').split('\n').length;

/** Over 400 lines, each with its reason. */
const LONG: Readonly<Record<string, string>> = {
  'src/database/tables.ts': 'written by a script, one line a column',
};

/** Names that say nothing of what is inside. */
const EMPTY_NAMES = /(^|-)(utils?|helpers?|common|misc|manager|service|data|info)(-|\.|$)/;

describe('sizes and names', () => {
  test('no file is over 400 lines, but for those listed with a reason', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter(file => lines(file) > 400 && !(file in LONG))).toEqual([]);
  });

  test('the median file has about 50 lines to 100, nine in ten fewer than 260', () => {
    const sizes = files
      .filter(file => file.startsWith('src/') && !/\.(test|contract)\./.test(file))
      .map(lines)
      .toSorted((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(100);
    expect(sizes[Math.floor(sizes.length * 0.9)]).toBeLessThanOrEqual(260);
  });

  test('files are named in kebab-case, after what is inside', () => {
    const names = files.map(file => basename(file)).filter(name => name !== 'README.md');
    expect(
      names.filter(name => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|contract|d|journey))?\.(tsx?|mjs)$/.test(name)),
    ).toEqual([]);
    expect(names.filter(name => EMPTY_NAMES.test(name))).toEqual([]);
  });

  test('nobody imports by climbing', () => {
    expect(
      files.filter(file => file.startsWith('src/') && /from '(\.\.\/){2,}/.test(readFileSync(file, 'utf8'))),
    ).toEqual([]);
  });

  test('nothing asks the machine for the time or for chance but where it may', () => {
    const ruled = files.filter(file => file.startsWith('src/rules/') && !/\.test\./.test(file));
    expect(
      ruled.filter(file =>
        /Date\.now|new Date|Temporal\.Now|Math\.random|process\.|async /.test(readFileSync(file, 'utf8')),
      ),
    ).toEqual([]);
    const elsewhere = files.filter(
      file =>
        file.startsWith('src/') && !/\.(test|contract)\./.test(file) && file !== 'src/adapters/clock/system-clock.ts',
    );
    expect(elsewhere.filter(file => /Date\.now\(|Temporal\.Now/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  test('no left-overs', () => {
    const marks = new RegExp(
      ['TO' + 'DO', 'FIX' + 'ME', 'coming ' + 'soon', '\\.on' + 'ly\\(', '\\.sk' + 'ip\\('].join('|'),
    );
    expect(files.filter(file => marks.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});

describe('laws of dependency', () => {
  const check = async (folder: string) => {
    const { output } = await cruise([folder], {
      ...laws.options,
      ruleSet: { forbidden: laws.forbidden },
      validate: true,
    });
    if (typeof output === 'string') throw new Error('dependency-cruiser answered with text');
    return output.summary;
  };

  test('every import of the house keeps them', async () => {
    const summary = await check('src');
    expect(summary.violations.map(it => `${it.rule.name}: ${it.from} → ${it.to}`)).toEqual([]);
    // with a parser that does not know TypeScript it would see nothing and pass
    expect(summary.totalCruised).toBeGreaterThan(150);
    expect(summary.totalDependenciesCruised ?? 0).toBeGreaterThan(500);
  }, 60_000);

  test('a breach is found, a type import included', () => {
    const house = mkdtempSync(join(tmpdir(), 'breach-'));
    try {
      mkdirSync(join(house, 'src/rules'), { recursive: true });
      mkdirSync(join(house, 'src/features/bookings'), { recursive: true });
      mkdirSync(join(house, 'src/features/pensions'), { recursive: true });
      writeFileSync(
        join(house, 'src/rules/money.ts'),
        "import type { Booking } from '../features/bookings/index.ts';\nexport type Money = Booking;\n",
      );
      writeFileSync(
        join(house, 'src/features/bookings/index.ts'),
        "import type { Form } from '../pensions/index.ts';\nexport type Booking = Form;\n",
      );
      writeFileSync(join(house, 'src/features/pensions/index.ts'), 'export type Form = string;\n');
      const { stdout } = spawnSync(
        process.execPath,
        [
          join(process.cwd(), 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
          '--config',
          join(process.cwd(), '.dependency-cruiser.mjs'),
          '--output-type',
          'err',
          'src',
        ],
        { cwd: house, encoding: 'utf8' },
      );
      expect(stdout).toContain('rules-stand-alone');
      expect(stdout).toContain('no-arrow-up-from-bookings');
    } finally {
      rmSync(house, { recursive: true, force: true });
    }
  }, 60_000);
});
