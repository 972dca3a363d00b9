import type { OpenDatabase } from '../kernel/database/open.ts';
import { seedPeople } from './people.ts';

/** Fills an empty database with invented staff and invented people, through the same interface that staff use. */
export async function seedDemo(database: OpenDatabase): Promise<void> {
  await seedPeople(database.ownerUrl);
}
