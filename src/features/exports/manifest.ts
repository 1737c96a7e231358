import { z } from 'zod';

/** Says what an export is and holds; an import goes by it. */
export const manifestSchema = z.object({
  format: z.literal('sessional-account'),
  /** Name of the newest migration of the database that it was read from. */
  schema: z.string(),
  madeAt: z.string(),
  madeBy: z.string(),
  accountId: z.uuid(),
  /** Rows by table. */
  tables: z.record(z.string(), z.number()),
  files: z.number(),
  /** Why, by table. */
  leftOut: z.record(z.string(), z.string()),
  readOnly: z.record(z.string(), z.string()),
});

export type Manifest = z.output<typeof manifestSchema>;

export const MANIFEST_FILE = 'manifest.json';
