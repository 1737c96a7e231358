import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiClient, type Json } from './support/api-client.ts';
import { type TestContext, testContext } from './support/context.ts';

let it: TestContext;
let document: Json;

beforeAll(async () => {
  it = await testContext();
  const api = await apiClient(it, await it.makeAccount(), 'read');
  document = (await api.call('GET', '/openapi.json')).json;
});
afterAll(() => it.close());

const operations = () =>
  Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, name: `${method} ${path}`, operation })),
  );

test('every operation answers success with a schema', () => {
  for (const { name, operation } of operations()) {
    const success = Object.entries(operation.responses ?? {}).filter(([status]) => status.startsWith('2'));
    expect(success, name).toHaveLength(1);
    for (const [, answer] of success)
      for (const body of Object.values(answer.content ?? {}))
        expect(Object.keys(body.schema ?? {}), name).not.toEqual([]);
  }
});

test('every placeholder of a path is a described parameter', () => {
  for (const { path, name, operation } of operations()) {
    const used = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1]);
    const described = Object.values(operation.parameters ?? {})
      .filter(parameter => String(parameter.in) === 'path')
      .map(parameter => String(parameter.name));
    expect(described.toSorted(), name).toEqual(used.toSorted());
  }
});

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(match => match[1] ?? '');
  expect(references.length).toBeGreaterThan(5);
  for (const reference of new Set(references)) {
    const found = reference.split('/').reduce<Json | undefined>((at, key) => at?.[key], document);
    expect(found, reference).toBeDefined();
  }
});

test('the document asks for a bearer key', () => {
  expect(document).toMatchObject({
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
  });
});
