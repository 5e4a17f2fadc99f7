import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,golden,protocol,cli,endpoint,hostile,tidy}/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two at a time, of what runs at a time: many of them start programs of several threads.
    maxConcurrency: 2,
    maxWorkers: 2,
    // Worker threads of ours inside worker threads of the runner would hide crashes.
    pool: 'forks',
  },
});
