/** Where the installed files lie; the same answer from the sources and from the bundle in `dist/`. */

const isBundle = import.meta.url.endsWith('.js');

/** Entry of the worker threads. */
export const workerFile = new URL(isBundle ? 'worker.js' : 'scan/worker.ts', import.meta.url);

/** Entry of the threads that read what takes work to read. */
export const readerFile = new URL(
  isBundle ? 'reader-worker.js' : 'scan/reader-worker.ts',
  import.meta.url,
);

/** Entry of the threads that audit request logs and students. */
export const auditThreadFile = new URL(
  isBundle ? 'audit-thread.js' : 'threads/worker.ts',
  import.meta.url,
);

/** Entry of the threads that train. */
export const trainWorkerFile = new URL(
  isBundle ? 'train-worker.js' : 'train/train-worker.ts',
  import.meta.url,
);

/** The profile that ships with Teacherprint; its card lies beside it as `default.json`. */
export const defaultProfileFile = new URL('../profiles/default.profile', import.meta.url);

/** Prompts for whoever wants to compare models. */
export const probesFile = new URL('../profiles/probes.jsonl', import.meta.url);

/** Weights of the value axis of campaigns. */
export const valueWeightsFile = new URL('../profiles/campaign-value.json', import.meta.url);
