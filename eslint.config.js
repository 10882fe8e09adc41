import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** The rooms of src/, top first: a room may import only from those above it (ARCHITECTURE.md). */
export const rooms = [
  'bytes',
  'world',
  'configuration',
  'records',
  'wire',
  'storage',
  'metadata',
  'replication',
  'serialization',
  'delivery',
  'registry',
  'broker',
  'cluster',
  'narration',
  'trial',
  'terminal',
  'exercises',
  'review',
];

const tests = ['src/**/*.test.ts', 'src/**/testing/**'];

/** Only these files know that there is an operating system. */
const outside = [
  'src/world/node/**',
  'src/cluster/processes*.ts',
  'src/cli.ts',
  'src/cli/**',
  'src/index.ts',
  ...tests,
];

const throughTheWorld =
  'Ask the World: time, randomness, files and sockets come from it alone, or a run cannot be repeated.';
const differsBetweenEngines =
  'Its result differs between engines. Inside a run only integers, + - * / and a few exact functions are used.';

const exactMath = ['floor', 'ceil', 'trunc', 'min', 'max', 'abs', 'imul', 'clz32', 'sqrt'];

const restrictedSyntax = [
  {
    selector: `MemberExpression[object.name='Math']:not([property.name=/^(${exactMath.join('|')})$/])`,
    message: differsBetweenEngines,
  },
  { selector: "BinaryExpression[operator='**']", message: differsBetweenEngines },
  { selector: 'MemberExpression[property.name=/^(localeCompare|toLocale.*)$/]', message: differsBetweenEngines },
  {
    selector: "NewExpression[callee.name='Promise']",
    message: 'Use world.deferred(): the simulated world must know which promises it has to let settle.',
  },
  { selector: 'ExportDefaultDeclaration', message: 'No default exports: a thing has one name everywhere.' },
];

const restrictedGlobals = [
  ...[
    'Date',
    'performance',
    'crypto',
    'fetch',
    'process',
    'Buffer',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'clearTimeout',
    'clearInterval',
    'clearImmediate',
    'queueMicrotask',
    'MessageChannel',
    'console',
  ].map((name) => ({ name, message: throughTheWorld })),
  { name: 'Intl', message: differsBetweenEngines },
];

const nodeModules = { regex: '^node:|world/node', message: throughTheWorld };

/** For each room: what lies below it must not be imported, and nothing of the operating system but by the files above. */
const roomOrder = rooms.flatMap((room, index) => {
  const below = [...rooms.slice(index + 1), 'cli', 'index', 'simulated'].join('|');
  const order = {
    regex: `^(\\.\\./)+(${below})(/|\\.ts$)`,
    message: `${room}/ may import only from the rooms above it: see ARCHITECTURE.md.`,
  };
  const files = [`src/${room}/**/*.ts`];
  return [
    { files, ignores: tests, rules: { 'no-restricted-imports': ['error', { patterns: [order] }] } },
    { files, ignores: outside, rules: { 'no-restricted-imports': ['error', { patterns: [order, nodeModules] }] } },
  ];
});

export default tseslint.config(
  { ignores: ['build/', 'dist/', 'node_modules/', 'docs/.vitepress/cache/', 'docs/.vitepress/dist/'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.ts', 'property-tests/**/*.ts', 'benchmarks/**/*.ts', 'chapters/**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
      '@typescript-eslint/no-misused-promises': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    rules: {
      'no-console': 'off',
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: outside,
    rules: {
      'no-restricted-globals': ['error', ...restrictedGlobals],
      'no-restricted-syntax': ['error', ...restrictedSyntax],
    },
  },
  { files: ['src/simulated.ts'], rules: { 'no-restricted-imports': ['error', { patterns: [nodeModules] }] } },
  ...roomOrder,
  {
    // A test reads its room as a stranger would; node:test returns promises that the runner awaits.
    files: [...tests, 'property-tests/**/*.ts', 'chapters/**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          ignoreVoid: false,
          allowForKnownSafeCalls: [
            { from: 'package', name: ['test', 'it', 'describe', 'suite', 'before', 'after'], package: 'node:test' },
          ],
        },
      ],
    },
  },
);
