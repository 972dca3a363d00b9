import { z } from 'zod';

export * from './contract/emergency.ts';
export * from './contract/identification.ts';
export * from './contract/minor.ts';
export * from './contract/plan.ts';

export const ById = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.literal(true) });
