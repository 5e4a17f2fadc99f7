/** Entry of the threads that train: one job each. */

import { parentPort, workerData } from 'node:worker_threads';
import { adaptExpert } from './adapt-expert.ts';
import { fitExpert } from './fit-expert.ts';
import { fitOwnProfile } from './fit-own-profile.ts';
import { fitReferences } from './fit-references.ts';
import type { TrainJob, TrainMessage } from './train-thread.ts';

const say = (message: TrainMessage): void => parentPort?.postMessage(message);

async function perform(job: TrainJob): Promise<void> {
  switch (job.kind) {
    case 'expert':
      say({ kind: 'expert', fitted: fitExpert(job.task) });
      break;
    case 'adapt':
      say({ kind: 'adapt', adapted: adaptExpert(job.task) });
      break;
    case 'references': {
      const fitted = await fitReferences(job.order, () => say({ kind: 'fitted' }));
      say({ kind: 'references', fitted });
      break;
    }
    case 'profile': {
      const profile = await fitOwnProfile(job.order, () => say({ kind: 'fitted' }));
      say({ kind: 'profile', profile });
    }
  }
}

// A failure is for whoever started the thread: it ends with it, unhandled.
void perform(workerData as TrainJob);
