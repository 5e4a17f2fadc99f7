import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,golden,protocol,cli,tidy}/**/*.test.ts'],
    testTimeout: 30_000,
    // Each of them is a program of several threads.
    maxConcurrency: 2,
    // Worker threads of ours inside worker threads of the runner would hide crashes.
    pool: 'forks',
  },
});
