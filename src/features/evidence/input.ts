import { z } from 'zod';
import { shownId } from '#platform/input.ts';

export const evidenceInput = z.object({ id: shownId('evidencePack', 'the evidence pack') });
