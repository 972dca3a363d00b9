import { defineConfig } from 'vitest/config';

/** Parts of a run share the machine: what is waited for may come late there, and has not failed. */
const unhurried = { poll: { timeout: 60_000 } };

/**
 * Three projects so that a newcomer can run the quick one alone; `npm test` runs them all. Files of one worker share the modules they read,
 * which nothing in them changes; each database file still works on a town of its own.
 */
export default defineConfig({
  test: {
    // A comparison that fails is told whole: "two things against none" says nothing to whoever reads it on another machine.
    chaiConfig: { truncateThreshold: 0 },
    projects: [
      { test: { name: 'unit', isolate: false, maxWorkers: 2, testTimeout: 60_000, include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], exclude: ['src/**/*.database.test.ts'] } },
      {
        test: {
          name: 'database',
          include: ['src/**/*.database.test.ts'],
          globalSetup: ['src/kernel/database/testing/server.ts'],
          isolate: false,
          maxWorkers: 2,
          expect: unhurried,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['e2e/**/*.journey.ts'],
          globalSetup: ['e2e/support/setup.ts'],
          isolate: false,
          expect: unhurried,
          testTimeout: 400_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
