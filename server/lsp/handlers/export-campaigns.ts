/** Campaign cards as a file. They come from the client, which has them: another audit would have other pseudonyms. */

import type { ExportCampaignsParams } from '../../../protocol/log-audit.ts';
import { campaignFormats } from '../../../protocol/report-formats.ts';
import { UserError } from '../../dataset/user-error.ts';
import { plainLook } from '../../report/render-pretty.ts';
import { fileSink, refuseToReplace } from '../../report/sink.ts';
import { version } from '../../version.ts';
import { savedPathOf } from '../file-path.ts';
import type { Session } from '../session.ts';

export async function exportCampaigns(
  _session: Session,
  { campaigns, format, target }: ExportCampaignsParams,
): Promise<void> {
  if (!campaignFormats.includes(format)) {
    throw new UserError(`there is no format "${format}" of campaigns`);
  }
  const path = savedPathOf(target);
  for (const log of campaigns.files) refuseToReplace(log.path, 'audited', [{ path }]);
  // Nobody else waits for what this loads.
  const { renderCampaign } = await import('../../report/render-campaign.ts');
  const report = renderCampaign(campaigns, format, { look: plainLook, version });
  const sink = await fileSink(path);
  try {
    await sink.write(report);
    await sink.finish();
  } catch (error) {
    await sink.discard();
    throw error;
  }
}
