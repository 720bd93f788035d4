/**
 * Every property is drawn with SEED=… where it is given, in every module: fast-check names the seed of what failed, and with it the same input
 * is drawn again. A property that names a seed of its own takes SEED by itself.
 */
if (process.env.SEED) {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ seed: Number(process.env.SEED) });
}

export {};
