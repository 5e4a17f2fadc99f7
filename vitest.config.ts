import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,golden,protocol,cli,endpoint,hostile,tidy}/**/*.test.ts'],
    // Ends what hangs. Nothing is measured by it: a busy machine may take ten times as long as an idle one.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Two at a time, of what runs at a time: many of them start programs of several threads.
    maxConcurrency: 2,
    maxWorkers: 2,
    // Worker threads of ours inside worker threads of the runner would hide crashes.
    pool: 'forks',
  },
});
