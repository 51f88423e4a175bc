// Few rules, each of which catches a mistake: type-aware TypeScript, Angular with accessible templates, documented
// exports of the library, and a core that reaches for no global.
import eslint from '@eslint/js';
import angular from 'angular-eslint';
import jsdoc from 'eslint-plugin-jsdoc';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { UNWANTED_WORDS } from './tools/unwanted-words.mjs';

const LIBRARY = 'projects/ngx-auth-session';
const SPECS = ['**/*.spec.ts', `${LIBRARY}/test/**/*.ts`];
const BROWSER_TESTS = ['projects/*/e2e/**/*.ts', 'tools/package-app/e2e/*.ts'];
const NODE_TESTS = ['projects/demo-api/test/**/*.ts', `${LIBRARY}/schematics/test/**/*.ts`];

/** What the core must be given as an argument, so that a test can script it. */
const AMBIENT_GLOBALS = [
  'window',
  'document',
  'location',
  'navigator',
  'localStorage',
  'sessionStorage',
  'fetch',
  'XMLHttpRequest',
  'BroadcastChannel',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'queueMicrotask',
  'performance',
  'globalThis',
  'self',
];

export default defineConfig(
  globalIgnores([
    '**/dist/',
    '**/.angular/',
    'out-tsc/',
    'coverage/',
    'test-results/',
    'playwright-report/',
    'goldens/',
    // What it imports is installed there alone; `npm run check` in bench/ has the types.
    'bench/**/*.ts',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,js,mjs}'],
    rules: {
      'no-warning-comments': [
        'error',
        { terms: UNWANTED_WORDS.map(([word]) => word), location: 'anywhere' },
      ],
    },
  },

  {
    files: ['**/*.ts'],
    extends: [eslint.configs.recommended, tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          `${LIBRARY}/tsconfig.spec.json`,
          `${LIBRARY}/test/named-types/tsconfig.json`,
          `${LIBRARY}/schematics/tsconfig.json`,
          'projects/demo/tsconfig.app.json',
          'projects/demo/ssr/tsconfig.json',
          'projects/demo/site/tsconfig.json',
          'projects/demo-api/tsconfig.json',
          'projects/demo-api/worker/tsconfig.json',
          'projects/site/tsconfig.json',
          'projects/oauth-app/tsconfig.app.json',
          'tools/package-app/tsconfig.workspace.json',
          'tools/tsconfig.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: 'error',
      'no-restricted-globals': ['error', 'fdescribe', 'fit'],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // Angular's own errors of requests are not of class Error.
      '@typescript-eslint/only-throw-error': [
        'error',
        {
          allow: [{ from: 'package', package: '@angular/common', name: 'HttpErrorResponse' }],
          allowThrowingAny: true,
          allowThrowingUnknown: true,
        },
      ],
      // Passing on the reason of an abort is not a mistake.
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        { allowThrowingAny: true, allowThrowingUnknown: true },
      ],
      '@typescript-eslint/unbound-method': 'off',
    },
  },

  {
    files: [`${LIBRARY}/**/*.ts`, 'projects/{demo,oauth-app}/src/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
  },
  {
    files: ['projects/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
    rules: {
      // A region may listen to keys, such as Escape, of what has the focus in it.
      '@angular-eslint/template/interactive-supports-focus': [
        'error',
        { allowList: ['form', 'aside', 'section'] },
      ],
    },
  },

  {
    files: ['src', 'testing', 'schematics/ng-add'].map((folder) => `${LIBRARY}/${folder}/**/*.ts`),
    ignores: SPECS,
    plugins: { jsdoc },
    rules: {
      // Warnings for the developer and the debug log; nothing else speaks.
      'no-console': ['error', { allow: ['warn', 'debug'] }],
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { ClassDeclaration: true, FunctionDeclaration: true, MethodDefinition: false },
          contexts: [
            'ExportNamedDeclaration > TSInterfaceDeclaration',
            'ExportNamedDeclaration > TSTypeAliasDeclaration',
            'ExportNamedDeclaration > VariableDeclaration',
          ],
          enableFixer: false,
        },
      ],
      'jsdoc/no-types': 'error',
    },
  },
  {
    files: ['src', 'dpop', 'testing', 'schematics/ng-add'].map(
      (folder) => `${LIBRARY}/${folder}/**/*.ts`,
    ),
    ignores: SPECS,
    rules: { 'max-lines': ['error', 220] },
  },
  {
    files: [`${LIBRARY}/src/lib/core/**/*.ts`],
    ignores: SPECS,
    rules: {
      'no-console': ['error', {}],
      'no-restricted-globals': [
        'error',
        ...AMBIENT_GLOBALS.map((name) => ({
          name,
          message: 'The core is given this as an argument.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The core is given a clock.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'The core is given a clock.',
        },
      ],
    },
  },

  {
    // Test code looks into answers and mocks that have no type.
    files: [...SPECS, ...NODE_TESTS, ...BROWSER_TESTS],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // Playwright reads which fixtures a function needs from its parameter; `{}` says none.
    files: BROWSER_TESTS,
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
  {
    // node:test's describe() and test() return promises that a test file need not await.
    files: NODE_TESTS,
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },

  {
    files: ['**/*.{js,mjs}'],
    extends: [eslint.configs.recommended],
    // The compiler checks names, see tools/tsconfig.json.
    rules: { 'no-undef': 'off' },
  },
);
