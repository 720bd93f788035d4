/**
 * The order of the house, in one place: .dependency-cruiser.mjs, tools/tidy.ts and bin/new read it.
 * Modules on one line are siblings and may not import each other; a module may import only the lines above it.
 */
export const MODULE_ORDER: readonly (readonly string[])[] = [
  ['base'],
  ['identity'],
  ['ledger', 'catalog', 'branding', 'agreements', 'training'],
  ['program'],
  ['deals'],
  ['orders'],
  ['billing', 'support'],
  ['connectors'],
  ['demo'],
];

/** Reads across modules by SQL alone: above base and identity, and nothing imports it. */
export const REPORTS = 'reports';

/** The sandbox counterparty: a process of its own, a stranger to the modules. */
export const SANDBOX = 'sandbox';

/** The pure files of base: no I/O, no clock; `.rules.ts` may import these and no others. */
export const PURE_BASE: readonly string[] = [
  'money',
  'dates',
  'states',
  'errors',
  'errors.codes',
  'permissions',
  'tax-numbers',
  'tax-union',
  'digits',
];

/** The faces of the web; none imports another. */
export const WEB_FACES: readonly string[] = ['vendor', 'console', 'panel', 'apply'];

/** Modules whose amounts are money: their SQL takes the time from `ctx.now`. */
export const MONEY_MODULES: readonly string[] = ['billing', 'ledger', 'catalog', 'orders'];

/** All modules in order, lowest first, base included, reports last. */
export const MODULES: readonly string[] = [...MODULE_ORDER.flat(), REPORTS];

/** The modules `name` may import (base included). An unknown name may import base alone. */
export function lowerModules(name: string): readonly string[] {
  if (name === REPORTS) return ['base', 'identity'];
  const line = MODULE_ORDER.findIndex((siblings) => siblings.includes(name));
  return line < 0 ? ['base'] : MODULE_ORDER.slice(0, line).flat();
}
