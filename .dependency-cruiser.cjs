// The rooms of the house and the doors between them; ARCHITECTURE.md draws the same. A rule's `comment` is what lint prints when it is broken.

/** Tests, and what only they use: `test-database.ts`. */
const test = '(\\.test\\.tsx?|/test-[a-z-]+\\.ts)$';
const workerRooms = ['archive', 'embedding', 'explore', 'imaging', 'pipeline', 'ranking', 'sources', 'storage'];

/** `from` may import, of our own code, only what `to` matches. */
const room = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: test },
  to: { path: '^(src|server|tools|e2e|bench)/', pathNot: to },
});
/** Only files of `from` may import the package. */
const soleImporter = (packageName, from) => ({
  name: `only-${from.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '')}-imports-${packageName.replace(/[^a-z]+/g, '-').replace(/^-/, '')}`,
  comment: `${packageName} is for ${from} alone: one room knows it, and wraps its errors.`,
  severity: 'error',
  from: { path: '^src/', pathNot: [from, test] },
  to: { path: `node_modules/${packageName}/` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', comment: 'Two files that import each other are one file.', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'Nobody imports this file, and it imports nobody: it is not used.',
      from: { orphan: true, path: '^src/', pathNot: [test, '\\.d\\.ts$', '\\.css$'] },
      to: {},
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      comment: 'No such file or package.',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?' },
    },
    {
      name: 'no-dev-packages-in-the-app',
      severity: 'error',
      comment: 'What ships depends on `dependencies` only.',
      from: { path: '^src/', pathNot: test },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },

    room(
      'domain-imports-nothing',
      '^src/shared/domain/',
      '^src/shared/domain/',
      'The domain is pure: it knows no room, no wire, no browser.',
    ),
    {
      name: 'domain-imports-no-package',
      severity: 'error',
      comment: 'The domain is pure.',
      from: { path: '^src/shared/', pathNot: test },
      to: { path: 'node_modules/' },
    },
    room('protocol-imports-domain', '^src/shared/protocol/', '^src/shared/', 'The wire knows the domain, and neither of its ends.'),
    room('zip-imports-domain', '^src/shared/zip/', '^src/shared/(zip|domain)/', 'Packing and unpacking know nothing of what is packed.'),
    room('engine-imports-shared', '^src/page/engine/(?!script-url)', '^src/(page/engine|shared)/', 'The engine is the page’s lowest room.'),
    room(
      'script-url-names-workers',
      '^src/page/engine/script-url',
      '^src/(worker/[a-z-]+\\.ts|shared/domain/)',
      'It may name the workers’ entries, for their addresses.',
    ),
    room('state-imports-engine', '^src/page/state/', '^src/(page/(state|engine)|shared)/', 'State knows no component and no worker.'),
    room('ui-imports-state', '^src/page/ui/', '^src/(page/(ui|state)|shared/domain)/', 'What is painted comes from the state.'),
    room(
      'console-imports-engine',
      '^src/page/console\\.ts$',
      '^src/(page/(engine|state)|shared)/',
      'Scripts go the way that the page’s own calls go.',
    ),
    room('page-imports-no-worker', '^src/page/[^/]+$', '^src/(page|shared)/', 'Page and worker meet only on the wire.'),
    room('worker-imports-no-page', '^src/worker/[^/]+$', '^src/(worker|shared)/', 'Page and worker meet only on the wire.'),

    ...workerRooms.map((name) =>
      room(
        `${name}-imports-domain`,
        `^src/worker/${name}/`,
        ['archive', 'pipeline', 'explore'].includes(name) ? '^src/(worker/[a-z]+/|shared/)' : `^src/(worker/${name}/|shared/)`,
        'Sibling rooms never import one another; their entry brings them together.',
      ),
    ),
    {
      name: 'stories-import-types-of-siblings',
      severity: 'error',
      comment: 'The stories are handed the rooms by their entry: they may import their types, and nothing that runs.',
      from: { path: '^src/worker/(archive|pipeline|explore)/', pathNot: test },
      to: { path: '^src/worker/[a-z]+/', pathNot: '^src/worker/$1/', dependencyTypesNot: ['type-only'] },
    },
    room('service-worker-imports-domain', '^src/service-worker', '^src/shared/domain/', 'It is small, and of one file when built.'),
    room('server-imports-domain', '^server/', '^(server|src/shared/domain)/', 'The server knows the headers, and nothing else of the app.'),
    {
      name: 'app-imports-no-tools',
      severity: 'error',
      comment: 'The app knows nothing of its tests and tools.',
      from: { path: '^src/', pathNot: test },
      to: { path: '^(e2e|tools|bench|server)/' },
    },

    soleImporter('idb', '^src/worker/storage/'),
    soleImporter('onnxruntime-web', '^src/worker/(embedding/|model\\.ts)'),
    soleImporter('@xenova/transformers', '^src/worker/(embedding/|model\\.ts)'),
    soleImporter('exifreader', '^src/worker/imaging/'),
    soleImporter('hash-wasm', '^src/worker/imaging/'),
    soleImporter('zustand', '^src/page/(state|ui)/'),
    soleImporter('react', '^src/page/(ui/|main\\.tsx)'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(src/worker/[a-z]+/kernel/|tools/starter-model)' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['onnxruntime-web-use-extern-wasm', 'import', 'browser', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
