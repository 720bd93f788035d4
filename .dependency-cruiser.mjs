// The house of ARCHITECTURE.md as rules. Each comment is what a person reads when the rule is broken:
// it says what to do instead. The order of modules and the pure files of base are in tools/modules.ts.
import { lowerModules, MODULES, PURE_BASE, SANDBOX, WEB_FACES } from './tools/modules.ts';

const TEST = ['\\.test\\.tsx?$'];
const any = (names) => `(${names.join('|')})`;
const PURE = `^server/base/${any(PURE_BASE.map((name) => name.replace('.', '\\.')))}\\.ts$`;
const BASE = '^server/base/';
const ANY_FACE = '^server/[^/]+/index\\.ts$';
const DOOR = '(/|\\.)(routes|tasks)\\.ts$';
const PAPER = '\\.(pdf|mail)\\.ts$';

// Files of a module, `$1` in a `to` being the same module. base, connectors and the sandbox have no floors.
const FLOORLESS = ['^server/base/', '^server/connectors/', `^server/${SANDBOX}/`, ...TEST];
const own = (suffix) => `^server/$1/.+${suffix}`;
const OWN_DOORS = ['^server/$1/(routes|tasks)\\.ts$', '^server/$1/.+[/.](routes|tasks)\\.ts$'];
const OWN_RULES = own('\\.rules\\.ts$');

const NPM = 'node_modules/';
const npm = (...names) => `node_modules/${any(names)}/`;
const PURE_PACKAGES = ['zod', 'temporal-polyfill', 'ibantools'];
const DATABASE = npm('pg', 'kysely', '@types/pg');

/** A floor: files of a module with this suffix, and the only things they may import. */
function floor(name, suffix, allowed, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: `^server/([^/]+).*${suffix}`, pathNot: FLOORLESS },
    to: { pathNot: allowed },
  };
}

/** Like `floor`, but `import type` may reach further: to `typesFrom`. */
function floorWithTypes(name, suffix, allowed, typesFrom, comment) {
  const values = floor(name, suffix, allowed, comment);
  const types = floor(name, suffix, [...allowed, ...typesFrom], comment);
  return [{ ...values, to: { ...values.to, dependencyTypesNot: ['type-only'] } }, types];
}

const floors = [
  ...floorWithTypes(
    'rules-are-pure',
    '\\.rules\\.ts$',
    [PURE, OWN_RULES, own('\\.json$'), npm(...PURE_PACKAGES)],
    [BASE, '^db/types\\.ts$', npm('kysely')],
    `A .rules.ts file is pure and synchronous: it imports base ${PURE_BASE.join(', ')}, its own module’s .rules.ts and types. Pass in the rest as arguments.`,
  ),
  ...floorWithTypes(
    'sql-floor',
    '\\.sql\\.ts$',
    [
      PURE,
      `${BASE}(db|ctx|ids|page)\\.ts$`,
      '^db/types\\.ts$',
      OWN_RULES,
      own('\\.sql\\.ts$'),
      npm('kysely', 'pg', '@types/pg'),
    ],
    [own('\\.port\\.ts$'), BASE],
    'A .sql.ts file holds SQL alone: it imports base db and its own module’s rules. Move decisions to the verb.',
  ),
  floor(
    'door-floor',
    DOOR,
    [
      BASE,
      '^server/$1/',
      ANY_FACE,
      npm(...PURE_PACKAGES, 'fastify', '@fastify', 'fastify-type-provider-zod'),
    ],
    'A door (.routes.ts, tasks.ts) is schema, guard and one call: it imports its own verbs, lower modules’ schemas and base.',
  ),
  {
    name: 'door-calls-verbs',
    comment: 'A door calls a verb: it does not reach SQL or documents.',
    severity: 'error',
    from: { path: `^server/([^/]+).*${DOOR}`, pathNot: FLOORLESS },
    to: { path: [own('\\.sql\\.ts$'), own(PAPER)], dependencyTypesNot: ['type-only'] },
  },
  floor(
    'face-floor',
    '/index\\.ts$',
    ['^server/$1/'],
    'index.ts is the module’s face: named exports of its own files and nothing else.',
  ),
  ...floorWithTypes(
    'policy-floor',
    '(/|\\.)policy\\.ts$',
    [PURE, `${BASE}ctx\\.ts$`, OWN_RULES],
    [BASE, ANY_FACE, '^server/$1/'],
    'policy.ts answers can(actor, action, subject) from its arguments: it imports types and its own rules.',
  ),
  ...floorWithTypes(
    'port-floor',
    '\\.port\\.ts$',
    [BASE, OWN_RULES],
    [ANY_FACE, '^server/$1/', '^db/types\\.ts$', npm('kysely')],
    'A .port.ts file says what a connector must do, in types: it imports base, its own rules and types.',
  ),
  floor(
    'paper-floor',
    PAPER,
    [BASE, OWN_RULES, own(PAPER), NPM, '^(node:)?(crypto|fs|path|url)$'],
    'A .pdf.ts or .mail.ts file lays out a document: it imports base and its own rules’ types. Give it the data.',
  ),
  {
    name: 'verb-floor',
    comment:
      'A verb (or the work of a task, .task.ts) calls its own rules, SQL, policy, documents and lower modules’ faces. Doors call verbs, never the other way.',
    severity: 'error',
    from: {
      path: '^server/([^/]+)/[^.]+(\\.task)?\\.ts$',
      pathNot: [...FLOORLESS, DOOR, '/index\\.ts$', '/policy\\.ts$'],
    },
    to: { path: OWN_DOORS },
  },
  {
    name: 'sql-in-sql-files',
    comment: 'SQL lives in .sql.ts files (and base): move the query there and give it a name.',
    severity: 'error',
    from: { path: '^server/', pathNot: [BASE, '\\.sql\\.ts$', ...TEST] },
    to: { path: DATABASE, dependencyTypesNot: ['type-only'] },
  },
];

const order = MODULES.map((name) => ({
  name: `order-${name}`,
  comment: `${name} may import ${lowerModules(name).join(', ') || 'no other module'}: news travels upward as events.`,
  severity: 'error',
  from: { path: `^server/${name}/`, pathNot: TEST },
  to: { path: '^server/', pathNot: `^server/${any([name, ...lowerModules(name)])}/` },
}));

const modules = [
  ...order,
  {
    name: 'known-module',
    comment:
      'This folder is not in the order of modules: give it its place in tools/modules.ts and ARCHITECTURE.md.',
    severity: 'error',
    from: { path: '^server/[^/]+/', pathNot: [`^server/${any([...MODULES, SANDBOX])}/`, ...TEST] },
    to: {},
  },
  {
    name: 'faces-only',
    comment: 'Import the other module’s index.ts, not a file behind it.',
    severity: 'error',
    from: { path: '^server/([^/]+)/', pathNot: TEST },
    to: { path: '^server/[^/]+/', pathNot: ['^server/$1/', BASE, ANY_FACE] },
  },
  {
    name: 'not-own-face',
    comment: 'index.ts is for other modules: import the file itself, or the module knots into a circle.',
    severity: 'error',
    from: { path: '^server/([^/]+)/.+', pathNot: TEST },
    to: { path: '^server/$1/index\\.ts$' },
  },
  {
    name: 'app-mounts-faces',
    comment: 'app and main mount faces and doors and wire connectors; the work is in the modules.',
    severity: 'error',
    from: { path: '^server/[^/]+\\.ts$', pathNot: TEST },
    to: { path: '^server/[^/]+/', pathNot: [BASE, ANY_FACE, DOOR, '^server/(connectors|demo)/'] },
  },
  {
    name: 'connectors-apart',
    comment: 'One connector does not import another: share through server/connectors/ itself or base.',
    severity: 'error',
    from: { path: '^server/connectors/([^/]+)/', pathNot: TEST },
    to: { path: '^server/connectors/[^/]+/', pathNot: '^server/connectors/$1/' },
  },
  {
    name: 'pure-base',
    comment: `base ${PURE_BASE.join(', ')} are pure: no node:*, no database, no other file of base.`,
    severity: 'error',
    from: { path: PURE },
    to: { pathNot: [PURE, npm('zod', 'temporal-polyfill')] },
  },
  {
    name: 'sandbox-is-a-stranger',
    comment: 'The sandbox stands for another company’s system: it may use base utilities, never the modules.',
    severity: 'error',
    from: { path: `^server/${SANDBOX}/`, pathNot: TEST },
    to: { path: '^server/', pathNot: [`^server/${SANDBOX}/`, BASE] },
  },
  {
    name: 'nobody-imports-the-sandbox',
    comment: 'The sandbox is reached over HTTP, as the system it stands for would be.',
    severity: 'error',
    from: { path: '^server/[^/]+/', pathNot: [`^server/${SANDBOX}/`, ...TEST] },
    to: { path: `^server/${SANDBOX}/` },
  },
];

const web = [
  {
    name: 'web-without-server',
    comment: 'The web knows the server by its API alone: import web/api.',
    severity: 'error',
    from: { path: '^web/' },
    to: { path: '^(server|db|bin|tools|bench|test)/', pathNot: '^test/' },
  },
  {
    name: 'web-through-api',
    comment: 'Calls to the server go through web/api, the generated client.',
    severity: 'error',
    from: { path: '^web/', pathNot: ['^web/api/', ...TEST] },
    to: { path: npm('openapi-fetch', 'openapi-react-query') },
  },
  {
    name: 'faces-apart',
    comment: 'A face never imports another face: move what they share to web/parts, web/kit or web/ui.',
    severity: 'error',
    from: { path: `^web/${any(WEB_FACES)}/` },
    to: { path: `^web/${any(WEB_FACES)}/`, pathNot: '^web/$1/' },
  },
  {
    name: 'web-floors',
    comment: 'Faces use parts, parts use kit, kit uses ui: never the other way.',
    severity: 'error',
    from: { path: '^web/(parts|kit|ui|api)/', pathNot: TEST },
    to: { path: `^web/${any(WEB_FACES)}/` },
  },
  {
    name: 'kit-below-parts',
    comment: 'kit is below parts: move the shared piece down into kit or ui.',
    severity: 'error',
    from: { path: '^web/(kit|api)/', pathNot: TEST },
    to: { path: '^web/parts/' },
  },
  {
    name: 'ui-is-lowest',
    comment:
      'ui is the lowest floor of the web: it knows no kit, no parts and no API. Pass in what it shows.',
    severity: 'error',
    from: { path: '^web/ui/', pathNot: TEST },
    to: { path: '^web/(kit|parts|api)/' },
  },
];

const everywhere = [
  {
    name: 'no-circle',
    // Types alone may point both ways: they are gone before anything runs, and the order of modules binds them too.
    comment: 'These files import each other in a circle: move what both need into a third.',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'server-without-dev-packages',
    comment:
      'The server runs without devDependencies: move the package to dependencies or the import to a test.',
    severity: 'error',
    from: { path: '^server/', pathNot: TEST },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'server-without-workshop',
    comment: 'The server does not import tests, tools, benches or the web; of db it imports types.ts.',
    severity: 'error',
    from: { path: '^server/[^/]+/', pathNot: TEST },
    to: { path: '^(test|tools|bench|web|bin|db)/', pathNot: '^db/types\\.ts$' },
  },
  {
    name: 'resolvable',
    comment: 'This import leads nowhere: mend the path or install the package.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, pathNot: ['^virtual:', '\\?'] },
  },
];

const configuration = {
  forbidden: [...floors, ...modules, ...web, ...everywhere],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^web/dist/', '^\\.caravan/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};

export default configuration;
