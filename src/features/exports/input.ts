import { z } from 'zod';
import { shownId } from '#platform/input.ts';

/** The new export's id, so that a form sent twice asks once. */
export const exportInput = z.object({ id: shownId('accountExport', 'the export').optional() });
