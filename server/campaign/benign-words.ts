/** What else looks like each axis: beside every one that fired, so that nobody reads it without. */

import type { CampaignAxis } from '../../protocol/campaign.ts';

export const benignWords: Readonly<Record<CampaignAxis, string>> = {
  value:
    'teams that build judges, annotate data or study reasoning ask such things of their own systems',
  coordination:
    'one customer with several keys, a gateway that spreads load, or a class with one assignment',
  sweep: 'somebody who tries out prompts before a launch',
  replay:
    'a conversation that was moved to another session, or a gateway that does not keep sessions apart',
  structure: 'every application asks with templates',
  focus: 'an application with one purpose',
  rhythm: 'continuous integration, nightly evaluations and batches run at any hour',
  pivot: 'benchmarks on the day of a release',
};
