/** The page of campaigns: what the extension told it last, as sections. */

import type {
  FromCampaignPage,
  LogAuditState,
  ToCampaignPage,
} from '../../protocol/campaign-page.ts';
import { conclusionWords } from '../../protocol/campaign-words.ts';
import type { Child } from '../element.ts';
import { TabFrame } from '../tab-frame.ts';
import { renderCard } from './render-card.ts';
import { renderLimits, renderQuiet } from './render-limits.ts';
import { renderConclusion, renderReadingProgress, renderTitle } from './render-log.ts';
import { renderMapping } from './render-mapping.ts';
import { renderSkipped } from './render-skipped.ts';
import { renderWindows } from './render-windows.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromCampaignPage): void };

class CampaignPage {
  readonly #frame = new TabFrame();
  readonly #send: (message: FromCampaignPage) => void;

  constructor(send: (message: FromCampaignPage) => void) {
    this.#send = send;
  }

  receive({ state }: ToCampaignPage): void {
    const { names, progress, audit, failure, mapping, benign } = state;
    const frame = this.#frame;
    frame.title([names, progress !== null, audit === null], () => renderTitle(state, this.#send));
    frame.progress(progress === null ? null : renderReadingProgress(progress));
    frame.failure(failure);
    frame.conclusion(
      audit,
      () => audit && conclusionWords(audit.campaigns),
      () => (audit === null ? [] : renderConclusion(audit)),
    );
    frame.sections([audit, mapping, benign], () => this.#renderSections(state));
  }

  #renderSections(state: LogAuditState): Child[] {
    const { audit, mapping, hasLastingPseudonyms } = state;
    if (audit === null) return [];
    const { campaigns } = audit;
    const context = { log: campaigns, hasLastingPseudonyms, send: this.#send };
    return [
      ...campaigns.cards.map((card) => renderCard(card, context)),
      renderWindows(state, this.#send),
      renderQuiet(campaigns),
      renderLimits(),
      renderSkipped(audit, this.#send),
      renderMapping(campaigns.files, mapping, this.#send),
    ];
  }
}

const vscode = acquireVsCodeApi();
const page = new CampaignPage((message) => vscode.postMessage(message));
window.addEventListener('message', (event: MessageEvent<ToCampaignPage>) => {
  page.receive(event.data);
});
vscode.postMessage({ kind: 'ready' });
