/** The page of campaigns: what the extension told it last, as sections. */

import type {
  FromCampaignPage,
  LogAuditState,
  ToCampaignPage,
} from '../../protocol/campaign-page.ts';
import { conclusionWords } from '../../protocol/campaign-words.ts';
import { type Child, element, replaceContent, replaceIfChanged } from '../element.ts';
import { visible } from '../words.ts';
import { renderCard } from './render-card.ts';
import { renderLimits, renderQuiet } from './render-limits.ts';
import { renderConclusion, renderReadingProgress, renderTitle } from './render-log.ts';
import { renderMapping } from './render-mapping.ts';
import { renderSkipped } from './render-skipped.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromCampaignPage): void };

class CampaignPage {
  readonly #title = element('div', { class: 'title' });
  readonly #progress = element('div', {});
  readonly #failure = element('div', { role: 'alert' });
  readonly #conclusion = element('div', {});
  readonly #sections = element('main', {});
  readonly #announcer = element('p', { role: 'status', class: 'unseen' });
  readonly #send: (message: FromCampaignPage) => void;

  constructor(send: (message: FromCampaignPage) => void) {
    this.#send = send;
    const head = [this.#title, this.#progress, this.#failure, this.#conclusion];
    document.body.append(element('header', {}, ...head), this.#sections, this.#announcer);
  }

  /** Progress comes several times a second; what was found before stays as it is under the user's hand. */
  receive({ state }: ToCampaignPage): void {
    const { names, progress, audit, failure, mapping } = state;
    const isRunning = progress !== null;
    replaceIfChanged(this.#title, [names, isRunning, audit === null], () =>
      renderTitle(state, this.#send),
    );
    replaceContent(this.#progress, progress === null ? null : renderReadingProgress(progress));
    replaceIfChanged(this.#failure, failure, () =>
      failure === null ? [] : [element('p', { class: 'notice' }, visible(failure))],
    );
    replaceIfChanged(this.#conclusion, audit, () => {
      if (audit !== null) this.#announcer.textContent = conclusionWords(audit.campaigns);
      return audit === null ? [] : renderConclusion(audit);
    });
    replaceIfChanged(this.#sections, [audit, mapping], () => this.#renderSections(state));
  }

  #renderSections({ audit, mapping, hasLastingPseudonyms }: LogAuditState): Child[] {
    if (audit === null) return [];
    const { campaigns } = audit;
    const context = { log: campaigns, hasLastingPseudonyms, send: this.#send };
    return [
      ...campaigns.cards.map((card) => renderCard(card, context)),
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
