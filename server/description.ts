import { jsonSchemaTransformObject } from 'fastify-type-provider-zod';

type Document = ReturnType<typeof jsonSchemaTransformObject>;

/** The API's description without what nobody reads: schemas that nothing refers to, and the pattern beside `format: uuid`, which says the same. */
export function describeApi(document: Parameters<typeof jsonSchemaTransformObject>[0]): Document {
  const description = withoutUuidPatterns(jsonSchemaTransformObject(document)) as Document & Described;
  const { schemas = {} } = description.components ?? {};
  const used = usedSchemas(description.paths, schemas);
  for (const name of Object.keys(schemas)) if (!used.has(name)) delete schemas[name];
  return description;
}

type Described = { paths?: unknown; components?: { schemas?: Record<string, unknown> } };

function withoutUuidPatterns(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) => {
      if (part === null || typeof part !== 'object' || !('format' in part) || part.format !== 'uuid')
        return part;
      return { ...part, pattern: undefined };
    }),
  );
}

/** The names that the paths refer to, and those that these refer to in turn. */
function usedSchemas(paths: unknown, schemas: Record<string, unknown>): Set<string> {
  const used = new Set<string>();
  const waiting = refersTo(paths);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    waiting.push(...refersTo(schemas[name]));
  }
  return used;
}

function refersTo(part: unknown): string[] {
  const text = JSON.stringify(part) ?? '';
  return [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name = '']) => name);
}
