/** Campaign cards as a file. They come from the client, which has them: another audit would have other pseudonyms. */

import type { ExportCampaignsParams } from '../../../protocol/log-audit.ts';
import { campaignFormats } from '../../../protocol/report-formats.ts';
import { UserError } from '../../dataset/user-error.ts';
import { plainLook } from '../../report/render-pretty.ts';
import { version } from '../../version.ts';
import type { Session } from '../session.ts';
import { writeReport } from '../write-report.ts';

export async function exportCampaigns(
  _session: Session,
  { campaigns, format, target }: ExportCampaignsParams,
): Promise<void> {
  if (!campaignFormats.includes(format)) {
    throw new UserError(`there is no format "${format}" of campaigns`);
  }
  await writeReport(target, campaigns.files, async () => {
    // Nobody else waits for what this loads.
    const { renderCampaign } = await import('../../report/render-campaign.ts');
    return renderCampaign(campaigns, format, { look: plainLook, version });
  });
}
