/** An audit of request logs in the format that was asked for. */

import type { CampaignView } from '../../protocol/campaign.ts';
import type { CampaignFormat } from '../../protocol/report-formats.ts';
import { renderCampaignHtml } from './campaign-html.ts';
import { renderCampaignMarkdown } from './campaign-markdown.ts';
import { renderCampaignPretty } from './campaign-pretty.ts';
import type { PrettyOptions } from './render-pretty.ts';

export function renderCampaign(
  view: CampaignView,
  format: CampaignFormat,
  { look, version }: { readonly look: PrettyOptions; readonly version: string },
): string {
  switch (format) {
    case 'pretty':
      return renderCampaignPretty(view, look);
    case 'json':
      return `${JSON.stringify(documentOf(view, version), null, 2)}\n`;
    case 'html':
      return renderCampaignHtml(view, version);
    case 'md':
      return renderCampaignMarkdown(view, version);
  }
}

/** For programs; docs/campaign.md has its fields. */
function documentOf(view: CampaignView, version: string): object {
  const { files, coverage, requests, accounts, models, thinning } = view;
  const { from, to, timeline, cards, quiet, seed, state } = view;
  const [first] = files;
  return {
    schema: 1,
    tool: `teacherprint ${version}`,
    seed,
    state,
    log: {
      path: first?.path ?? null,
      mapping: first?.mapping ?? null,
      coverage,
      files,
      requests,
      accounts,
      models,
      thinning,
    },
    window: { from, to, timeline, test: view.windows },
    cards,
    quiet,
  };
}
