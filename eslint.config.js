// Lint: the strict typed rules of typescript-eslint, and what this project forbids besides. Layout is Biome's, the rooms are dependency-cruiser's.

import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { reasonBeside } from './tools/lint/reason-beside.js';

/** Each thread's files are checked with the types of that thread. */
const typedBy = (project, files, ignores = []) => ({
  files,
  ignores,
  languageOptions: { parserOptions: { project: `tsconfig/${project}.json`, tsconfigRootDir: import.meta.dirname } },
});

const tests = ['**/*.test.ts', '**/*.test.tsx', 'e2e/**/*.ts'];
const domWrites = [{ property: 'innerHTML' }, { property: 'outerHTML' }, { property: 'insertAdjacentHTML' }, { property: 'srcdoc' }]
  .concat([
    { object: 'document', property: 'write' },
    { object: 'document', property: 'writeln' },
  ])
  .map((write) => ({ ...write, message: 'The security policy refuses text as HTML; make elements.' }));

export default defineConfig(
  {
    ignores: ['dist/', 'node_modules/', '.cache/', 'test-results/', 'public/', 'src/worker/*/kernel/', 'tools/starter-model/', '**/*.d.ts'],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { afterimage: { rules: { 'reason-beside': reasonBeside } } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'afterimage/reason-beside': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-eval': 'error',
      'no-restricted-properties': ['error', ...domWrites],
      'no-restricted-globals': [
        'error',
        { name: 'event', message: 'Take it as a parameter.' },
        { name: 'name', message: "This is the window's name; a variable is missing." },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: 'The security policy refuses text as HTML.' },
        { selector: 'NewExpression[callee.name="Worker"]', message: 'Only script-url.ts may start a worker: Trusted Types.' },
        { selector: 'CallExpression[callee.property.name="waitForTimeout"]', message: 'Wait for what should happen, not for a time.' },
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that has it.' },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Numbers read as they are; objects do not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true, allowNullish: true }],
      // The reason of an AbortSignal is typed `any`, and is thrown on as it is.
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingAny: true, allowThrowingUnknown: true }],
      // Off: the DOM library says that every browser has everything, so each feature test is "unnecessary"; so is a flag set by a callback.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Off: no object here uses `this` but classes, whose methods are called on them; actions are taken apart on purpose.
      '@typescript-eslint/unbound-method': 'off',
      // Off: `() => doIt()`, `return doIt()` to leave early, and `void` for "nothing comes back" are how it is written here.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // Off: `serve<Calls, Event>` names what is sent through its result.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // `!` is allowed where a comment says why: reason-beside asks for it.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // An event handler of React may be asynchronous; what it awaits ends in the store.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  typedBy('page', ['src/page/**/*.ts', 'src/page/**/*.tsx'], tests),
  typedBy('worker', ['src/worker/**/*.ts', 'src/shared/**/*.ts'], tests),
  typedBy('service-worker', ['src/service-worker.ts']),
  typedBy('node', ['*.ts', 'server/**/*.ts', 'tools/**/*.ts', 'bench/**/*.ts', ...tests]),
  {
    // The two rules of hooks themselves; its others prepare for a compiler that is not used here.
    files: ['src/page/**/*.tsx', 'src/page/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: tests,
    rules: {
      // A test makes up ids and looks into values of which it knows the shape; it fails where it is wrong.
      'afterimage/reason-beside': 'off',
      // What an evaluation in the page is rejected with.
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
      // A stand-in of an asynchronous function awaits nothing.
      '@typescript-eslint/require-await': 'off',
      // Playwright's fixtures hand over by a function named `use`, and their first argument is a pattern, even an empty one.
      'no-empty-pattern': 'off',
    },
  },
  { files: ['src/page/engine/script-url.ts', 'bench/page/pictures.ts', '**/*.browser.test.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['*.config.ts', 'e2e/build.ts'], rules: { 'no-restricted-syntax': 'off' } },
);
